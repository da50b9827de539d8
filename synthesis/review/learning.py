"""« Apprendre de mes corrections »: what the log teaches, and what learning it would change.

Lessons are read in the log as it stood at its line `through`, so that a run made later from the
same log learns the same, whatever was decided or undone since.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from synthesis.domain import Coding, Quadrant, Segment
from synthesis.learning.corpus import NO_THEME
from synthesis.review.applying import resolved
from synthesis.review.state import Entry, replay


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a person decided of a segment; None: they left it to the machine.

    `theme` is a slug, or that of « no theme » in the training corpus.
    """

    segment: Segment
    quadrant: Quadrant | None
    theme: str | None


@dataclass(frozen=True, slots=True)
class Move:
    """A coding that learning would change, before and after."""

    before: Coding
    after: Coding


def lessons(log: Sequence[Entry], through: int, segments: Iterable[Segment]) -> list[Lesson]:
    """What is decided at line `through` of these segments, in their order; excluded ones left."""
    state = replay([entry for entry in log if entry.sequence <= through])
    found = []
    for segment in segments:
        review = state.segment(segment.key)
        if review.excluded or not segment.said or not review.decided:
            continue
        theme = None
        if review.themes is not None:
            theme = next(iter(resolved(review.themes, state)), NO_THEME)
        found.append(Lesson(segment, review.quadrant, theme))
    return found


def new_lessons(log: Sequence[Entry], learnt: int, segments: Sequence[Segment]) -> int:
    """How many lessons the log holds that the line `learnt` did not."""
    last = log[-1].sequence if log else 0
    known = set(lessons(log, learnt, segments))
    return sum(lesson not in known for lesson in lessons(log, last, segments))


def moves(before: Sequence[Coding], after: Iterable[Coding]) -> list[Move]:
    """Codings whose quadrant or main theme differ, those of the surest change first.

    Both are proposals of the machine; segments that only one of them knows are left out.
    """
    known = {coding.segment.key: coding for coding in before}
    found = [
        Move(known[coding.segment.key], coding)
        for coding in after
        if coding.segment.key in known and _differ(known[coding.segment.key], coding)
    ]
    return sorted(found, key=lambda move: -move.after.probabilities[move.after.quadrant])


def _differ(one: Coding, other: Coding) -> bool:
    return (one.quadrant, one.theme) != (other.quadrant, other.theme)
