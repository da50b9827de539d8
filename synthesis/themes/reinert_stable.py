"""Reinert's double classification, with as many classes as resampling finds again."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils import check_random_state

from synthesis.themes.reinert import UNCLASSIFIED, Indices, Reinert
from synthesis.themes.reinert_double import (
    ContextUnits,
    DoubleClassification,
    context_units,
    double_classification,
)
from synthesis.themes.stable import (
    LEAST_OF_MANY,
    MANY_TEXTS,
    Labels,
    Trial,
    agreement,
    draws,
    fewest_stable,
)

NUMBERS = (3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 26, 30)
UNIT_FORMS = (10, 15)
# A rare form cuts off the few segments that hold it, again and again, and leaves one large class:
# a form must be held by three segments, and by one in so many.
LEAST_HOLDERS, ONE_IN = 3, 150
LEAST_UNITS_OF_A_CLASS = 5
# A few outliers against all the rest are found again each time, and teach nothing.
LARGEST_SHARE = 0.5


class StableReinert(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Double classification of segments given by their words, groups (interviews) kept apart.

    Parameters: `resamples`, how many samples of `share` of the units are compared to choose the
    number of classes; `random_state` seeds them. Attributes after `fit`: `labels_`, shape
    (segments,), -1 where the two runs do not agree; `n_classes_`; `trials_`; `double_`, the
    classification itself (dendrograms of both runs, crossed classes).
    """

    def __init__(
        self,
        *,
        resamples: int = 6,
        share: float = 0.8,
        random_state: int | np.random.RandomState | None = 0,
    ) -> None:
        self.resamples = resamples
        self.share = share
        self.random_state = random_state

    def fit(
        self,
        X: Sequence[Sequence[str]],  # noqa: N803
        y: None = None,  # noqa: ARG002
        *,
        groups: Sequence[Hashable] | None = None,
    ) -> StableReinert:
        """Classify token lists; `groups`, one per segment: units never join two of them."""
        tokens = frequent(X)
        names = groups if groups is not None else [0] * len(tokens)
        first, second = (context_units(tokens, names, size) for size in UNIT_FORMS)
        self.trials_ = self._trials(first)
        self.n_classes_ = fewest_stable(self.trials_)
        self.double_: DoubleClassification = double_classification(
            first, second, model=Reinert(self.n_classes_), max_share=LARGEST_SHARE
        )
        self.labels_: Indices = self.double_.labels
        return self

    def _trials(self, units: ContextUnits) -> tuple[Trial, ...]:
        least = LEAST_OF_MANY if len(units.forms) >= MANY_TEXTS else NUMBERS[0]
        most = max(least, len(units.forms) // LEAST_UNITS_OF_A_CLASS)
        numbers = _telling(units, [number for number in NUMBERS if least <= number <= most])
        seed = check_random_state(self.random_state).randint(2**31 - 1)
        random = np.random.default_rng(seed)
        found: dict[int, list[Labels]] = {number: [] for number in numbers}
        for members in draws(len(units.forms), None, self.resamples, self.share, random):
            model = Reinert(numbers[-1]).fit([units.forms[i] for i in members])
            for number in numbers:
                labels = np.full(len(units.forms), UNCLASSIFIED)
                labels[members] = after_splits(model, number)
                found[number].append(labels)
        return tuple(Trial(number, agreement_on_shared(found[number])) for number in numbers)


def _telling(units: ContextUnits, numbers: list[int]) -> list[int]:
    """The numbers for which no class holds most of the units; the largest one at least."""
    model = Reinert(numbers[-1]).fit(units.forms)
    most = LARGEST_SHARE * len(units.forms)
    telling = [n for n in numbers if np.bincount(after_splits(model, n) + 1)[1:].max() <= most]
    return telling or numbers[-1:]


def after_splits(model: Reinert, classes: int) -> Labels:
    """Labels when only the first splits were made: classes of a smaller `n_classes`."""
    labels = np.full(len(model.labels_), UNCLASSIFIED)
    done = model.splits_[: classes - 1]
    parents = {split.parent for split in done}
    children = [0, *(node for split in done for node in (split.left, split.right))]
    for number, node in enumerate(node for node in children if node not in parents):
        labels[model.nodes_[node].units] = number
    return labels


def agreement_on_shared(partitions: Sequence[Labels]) -> float:
    """Mean adjusted Rand index over pairs, each on the units that both classify."""
    scores = []
    for place, one in enumerate(partitions):
        for other in partitions[:place]:
            both = (one != UNCLASSIFIED) & (other != UNCLASSIFIED)
            scores.append(agreement([one[both], other[both]]))
    return float(np.mean(scores)) if scores else 1.0


def frequent(tokens: Sequence[Sequence[str]]) -> list[list[str]]:
    """The words of each text that enough texts hold: a rare one would cut them off alone."""
    holders: dict[str, int] = {}
    for words in tokens:
        for word in set(words):
            holders[word] = holders.get(word, 0) + 1
    least = max(LEAST_HOLDERS, len(tokens) // ONE_IN)
    return [[word for word in words if holders[word] >= least] for words in tokens]
