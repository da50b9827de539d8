"""Noun phrases of a tagged text, as they stand in it: what a theme may be called.

No parser: patterns of parts of speech around a noun, adjectives only where they agree with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from synthesis.language.gazetteer import fold_accents

# What joins two nouns into one name: « maison de santé », « accès aux soins ».
_LINKS = frozenset({"de", "d'", "d’", "du", "des", "à", "au", "aux", "en"})
_ARTICLES = frozenset({"le", "la", "les", "l'", "l’"})
_LEAST_LETTERS = 3
# Nouns that measure, point or say who speaks, and name no subject.
_EMPTY = frozenset(
    "an année mois jour semaine heure minute fois chose truc gens côté moment point cas part euro "
    "kilomètre mètre hectare million millier mille dizaine centaine fin début bout reste place "
    "min mn km ha nom temps exemple peu plupart moitié tiers nombre façon manière sorte type "
    "niveau question monsieur madame hier demain soir matin midi "
    "président présidente vice-président vice-présidente directeur directrice".split()
)


class Phrase(NamedTuple):
    """`key` is the same for every inflection; `text` is what was written, lower case at first."""

    key: str
    text: str
    words: int


def noun_phrases(doc: Doc, places: Sequence[tuple[int, int]] = ()) -> tuple[Phrase, ...]:
    """Phrases in reading order, each noun alone too; those that name a place are left out."""
    named = {i for start, end in places for i in range(start, end)}
    return tuple(
        _phrase(doc[start:end])
        for start, end in _spans(doc)
        if not any(token.idx in named for token in doc[start:end])
    )


def _spans(doc: Doc) -> Iterator[tuple[int, int]]:
    for token in doc:
        if not _is_noun(token):
            continue
        yield token.i, token.i + 1
        if token.i and _qualifies(doc[token.i - 1], token):
            yield token.i - 1, token.i + 1
        if token.i + 1 < len(doc) and _qualifies(doc[token.i + 1], token):
            yield token.i, token.i + 2
        end = _complement(doc, token.i)
        if end:
            yield token.i, end
            if end < len(doc) and _qualifies(doc[end], doc[end - 1]):
                yield token.i, end + 1


def _complement(doc: Doc, head: int) -> int:
    """End of « head de (la) noun », 0 without one."""
    position = head + 1
    if position >= len(doc) or doc[position].lower_ not in _LINKS:
        return 0
    position += 1
    if position < len(doc) and doc[position].lower_ in _ARTICLES:
        position += 1
    return position + 1 if position < len(doc) and _is_noun(doc[position]) else 0


def _is_noun(token: Token) -> bool:
    return (
        token.pos_ == "NOUN"
        and not token.is_stop
        and len(token) >= _LEAST_LETTERS
        and all(part.isalpha() for part in token.text.split("-"))
        and token.lemma_.lower() not in _EMPTY
    )


def _qualifies(token: Token, noun: Token) -> bool:
    """Whether it is an adjective of that noun: they agree wherever both are marked."""
    if token.pos_ != "ADJ" or not token.is_alpha or token.is_stop:
        return False
    return all(
        not (mine := token.morph.get(mark, []))
        or not (its := noun.morph.get(mark, []))
        or mine == its
        for mark in ("Number", "Gender")
    )


def _phrase(span: Span) -> Phrase:
    telling = [token for token in span if token.pos_ in {"NOUN", "ADJ"}]
    key = " ".join(fold_accents(token.lemma_.lower()) for token in telling)
    text = "".join(token.text_with_ws for token in span).strip()
    return Phrase(key, text if text[:2].isupper() else text[:1].lower() + text[1:], len(telling))
