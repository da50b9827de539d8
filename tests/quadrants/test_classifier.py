"""Blatant statements go where anyone would put them, and the reasons can be read."""

from __future__ import annotations

import pytest
from spacy.language import Language

from synthesis.domain import Quadrant, Question, Questionnaire
from synthesis.learning.features import Statement
from synthesis.learning.model import TrainedModel
from synthesis.quadrants.classifier import READABLE, QuadrantClassifier

BLATANT = [
    ("q2", "Le tissu associatif est très dynamique, c'est notre grande force.", Quadrant.ATOUT),
    (
        "q3",
        "On pourrait transformer la friche en logements, il suffirait de l'acheter.",
        Quadrant.RESSOURCE,
    ),
    (
        "q4",
        "Il n'y a plus de médecin, les habitants n'arrivent plus à se soigner.",
        Quadrant.DIFFICULTE,
    ),
    (
        "q5",
        "On a peur que la ligne de train ferme un jour et que tout le monde parte.",
        Quadrant.INQUIETUDE,
    ),
    ("q1", "La communauté compte douze communes et trente mille habitants.", Quadrant.NEUTRE),
]


@pytest.fixture(scope="module")
def classifier(shipped_model: TrainedModel) -> QuadrantClassifier:
    return QuadrantClassifier(shipped_model)


def _sorted(
    classifier: QuadrantClassifier, model: TrainedModel, *statements: Statement
) -> list[Quadrant]:
    rows = model.space.transform(statements)
    return [max(found, key=lambda q: found[q]) for found in classifier.predict(rows)]


@pytest.mark.parametrize("case", BLATANT, ids=lambda case: case[2].value)
def test_a_blatant_statement_under_its_question_is_sorted(
    classifier: QuadrantClassifier,
    shipped_model: TrainedModel,
    form: Questionnaire,
    nlp: Language,
    case: tuple[str, str, Quadrant],
) -> None:
    key, text, quadrant = case
    statement = Statement(nlp(text), form.get(key))
    assert _sorted(classifier, shipped_model, statement) == [quadrant]


def test_a_blatant_difficulty_is_sorted_whatever_the_question(
    classifier: QuadrantClassifier, shipped_model: TrainedModel, nlp: Language
) -> None:
    doc = nlp("Il n'y a plus de médecin, les habitants n'arrivent plus à se soigner.")
    asked = [None, Question("x", "Autre formulaire"), Question("y", "Suite", wish=True)]
    found = _sorted(classifier, shipped_model, *(Statement(doc, question) for question in asked))
    assert found == [Quadrant.DIFFICULTE] * 3


def test_the_question_weighs_on_what_it_asks_for(
    classifier: QuadrantClassifier, shipped_model: TrainedModel, nlp: Language
) -> None:
    doc = nlp("la gare")
    asked = [
        Question("f1", "Forces", hint=Quadrant.ATOUT),
        Question("f2", "Freins", hint=Quadrant.DIFFICULTE),
    ]
    rows = shipped_model.space.transform([Statement(doc, question) for question in asked])
    strength, brake = classifier.predict(rows)
    assert strength[Quadrant.ATOUT] > brake[Quadrant.ATOUT]
    assert strength[Quadrant.DIFFICULTE] < brake[Quadrant.DIFFICULTE]


def test_each_statement_gets_the_five_probabilities(
    classifier: QuadrantClassifier, shipped_model: TrainedModel, nlp: Language
) -> None:
    texts = ["La gare ferme.", "", "🚲 ?!", "x" * 300]
    rows = shipped_model.space.transform([Statement(nlp(text)) for text in texts])
    found = classifier.predict(rows)
    assert len(found) == len(texts)
    for chances in found:
        assert set(chances) == set(Quadrant)
        assert all(0 <= chance <= 1 for chance in chances.values())
        assert sum(chances.values()) == pytest.approx(1, abs=1e-5)


def test_no_statement_gives_no_result(
    classifier: QuadrantClassifier, shipped_model: TrainedModel, nlp: Language
) -> None:
    rows = shipped_model.space.transform([Statement(nlp("La gare"))])[:0]
    assert classifier.predict(rows) == []


def test_reasons_can_be_read_and_the_strongest_come_first(
    classifier: QuadrantClassifier, form: Questionnaire, nlp: Language
) -> None:
    statement = Statement(nlp("Il n'y a plus de médecin."), form.get("q4"))
    reasons = classifier.explain(statement, Quadrant.DIFFICULTE, most=5)
    weights = [abs(reason.weight) for reason in reasons]
    assert len(reasons) == 5
    assert weights == sorted(weights, reverse=True)
    assert {reason.family for reason in reasons} <= READABLE


def test_the_question_that_asks_for_a_quadrant_is_a_reason_for_it(
    classifier: QuadrantClassifier, form: Questionnaire, nlp: Language
) -> None:
    statement = Statement(nlp("la gare"), form.get("q4"))
    reasons = {
        (reason.family, reason.feature): reason.weight
        for reason in classifier.explain(statement, Quadrant.DIFFICULTE, most=99)
    }
    assert reasons["question", "difficulte"] > 0
