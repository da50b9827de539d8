"""Results told in French, exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest

from synthesis.vote.contents import GRADES, Method, Rules
from synthesis.vote.counting import count
from synthesis.vote.tally import Weighted
from synthesis.vote.telling import (
    duels_told,
    is_tied,
    number_text,
    rank_label,
    rank_of,
    result_told,
    turnout_told,
)
from tests.vote.shorthand import Rows, dots, judgments, rankings

TITLES = {"a": "Eau", "b": "Santé", "c": "Logement"}


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (12, "12"),
        (Fraction(21, 2), "10,5"),
        (Fraction(1, 2), "0,5"),
        (Fraction(-1, 2), "-0,5"),
        (Fraction(6, 2), "3"),
        (Fraction(7, 3), "7/3"),
    ],
)
def test_numbers_are_written_exactly(number: int | Fraction, text: str) -> None:
    assert number_text(number) == text


def test_equals_share_the_better_rank() -> None:
    tally = count([Weighted(dots("a2 b2 c1"))], tuple("abc"), Rules(Method.DOTS))
    assert [rank_of(tally, option) for option in "abc"] == [1, 1, 3]
    assert [is_tied(tally, option) for option in "abc"] == [True, True, False]
    labels = [rank_label(tally, option) for option in "abc"]
    assert labels == ["1er ex æquo", "1er ex æquo", "3e"]
    with pytest.raises(ValueError, match="not an option"):
        rank_of(tally, "z")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "0\u00a0bulletin\u00a0; 0\u00a0voix exprimée."),
        ([(1, "a1")], "1\u00a0bulletin\u00a0; 1\u00a0voix exprimée."),
        (
            [(3, "a1"), (2, ""), (1, "")],
            "3\u00a0bulletins, dont 2\u00a0blancs\u00a0; 3\u00a0voix exprimées.",
        ),
    ],
)
def test_turnout(rows: Rows, told: str) -> None:
    ballots = [Weighted(dots(text), weight) for weight, text in rows]
    assert turnout_told(count(ballots, ("a",), Rules(Method.DOTS))) == told


def test_a_result_says_every_subject() -> None:
    tally = count([Weighted(dots("a2 b2 c1"))], tuple("abc"), Rules(Method.DOTS))
    assert result_told(tally, TITLES, GRADES) == (
        "Gommettes. 1er ex æquo\u00a0: Eau (2), Santé (2)\u00a0; 3e\u00a0: Logement (1). "
        "1\u00a0bulletin\u00a0; 1\u00a0voix exprimée."
    )


def test_a_judgment_says_how_many_gave_each_grade() -> None:
    ballots = [Weighted(judgments("a0 b5"), 2), Weighted(judgments("a1"))]
    tally = count(ballots, tuple("abc"), Rules(Method.MAJORITY_JUDGMENT))
    assert result_told(tally, TITLES, GRADES).startswith(
        "Mention majoritaire. 1er\u00a0: Eau (Très bien\u00a0: 2 Très bien, 1 Bien)\u00a0; "
        "2e\u00a0: Santé (À rejeter\u00a0: 2 À rejeter)\u00a0; 3e\u00a0: Logement (Sans mention)."
    )


def test_duels_say_who_wins() -> None:
    tally = count(rankings([(2, "b>a=c"), (1, "c")]), tuple("abc"), Rules(Method.SCHULZE))
    assert duels_told(tally, TITLES) == (
        "Santé l’emporte sur Eau, 2 voix contre 0\u00a0; Logement l’emporte sur Eau, 1 voix contre"
        " 0\u00a0; Santé l’emporte sur Logement, 2 voix contre 1."
    )
    assert duels_told(count([], ("a",), Rules(Method.DOTS)), TITLES) == ""
