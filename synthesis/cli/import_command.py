"""`synthesis import`: a full archive into an empty installation."""

from __future__ import annotations

from pathlib import Path

import click

from synthesis.care.archive import import_archive
from synthesis.cli.operator import OPERATOR
from synthesis.settings import load_settings
from synthesis.store import open_database, upgrade
from synthesis.wording import plural


@click.command("import")
@click.argument(
    "path",
    metavar="FICHIER",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
def command(path: Path) -> None:
    """Remet une archive complète (FICHIER) dans une installation vide."""
    settings = load_settings()
    database = open_database(settings.database_url)
    upgrade(database)
    contents = import_archive(database, OPERATOR, path, settings.pseudonym_key)
    click.echo(f"Archive importée : {plural(contents.total, 'ligne')}.")
