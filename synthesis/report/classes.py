"""Classes of what was said, by the words alone (Reinert's descending classification)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from synthesis.domain import Quadrant
from synthesis.language.concordance import Mask
from synthesis.language.vocabulary import Vocabulary
from synthesis.themes.reinert import UNCLASSIFIED, Reinert
from synthesis.themes.reinert_double import context_units
from synthesis.themes.reinert_stable import UNIT_FORMS, StableReinert, frequent

LEAST_TEXTS = 40
MOST_WORDS, MOST_CLASSES = 7, 10


@dataclass(frozen=True, slots=True)
class WordClass:
    """A class: how many segments, its most typical words, the quadrant and the EPCI that are more
    in it than elsewhere (empty when none is)."""

    size: int
    words: tuple[str, ...]
    quadrant: Quadrant | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Fork:
    """A split. `left` and `right`: first and last class (places in `classes`) of each side; `chi2`:
    how different they are."""

    left: tuple[int, int]
    right: tuple[int, int]
    chi2: float


@dataclass(frozen=True, slots=True)
class Tree:
    """Classes from top to bottom of the dendrogram, the forks in the order in which they were made,
    and how many segments are in no class."""

    classes: tuple[WordClass, ...]
    forks: tuple[Fork, ...]
    unclassified: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """Of each segment, in reading order: its answer (an interview and a number: no unit goes over
    it), its quadrant, the name of its EPCI."""

    answers: Sequence[Hashable]
    quadrants: Sequence[Quadrant]
    places: Sequence[str]


def word_classes(
    vocabulary: Vocabulary, spoken: Spoken, *, active: Mask, seed: int = 2021
) -> Tree | None:
    """Classes of the segments, in as many as resampling finds again, ten at most; None where too
    little is said.

    `vocabulary` is that of the segments; `active`, of shape (words,): the words that make classes.
    """
    tokens = vocabulary.tokens(active)
    if sum(map(bool, tokens)) < LEAST_TEXTS:
        return None
    stable = StableReinert(random_state=seed).fit(tokens, groups=spoken.answers).n_classes_
    units = context_units(frequent(tokens), spoken.answers, UNIT_FORMS[0])
    # The first splits are the same whatever the number asked for: past ten, nobody reads them.
    fitted = Reinert(min(stable, MOST_CLASSES)).fit(units.forms)
    if not fitted.splits_:
        return None
    labels = fitted.labels_[units.unit_of]
    said = np.array([bool(words) for words in tokens])
    labels[~said] = UNCLASSIFIED
    classes = tuple(
        _class(vocabulary, labels == label, labels >= 0, spoken)
        for label in range(len(fitted.splits_) + 1)
    )
    return Tree(classes, _forks(fitted), int((labels[said] == UNCLASSIFIED).sum()))


def _class(vocabulary: Vocabulary, inside: Mask, among: Mask, spoken: Spoken) -> WordClass:
    words = vocabulary.typical(inside, among, most=MOST_WORDS)
    quadrant = _over_represented(spoken.quadrants, inside, among)
    place = _over_represented(spoken.places, inside, among)
    return WordClass(
        int(inside.sum()),
        tuple(word.form for word in words),
        Quadrant(quadrant) if quadrant and quadrant != Quadrant.NEUTRE else None,
        place,
    )


def _over_represented(values: Sequence[str], inside: Mask, among: Mask) -> str:
    """The value that is most beyond its expected number (residual above 2), or nothing."""
    column = np.array([str(value) for value in values])
    best, found = 2.0, ""
    share = inside.sum() / max(1, among.sum())
    for value in sorted(set(column[among].tolist())):
        of_it = (column == value) & among
        expected = of_it.sum() * share
        residual = ((of_it & inside).sum() - expected) / np.sqrt(max(expected, 1e-9))
        if value and residual > best:
            best, found = residual, value
    return found


def _forks(fitted: Reinert) -> tuple[Fork, ...]:
    """Each split as the ranges of leaves on both sides."""
    children: Mapping[int, tuple[int, int]] = {s.parent: (s.left, s.right) for s in fitted.splits_}
    ranges: dict[int, tuple[int, int]] = {}

    def spread(node: int, first: int) -> int:
        """Give `node` its range of leaves from `first`; gives the last one."""
        last = first
        if node in children:
            left, right = children[node]
            last = spread(right, spread(left, first) + 1)
        ranges[node] = (first, last)
        return last

    spread(0, 0)
    return tuple(Fork(ranges[s.left], ranges[s.right], s.chi2) for s in fitted.splits_)
