"""Correspondence analysis (AFC) of EPCI and words: which words some EPCI say more than others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
LEAST_PLACES, LEAST_WORDS = 3, 3


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the plane; `contribution`: its part of what the plane tells, 0 to 1."""

    name: str
    x: float
    y: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Plane:
    """The first two axes: EPCI and words, each axis with its share of the inertia, 0 to 1."""

    places: tuple[Point, ...]
    words: tuple[Point, ...]
    inertia: tuple[float, float]


def factorial_plane(counts: Matrix, places: Sequence[str], words: Sequence[str]) -> Plane | None:
    """The plane of `counts`, of shape (places, words), not negative.

    None where there is too little for a plane: fewer than three EPCI that speak, or three words.
    An axis has no direction of its own: the EPCI that makes most of it is on its positive side.
    """
    # Imported here: it takes a second, and only this figure needs it.
    import prince  # noqa: PLC0415

    rows = np.flatnonzero(counts.sum(axis=1)).tolist()
    columns = np.flatnonzero(counts.sum(axis=0)).tolist()
    table = counts[np.ix_(rows, columns)]
    if len(rows) < LEAST_PLACES or len(columns) < LEAST_WORDS or _independent(table):
        return None
    # A name of each: two EPCI, or two words, may be written the same.
    frame = pd.DataFrame(table, index=[f"e{i}" for i in rows], columns=[f"m{i}" for i in columns])
    fitted = prince.CA(n_components=2, engine="sklearn", random_state=0, n_iter=20).fit(frame)
    values = np.asarray(fitted.eigenvalues_, dtype=np.float64)
    across = fitted.row_coordinates(frame).to_numpy(dtype=np.float64)
    down = fitted.column_coordinates(frame).to_numpy(dtype=np.float64)
    if across.shape[1] < 2:
        return None
    shares = np.asarray(fitted.percentage_of_variance_, dtype=np.float64) / 100
    parts = table.sum(axis=1)[:, None] / table.sum() * across**2 / values
    signs = np.where(across[parts.argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    column_parts = table.sum(axis=0)[:, None] / table.sum() * down**2 / values
    return Plane(
        _points([places[i] for i in rows], across * signs, parts @ values / values.sum()),
        _points([words[i] for i in columns], down * signs, column_parts @ values / values.sum()),
        (float(shares[0]), float(shares[1])),
    )


def _independent(table: Matrix) -> bool:
    """Whether all EPCI say the same: there is no axis to draw (fewer than two of some length)."""
    expected = table.sum(axis=1)[:, None] * table.sum(axis=0)[None, :] / table.sum()
    lengths = np.linalg.svd((table - expected) / np.sqrt(expected), compute_uv=False)
    return bool(lengths[1] < 1e-9 * np.sqrt(table.sum()))


def _points(names: Sequence[str], places: Matrix, parts: Matrix) -> tuple[Point, ...]:
    return tuple(
        Point(name, float(x), float(y), float(part))
        for name, (x, y), part in zip(names, places, parts, strict=True)
    )
