"""Words that characterise a group of texts against the others, counted under their lemma.

The same measure as in the analysis (signed χ² on presence), made for screens: any group, at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from synthesis.domain import Territory
from synthesis.language.concordance import Concordance, Mask, fold
from synthesis.language.lemmas import tool_words

LEAST_LETTERS, LEAST_TEXTS = 3, 2
NOMINAL = 0.4
_BEFORE_A_NOUN = frozenset(
    "le la les l un une des du de d ce cet cette ces mon ma mes ton ta tes son sa ses notre nos "
    "votre vos leur leurs au aux quelques chaque plusieurs aucun aucune en".split()
)
_NAME_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Word:
    """`form`: the most frequent form said; `lemma`: what to look for, folded; `texts`: in how many
    texts of the group; `chi2`: how typical."""

    form: str
    lemma: str
    texts: int
    chi2: float


class Vocabulary:
    """The words worth showing of a concordance: no tool word, no name of `names`.

    `nouns`, of shape (words,): those mostly used as nouns are.
    """

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
        self.nouns = _nominal(concordance, column, len(kept))
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

    @property
    def forms(self) -> tuple[str, ...]:
        """The most frequent form of each word, in the order of the columns of `spread`."""
        return self._forms

    def spread(self, groups: NDArray[np.int64], size: int) -> NDArray[np.int64]:
        """In how many texts of each group each word is, of shape (size, words).

        `groups`, of shape (texts,): the group of each text, -1 for none.
        """
        kept = np.flatnonzero(groups >= 0)
        member = csr_array(
            (np.ones(len(kept), dtype=np.int64), (groups[kept], kept)),
            shape=(size, len(groups)),
        )
        found: NDArray[np.int64] = (member @ self._presence).toarray()
        return found

    def tokens(self, active: Mask) -> list[list[str]]:
        """The words of each text, each once, but those where `active`, of shape (words,), is
        false."""
        starts, places = self._presence.indptr.tolist(), self._presence.indices
        return [
            [self._lemmas[i] for i in sorted(places[first:last].tolist()) if active[i]]
            for first, last in pairwise(starts)
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


def _nominal(concordance: Concordance, column: NDArray[np.int32], width: int) -> Mask:
    """Words that often follow what comes before a noun: the tables know too many homonyms."""
    before = np.array([fold(form) in _BEFORE_A_NOUN for form in concordance.forms], dtype=np.bool_)
    tokens, texts = concordance.tokens, concordance.texts
    follows = np.zeros(len(tokens), dtype=np.bool_)
    follows[1:] = before[tokens[:-1]] & (texts[1:] == texts[:-1])
    columns = column[tokens]
    known = columns >= 0
    times = np.bincount(columns[known], minlength=width)
    found: Mask = np.bincount(columns[known & follows], minlength=width) >= NOMINAL * times
    return found


def _presence(concordance: Concordance, column: NDArray[np.int32], width: int) -> csr_array:
    columns = column[concordance.tokens]
    kept = columns >= 0
    pairs = (concordance.texts[kept], columns[kept])
    ones = np.ones(int(kept.sum()), dtype=np.int64)
    found = coo_array((ones, pairs), shape=(concordance.size, width)).tocsr()
    found.data[:] = 1  # said twice in a text is said in one text
    return found


def place_words(territories: Iterable[Territory]) -> set[str]:
    """Words of the names of places: they say where, not what."""
    written = (
        name
        for territory in territories
        for name in (
            territory.name,
            territory.official_name,
            *territory.aliases,
            *(commune.name for commune in territory.communes),
        )
    )
    return {word for name in written for word in _NAME_WORDS.findall(name)}
