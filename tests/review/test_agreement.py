"""Agreement figures, against the libraries and against cases worked by hand."""

from __future__ import annotations

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from synthesis.review.agreement import agreement, alphas, kappas

UNITS = [f"u{i}" for i in range(40)]


def _coders(*pairs: tuple[str, str]) -> tuple[list[str], dict[str, str], dict[str, str]]:
    units = [f"u{i}" for i in range(len(pairs))]
    first = {u: a for u, (a, _) in zip(units, pairs, strict=True) if a}
    second = {u: b for u, (_, b) in zip(units, pairs, strict=True) if b}
    return units, first, second


def test_chance_level_coding_gives_a_kappa_of_zero() -> None:
    units, first, second = _coders(("a", "a"), ("a", "b"), ("b", "a"), ("b", "b"))
    found = agreement(units, first, second, seed=1)
    assert found.kappa.value == pytest.approx(0)
    assert found.observed == 0.5
    assert found.confusion == ((1, 1), (1, 1))
    assert found.disagreements == ("u1", "u2")


def test_a_worked_example() -> None:
    # Cohen: 50 units, 20 yes-yes, 15 no-no, 5 and 10 apart: kappa 0.40.
    pairs = [("o", "o")] * 20 + [("n", "n")] * 15 + [("o", "n")] * 5 + [("n", "o")] * 10
    found = agreement(*_coders(*pairs), seed=1)
    assert found.kappa.value == pytest.approx(0.4)
    assert found.alpha.value == pytest.approx(1 - 99 * 30 / (100**2 - 55**2 - 45**2))
    assert found.kappa.low is not None
    assert found.kappa.high is not None
    assert 0.1 < found.kappa.low < 0.4 < found.kappa.high < 0.7


def test_perfect_agreement_is_one_and_its_interval_too() -> None:
    found = agreement(*_coders(*[("a", "a")] * 9, *[("b", "b")] * 9), seed=1)
    assert (found.alpha.value, found.alpha.low, found.alpha.high) == (1, 1, 1)
    assert found.disagreements == ()


@pytest.mark.parametrize("pairs", [(), (("a", "a"),) * 5, (("a", ""),) * 3])
def test_a_figure_that_does_not_exist_is_none(pairs: tuple[tuple[str, str], ...]) -> None:
    found = agreement(*_coders(*pairs), seed=1)
    assert found.alpha.value is None
    assert found.kappa.value is None


def test_uncoded_units_are_counted_and_enter_no_figure() -> None:
    units, first, second = _coders(("a", "a"), ("a", "b"), ("", "b"), ("a", ""), ("", ""))
    found = agreement(units, first, second, seed=1)
    assert (found.units, found.uncoded) == (2, (2, 2))
    assert sum(map(sum, found.confusion)) == 2


def test_the_same_seed_gives_the_same_interval() -> None:
    pairs = [("a", "b"), ("b", "b"), ("a", "a"), ("c", "a"), ("c", "c")] * 6
    one = agreement(*_coders(*pairs), seed=3)
    assert one == agreement(*_coders(*pairs), seed=3)
    assert one.alpha != agreement(*_coders(*pairs), seed=4).alpha


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=40))
def test_the_formulas_of_the_intervals_are_those_of_the_libraries(
    pairs: list[tuple[int, int]],
) -> None:
    table = np.zeros((4, 4), dtype=np.int64)
    for a, b in pairs:
        table[a, b] += 1
    first, second = zip(*pairs, strict=True)
    if len({*first, *second}) < 2:
        assert np.isnan(alphas(table))
        return
    data = np.array(pairs, dtype=float).T
    expected = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
    assert float(alphas(table)) == pytest.approx(float(expected))
    assert float(kappas(table)) == pytest.approx(cohen_kappa_score(first, second))
