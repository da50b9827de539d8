"""`synthesis analyse`: the whole way, from files to tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from synthesis.cli.inputs import campaign_options, exit_code, read_inputs
from synthesis.cli.progress import progress_bar
from synthesis.domain import Codebook
from synthesis.forms.codebook import read_codebook
from synthesis.forms.defaults import default_codebook
from synthesis.settings import load_settings
from synthesis.stages import coding_only
from synthesis.wording import plural

if TYPE_CHECKING:
    from synthesis.pipeline import Analysis

NO_CODEBOOK = "aucune"


@click.command("analyse")
@campaign_options
@click.option(
    "--codebook",
    metavar="FICHIER|aucune",
    show_default="grille-2021.yaml",
    help="Grille des thèmes (YAML) ; « aucune » : découverte seulement.",
)
@click.option(
    "--segments",
    "mode",
    type=click.Choice(["auto", "lignes"]),
    default="auto",
    show_default=True,
    help="« lignes » : chaque ligne ou rang de tableau est un segment, gardé tel quel.",
)
@click.option(
    "--precedent",
    metavar="DOSSIER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Dossier d'une analyse précédente : les thèmes découverts gardent leur identité, et "
    "« changements.csv » dit ce qui a changé.",
)
@click.option(
    "--decouverte",
    "discovery",
    type=click.Choice(["plongements", "reinert"]),
    help="Comment trouver les thèmes que la grille ne prévoit pas : par les vecteurs des propos, "
    "ou par la classification de Reinert.  [par défaut : plongements]",
)
@click.option("--seed", type=int, help="Graine du hasard.  [par défaut : 2021]")
@click.option(
    "--out",
    required=True,
    metavar="DOSSIER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Dossier où écrire les tableaux csv.",
)
@click.pass_context
def command(
    context: click.Context,
    inputs: tuple[Path, ...],
    questionnaire: Path,
    territories: Path,
    codebook: str | None,
    mode: str,
    precedent: Path | None,
    discovery: str | None,
    seed: int | None,
    out: Path,
) -> None:
    """Classe les propos en quatre quadrants, les regroupe en thèmes et compte les convergences.

    ENTRÉE : fichiers ou dossiers (md, txt, docx, odt, csv, xlsx, exports Kobo et ODK).
    Codes de sortie : 0 tout est lu ; 1 rien n'a pu l'être ; 2 mauvais usage ; 3 une partie est lue.
    """
    settings = load_settings()
    grid = _codebook(codebook)
    intake, form, places = read_inputs(inputs, questionnaire, territories)
    if not intake.interviews:
        context.exit(exit_code(intake))
    # Imported here: spaCy takes seconds, and nothing above needs it.
    from synthesis.language.cutting import Mode  # noqa: PLC0415
    from synthesis.pipeline import Parameters, analyse  # noqa: PLC0415
    from synthesis.report.changes import read_previous, write_compared  # noqa: PLC0415
    from synthesis.report.tables import write_analysis  # noqa: PLC0415
    from synthesis.themes.discovery import Method  # noqa: PLC0415

    previous = read_previous(precedent) if precedent else None
    parameters = Parameters(
        form,
        grid,
        places,
        mode=Mode(mode),
        seed=settings.seed if seed is None else seed,
        review_threshold=settings.review_threshold,
        convergence_share=settings.convergence_share,
        discovery=Method(discovery or settings.discovery),
    )
    known = previous.themes if previous else None
    with progress_bar("Analyse") as advance:
        analysis = analyse(
            intake.interviews, parameters, previous=known, progress=coding_only(advance)
        )
    if previous:
        write_compared(analysis, out, intake.digests, previous)
    else:
        write_analysis(analysis, out, intake.digests)
    click.echo(f"{_counted(analysis)} → {out}")
    context.exit(exit_code(intake))


def _counted(analysis: Analysis) -> str:
    review = sum(coding.to_review for coding in analysis.codings)
    return (
        f"{plural(len(analysis.interviews), 'entretien')}, "
        f"{plural(len(analysis.codings), 'segment')} dont {review} à revoir"
    )


def _codebook(chosen: str | None) -> Codebook | None:
    if chosen == NO_CODEBOOK:
        return None
    return read_codebook(Path(chosen) if chosen else default_codebook())
