"""The `synthesis` command: finds each sub-command in its own file, only when it is asked for."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from synthesis.cli.french import speak_french
from synthesis.domain import InputError

# Name of the command → what it does; its module is synthesis.cli.<name>_command.
COMMANDS = {
    "ingest": "Dit ce qui a été compris des fichiers d'entretien.",
    "analyse": "Classe, regroupe et compte : des entretiens aux convergences.",
    "serve": "Ouvre l'application dans le navigateur.",
    "demo": "Charge la campagne de démonstration.",
    "guide": "Écrit le guide d'entretien, à imprimer.",
    "train": "Refait le modèle de classement à partir du corpus.",
    "evaluate": "Mesure l'outil sur des énoncés étiquetés, ou sur les voix de son corpus.",
    "compte": "Crée un compte, redonne un mot de passe, liste les comptes.",
    "report": "Écrit le rapport (Word) et le support d'assemblée (PowerPoint).",
    "export": "Écrit l'archive complète, ou l'export pseudonymisé à partager.",
    "import": "Remet une archive complète dans une installation vide.",
    "verify": "Recompte les votes d'une assemblée à partir de leur export.",
    "db": "Prépare ou sauvegarde la base de données.",
}


class Commands(click.Group):
    """A group whose commands are imported when used, so that help stays immediate."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names in the order of the table above."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002
        cmd_name: str,
    ) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"synthesis.cli.{cmd_name}_command").command
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        """List the commands without importing them."""
        with formatter.section("Commandes"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="COMMANDE [ARGUMENTS]…",
)
@click.version_option(
    package_name="synthesis",
    prog_name="synthesis",
    help="Affiche la version.",
    message="%(prog)s %(version)s",
)
def cli() -> None:
    """Écouter des territoires : des entretiens aux points de convergence."""


def run() -> None:
    """Entry point: a user's error is one French sentence on stderr and exit code 2."""
    speak_french()
    try:
        cli()
    except InputError as error:
        click.echo(f"Erreur : {error}", err=True)
        sys.exit(2)
