"""Themes that the codebook does not cover, found in the words of what it left aside.

Two methods share an answer: classes of the vectors of an encoder, and Reinert's double
classification of the words. Each tries several numbers of classes and keeps the one that
resampling finds again. A class becomes a theme if it is large enough and if a noun phrase names it;
the texts of no theme stay unclassified, and are counted as such.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from synthesis.domain import Origin, Theme
from synthesis.language.gazetteer import fold_accents
from synthesis.language.tagging import tag
from synthesis.learning.encoder import Encoder, Matrix
from synthesis.themes.keywords import Keyness
from synthesis.themes.labels import Likeness, class_labels
from synthesis.themes.phrases import Phrase
from synthesis.themes.reinert import Split
from synthesis.themes.reinert_stable import StableReinert
from synthesis.themes.stable import LEAST_MEMBERS, StableClasses, Trial, nearest

PREFIX = "decouvert-"
LEAST_TEXTS = 24
UNCLASSIFIED = -1
# Of a class that is believed, in what a codebook leaves aside: how well it is found again (Hennig,
# 2007), share and number of its texts that one noun phrase is in.
LEAST_STABILITY = 0.6
LEAST_SHARED, LEAST_SAYING = 0.25, 3


class Method(StrEnum):
    """How classes are found: by the vectors of texts, or by the words that they share."""

    EMBEDDINGS = "plongements"
    REINERT = "reinert"


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What is known of the texts to group, one item per text.

    `lemmas`: content words; `phrases`: their noun phrases; `vectors`, shape (texts, dimension): the
    encoder's; `groups`: the interview of each, in reading order; `answers`: which answer of it.
    """

    lemmas: Sequence[Sequence[str]]
    phrases: Sequence[Sequence[Phrase]]
    vectors: Matrix
    groups: Sequence[str]
    answers: Sequence[int]


@dataclass(frozen=True, slots=True, eq=False)
class Discovery:
    """`labels` gives each text its place in `themes`, -1 when unclassified; `closeness` (0 to 1)
    says how near its class it is. `trials`: each number of classes tried, and its stability;
    `classes`: the number kept, before those too small or without name were set aside; `splits`: for
    Reinert, the dendrogram of the first of both runs."""

    labels: NDArray[np.int64]
    closeness: NDArray[np.float32]
    themes: tuple[Theme, ...]
    method: Method = Method.EMBEDDINGS
    trials: tuple[Trial, ...] = ()
    classes: int = 0
    splits: tuple[Split, ...] = ()

    @property
    def unclassified(self) -> int:
        """How many of the texts given are in no theme."""
        return int((self.labels == UNCLASSIFIED).sum())


def discover(
    material: Material,
    *,
    seed: int,
    method: Method = Method.EMBEDDINGS,
    encoder: Encoder | None = None,
    strict: bool = False,
) -> Discovery:
    """Group texts; nothing under 24 texts that have a vector (or words, for Reinert).

    With `strict`, for what a codebook left aside and is mostly asides, a class must be found again
    by resampling (vectors only) and be held together by a noun phrase.
    `encoder`, the one that gave the vectors, helps to choose names that are like their class.
    """
    if method is Method.REINERT:
        usable = np.array([bool(words) for words in material.lemmas], dtype=np.bool_)
    else:
        usable = np.asarray(np.abs(material.vectors).sum(axis=1) > 0)
    if usable.sum() < LEAST_TEXTS:
        return _nothing(len(usable), method)
    if method is Method.REINERT:
        return _named(material, _by_words(material, seed), strict=strict)
    least = LEAST_STABILITY if strict else 0.0
    found, points = _by_vectors(material, usable, seed, least)
    likeness = _likeness(encoder, points) if encoder and len(points) else None
    return _named(material, found, likeness, strict=strict)


def _by_vectors(
    material: Material, usable: NDArray[np.bool_], seed: int, least_stability: float
) -> tuple[Discovery, NDArray[np.float64]]:
    """The classes, and their centres; what is nearest to a class not believed stays aside."""
    rows = material.vectors[usable].astype(np.float64)
    groups = [group for group, kept in zip(material.groups, usable, strict=True) if kept]
    fitted = StableClasses(random_state=seed).fit(rows, groups=groups)
    sizes = np.bincount(fitted.labels_, minlength=len(fitted.cluster_centers_))
    points = fitted.cluster_centers_[sizes >= LEAST_MEMBERS]
    stable = fitted.class_stability_[sizes >= LEAST_MEMBERS] >= least_stability
    found = replace(_nothing(len(usable), Method.EMBEDDINGS, fitted.trials_), classes=len(sizes))
    if not len(points):
        return found, points
    labels = nearest(rows, points)
    found.closeness[usable] = _cosines(rows, points[labels])
    places = np.where(stable, stable.cumsum() - 1, UNCLASSIFIED)
    found.labels[usable] = places[labels]
    return found, points[stable]


