"""Segments on which two judgments exist and differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import spacy

from synthesis.domain import Codebook, Coding, Quadrant
from synthesis.learning.terms import TermIndex
from synthesis.review.applying import Machine, Reviewed, resolved
from synthesis.store.readings import BlindReading

LEAST_TERMS = 2


def changed_by_rerun(
    machine: Machine, earlier: Mapping[str, tuple[Quadrant, str]]
) -> frozenset[str]:
    """Segments that the run before (key → quadrant, main theme) sorted otherwise."""
    return frozenset(
        coding.segment.key
        for coding in machine.codings
        if coding.segment.key in earlier
        and earlier[coding.segment.key] != (coding.quadrant, coding.theme)
    )


def between_readers(readings: Iterable[BlindReading], reviewed: Reviewed) -> frozenset[str]:
    """Segments of the blind sample that not all readers, nor the review, see alike."""
    seen: dict[str, set[tuple[str, tuple[str, ...]]]] = defaultdict(set)
    for reading in readings:
        themes = resolved([reading.theme] if reading.theme else [], reviewed.state)
        seen[reading.segment].add((reading.quadrant, themes))
    for key, judgments in seen.items():
        if (coding := reviewed.get(key)) is not None:
            judgments.add((coding.quadrant.value, coding.themes[:1]))
    return frozenset(key for key, judgments in seen.items() if len(judgments) > 1)


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
