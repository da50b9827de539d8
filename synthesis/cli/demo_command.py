"""`synthesis demo`: load and analyse the demonstration campaign."""

from __future__ import annotations

import click

from synthesis.cli.progress import progress_bar
from synthesis.settings import load_settings
from synthesis.store import open_database, upgrade


@click.command("demo")
def command() -> None:
    """Charge la campagne de démonstration et l'analyse, si ce n'est pas déjà fait."""
    settings = load_settings()
    database = open_database(settings.database_url)
    upgrade(database)
    # Imported here: spaCy takes seconds, and a wrong setting must be told at once.
    from synthesis.demonstration import load_demonstration  # noqa: PLC0415

    with progress_bar("Analyse de la démonstration") as progress:
        loaded = load_demonstration(database, settings, progress=progress)
    click.echo(
        "Campagne de démonstration chargée." if loaded else "La démonstration est déjà chargée."
    )
