"""« Pourquoi ce classement ? », with the shipped model."""

from __future__ import annotations

import re

import pytest

from synthesis.domain import Codebook, Quadrant, Questionnaire
from synthesis.learning.model import TrainedModel
from synthesis.review.explaining import Explainer, readable

from .examples import coding

ENGLISH = re.compile(r"Tense|Mood|Polarity|signe=|§")


@pytest.fixture(scope="module")
def explainer(shipped_model: TrainedModel, form: Questionnaire, codebook: Codebook) -> Explainer:
    return Explainer(shipped_model, form, codebook)


def test_the_words_that_weighed_are_told(explainer: Explainer, codebook: Codebook) -> None:
    slugs = {theme.slug for theme in codebook.themes}
    text = "Les médecins partent à la retraite et personne ne les remplacera."
    found = explainer.explain(coding("a", Quadrant.INQUIETUDE, "acces_sante", text=text))
    assert found.quadrant
    assert all(abs(a.weight) >= abs(b.weight) for a, b in zip(
        found.quadrant, found.quadrant[1:], strict=False))  # fmt: skip
    assert not [weight for weight in found.quadrant if ENGLISH.search(weight.what)]
    assert {slug for _, slug in found.terms} <= slugs
    assert found.terms


def test_a_theme_that_the_model_never_learnt_has_no_weights(explainer: Explainer) -> None:
    found = explainer.explain(coding("a", Quadrant.ATOUT, "decouvert-neige", text="La neige."))
    assert found.theme == ()


@pytest.mark.parametrize(
    ("family", "feature", "expected"),
    [
        ("tournures", "Tense=Fut", "un verbe au futur"),
        ("tournures", "Polarity=Neg", "une négation"),
        ("question", "difficulte", "la question appelle « Difficultés »"),
        ("question", "aucun", "la question n'appelle aucun quadrant"),
        ("mots", "§début medecin", "« (début) medecin »"),
        ("formes", "il n'y a plus", "« il n'y a plus »"),
    ],
)
def test_features_are_told_in_french(family: str, feature: str, expected: str) -> None:
    assert readable(family, feature) == expected


def test_every_cue_of_the_shipped_model_has_a_french_name(shipped_model: TrainedModel) -> None:
    cues = [n for f, n in shipped_model.space.names if f in {"tournures", "question"}]
    assert cues
    assert not [cue for cue in cues if readable("tournures", cue) == cue]
