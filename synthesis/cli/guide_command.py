"""`synthesis guide`: the interview guide, to print."""

from __future__ import annotations

from pathlib import Path

import click

from synthesis.cli.inputs import questionnaire_option


@click.command("guide")
@click.option(
    "--out",
    required=True,
    metavar="FICHIER",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Guide à écrire (docx).",
)
@questionnaire_option
def command(out: Path, questionnaire: Path) -> None:
    """Écrit le guide d'entretien : une feuille A4 recto verso, à imprimer et à remplir."""
    # Imported here: help must not wait for the writer of documents.
    from synthesis.forms.guide import write_guide  # noqa: PLC0415
    from synthesis.forms.xlsform import read_questionnaire  # noqa: PLC0415

    form = read_questionnaire(questionnaire)
    out.parent.mkdir(parents=True, exist_ok=True)
    write_guide(form, out)
    click.echo(f"{len(form.questions)} questions → {out}")
