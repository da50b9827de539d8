"""Context units, and the double classification that keeps what two sizes of unit agree on."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack
from sklearn.base import clone

from synthesis.themes.reinert import UNCLASSIFIED, Indices, Reinert

# χ² of a 2 × 2 table at p = 0.05.
LEAST_CHI2 = 3.84
ROUNDING = 1e-9
LEAST_COMMON = 10


@dataclass(frozen=True, slots=True, eq=False)
class ContextUnits:
    """`forms` holds the distinct tokens of each unit, sorted; `unit_of`, shape (segments,), gives
    the unit of each segment."""

    forms: tuple[tuple[str, ...], ...]
    unit_of: Indices


@dataclass(frozen=True, slots=True)
class CrossedClass:
    """What a class of each run have in common: their places in `Reinert.nodes_`, the number of
    common segments and the χ² of their crossing."""

    first: int
    second: int
    size: int
    chi2: float


@dataclass(frozen=True, slots=True, eq=False)
class DoubleClassification:
    """`labels`, shape (segments,), gives the place in `classes` or -1; `runs` are both fitted."""

    labels: Indices
    classes: tuple[CrossedClass, ...]
    runs: tuple[Reinert, Reinert]

    @property
    def unclassified(self) -> int:
        """Number of segments on which the two runs do not agree."""
        return int((self.labels == UNCLASSIFIED).sum())


def context_units(
    token_lists: Sequence[Sequence[str]], groups: Iterable[Hashable], min_forms: int
) -> ContextUnits:
    """Merge consecutive segments of one group until `min_forms` distinct forms are reached.

    What remains at the end of a group joins its last unit, or is a unit of its own when it is the
    only one. Raises `ValueError` unless there is one group per segment.
    """
    forms: list[set[str]] = []
    unit_of: list[int] = []
    for _, run in groupby(zip(groups, token_lists, strict=True), key=lambda pair: pair[0]):
        merged = _merge([tokens for _, tokens in run], min_forms)
        for unit, segments in enumerate(merged, start=len(forms)):
            unit_of.extend([unit] * len(segments))
        forms.extend(set().union(*segments) for segments in merged)
    return ContextUnits(tuple(tuple(sorted(unit)) for unit in forms), np.array(unit_of, np.int64))


def double_classification(
    first_units: ContextUnits,
    second_units: ContextUnits,
    *,
    model: Reinert | None = None,
    min_common: int = LEAST_COMMON,
    max_share: float = 1.0,
) -> DoubleClassification:
    """Classify the same segments in two sizes of unit and keep where both runs agree.

    Classes of all levels are crossed; those linked by χ² > 3.84 with `min_common` segments or more
    in common, and no more than `max_share` of all, are candidates; among disjoint ones, at most
    `n_classes`, the set with the largest sum of χ² is kept, the largest class first. `model` gives
    the parameters of both runs and is not changed. Raises `ValueError` when the two do not cover
    the same number of segments.
    """
    if len(first_units.unit_of) != len(second_units.unit_of):
        raise ValueError("both sizes of unit must come from the same segments")
    model = model or Reinert()
    first = clone(model).fit(first_units.forms)
    second = clone(model).fit(second_units.forms)
    members = _memberships(first, first_units), _memberships(second, second_units)
    most = max_share * len(first_units.unit_of)
    candidates = [c for c in _cross(*members, min_common=min_common) if c.size <= most]
    common = [_common(candidate, *members) for candidate in candidates]
    chosen = _best_disjoint(candidates, common, most=model.n_classes)
    labels = np.full(len(first_units.unit_of), UNCLASSIFIED)
    for label, place in enumerate(chosen):
        labels[common[place]] = label
    return DoubleClassification(labels, tuple(candidates[i] for i in chosen), (first, second))


def _merge(segments: Sequence[Sequence[str]], min_forms: int) -> list[list[Sequence[str]]]:
    units: list[list[Sequence[str]]] = [[]]
    for tokens in segments:
        if units[-1] and len(set().union(*units[-1])) >= min_forms:
            units.append([])
        units[-1].append(tokens)
    if len(units) > 1 and len(set().union(*units[-1])) < min_forms:
        units[-2].extend(units.pop())
    return units


def _memberships(run: Reinert, units: ContextUnits) -> csr_array:
    """Shape (nodes, segments), 1.0 where a segment belongs to the class; the root is left empty."""
    inside = np.zeros((len(run.nodes_), len(units.forms)))
    for place, node in enumerate(run.nodes_[1:], start=1):
        inside[place, node.units] = 1
    return csr_array(inside[:, units.unit_of])


def _cross(first: csr_array, second: csr_array, *, min_common: int) -> list[CrossedClass]:
    """Pairs that meet more than by chance; both memberships have shape (nodes, segments)."""
    total = first.shape[1]
    common = (first @ second.T).toarray()
    rows, columns = first.sum(axis=1)[:, None], second.sum(axis=1)[None, :]
    margins = rows * (total - rows) * columns * (total - columns)
    gap = total * common - rows * columns
    chi2 = np.divide(total * gap**2, margins, out=np.zeros_like(common), where=margins > 0)
    # Rounding must not let a χ² of exactly the threshold through.
    kept = (chi2 - LEAST_CHI2 > ROUNDING) & (gap > 0) & (common >= min_common)
    return [
        CrossedClass(int(i), int(j), int(common[i, j]), float(chi2[i, j]))
        for i, j in np.argwhere(kept)
    ]


def _common(crossed: CrossedClass, first: csr_array, second: csr_array) -> NDArray[np.bool_]:
    both = first[[crossed.first]].toarray() * second[[crossed.second]].toarray()
    return np.asarray(both[0] > 0)


def _best_disjoint(
    candidates: Sequence[CrossedClass], common: Sequence[NDArray[np.bool_]], *, most: int
) -> list[int]:
    """Places of the disjoint candidates with the largest sum of χ², the largest class first."""
    if not candidates:
        return []
    # Segments that belong to the same candidates say the same thing: one constraint is enough.
    overlaps = np.unique(np.array(common, dtype=np.float64).T, axis=0)
    limits = vstack([csr_array(overlaps), csr_array(np.ones((1, len(candidates))))])
    solution = milp(
        -np.array([candidate.chi2 for candidate in candidates]),
        constraints=LinearConstraint(limits, ub=np.append(np.ones(len(overlaps)), most)),
        integrality=1,
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0},
    )
    chosen = np.flatnonzero(solution.x > 0.5)
    return sorted(chosen.tolist(), key=lambda place: (-candidates[place].size, place))
