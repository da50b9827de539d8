"""`synthesis export`: the full archive, or the export to share."""

from __future__ import annotations

from pathlib import Path

import click

from synthesis.care.archive import export_archive
from synthesis.care.vault import open_vault
from synthesis.cli.choosing import chosen_campaign
from synthesis.cli.operator import OPERATOR
from synthesis.settings import load_settings
from synthesis.store import Database, open_database
from synthesis.wording import plural

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("export")
@click.option(
    "--archive",
    metavar="FICHIER",
    type=FILE,
    help="Archive complète à écrire (zip) : toutes les campagnes, les comptes, les pseudonymes "
    "et leur clé. À garder comme les notes elles-mêmes.",
)
@click.option(
    "--partage",
    "share",
    metavar="FICHIER",
    type=FILE,
    help="Export de partage à écrire (zip) : une campagne, pseudonymisée.",
)
@click.option(
    "--campagne",
    "campaign",
    metavar="CLÉ",
    help="Campagne à partager ; par défaut, la seule de l'installation.",
)
def command(archive: Path | None, share: Path | None, campaign: str | None) -> None:
    """Écrit l'archive complète de l'installation, ou l'export de partage d'une campagne."""
    if (archive is None) == (share is None):
        raise click.UsageError("Indiquez --archive FICHIER ou --partage FICHIER.")
    settings = load_settings()
    database = open_database(settings.database_url)
    if archive is not None:
        contents = export_archive(database, OPERATOR, archive, settings.pseudonym_key)
        click.echo(f"Archive écrite dans {archive} : {plural(contents.total, 'ligne')}.")
    if share is not None:
        _share(database, share, campaign, settings.pseudonym_key)


def _share(database: Database, path: Path, key: str | None, key_file: Path) -> None:
    # Imported here: the language model takes seconds, and an archive does without.
    from synthesis.care.sharing import export_share  # noqa: PLC0415

    chosen = chosen_campaign(database, key, option="--campagne CLÉ")
    shared = export_share(database, OPERATOR, chosen.id, path, open_vault(key_file))
    click.echo(
        f"Export écrit dans {path} : {plural(shared.interviews, 'entretien')}, "
        f"{plural(shared.masked, 'passage masqué', 'passages masqués')} faute de décision."
    )
