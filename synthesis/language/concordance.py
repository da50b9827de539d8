"""Where each word of a campaign is: search in context, and counts of words by group of texts.

Case and accents do not count. Built from the texts as they stand, kept nowhere: words that are
erased are in no index.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from synthesis.language.lemmas import Lexicon, lexicon

_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
_QUERY = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+\*?")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
LONGEST_QUERY = 12

Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Occurrences, in reading order: `texts`, numbers of the texts; `starts` and `ends`, code
    points in them. All of shape (occurrences,)."""

    texts: Numbers
    starts: Numbers
    ends: Numbers

    def __len__(self) -> int:
        return len(self.texts)

    def within(self, kept: Mask) -> Hits:
        """Those in the texts where `kept`, of shape (texts,), is true."""
        chosen = kept[self.texts]
        return Hits(self.texts[chosen], self.starts[chosen], self.ends[chosen])


class Concordance:
    """The words of texts. `forms`: each distinct word, lower case; `tokens`: their numbers, in
    reading order, with `texts`, `starts`, `ends`; `proper`: forms that mostly have a capital."""

    def __init__(self, texts: Sequence[str]) -> None:
        numbers: dict[str, int] = {}
        tokens, where, starts, ends = [], [], [], []
        capitals: list[int] = []
        for place, text in enumerate(texts):
            for found in _WORD.finditer(text):
                word = found.group()
                number = numbers.setdefault(word.lower(), len(numbers))
                if number == len(capitals):
                    capitals.append(0)
                # The first word of a text has a capital whatever it is.
                if found.start():
                    capitals[number] += 1 if word[0].isupper() else -1
                tokens.append(number)
                where.append(place)
                starts.append(found.start())
                ends.append(found.end())
        self.size = len(texts)
        self.forms = tuple(numbers)
        self.tokens, self.texts, self.starts, self.ends = (
            np.array(column, dtype=np.int32) for column in (tokens, where, starts, ends)
        )
        self.proper = np.array(capitals, dtype=np.int32) >= 0
        self._folded = tuple(fold(form) for form in self.forms)
        self._lock = Lock()

    def lemmas(self) -> tuple[str, ...]:
        """The lemma of each form, folded, the preferred one where several are possible."""
        with self._lock:
            return self._folded_lemmas

    @cached_property
    def _lexicon(self) -> Lexicon:
        return lexicon(self.forms)

    @cached_property
    def _folded_lemmas(self) -> tuple[str, ...]:
        return tuple(fold(self._lexicon.lemmas[form][0]) for form in self.forms)

    @cached_property
    def _others(self) -> dict[str, str]:
        return {fold(form): fold(lemma) for form, lemma in self._lexicon.others.items()}

    def find(self, query: str, *, lemmas: bool = False) -> Hits:
        """Words that follow one another, as typed or (`lemmas`) under any form of each.

        « agricul* » stands for every word that begins so. Nothing for a query without a word.
        """
        wanted = _QUERY.findall(query)[:LONGEST_QUERY]
        if not wanted or len(wanted) > len(self.tokens):
            return Hits(*(np.zeros(0, dtype=np.int32) for _ in range(3)))
        first = np.ones(len(self.tokens) - len(wanted) + 1, dtype=np.bool_)
        for step, word in enumerate(wanted):
            known = self._matching(word, lemmas=lemmas)
            first &= known[self.tokens[step : step + len(first)]]
        begin = np.flatnonzero(first)
        end = begin + len(wanted) - 1
        whole = self.texts[begin] == self.texts[end]
        begin, end = begin[whole], end[whole]
        return Hits(self.texts[begin], self.starts[begin], self.ends[end])

    def _matching(self, word: str, *, lemmas: bool) -> Mask:
        """Which forms a word of a query stands for, shape (forms,)."""
        folded = fold(word.rstrip("*"))
        if word.endswith("*"):
            return np.array([form.startswith(folded) for form in self._folded], dtype=np.bool_)
        if lemmas:
            target = self._lemma_of(folded)
            return np.array([lemma == target for lemma in self.lemmas()], dtype=np.bool_)
        return np.array([form == folded for form in self._folded], dtype=np.bool_)

    def _lemma_of(self, folded: str) -> str:
        """The lemma looked for: the word itself if it is one, else that of which it is a form."""
        known = self.lemmas()
        if folded in known:
            return folded
        if folded in self._folded:
            return known[self._folded.index(folded)]
        if folded in self._others:
            return self._others[folded]
        stems = (
            folded[: len(folded) - len(old)] + fold(new)
            for old, new in self._lexicon.endings
            if folded.endswith(fold(old))
        )
        return next((stem for stem in stems if stem in known), folded)


def fold(word: str) -> str:
    """A word as compared: without case, accents nor ligatures."""
    decomposed = unicodedata.normalize("NFKD", word.casefold().translate(_LIGATURES))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
