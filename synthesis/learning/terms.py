"""Find the terms and acronyms of a codebook in a tagged text, inflections included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from synthesis.domain import Codebook
from synthesis.language.gazetteer import fold_accents

_WORD = re.compile(r"[^\W_]+")
# Below this length an acronym written in lower case is taken for a word (« pat », « ter », « om »).
_SHORT_ACRONYM = 4


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a theme as the words that must follow one another; `exact` for acronyms."""

    theme: int
    words: tuple[str, ...]
    exact: bool = False


class TermIndex:
    """Terms of every theme of a codebook, found longest first."""

    def __init__(self, codebook: Codebook) -> None:
        self.slugs = tuple(theme.slug for theme in codebook.themes)
        self._by_first: dict[str, list[Term]] = {}
        for number, theme in enumerate(codebook.themes):
            self._add(_terms(number, theme.terms, theme.acronyms))
        for terms in self._by_first.values():
            terms.sort(key=lambda term: -len(term.words))

    def _add(self, terms: Iterable[Term]) -> None:
        for term in terms:
            if term.words:
                self._by_first.setdefault(term.words[0], []).append(term)

    def counts(self, docs: Sequence[Doc]) -> NDArray[np.float32]:
        """How many terms of each theme each text holds, shape (len(docs), themes)."""
        matrix = np.zeros((len(docs), len(self.slugs)), dtype=np.float32)
        for row, doc in enumerate(docs):
            for term in self.find(doc):
                matrix[row, term.theme] += 1
        return matrix

    def find(self, doc: Doc) -> list[Term]:
        """Terms in reading order; where two begin together, the longer one."""
        surfaces = [m.group() for m in _WORD.finditer(doc.text)]
        forms = _forms(doc, surfaces)
        found: list[Term] = []
        position = 0
        while position < len(forms):
            term = self._at(position, forms, surfaces)
            position += len(term.words) if term else 1
            if term:
                found.append(term)
        return found

    def _at(self, position: int, forms: list[tuple[str, ...]], surfaces: list[str]) -> Term | None:
        candidates = [t for form in forms[position] for t in self._by_first.get(form, ())]
        for term in sorted(candidates, key=lambda term: -len(term.words)):
            window = forms[position : position + len(term.words)]
            if len(window) == len(term.words) and all(
                word in form for word, form in zip(term.words, window, strict=True)
            ):
                if term.exact and not _is_acronym(surfaces[position]):
                    continue
                return term
        return None


def stem(word: str) -> str:
    """Folded form without its plural mark: « Écoles » gives « ecole »."""
    folded = fold_accents(word.lower())
    if len(folded) > 4 and folded.endswith("aux"):
        return folded[:-3] + "al"
    return folded[:-1] if len(folded) > 3 and folded[-1] in "sx" else folded


def _terms(number: int, terms: Sequence[str], acronyms: Sequence[str]) -> Iterable[Term]:
    for term in terms:
        yield Term(number, tuple(stem(word) for word in _WORD.findall(term)))
    for acronym in acronyms:
        yield Term(number, tuple(stem(word) for word in _WORD.findall(acronym)), exact=True)


def _is_acronym(surface: str) -> bool:
    return len(surface) >= _SHORT_ACRONYM or surface[:2].isupper() or surface[-1:].isupper()


def _forms(doc: Doc, surfaces: Sequence[str]) -> list[tuple[str, ...]]:
    """For each word, its stem and, where spaCy has the same word, that of its lemma."""
    lemmas = {token.text: stem(token.lemma_) for token in doc if token.is_alpha}
    # In that order, always: the order of a set changes from one process to the next.
    return [
        tuple(dict.fromkeys((stem(surface), lemmas.get(surface, stem(surface)))))
        for surface in surfaces
    ]
