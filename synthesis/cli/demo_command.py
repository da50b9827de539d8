"""`synthesis demo`: load and analyse the demonstration campaign."""

from __future__ import annotations

import click

from synthesis.cli.progress import progress_bar
from synthesis.demonstration import load_demonstration
from synthesis.settings import load_settings
from synthesis.stages import coding_only
from synthesis.store import open_database, upgrade


@click.command("demo")
def command() -> None:
    """Charge la campagne de démonstration et l'analyse, si ce n'est pas déjà fait."""
    click.echo(
        "Campagne de démonstration chargée." if load() else "La démonstration est déjà chargée."
    )


def load() -> bool:
    """Bring the database up to date and load the demonstration; says whether it had to."""
    settings = load_settings()
    database = open_database(settings.database_url)
    upgrade(database)
    with progress_bar("Analyse de la démonstration") as advance:
        return load_demonstration(database, settings, progress=coding_only(advance))
