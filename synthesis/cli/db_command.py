"""`synthesis db`: prepare and back up the database."""

from __future__ import annotations

from pathlib import Path

import click

from synthesis.settings import load_settings
from synthesis.store import backup, open_database, upgrade


@click.group("db", subcommand_metavar="COMMANDE [ARGUMENTS]…")
def command() -> None:
    """Prépare ou sauvegarde la base de données."""


@command.command("upgrade")
def upgrade_command() -> None:
    """Met la base à jour, serveur PostgreSQL compris (sauvegardez-le d'abord)."""
    copy = upgrade(open_database(load_settings().database_url), force=True)
    click.echo("La base est à jour." + (f" Copie d'avant : {copy}" if copy else ""))


@command.command("backup")
@click.argument(
    "path", metavar="FICHIER", type=click.Path(dir_okay=False, exists=False, path_type=Path)
)
def backup_command(path: Path) -> None:
    """Copie la base SQLite dans FICHIER, sans arrêter l'application."""
    backup(open_database(load_settings().database_url), path)
    click.echo(f"Base copiée dans {path}.")
