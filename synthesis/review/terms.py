"""Segments whose words name a theme that the model did not keep. Apart, for it loads spaCy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import spacy

from synthesis.domain import Codebook, Coding
from synthesis.learning.terms import TermIndex

LEAST_TERMS = 2


def with_terms(codings: Sequence[Coding], codebook: Codebook) -> frozenset[str]:
    """Segments whose words name, twice at least, a theme that the model did not keep.

    Words are taken as they stand, without the French model: 20,000 segments in seconds.
    """
    index = TermIndex(codebook)
    blank = spacy.blank("fr")
    found = set()
    for coding in codings:
        terms = index.find(blank.make_doc(coding.segment.text[: blank.max_length]))
        counts: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for term in terms:
            counts[index.slugs[term.theme]].add(term.words)
        named = {slug for slug, words in counts.items() if len(words) >= LEAST_TERMS}
        if named and named.isdisjoint(coding.themes):
            found.add(coding.segment.key)
    return frozenset(found)
