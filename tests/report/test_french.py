"""French made from numbers and names."""

from __future__ import annotations

from datetime import date

import pytest

from synthesis.report import french
from synthesis.report.fit import fitted, needed

NB, NARROW = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, f"0{NB}mot"),
        (1, f"1{NB}mot"),
        (2, f"2{NB}mots"),
        (1115, f"1{NARROW}115{NB}mots"),
    ],
)
def test_counted(value: int, expected: str) -> None:
    assert french.counted(value, "mot") == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [([], ""), (["A"], "A"), (["A", "B"], "A et B"), (["A", "B", "C"], "A, B et C")],
)
def test_listed(names: list[str], expected: str) -> None:
    assert french.listed(names) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Redon", "de Redon"),
        ("Arc Sud", "d'Arc Sud"),
        ("Évran", "d'Évran"),
        ("Haut Val", "de Haut Val"),
    ],
)
def test_of(name: str, expected: str) -> None:
    assert french.of(name) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [("Les mobilités", "les mobilités"), ("L'habitat", "l'habitat"), ("ZAN", "ZAN"), ("", "")],
)
def test_inside(label: str, expected: str) -> None:
    assert french.inside(label) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], "–"),
        ([date(2021, 2, 1)], f"1er{NB}février 2021"),
        ([date(2021, 2, 5), date(2021, 2, 3)], f"3 et 5{NB}février 2021"),
        ([date(2021, 2, 28), date(2021, 3, 1)], f"28{NB}février 2021 et 1er{NB}mars 2021"),
    ],
)
def test_days(days: list[date], expected: str) -> None:
    assert french.days(days) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2021, 1, 28), date(2021, 4, 27), f"du 28{NB}janvier au 27{NB}avril 2021"),
        (date(2020, 12, 1), date(2021, 1, 2), f"du 1er{NB}décembre 2020 au 2{NB}janvier 2021"),
        (date(2021, 5, 3), date(2021, 5, 3), f"le 3{NB}mai 2021"),
    ],
)
def test_period(first: date, last: date, expected: str) -> None:
    assert french.period(first, last) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(45, f"45{NB}min"), (60, f"1{NB}h"), (75, f"1{NB}h{NB}15"), (485, f"8{NB}h{NB}05")],
)
def test_duration(minutes: int, expected: str) -> None:
    assert french.duration(minutes) == expected


def test_sentence_and_decimal() -> None:
    assert french.sentence("était-ce l'été ?") == f"Était-ce l’été{NB}?"
    assert french.decimal(-0.123) == "−0,12"
    assert french.percent(0, 0) == "–"


@pytest.mark.parametrize("width", [2.0, 6.0, 15.0])
def test_words_are_made_to_fit(width: float) -> None:
    texts = ["Un mot, puis un autre, et beaucoup d'autres encore. " * 12, "x" * 300, "court"]
    found = fitted(texts, width, 3.0)
    assert needed(found.texts, width, found.size) <= 3.0


def test_what_fits_is_left_as_it_is() -> None:
    assert fitted(["Un mot", "deux"], 10, 5, sizes=(20, 10)).texts == ("Un mot", "deux")
