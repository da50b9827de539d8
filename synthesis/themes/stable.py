"""Classes of vectors whose number is the one that resampling finds again.

Ward's tree gives the classes for every number at once; a few steps of k-means mend what the tree
could not take back. Nothing is drawn but the samples, so that one seed gives one result.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_array
from scipy.spatial.distance import pdist
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.metrics import adjusted_rand_score
from sklearn.utils import check_random_state
from threadpoolctl import threadpool_limits

from synthesis.domain import InputError

CANDIDATES = (2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 26, 30, 36, 44, 52, 60)
# Two or three classes of many texts are always stable, and teach nothing.
MANY_TEXTS, LEAST_OF_MANY = 100, 5
LEAST_MEMBERS = 4
# Numbers of classes this close to the most stable one are as good: the fewest is easier to read.
AS_GOOD = 0.02
STEPS = 20
LEAST_GROUPS = 5

Numbers = NDArray[np.float64]
Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Trial:
    """A number of classes, and the mean adjusted Rand index between resamples (1: the same)."""

    classes: int
    stability: float


class StableClasses(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Ward's classification then k-means, with as many classes as resampling finds again.

    Parameters: `n_classes`, to impose their number; `resamples`, how many samples of `share` of
    the groups (or of the rows) are compared; `most_rows`, above which rows are drawn at regular
    steps for the fit, the others only joining the nearest class; `random_state` seeds the draws.

    Attributes after `fit`: `labels_`, shape (rows,); `cluster_centers_`, shape (classes, columns);
    `trials_`, one `Trial` for each number tried, empty when it was imposed; `class_stability_`,
    shape (classes,), how well each class is found again.
    """

    def __init__(
        self,
        n_classes: int | None = None,
        *,
        resamples: int = 8,
        share: float = 0.8,
        most_rows: int = 2_000,
        random_state: int | np.random.RandomState | None = 0,
    ) -> None:
        self.n_classes = n_classes
        self.resamples = resamples
        self.share = share
        self.most_rows = most_rows
        self.random_state = random_state

    def fit(
        self,
        X: NDArray[np.floating],  # noqa: N803
        y: None = None,  # noqa: ARG002
        *,
        groups: Sequence[Hashable] | None = None,
    ) -> StableClasses:
        """Classify rows of shape (rows, columns); `groups`, one per row, are resampled whole.

        Raises `InputError` for less than one class or no row at all.
        """
        rows = np.asarray(X, dtype=np.float64)
        if not len(rows) or (self.n_classes is not None and self.n_classes < 1):
            raise InputError(
                "il n'y a rien à regrouper, ou moins d'une classe est demandée.",
                remedy="Donnez des textes, et demandez au moins une classe.",
            )
        # One thread: tables are small, and sums must not depend on the number of cores.
        with threadpool_limits(limits=1):
            self._fit(rows, groups)
        return self

    def _fit(self, rows: Numbers, groups: Sequence[Hashable] | None) -> None:
        taken = np.arange(0, len(rows), -(-len(rows) // self.most_rows))
        sample = rows[taken]
        found: dict[int, list[Labels]] = {}
        if self.n_classes is None:
            kept = [groups[i] for i in taken.tolist()] if groups is not None else None
            found = self._resampled(sample, kept)
        self.trials_ = tuple(Trial(number, agreement(them)) for number, them in found.items())
        classes = self.n_classes or fewest_stable(self.trials_)
        self.cluster_centers_ = centres(sample, tree(sample), classes)
        self.labels_ = self.predict(rows)
        self.class_stability_ = class_stability(self.labels_[taken], found.get(classes, []))

    def predict(self, X: NDArray[np.floating]) -> Labels:  # noqa: N803
        """Number of the nearest class, shape (rows,)."""
        return nearest(np.asarray(X, dtype=np.float64), self.cluster_centers_)

    def _resampled(
        self, rows: Numbers, groups: Sequence[Hashable] | None
    ) -> dict[int, list[Labels]]:
        """For each number of classes, the partition of all the rows that each sample gives."""
        numbers = possible_numbers(rows)
        if numbers == [1]:
            return {1: [np.zeros(len(rows), dtype=np.int64)]}
        seed = check_random_state(self.random_state).randint(2**31 - 1)
        random = np.random.default_rng(seed)
        found: dict[int, list[Labels]] = {number: [] for number in numbers}
        for members in draws(len(rows), groups, self.resamples, self.share, random):
            sample = rows[members]
            sample_tree = tree(sample)
            for number in numbers:
                found[number].append(nearest(rows, centres(sample, sample_tree, number)))
        return found


def possible_numbers(rows: Numbers) -> list[int]:
    """Numbers of classes worth trying: from two up to a class for every five distinct rows."""
    distinct = len(np.unique(rows.round(6), axis=0))
    least = LEAST_OF_MANY if distinct >= MANY_TEXTS else 2
    most = max(2, min(distinct - 1, distinct // LEAST_MEMBERS))
    return [number for number in CANDIDATES if least <= number <= most] if distinct > 2 else [1]


def fewest_stable(trials: Sequence[Trial]) -> int:
    """The fewest classes that resampling finds again about as well as it can."""
    best = max(trial.stability for trial in trials)
    return min(trial.classes for trial in trials if trial.stability >= best - AS_GOOD)


def draws(
    rows: int,
    groups: Sequence[Hashable] | None,
    count: int,
    share: float,
    random: np.random.Generator,
) -> list[Labels]:
    """Samples of row numbers; whole groups where there are at least five of them."""
    names = list(dict.fromkeys(groups or ()))
    if len(names) < LEAST_GROUPS:
        size = max(2, round(share * rows))
        return [np.sort(random.choice(rows, size, replace=False)) for _ in range(count)]
    numbers = {name: number for number, name in enumerate(names)}
    group_of = np.array([numbers[name] for name in groups or ()])
    size = max(2, round(share * len(names)))
    return [
        np.flatnonzero(np.isin(group_of, random.choice(len(names), size, replace=False)))
        for _ in range(count)
    ]


def agreement(partitions: Sequence[Labels]) -> float:
    """Mean adjusted Rand index over every pair of partitions of the same rows."""
    pairs = list(combinations(partitions, 2))
    return float(np.mean([adjusted_rand_score(a, b) for a, b in pairs])) if pairs else 1.0


def class_stability(labels: Labels, partitions: Sequence[Labels]) -> Numbers:
    """Shape (classes,): mean, over partitions, of the Jaccard index of the class most like each.

    One where nothing was resampled. Under 0.6 a class is not to be believed (Hennig, 2007).
    """
    sizes = np.bincount(labels)
    found = np.ones(len(sizes))
    if partitions:
        found = np.mean([_best_jaccard(labels, sizes, other) for other in partitions], axis=0)
    return np.asarray(found, dtype=np.float64)


def _best_jaccard(labels: Labels, sizes: Labels, other: Labels) -> Numbers:
    both = np.zeros((len(sizes), other.max() + 1))
    np.add.at(both, (labels, other), 1)
    unions = sizes[:, None] + both.sum(axis=0)[None, :] - both
    best: Numbers = (both / np.maximum(unions, 1)).max(axis=1)
    return best


def tree(rows: Numbers) -> Numbers:
    """Ward's linkage, shape (rows - 1, 4); memory grows with the square of the rows."""
    found: Numbers = linkage(pdist(rows), "ward") if len(rows) > 1 else np.zeros((0, 4))
    return found


def centres(rows: Numbers, rows_tree: Numbers, classes: int) -> Numbers:
    """Centres of so many classes (fewer where rows are equal), cut in the tree then mended."""
    if not len(rows_tree):
        return rows[:1]
    labels = fcluster(rows_tree, classes, "maxclust").astype(np.int64) - 1
    found = _means(rows, labels)
    for _ in range(STEPS):
        moved = nearest(rows, found)
        if np.array_equal(moved, labels):
            break
        labels = np.unique(moved, return_inverse=True)[1]
        found = _means(rows, labels)
    return found


def nearest(rows: Numbers, points: Numbers) -> Labels:
    """Number of the nearest point of each row; the first one on a tie."""
    distances = (points**2).sum(axis=1) - 2 * rows @ points.T
    return np.asarray(distances.argmin(axis=1), dtype=np.int64)


def _means(rows: Numbers, labels: Labels) -> Numbers:
    # A sparse product adds in the order of the rows: k-means of scikit-learn adds by thread.
    ones = csr_array((np.ones(len(rows)), (labels, np.arange(len(rows)))))
    found: Numbers = np.asarray(ones @ rows) / ones.sum(axis=1)[:, None]
    return found
