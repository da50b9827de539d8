"""Themes that the codebook does not cover, found in the words of what it left aside.

Texts are placed by their words (TF-IDF, reduced) and by the encoder; k-means groups them for
several numbers of classes and the clearest separation (silhouette) is kept. A class becomes a theme
only if a word is shared by enough of its texts; small classes, and texts far from every class, stay
unclassified, and are counted as such.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import normalize

from synthesis.domain import Origin, Theme
from synthesis.language.gazetteer import fold_accents
from synthesis.learning.encoder import Matrix
from synthesis.themes.keywords import Keyness

PREFIX = "decouvert-"
LEAST_TEXTS = 24
LEAST_CLASSES = 2
LEAST_MEMBERS = 5
LEAST_SHARED = 0.3
MOST_CLASSES = 40
DIMENSIONS = 50
SAMPLE = 5_000
UNCLASSIFIED = -1


@dataclass(frozen=True, slots=True)
class Discovery:
    """`labels` gives each text its place in `themes`, -1 when unclassified; same for `closeness`
    (0 to 1)."""

    labels: NDArray[np.int64]
    closeness: NDArray[np.float32]
    themes: tuple[Theme, ...]


def discover(lemmas: Sequence[Sequence[str]], vectors: Matrix, *, seed: int) -> Discovery:
    """Group texts given by their content lemmas and vectors; nothing under 24 texts."""
    count = len(lemmas)
    nothing = np.full(count, UNCLASSIFIED)
    if count < LEAST_TEXTS:
        return Discovery(nothing, np.zeros(count, dtype=np.float32), ())
    space = _space(lemmas, vectors, seed)
    sample = space[:: max(1, count // SAMPLE)]
    distinct = len(np.unique(sample.round(4), axis=0))
    if distinct <= LEAST_CLASSES:
        return Discovery(nothing, np.zeros(count, dtype=np.float32), ())
    fitted = _best_clustering(sample, seed, most=distinct - 1)
    distances = fitted.transform(space)
    labels = distances.argmin(axis=1)
    closeness = (1 / (1 + distances.min(axis=1))).astype(np.float32)
    labels[distances.min(axis=1) > np.quantile(distances.min(axis=1), 0.9)] = UNCLASSIFIED
    kept = [k for k in range(fitted.n_clusters) if _coherent(lemmas, labels == k)]
    renumbered = np.full(fitted.n_clusters + 1, UNCLASSIFIED)
    renumbered[kept] = np.arange(len(kept))
    labels = renumbered[labels]
    return Discovery(labels, closeness, _themes(lemmas, labels, len(kept)))


def _coherent(lemmas: Sequence[Sequence[str]], members: NDArray[np.bool_]) -> bool:
    """Whether a class has enough texts, and a word that enough of them share."""
    size = int(members.sum())
    if size < LEAST_MEMBERS:
        return False
    counts = _document_counts([lemmas[i] for i in np.flatnonzero(members).tolist()])
    return max(counts.values(), default=0) >= LEAST_SHARED * size


def _document_counts(lemmas: Sequence[Sequence[str]]) -> Counter[str]:
    """In how many texts each word is."""
    return Counter(word for words in lemmas for word in set(words))


def _space(lemmas: Sequence[Sequence[str]], vectors: Matrix, seed: int) -> Matrix:
    frequent = [word for word, count in _document_counts(lemmas).items() if count > 1]
    if len(frequent) < 2:
        return vectors
    vectorizer = TfidfVectorizer(analyzer=list, vocabulary=sorted(frequent), sublinear_tf=True)
    weighted = vectorizer.fit_transform(lemmas)
    dimensions = min(DIMENSIONS, min(weighted.shape) - 1)
    reduced = TruncatedSVD(dimensions, random_state=seed).fit_transform(weighted)
    space: Matrix = np.hstack([normalize(reduced), vectors]).astype(np.float32)
    return space


def _best_clustering(space: Matrix, seed: int, *, most: int) -> KMeans:
    largest = min(MOST_CLASSES, most, max(LEAST_CLASSES, len(space) // LEAST_MEMBERS))
    candidates = [k for k in (2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 30, 40) if k <= largest]
    fitted = [KMeans(k, n_init=4, random_state=seed).fit(space) for k in candidates]
    scores = [silhouette_score(space, model.labels_) for model in fitted]
    return fitted[int(np.argmax(scores))]


def _themes(
    lemmas: Sequence[Sequence[str]], labels: NDArray[np.int64], count: int
) -> tuple[Theme, ...]:
    keyness: Keyness = Keyness()
    for words, label in zip(lemmas, labels, strict=True):
        keyness.add(words, [int(label)])
    themes: list[Theme] = []
    for number in range(count):
        words = keyness.words(number, most=3)
        slug = unique_slug(PREFIX + _slug("-".join(words[:2])), {theme.slug for theme in themes})
        themes.append(Theme(slug, ", ".join(words).capitalize(), origin=Origin.DISCOVERED))
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
