"""Small words of French: a number and its noun."""

from __future__ import annotations

import pytest

from synthesis.wording import plural


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 sujet"), (1, "1 sujet"), (2, "2 sujets"), (13, "13 sujets")]
)
def test_zero_and_one_are_singular(count: int, expected: str) -> None:
    assert plural(count, "sujet").replace("\u00a0", " ") == expected


@pytest.mark.parametrize(("count", "expected"), [(1, "1 propos"), (2, "2 propos")])
def test_a_noun_may_have_its_own_plural(count: int, expected: str) -> None:
    assert plural(count, "propos", "propos").replace("\u00a0", " ") == expected
