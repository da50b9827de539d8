"""Headings and the questions that they stand for."""

import pytest

from synthesis.domain import Questionnaire
from synthesis.ingest.questions import Headings


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("q1", "q1"),
        ("Q1", "q1"),
        ("Q1.", "q1"),
        ("q1 – Présentation", "q1"),
        ("1. Présentation du territoire", "q1"),
        ("1) Présentation", "q1"),
        ("Question 1", "q1"),
        ("Question n° 10 : sujets", "q10"),
        ("PRESENTATION DU TERRITOIRE :", "q1"),
        ("Présentation du teritoire", "q1"),
        ("Quels sont les atouts", "q2"),
        ("Les mobilités au quotidien", "q3"),
        ("q10", "q10"),
        ("q4", None),
        ("1. Météo du jour", None),
        ("Les mobilités", "q3"),
        ("L'habitat", None),
        ("2021", None),
        ("", None),
    ],
)
def test_headings(questionnaire: Questionnaire, text: str, key: str | None) -> None:
    assert Headings(questionnaire).match(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Présentation du territoire", "q1"),
        ("q1 – présentation du territoire", "q1"),
        ("Question 3", "q3"),
        ("Présentation du teritoire", None),
        ("q1 nous a pris du temps", None),
        ("1.", None),
    ],
)
def test_a_plain_line_must_agree_word_for_word(
    questionnaire: Questionnaire, text: str, key: str | None
) -> None:
    assert Headings(questionnaire).exact(text) == key
