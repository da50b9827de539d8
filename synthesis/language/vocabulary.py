"""Words that characterise a group of texts against the others, counted under their lemma.

The same measure as in the analysis (signed χ² on presence), made for screens: any group, at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from synthesis.language.concordance import Concordance, Mask, fold
from synthesis.language.lemmas import tool_words

LEAST_LETTERS, LEAST_TEXTS = 3, 2


@dataclass(frozen=True, slots=True)
class Word:
    """`form`: the most frequent form said; `lemma`: what to look for, folded; `texts`: in how many
    texts of the group; `chi2`: how typical."""

    form: str
    lemma: str
    texts: int
    chi2: float


class Vocabulary:
    """The words worth showing of a concordance: no tool word, no name of `names`."""

    def __init__(self, concordance: Concordance, names: Collection[str] = ()) -> None:
        counts = np.bincount(concordance.tokens, minlength=len(concordance.forms))
        spoken: dict[str, Counter[int]] = {}
        for place, lemma in enumerate(concordance.lemmas()):
            spoken.setdefault(lemma, Counter())[place] = int(counts[place])
        usual = {lemma: found.most_common(1)[0][0] for lemma, found in spoken.items()}
        worth = _Worth(concordance, names)
        kept = [lemma for lemma, place in usual.items() if worth(lemma, place)]
        # Every form of a word is counted: the search finds as many.
        column = np.full(len(concordance.forms), -1, dtype=np.int32)
        for number, lemma in enumerate(kept):
            column[list(spoken[lemma])] = number
        self._lemmas = tuple(kept)
        self._forms = tuple(concordance.forms[usual[lemma]] for lemma in kept)
        self._presence = _presence(concordance, column, len(kept))

    def typical(self, group: Mask, among: Mask, *, most: int) -> list[Word]:
        """Over-represented words of the texts `group` among those of `among`, both of shape
        (texts,); the most typical first."""
        inside = self._counts(group & among)
        totals = self._counts(among)
        chi2 = signed_chi2(inside, int((group & among).sum()), totals, int(among.sum()))
        usable = np.flatnonzero((chi2 > 0) & (inside >= LEAST_TEXTS))
        ranked = sorted(usable.tolist(), key=lambda i: (-chi2[i], self._forms[i]))
        return [
            Word(self._forms[i], self._lemmas[i], int(inside[i]), float(chi2[i]))
            for i in ranked[:most]
        ]

    def _counts(self, texts: Mask) -> NDArray[np.int64]:
        found: NDArray[np.int64] = np.asarray(texts.astype(np.int64) @ self._presence)
        return found


def signed_chi2(
    inside: NDArray[np.int64], size: int, totals: NDArray[np.int64], everything: int
) -> NDArray[np.float64]:
    """χ² of the table word × group, negative when under-represented; all arrays (words,).

    A group that is everything has no other to compare with: its counts are given.
    """
    rest = everything - size
    if not rest:
        return inside.astype(np.float64)
    a, b = inside.astype(np.float64), (totals - inside).astype(np.float64)
    determinant = a * (rest - b) - b * (size - a)
    margins = float(size) * rest * totals * (everything - totals)
    chi2 = everything * determinant**2
    found: NDArray[np.float64] = np.divide(
        chi2, margins, out=np.zeros_like(chi2), where=margins > 0
    )
    return np.where(determinant > 0, found, -found)


class _Worth:
    """Whether a word is worth showing, from its lemma and its most frequent form."""

    def __init__(self, concordance: Concordance, names: Collection[str]) -> None:
        self._tool = frozenset(map(fold, tool_words()))
        self._names = frozenset(map(fold, names))
        self._concordance = concordance

    def __call__(self, lemma: str, place: int) -> bool:
        form = self._concordance.forms[place]
        if len(form) < LEAST_LETTERS or not form.isalpha() or lemma in self._tool:
            return False
        named = self._concordance.proper[place] and fold(form) in self._names
        return not named and fold(form) not in self._tool


def _presence(concordance: Concordance, column: NDArray[np.int32], width: int) -> csr_array:
    columns = column[concordance.tokens]
    kept = columns >= 0
    pairs = (concordance.texts[kept], columns[kept])
    ones = np.ones(int(kept.sum()), dtype=np.int64)
    found = coo_array((ones, pairs), shape=(concordance.size, width)).tocsr()
    found.data[:] = 1  # said twice in a text is said in one text
    return found
