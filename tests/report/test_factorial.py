"""The plane of the AFC, against the decomposition written from its definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from synthesis.report.factorial import factorial_plane

SOME = np.array([[8, 1, 0, 2], [1, 9, 3, 0], [0, 2, 7, 5], [3, 3, 1, 1]], dtype=float)


def _names(letter: str, count: int) -> list[str]:
    return [f"{letter}{i}" for i in range(count)]


def _oracle(counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Row coordinates and shares of inertia, by the singular values of the residuals."""
    frequencies = counts / counts.sum()
    rows, columns = frequencies.sum(axis=1), frequencies.sum(axis=0)
    expected = np.outer(rows, columns)
    left, lengths, _ = np.linalg.svd((frequencies - expected) / np.sqrt(expected))
    return (left[:, :2] * lengths[:2]) / np.sqrt(rows)[:, None], lengths**2 / (lengths**2).sum()


def test_coordinates_and_inertia_are_those_of_the_definition() -> None:
    plane = factorial_plane(SOME, _names("e", 4), _names("m", 4))
    assert plane is not None
    coordinates, shares = _oracle(SOME)
    found = np.array([[p.x, p.y] for p in plane.places])
    assert np.abs(found) == pytest.approx(np.abs(coordinates))
    assert plane.inertia == pytest.approx(shares[:2])
    assert sum(p.contribution for p in plane.places) == pytest.approx(1)
    assert sum(p.contribution for p in plane.words) == pytest.approx(1)


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(4)), st.permutations(range(4)))
def test_the_order_of_the_table_turns_nothing(rows: list[int], columns: list[int]) -> None:
    straight = factorial_plane(SOME, _names("e", 4), _names("m", 4))
    turned = factorial_plane(
        SOME[np.ix_(rows, columns)], [f"e{i}" for i in rows], [f"m{i}" for i in columns]
    )
    assert straight is not None
    assert turned is not None
    found = {p.name: (p.x, p.y) for p in (*turned.places, *turned.words)}
    for point in (*straight.places, *straight.words):
        assert found[point.name] == pytest.approx((point.x, point.y), abs=1e-7)


@pytest.mark.parametrize(
    "counts",
    [
        np.zeros((0, 0)),
        np.zeros((5, 5)),
        np.ones((5, 6)),
        np.ones((2, 9)),
        np.outer([1.0, 2, 3], [1, 2, 3]),
        np.diag([1.0, 0, 0, 1]),
    ],
)
def test_too_little_for_a_plane(counts: NDArray[np.float64]) -> None:
    assert factorial_plane(counts, _names("e", len(counts)), _names("m", counts.shape[1])) is None


def test_silent_territories_and_two_of_one_name_are_no_trouble() -> None:
    counts = np.vstack([SOME, np.zeros(4)])
    plane = factorial_plane(counts, ["Val", "Val", "B", "C", "Muet"], _names("m", 4))
    assert plane is not None
    assert [p.name for p in plane.places] == ["Val", "Val", "B", "C"]