def _likeness(encoder: Encoder, points: NDArray[np.float64]) -> Likeness:
    def likeness(texts: Sequence[str], numbers: Sequence[int]) -> Sequence[float]:
        vectors = encoder.encode(list(tag(texts))).astype(np.float64)
        found: list[float] = _cosines(vectors, points[list(numbers)]).tolist()
        return found

    return likeness


def _by_words(material: Material, seed: int) -> Discovery:
    answers = list(zip(material.groups, material.answers, strict=True))
    fitted = StableReinert(random_state=seed).fit(material.lemmas, groups=answers)
    labels = fitted.labels_
    return Discovery(
        labels,
        _typical_shares(material.lemmas, labels),
        (),
        Method.REINERT,
        fitted.trials_,
        fitted.n_classes_,
        fitted.double_.runs[0].splits_,
    )


def _typical_shares(
    lemmas: Sequence[Sequence[str]], labels: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Share of the words of each text that its class over-uses, 0 without class."""
    keyness = Keyness()
    for words, label in zip(lemmas, labels.tolist(), strict=True):
        keyness.add(words, [label])
    shares = [
        sum(keyness.chi2(label, word) > 0 for word in words) / max(1, len(words))
        if label != UNCLASSIFIED
        else 0.0
        for words, label in zip(lemmas, labels.tolist(), strict=True)
    ]
    return np.array(shares, dtype=np.float32)


def _named(
    material: Material, found: Discovery, likeness: Likeness | None = None, *, strict: bool
) -> Discovery:
    """Classes that have members enough and a name are themes, in their order."""
    labels = found.labels
    sizes = np.bincount(labels[labels != UNCLASSIFIED], minlength=1)
    names = class_labels(material.phrases, labels.tolist(), len(sizes), likeness)
    kept = [
        k
        for k, name in enumerate(names)
        if name
        and sizes[k] >= LEAST_MEMBERS
        and (not strict or _held_together(material.phrases, labels == k))
    ]
    renumbered = np.full(len(sizes) + 1, UNCLASSIFIED)
    renumbered[kept] = np.arange(len(kept))
    return replace(found, labels=renumbered[labels], themes=_themes([names[k] for k in kept]))


def _held_together(phrases: Sequence[Sequence[Phrase]], members: NDArray[np.bool_]) -> bool:
    """Whether enough texts of a class share a noun phrase."""
    inside = np.flatnonzero(members).tolist()
    counts = Counter(key for i in inside for key in {phrase.key for phrase in phrases[i]})
    return max(counts.values(), default=0) >= max(LEAST_SAYING, LEAST_SHARED * len(inside))


def _nothing(count: int, method: Method, trials: tuple[Trial, ...] = ()) -> Discovery:
    labels = np.full(count, UNCLASSIFIED)
    return Discovery(labels, np.zeros(count, dtype=np.float32), (), method, trials)


def _cosines(rows: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(rows, axis=1) * np.linalg.norm(points, axis=1)
    products = (rows * points).sum(axis=1)
    cosines = np.divide(products, lengths, out=np.zeros_like(products), where=lengths > 0)
    closeness: NDArray[np.float32] = np.clip(cosines, 0, 1).astype(np.float32)
    return closeness


def _themes(names: Sequence[str]) -> tuple[Theme, ...]:
    themes: list[Theme] = []
    for name in names:
        slug = unique_slug(PREFIX + _slug(name), {theme.slug for theme in themes})
        themes.append(Theme(slug, name, origin=Origin.DISCOVERED))
    return tuple(themes)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold_accents(text.lower())).strip("-") or "theme"


def unique_slug(slug: str, taken: set[str]) -> str:
    """The slug, with a number from 2 up where it is taken."""
    number = 2
    unique = slug
    while unique in taken:
        unique = f"{slug}-{number}"
        number += 1
    return unique
