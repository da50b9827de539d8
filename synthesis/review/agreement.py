"""Agreement between two coders: Krippendorff's alpha, Cohen's kappa, where they differ.

A unit is a segment that both could see; those that one of them left uncoded are counted apart and
enter no figure. Intervals are percentile bootstrap over the units, seeded. A figure that does not
exist (both gave one and the same code throughout: nothing to tell chance from) is None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import krippendorff
import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import cohen_kappa_score

Counts = NDArray[np.int64]
DRAWS = 2_000
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Figure:
    """An index and the bounds of its 95 % interval; None where it does not exist."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two coders over the units that both coded.

    `confusion[a][b]`: units that the first coded `codes[a]` and the second `codes[b]`.
    `uncoded`: units that (the first, the second) left uncoded. `disagreements`: units, in order.
    """

    units: int
    uncoded: tuple[int, int]
    observed: float | None
    alpha: Figure
    kappa: Figure
    codes: tuple[str, ...]
    confusion: tuple[tuple[int, ...], ...]
    disagreements: tuple[str, ...]


def agreement(
    units: Sequence[str],
    first: Mapping[str, str],
    second: Mapping[str, str],
    *,
    seed: int,
    draws: int = DRAWS,
) -> Agreement:
    """Compare two coders; each maps units to codes, a unit that is absent is uncoded."""
    both = [unit for unit in units if unit in first and unit in second]
    pairs = [(first[unit], second[unit]) for unit in both]
    codes = tuple(sorted({code for pair in pairs for code in pair}))
    table = _table(pairs, codes)
    drawn = _bootstrap(table, seed, draws)
    return Agreement(
        units=len(both),
        uncoded=(_missing(units, first), _missing(units, second)),
        observed=sum(a == b for a, b in pairs) / len(pairs) if pairs else None,
        alpha=_figure(_alpha(pairs, codes), alphas(drawn)),
        kappa=_figure(_kappa(pairs, codes), kappas(drawn)),
        codes=codes,
        confusion=tuple(tuple(row) for row in table.tolist()),
        disagreements=tuple(unit for unit, (a, b) in zip(both, pairs, strict=True) if a != b),
    )


def alphas(tables: Counts) -> NDArray[np.float64]:
    """Krippendorff's nominal alpha of confusion tables, shape (…, codes, codes); NaN: none."""
    n = 2 * tables.sum(axis=(-2, -1)).astype(float)
    totals = tables.sum(axis=-1) + tables.sum(axis=-2)
    disagreed = n - 2 * np.trace(tables, axis1=-2, axis2=-1)
    expected = n**2 - (totals**2).sum(axis=-1)
    return _ratio((n - 1) * disagreed, expected)


def kappas(tables: Counts) -> NDArray[np.float64]:
    """Cohen's kappa of confusion tables, shape (…, codes, codes); NaN where there is none."""
    n = tables.sum(axis=(-2, -1)).astype(float)
    disagreed = n - np.trace(tables, axis1=-2, axis2=-1)
    chance = (tables.sum(axis=-1) * tables.sum(axis=-2)).sum(axis=-1)
    return _ratio(n * disagreed, n**2 - chance)


def _ratio(disagreement: NDArray[np.float64], expected: NDArray[np.float64]) -> NDArray[np.float64]:
    known = expected > 0
    found: NDArray[np.float64] = np.where(
        known, 1 - disagreement / np.where(known, expected, 1), np.nan
    )
    return found


def _table(pairs: Sequence[tuple[str, str]], codes: Sequence[str]) -> Counts:
    table = np.zeros((len(codes), len(codes)), dtype=np.int64)
    place = {code: i for i, code in enumerate(codes)}
    for (a, b), count in Counter(pairs).items():
        table[place[a], place[b]] = count
    return table


def _bootstrap(table: Counts, seed: int, draws: int) -> Counts:
    """Tables of as many units drawn with replacement, shape (draws, codes, codes)."""
    total = int(table.sum())
    if not total:
        return np.zeros((0, *table.shape), dtype=np.int64)
    drawn = np.random.default_rng(seed).multinomial(total, table.ravel() / total, size=draws)
    return drawn.reshape(draws, *table.shape)


def _alpha(pairs: Sequence[tuple[str, str]], codes: Sequence[str]) -> float | None:
    if len(codes) < 2:
        return None
    data = np.array([[codes.index(code) for code in pair] for pair in pairs], dtype=float).T
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))


def _kappa(pairs: Sequence[tuple[str, str]], codes: Sequence[str]) -> float | None:
    if len(codes) < 2:
        return None
    first, second = zip(*pairs, strict=True)
    return float(cohen_kappa_score(first, second, labels=list(codes)))


def _figure(value: float | None, drawn: NDArray[np.float64]) -> Figure:
    known = drawn[~np.isnan(drawn)]
    if value is None or not known.size:
        return Figure(value, None, None)
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(known, [tail, 1 - tail])
    return Figure(value, float(low), float(high))


def _missing(units: Sequence[str], coder: Mapping[str, str]) -> int:
    return sum(unit not in coder for unit in units)
