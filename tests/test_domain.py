"""The vocabulary refuses what cannot be, in French, and keeps its promises on identity."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.domain import (
    BOARD,
    Codebook,
    Coding,
    Exclusion,
    InputError,
    Interview,
    Quadrant,
    Question,
    Questionnaire,
    Segment,
    Territory,
    Theme,
    segment_key,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (InputError("trop long."), "trop long."),
        (InputError("trop long.", where="a.csv, ligne 2"), "a.csv, ligne 2 : trop long."),
        (InputError("trop long.", remedy="Coupez."), "trop long. Coupez."),
        (InputError("trop long.", where="a.csv", remedy="Coupez."), "a.csv : trop long. Coupez."),
    ],
)
def test_an_input_error_says_where_what_and_what_to_do(error: InputError, shown: str) -> None:
    assert str(error) == shown


@pytest.mark.parametrize(
    ("build", "named"),
    [
        (lambda: Territory("12345678", "Redon"), "« 12345678 »"),
        (lambda: Territory("1234567890", "Redon"), "« 1234567890 »"),
        (lambda: Territory("12345678a", "Redon"), "« 12345678a »"),
        (lambda: Territory("123456789", "  "), "123456789"),
        (lambda: Question("Q 1", "Atouts"), "« Q 1 »"),
        (lambda: Question("été", "Atouts"), "« été »"),
        (lambda: Question("q1", " "), "« q1 »"),
        (lambda: Questionnaire("f", "Formulaire", ()), "« f »"),
        (
            lambda: Questionnaire("f", "F", (Question("q1", "Un"), Question("q1", "Deux"))),
            "« q1 »",
        ),
        (lambda: Theme("Eau potable", "Eau"), "« Eau potable »"),
        (lambda: Theme("eau", ""), "« eau »"),
        (lambda: Codebook("g", "Grille", (Theme("eau", "Eau"), Theme("eau", "Eau"))), "« eau »"),
        (
            lambda: Codebook("g", "G", (Theme("eau", "E", excludes=(Exclusion("x", "air"),)),)),
            "« air »",
        ),
        (lambda: Interview("e1", duration_minutes=0), "0 min"),
        (lambda: Interview("e1", duration_minutes=-5), "-5 min"),
    ],
)
def test_what_a_person_mistypes_is_refused_and_named(
    build: Callable[[], object], named: str
) -> None:
    with pytest.raises(InputError) as refused:
        build()
    assert named in refused.value.message


@pytest.mark.parametrize(
    "build",
    [
        lambda: Interview(" "),
        lambda: Interview("e1", siren="12"),
        lambda: Segment("k", "e1", 0, 0, 3, "quatre"),
    ],
)
def test_what_only_a_programmer_can_get_wrong_is_a_value_error(
    build: Callable[[], object],
) -> None:
    with pytest.raises(ValueError, match=r"need|not"):
        build()


def test_an_exclusion_may_point_forward() -> None:
    eau = Theme("eau", "Eau", excludes=(Exclusion("les pluies", "climat"),))
    book = Codebook("g", "Grille", (eau, Theme("climat", "Climat")))
    assert book.get("eau") is eau
    assert book.get("air") is None


def test_a_questionnaire_finds_its_questions_by_key() -> None:
    form = Questionnaire("f", "F", (Question("q1", "Un"), Question("q2", "Deux")))
    assert form.get("q2") == Question("q2", "Deux")
    assert form.get("") is None


@pytest.mark.parametrize(
    ("interview", "place"),
    [
        (Interview("e", territory="Redon", siren="243500741"), "243500741"),
        (Interview("e", territory=" Redon "), "Redon"),
        (Interview("e"), ""),
    ],
)
def test_a_place_is_its_siren_else_its_name(interview: Interview, place: str) -> None:
    segment = Segment("k", "e", 0, 0, 1, "a", territory=interview.territory, siren=interview.siren)
    assert interview.place == segment.place == place


def _coding(**given: object) -> Coding:
    chances = dict.fromkeys(Quadrant, 0.2)
    return Coding(Segment("k", "e", 0, 0, 1, "a"), chances, **given)  # type: ignore[arg-type]


def test_a_tie_goes_to_the_first_of_the_board() -> None:
    assert _coding().quadrant is Quadrant.ATOUT


def test_the_most_probable_quadrant_wins() -> None:
    chances = dict.fromkeys(Quadrant, 0.1) | {Quadrant.INQUIETUDE: 0.6}
    assert Coding(Segment("k", "e", 0, 0, 1, "a"), chances).quadrant is Quadrant.INQUIETUDE


@pytest.mark.parametrize(
    ("coding", "themes"),
    [
        (_coding(), ()),
        (_coding(theme="eau"), ("eau",)),
        (_coding(theme="eau", secondary_themes=("air", "sol")), ("eau", "air", "sol")),
    ],
)
def test_themes_are_listed_main_one_first(coding: Coding, themes: tuple[str, ...]) -> None:
    assert coding.themes == themes


def test_the_board_has_four_quadrants_with_french_names() -> None:
    assert [quadrant.label for quadrant in BOARD] == [
        "Atouts",
        "Ressources",
        "Difficultés",
        "Inquiétudes",
    ]
    assert Quadrant.NEUTRE not in BOARD


def test_values_are_frozen() -> None:
    theme = Theme("eau", "Eau")
    with pytest.raises(FrozenInstanceError):
        theme.label = "Air"  # type: ignore[misc]


@given(TEXTS, TEXTS, TEXTS, st.integers(0, 9))
def test_a_segment_key_is_sixteen_stable_hexadecimal_digits(
    interview: str, question: str, text: str, occurrence: int
) -> None:
    key = segment_key(interview, question, text, occurrence)
    assert len(key) == 16
    assert int(key, 16) >= 0
    assert key == segment_key(interview, question, text, occurrence)
    assert key != segment_key(interview, question, text, occurrence + 1)
    assert key != segment_key(interview, question, text + "a", occurrence)


def test_a_segment_key_never_changes_between_versions() -> None:
    assert segment_key("redon", "q2", "La gare.", 0) == "4b7dc5e76ec86ec3"
