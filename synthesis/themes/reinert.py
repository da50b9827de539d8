"""Reinert's descending classification (CHD): from which units share which forms, to classes.

Written from the description of the method (Reinert, 1983). The largest class is split again and
again; each split keeps the forms that still speak on its side. The words are the caller's: this
module only knows a boolean matrix units × forms, or lists of tokens.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, issparse
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.preprocessing import MultiLabelBinarizer
from sklearn.utils import check_random_state

from synthesis.domain import InputError
from synthesis.themes.reinert_split import bipartition, kept_forms

UNCLASSIFIED = -1
Indices = NDArray[np.int64]
Units: TypeAlias = csr_array | NDArray[Any] | Sequence[Sequence[Hashable]]


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A class of some level: row numbers of its units, column numbers of its active forms."""

    units: Indices
    forms: Indices


@dataclass(frozen=True, slots=True)
class Split:
    """A split of the class `parent` into `left` and `right` (places in `Reinert.nodes_`).

    `chi2` is the height in the dendrogram; `sizes` counts the units of left and right. A unit of
    the parent that holds none of its active forms any more is on neither side.
    """

    parent: int
    left: int
    right: int
    chi2: float
    sizes: tuple[int, int]


class Reinert(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Descending hierarchical classification of units by the forms that they hold.

    Parameters: `n_classes`, most classes wanted (fewer when nothing is left to split);
    `min_split_frequency`, least units of a class that hold a form for it to stay active there;
    `tolerance`, contingency coefficient above which a form only follows the side where it is
    over-represented; `random_state` seeds the start vector of the axes (fixed by default).

    Attributes after `fit`: `labels_`, shape (units,), from 0 by the order of the leaves of the
    dendrogram, -1 for a unit that holds no active form; `nodes_`, the classes of every level, the
    root first; `splits_`, in the order they were made; `n_features_in_`.
    """

    def __init__(
        self,
        n_classes: int = 10,
        *,
        min_split_frequency: int = 3,
        tolerance: float = 0.3,
        random_state: int | np.random.RandomState | None = 0,
    ) -> None:
        self.n_classes = n_classes
        self.min_split_frequency = min_split_frequency
        self.tolerance = tolerance
        self.random_state = random_state

    def fit(self, X: Units, y: None = None) -> Reinert:  # noqa: N803, ARG002
        """Classify units: a matrix (units, forms) where what is not 0 is present, or token lists.

        Raises `InputError` for less than one class, `ValueError` for the other parameters.
        """
        self._check_parameters()
        presence = presence_matrix(X)
        self.n_features_in_ = presence.shape[1]
        columns = _canonical_order(presence)
        ordered = presence[:, columns]
        ordered.sort_indices()
        nodes, self.splits_ = self._descend(ordered)
        self.nodes_ = tuple(Node(node.units, columns[node.forms]) for node in nodes)
        self.labels_ = np.full(presence.shape[0], UNCLASSIFIED)
        for label, leaf in enumerate(self._leaves()):
            self.labels_[self.nodes_[leaf].units] = label
        return self

    @property
    def linkage_(self) -> NDArray[np.float64]:
        """Linkage matrix of scipy, shape (splits, 4), whose observations are the classes.

        Heights are χ²; they may rise going down, since the largest class is split first. Without
        any split it is empty, which `scipy.cluster.hierarchy.dendrogram` refuses.
        """
        leaves = self._leaves()
        place = {leaf: label for label, leaf in enumerate(leaves)}
        width = dict.fromkeys(leaves, 1)
        rows: list[tuple[float, ...]] = []
        for split in reversed(self.splits_):
            width[split.parent] = width[split.left] + width[split.right]
            place[split.parent] = len(leaves) + len(rows)
            rows.append((place[split.left], place[split.right], split.chi2, width[split.parent]))
        return np.array(rows, dtype=np.float64).reshape(-1, 4)

    def _check_parameters(self) -> None:
        if self.n_classes < 1:
            raise InputError(
                f"le nombre de classes demandé ({self.n_classes}) n'est pas valable.",
                remedy="Demandez au moins une classe.",
            )
        if self.min_split_frequency < 1 or not 0 <= self.tolerance <= 1:
            raise ValueError("min_split_frequency must be at least 1, tolerance between 0 and 1")

    def _descend(self, presence: csr_array) -> tuple[list[Node], tuple[Split, ...]]:
        """Classes of every level and splits: the largest first, the older one on a tie."""
        seed = check_random_state(self.random_state).randint(2**31 - 1)
        random = np.random.default_rng(seed)
        nodes, splits = [_root(presence)], list[Split]()
        waiting = [(-len(nodes[0].units), 0)]
        while waiting and len(splits) < self.n_classes - 1:
            _, parent = heappop(waiting)
            found = self._divide(presence, nodes[parent], random)
            if found is None:
                continue
            *sides, chi2 = found
            first = len(nodes)
            sizes = (len(sides[0].units), len(sides[1].units))
            splits.append(Split(parent, first, first + 1, chi2, sizes))
            nodes.extend(sides)
            heappush(waiting, (-sizes[0], first))
            heappush(waiting, (-sizes[1], first + 1))
        return nodes, tuple(splits)

    def _divide(
        self, presence: csr_array, node: Node, random: np.random.Generator
    ) -> tuple[Node, Node, float] | None:
        """Left, right and their χ², or None for a class that can't be split."""
        table = presence[node.units][:, node.forms]
        speaking = np.flatnonzero(table.sum(axis=1))
        table, units = table[speaking], node.units[speaking]
        found = bipartition(table, random)
        if found is None:
            return None
        to_left, to_right = kept_forms(
            table, found.left, tolerance=self.tolerance, min_frequency=self.min_split_frequency
        )
        left = Node(units[found.left], node.forms[to_left])
        right = Node(units[~found.left], node.forms[to_right])
        return left, right, found.chi2

    def _leaves(self) -> list[int]:
        """Classes that were not split, in the order of the dendrogram."""
        children = {split.parent: (split.right, split.left) for split in self.splits_}
        leaves, pending = [], [0]
        while pending:
            node = pending.pop()
            if node in children:
                pending.extend(children[node])
            else:
                leaves.append(node)
        return leaves


def presence_matrix(units: Units) -> csr_array:
    """Matrix (units, forms) of 0.0 and 1.0; forms of token lists are in sorted order."""
    if not (issparse(units) or isinstance(units, np.ndarray)):
        if any(isinstance(tokens, str) for tokens in units):
            raise TypeError("a unit is a list of tokens, not a string")
        units = MultiLabelBinarizer(sparse_output=True).fit_transform(units)
    presence = csr_array(units != 0, dtype=np.float64)
    presence.sum_duplicates()
    return presence


def _root(presence: csr_array) -> Node:
    return Node(np.flatnonzero(presence.sum(axis=1)), np.flatnonzero(presence.sum(axis=0)))


def _canonical_order(presence: csr_array) -> Indices:
    """Columns sorted by the units that they hold.

    Sums of floats depend on their order: without this, classes could depend on how forms happen to
    be numbered.
    """
    columns = presence.tocsc()
    held = np.split(columns.indices.astype(">i8"), columns.indptr[1:-1])
    keys = [rows.tobytes() for rows in held][: presence.shape[1]]
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)
