"""The machine proposes to split a theme: two groups of its segments, with the words of each.

Two-means on the words of the segments, weighted by rarity. Words as they stand: no French model
to load, a second for a thousand segments. A proposal only: a person moves what is misplaced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from synthesis.domain import Coding, InputError
from synthesis.ingest.text import fold
from synthesis.themes.keywords import Keyness

LEAST = 6
SHORTEST_WORD = 4
DIMENSIONS = 20
STARTS = 10
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Group:
    """Keys of segments, in reading order, and the words that tell them from the other group."""

    segments: tuple[str, ...]
    words: tuple[str, ...]


def propose_split(codings: Sequence[Coding], *, seed: int) -> tuple[Group, Group]:
    """Two groups, the larger one first. Raise InputError when there is too little to split."""
    words = [_words(coding.segment.text) for coding in codings]
    frequent = {w for w, n in Counter(w for text in words for w in set(text)).items() if n > 1}
    if len(codings) < LEAST or len(frequent) < 2:
        raise InputError(
            "ce thème compte trop peu de propos, ou trop peu de mots communs, pour être scindé.",
            remedy="Déplacez plutôt les propos un à un.",
        )
    labels = _two_means(words, sorted(frequent), seed)
    keyness = Keyness()
    for text, label in zip(words, labels, strict=True):
        keyness.add(text, [label])
    groups = [
        Group(
            tuple(c.segment.key for c, at in zip(codings, labels, strict=True) if at == label),
            tuple(keyness.words(label, most=MOST_WORDS)),
        )
        for label in (0, 1)
    ]
    first, second = sorted(groups, key=lambda group: (-len(group.segments), group.segments))
    return first, second


def _two_means(words: Sequence[Sequence[str]], vocabulary: Sequence[str], seed: int) -> list[int]:
    weighted = TfidfVectorizer(analyzer=list, vocabulary=vocabulary, sublinear_tf=True)
    matrix = weighted.fit_transform(words)
    dimensions = min(DIMENSIONS, min(matrix.shape) - 1)
    space = normalize(TruncatedSVD(dimensions, random_state=seed).fit_transform(matrix))
    labels: list[int] = KMeans(2, n_init=STARTS, random_state=seed).fit_predict(space).tolist()
    return labels


def _words(text: str) -> list[str]:
    return [word for word in fold(text).split() if len(word) >= SHORTEST_WORD]
