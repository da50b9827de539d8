"""`synthesis evaluate`: how right the tool is, on labelled statements or on unheard voices."""

from __future__ import annotations

from pathlib import Path

import click

from synthesis.cli.inputs import FILE, questionnaire_option, territories_option
from synthesis.forms.codebook import read_codebook
from synthesis.forms.defaults import default_codebook
from synthesis.forms.registry import read_territories
from synthesis.forms.xlsform import read_questionnaire
from synthesis.settings import load_settings

PATH = click.Path(exists=True, path_type=Path)
WARNING = (
    "Sans « --data », l'outil est mesuré sur les voix de son corpus, laissées de côté par groupes. "
    "Il faut l'entraîner autant de fois : comptez plusieurs minutes."
)


@click.command("evaluate", options_metavar="[OPTIONS] [--data CHEMIN…]")
@click.option(
    "--data",
    multiple=True,
    type=PATH,
    metavar="CHEMIN…",
    help="Énoncés étiquetés : csv aux colonnes question, quadrant, theme, texte, ou leur dossier.",
)
# What follows « --data a.csv » without repeating the option.
@click.argument("more", nargs=-1, metavar="", type=PATH)
@click.option("--sans-question", "alone", is_flag=True, help="Cache à l'outil la question posée.")
@click.option(
    "--codebook",
    type=FILE,
    default=default_codebook,
    show_default="grille-2021.yaml",
    metavar="FICHIER",
    help="Grille des thèmes (YAML).",
)
@questionnaire_option
@territories_option
@click.option("--courbe", "curve", is_flag=True, help="Sans --data : ajoute la courbe par taille.")
def command(
    data: tuple[Path, ...],
    more: tuple[Path, ...],
    alone: bool,
    codebook: Path,
    questionnaire: Path,
    territories: Path,
    curve: bool,
) -> None:
    """Mesure l'outil : quadrants, thèmes, fiabilité de sa certitude.

    « thème » : part des thèmes justes, ceux hors des 22 publiés comptés ensemble. « ECE » : écart
    moyen entre la certitude annoncée et la part de justes. « couverture » et « juste au seuil » :
    part des énoncés au-dessus du seuil de relecture, et part de justes parmi eux.
    « juste à 70 % » : part de justes parmi les 70 % les plus sûrs.
    """
    if curve and (data or more):
        raise click.UsageError("« --courbe » mesure le corpus : retirez « --data ».")
    # Imported here: spaCy and scikit-learn take seconds, and help must not wait for them.
    from synthesis.cli.measuring import measure_corpus, measure_files  # noqa: PLC0415
    from synthesis.evaluation import Bench  # noqa: PLC0415
    from synthesis.learning.corpus import read_corpus  # noqa: PLC0415

    bench = Bench(
        read_questionnaire(questionnaire),
        read_codebook(codebook),
        tuple(read_territories(territories)),
        load_settings().review_threshold,
    )
    if data or more:
        click.echo(measure_files((*data, *more), bench, with_question=not alone))
        return
    click.echo(WARNING, err=True)
    click.echo(measure_corpus(read_corpus(), bench, with_question=not alone, curve=curve))
