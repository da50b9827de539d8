"""`synthesis compte`: accounts, for whoever holds the machine."""

from __future__ import annotations

import click

from synthesis.access import Role
from synthesis.accounts import machine
from synthesis.settings import load_settings
from synthesis.store import Database, open_database, upgrade


@click.group("compte", subcommand_metavar="COMMANDE [ARGUMENTS]…")
def command() -> None:
    """Crée un compte, redonne un mot de passe, liste les comptes."""


@command.command("liste")
def list_command() -> None:
    """Liste les comptes, leur rôle et leur état."""
    for account in machine.every_account(_database()):
        state = "" if account.active else " (fermé)"
        kind = " (démonstration)" if account.demonstration else ""
        click.echo(f"{account.name} : {account.role.label.lower()}{state}{kind}")


@command.command("creer")
@click.argument("name", metavar="NOM")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.MANAGER.value,
    show_default=True,
    help="Ce que la personne pourra faire.",
)
def create_command(name: str, role: str) -> None:
    """Crée le compte NOM et affiche son mot de passe provisoire."""
    _tell(name, machine.create(_database(), name, Role(role)))


@command.command("mot-de-passe")
@click.argument("name", metavar="NOM")
def password_command(name: str) -> None:
    """Donne au compte NOM un mot de passe provisoire, et le rouvre s'il est fermé."""
    _tell(name, machine.reset(_database(), name))


def _database() -> Database:
    database = open_database(load_settings().database_url)
    upgrade(database)
    return database


def _tell(name: str, password: str) -> None:
    click.echo(f"Compte « {name} », mot de passe provisoire : {password}")
    click.echo("Il sera demandé d'en choisir un autre à la première connexion.")
