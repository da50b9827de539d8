"""`synthesis ingest`: what was understood, as the long table."""

from __future__ import annotations

from pathlib import Path

import click

from synthesis.cli.inputs import campaign_options, exit_code, read_inputs
from synthesis.ingest import write_long_table
from synthesis.wording import plural


@click.command("ingest")
@campaign_options
@click.option(
    "--out",
    required=True,
    metavar="FICHIER",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tableau csv à écrire : une ligne par réponse.",
)
@click.pass_context
def command(
    context: click.Context,
    inputs: tuple[Path, ...],
    questionnaire: Path,
    territories: Path,
    out: Path,
) -> None:
    """Lit des fichiers d'entretien et écrit ce qui en a été compris.

    ENTRÉE : fichiers ou dossiers (md, txt, docx, odt, csv, xlsx, exports Kobo et ODK).
    Codes de sortie : 0 tout est lu ; 1 rien n'a pu l'être ; 2 mauvais usage ; 3 une partie est lue.
    """
    intake, _, _ = read_inputs(inputs, questionnaire, territories)
    if intake.interviews:
        out.parent.mkdir(parents=True, exist_ok=True)
        with out.open("w", encoding="utf-8", newline="") as stream:
            write_long_table(intake.interviews, stream)
        answers = sum(len(interview.answers) for interview in intake.interviews)
        click.echo(
            f"{plural(len(intake.interviews), 'entretien')}, {plural(answers, 'réponse')} → {out}"
        )
    context.exit(exit_code(intake))
