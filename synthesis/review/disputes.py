"""Segments on which two judgments exist and differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from synthesis.domain import Quadrant
from synthesis.review.applying import Machine, Reviewed, resolved
from synthesis.store.readings import BlindReading


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
