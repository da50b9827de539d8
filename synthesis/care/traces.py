"""Recognise, outside the interviews, words that only an erased answer held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from synthesis.language.gazetteer import fold_accents

ERASED = "[effacé]"
RUN = 4
_STEM = 4
_WORD = re.compile(r"\w+")
Run = tuple[str, ...]


class Traces:
    """Words of the erased texts that the texts that remain do not hold."""

    def __init__(self, erased: Iterable[str], remaining: Iterable[str]) -> None:
        kept_words: set[str] = set()
        kept_runs: set[Run] = set()
        for text in remaining:
            words = _words(text)
            kept_words.update(words)
            kept_runs.update(_runs(words))
        gone = [_words(text) for text in erased]
        self._kept = kept_words
        self._words = {word for words in gone for word in words} - kept_words
        self._stems = {word[:_STEM] for word in self._words if len(word) >= _STEM}
        self._runs = {run for words in gone for run in _runs(words)} - kept_runs

    def quoted(self, text: str) -> bool:
        """Whether the text repeats four words in a row that were said only there."""
        return not self._runs.isdisjoint(_runs(_words(text)))

    def told(self, text: str) -> bool:
        """Whether a word of the text, or another of its family, was said only there.

        Meant for keywords and names of themes, which are lemmas: no form of them must remain.
        """
        return any(
            word in self._words or (word not in self._kept and word[:_STEM] in self._stems)
            for word in _words(text)
        )

    def without_quotes(self, text: str) -> str:
        """The text, or `ERASED` where it repeats what was erased; identifiers stay."""
        return ERASED if " " in text and self.quoted(text) else text


def _words(text: str) -> list[str]:
    return _WORD.findall(fold_accents(text).casefold())


def _runs(words: list[str]) -> Iterator[Run]:
    for start in range(len(words) - RUN + 1):
        yield tuple(words[start : start + RUN])
