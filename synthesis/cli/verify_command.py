"""`synthesis verify`: recount the votes of an assembly from its export alone."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from synthesis.forms.typography import typeset
from synthesis.vote.verify import verify


@click.command("verify")
@click.argument(
    "export", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="EXPORT"
)
@click.option(
    "--tete",
    "head",
    default="",
    metavar="EMPREINTE",
    help="Tête de la chaîne telle qu'elle est imprimée au procès-verbal.",
)
def command(export: Path, head: str) -> None:
    """Recompte et revérifie les votes d'une assemblée, à partir de son seul export.

    Code de sortie : 0 si tout concorde, 1 sinon.
    """
    findings = verify(export, head)
    for finding in findings:
        mark = "✓" if finding.right else "✗"
        click.echo(typeset(f"{mark} {finding.where} : {finding.what}"))
    wrong = sum(not finding.right for finding in findings)
    if wrong:
        click.echo(typeset(f"{wrong} vérification(s) sur {len(findings)} ne concordent pas."))
        sys.exit(1)
    click.echo(typeset(f"Les {len(findings)} vérifications concordent."))
    if not head:
        click.echo("Comparez aussi la tête de la chaîne avec le procès-verbal (option --tete).")
