"""Themes follow the codebook as it is today, learnt or not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from spacy.language import Language

from synthesis.domain import Codebook, Theme
from synthesis.learning.features import Statement
from synthesis.learning.model import TrainedModel
from synthesis.themes.assignment import MOST_SECONDARY, Assignment, ThemeAssigner

DOCTOR = "Il n'y a plus de médecin généraliste, le désert médical avance."
FIBRE = "La fibre n'arrive pas dans les hameaux, le débit internet est trop lent."
TRAIN = "Aucun car, aucun train : sans voiture, on ne peut pas se déplacer."
HELLO = "Bonjour, merci de nous recevoir, asseyez-vous."
HORSES = Theme(
    "filiere_equine",
    "Filière équine",
    terms=(
        "cheval", "jument", "poulain", "haras", "centre équestre", "jockey", "hippodrome",
        "équitation", "maréchal-ferrant", "course hippique",
    ),
)  # fmt: skip
RACING = "Le haras et l'hippodrome font venir des jockeys à chaque course hippique."


def _assign(
    model: TrainedModel, codebook: Codebook, nlp: Language, *texts: str
) -> list[Assignment]:
    statements = [Statement(nlp(text)) for text in texts]
    return ThemeAssigner(model, codebook).assign(statements, model.space.transform(statements))


def _chances(
    model: TrainedModel, codebook: Codebook, nlp: Language, *texts: str
) -> NDArray[np.float32]:
    statements = [Statement(nlp(text)) for text in texts]
    rows = model.space.transform(statements)
    return ThemeAssigner(model, codebook).probabilities(statements, rows)


def _with(codebook: Codebook, theme: Theme) -> Codebook:
    return replace(codebook, themes=(*codebook.themes, theme))


def _without(codebook: Codebook, *slugs: str) -> Codebook:
    kept = tuple(
        replace(theme, excludes=tuple(e for e in theme.excludes if e.goes_to not in slugs))
        for theme in codebook.themes
        if theme.slug not in slugs
    )
    return replace(codebook, themes=kept)


@pytest.mark.parametrize(
    ("text", "theme"),
    [(DOCTOR, "acces_sante"), (FIBRE, "numerique"), (TRAIN, "mobilites"), (HELLO, "")],
)
def test_a_blatant_statement_gets_its_theme(
    shipped_model: TrainedModel, codebook: Codebook, nlp: Language, text: str, theme: str
) -> None:
    (found,) = _assign(shipped_model, codebook, nlp, text)
    assert found.theme == theme


def test_two_subjects_in_one_breath_give_a_secondary_theme(
    shipped_model: TrainedModel, codebook: Codebook, nlp: Language
) -> None:
    boats = Theme("nautisme", "Nautisme", terms=("catamaran", "base nautique"))
    book = _with(_with(codebook, HORSES), boats)
    (found,) = _assign(shipped_model, book, nlp, "L'hippodrome, puis le catamaran.")
    assert (found.theme, *found.secondary) == ("filiere_equine", "nautisme")


def test_every_row_of_probabilities_sums_to_one(
    shipped_model: TrainedModel, codebook: Codebook, nlp: Language
) -> None:
    texts = (DOCTOR, HELLO, "", "🚲 ?!", RACING, "gare " * 300)
    for book in (codebook, _with(codebook, HORSES), _without(codebook, "acces_sante")):
        chances = _chances(shipped_model, book, nlp, *texts)
        assert chances.shape == (len(texts), len(book.themes) + 1)
        assert chances.sum(axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-4)
        assert (chances >= 0).all()


def test_a_theme_added_to_the_codebook_is_assigned_without_training(
    shipped_model: TrainedModel, codebook: Codebook, nlp: Language
) -> None:
    book = _with(codebook, HORSES)
    (found,) = _assign(shipped_model, book, nlp, RACING)
    assert found.theme == "filiere_equine"
    assert found.probability > 0.5


def test_a_theme_added_takes_nothing_where_its_terms_are_not_said(
    shipped_model: TrainedModel, codebook: Codebook, nlp: Language
) -> None:
    texts = (DOCTOR, FIBRE, TRAIN, HELLO)
    before = _assign(shipped_model, codebook, nlp, *texts)
    after = _assign(shipped_model, _with(codebook, HORSES), nlp, *texts)
    assert [found.theme for found in after] == [found.theme for found in before]


def test_a_theme_removed_from_the_codebook_is_not_assigned(
    shipped_model: TrainedModel, codebook: Codebook, nlp: Language
) -> None:
    found = _assign(shipped_model, _without(codebook, "acces_sante"), nlp, DOCTOR, FIBRE)
    assert "acces_sante" not in {slug for item in found for slug in (item.theme, *item.secondary)}
    assert found[1].theme == "numerique"


def test_a_codebook_of_unknown_themes_only_is_borne(
    shipped_model: TrainedModel, nlp: Language
) -> None:
    racing, hello = _assign(shipped_model, Codebook("g", "Grille", (HORSES,)), nlp, RACING, HELLO)
    assert racing.theme == "filiere_equine"
    assert hello.theme == ""


def test_the_order_of_the_codebook_does_not_change_the_themes(
    shipped_model: TrainedModel, codebook: Codebook, nlp: Language
) -> None:
    turned = replace(codebook, themes=codebook.themes[::-1])
    texts = (DOCTOR, FIBRE, TRAIN, HELLO)
    assert [a.theme for a in _assign(shipped_model, turned, nlp, *texts)] == [
        a.theme for a in _assign(shipped_model, codebook, nlp, *texts)
    ]


def test_an_assignment_is_what_its_probabilities_say(
    shipped_model: TrainedModel, codebook: Codebook, nlp: Language
) -> None:
    texts = (DOCTOR, HELLO, TRAIN)
    slugs = [theme.slug for theme in codebook.themes]
    chances = _chances(shipped_model, codebook, nlp, *texts)
    for row, found in zip(chances, _assign(shipped_model, codebook, nlp, *texts), strict=True):
        number = slugs.index(found.theme) if found.theme else len(slugs)
        assert found.probability == pytest.approx(float(row[number]))
        assert len(found.secondary) <= MOST_SECONDARY
        assert found.theme not in found.secondary
