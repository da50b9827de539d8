"""A bare answer takes the quadrant of its question; without one it is to be reviewed."""

from __future__ import annotations

import pytest
from spacy.language import Language

from synthesis.coder import Coder
from synthesis.domain import Codebook, Quadrant, Questionnaire, Segment, Territory
from synthesis.learning.model import TrainedModel
from synthesis.quadrants.bare import answering, is_bare


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("transport", True),
        ("le foncier", True),
        ("les écoles, la crèche", True),
        ("beaux paysages", False),
        ("le train ne passe plus", False),
        ("manque de médecins dans tous les bourgs du territoire", False),
        ("", False),
    ],
)
def test_a_bare_answer_only_names(nlp: Language, text: str, expected: bool) -> None:
    assert is_bare(nlp(text)) is expected


def test_the_question_always_wins_and_probabilities_still_sum_to_one() -> None:
    against = {q: 0.99 if q is Quadrant.ATOUT else 0.0025 for q in Quadrant}
    told = answering(against, Quadrant.DIFFICULTE)
    assert max(told, key=lambda q: told[q]) is Quadrant.DIFFICULTE
    assert sum(told.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("question", "expected"),
    [("q2", "atout"), ("q3", "ressource"), ("q4", "difficulte"), ("q5", "inquietude"), ("", None)],
)
def test_bare_answers_are_coded_by_their_question(
    shipped_model: TrainedModel,
    form: Questionnaire,
    codebook: Codebook,
    territories: tuple[Territory, ...],
    question: str,
    expected: str | None,
) -> None:
    coder = Coder(shipped_model, form, codebook, territories)
    text = "le foncier"
    segment = Segment("s", "e", 0, 0, len(text), text, question=question)
    coding = coder.code([segment])[0].coding
    if expected is None:
        assert coding.to_review
    else:
        assert coding.quadrant == expected
