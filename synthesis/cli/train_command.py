"""`synthesis train`: make the shipped model again from the corpus."""

from __future__ import annotations

from pathlib import Path

import click

from synthesis.forms.codebook import read_codebook
from synthesis.forms.defaults import default_codebook, default_questionnaire, default_territories
from synthesis.forms.registry import read_territories
from synthesis.forms.xlsform import read_questionnaire
from synthesis.learning.corpus import FOLDER, read_corpus
from synthesis.learning.model import DEFAULT, save, train


@click.command("train")
@click.option(
    "--corpus",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=FOLDER,
    show_default="celui du projet",
    metavar="DOSSIER",
    help="Dossier des énoncés étiquetés, un csv par voix.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=DEFAULT,
    show_default="celui du projet",
    metavar="FICHIER",
    help="Modèle à écrire (npz).",
)
def command(corpus: Path, out: Path) -> None:
    """Apprend le classement sur le corpus : le même corpus donne le même modèle."""
    labelled = read_corpus(corpus)
    model = train(
        labelled,
        read_questionnaire(default_questionnaire()),
        read_codebook(default_codebook()),
        read_territories(default_territories()),
    )
    save(model, out)
    click.echo(f"{len(labelled)} énoncés → {out} ({out.stat().st_size / 1e6:.1f} Mo)")
