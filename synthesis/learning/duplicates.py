"""Near-duplicates across voices, which would make unheard voices look easier than they are.

Comparisons are exact but spared: two texts can only be alike if they are about as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer

from synthesis.language.gazetteer import fold_accents
from synthesis.learning.corpus import FOLDER, Labelled, read_corpus, write_labelled

GRAM = 4
LEAST_JACCARD = 0.8
LEAST_RATIO = 0.92
# Up to three words, two people say the same thing by chance: « RAS », « le cadre de vie ».
MOST_COMMON_WORDS = 3
_CHUNK = 512
_NOT_WORD = re.compile(r"[\W_]+")

Pair = tuple[int, int]
Numbers = NDArray[np.intp]


def near_duplicates(labelled: Sequence[Labelled]) -> list[Pair]:
    """Positions (i, j), i < j, of statements of two voices that say the same in the same words.

    Alike: four-character grams in common (Jaccard) for 0.8, or normalised edit similarity of 0.92,
    once case, accents and punctuation are set aside. Statements of up to three words are ignored.
    """
    texts = [_NOT_WORD.sub(" ", fold_accents(item.text.lower())).strip() for item in labelled]
    telling = [i for i, text in enumerate(texts) if len(text.split()) > MOST_COMMON_WORDS]
    if not telling:
        return []
    kept = [texts[i] for i in telling]
    alike = {
        (min(a, b), max(a, b))
        for found in (_same_letters(kept), _same_grams(kept))
        for a, b in ((telling[row], telling[column]) for row, column in found)
    }
    return sorted((a, b) for a, b in alike if labelled[a].voice != labelled[b].voice)


def without_duplicates(labelled: Sequence[Labelled]) -> list[Labelled]:
    """The statements, less those that repeat an earlier one of another voice."""
    dropped: set[int] = set()
    for first, second in near_duplicates(labelled):
        if first not in dropped:
            dropped.add(second)
    return [item for i, item in enumerate(labelled) if i not in dropped]


def clean_corpus(folder: Path = FOLDER) -> int:
    """Write the voices of a folder again without their near-duplicates; says how many went."""
    before = read_corpus(folder)
    after = without_duplicates(before)
    for path in sorted(folder.glob("*.csv")):
        write_labelled((item for item in after if item.voice == path.stem), path)
    return len(before) - len(after)


def _same_letters(texts: Sequence[str]) -> Iterator[Pair]:
    # 2 × common / (a + b) ≥ r asks for common ≤ the shorter: shorter ≥ longer × r / (2 − r).
    least = LEAST_RATIO / (2 - LEAST_RATIO)
    for rows, columns in _blocks([len(text) for text in texts], least):
        similarity = cdist(
            [texts[i] for i in rows],
            [texts[i] for i in columns],
            scorer=Indel.normalized_similarity,
            score_cutoff=LEAST_RATIO,
            dtype=np.float32,
        )
        yield from _pairs(rows, columns, similarity >= LEAST_RATIO)


def _same_grams(texts: Sequence[str]) -> Iterator[Pair]:
    counter = CountVectorizer(analyzer="char", ngram_range=(GRAM, GRAM), binary=True)
    grams: csr_matrix = counter.fit_transform(texts).astype(np.float32)
    sizes = np.asarray(grams.sum(axis=1)).ravel()
    for rows, columns in _blocks(sizes, LEAST_JACCARD):
        common = (grams[rows] @ grams[columns].T).toarray()
        union = sizes[rows][:, None] + sizes[columns][None, :] - common
        yield from _pairs(rows, columns, common >= LEAST_JACCARD * union)


def _blocks(sizes: Iterable[float], least: float) -> Iterator[tuple[Numbers, Numbers]]:
    """Rows to compare with columns, so that each pair of sizes within that ratio is met once."""
    values = np.asarray(list(sizes))
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    for start in range(0, len(order), _CHUNK):
        stop = min(start + _CHUNK, len(order))
        end = int(np.searchsorted(ordered, ordered[stop - 1] / least, side="right"))
        yield order[start:stop], order[start:end]


def _pairs(rows: Numbers, columns: Numbers, alike: NDArray[np.bool_]) -> Iterator[Pair]:
    for row, column in np.argwhere(alike):
        if rows[row] != columns[column]:
            yield int(rows[row]), int(columns[column])
