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
    """A coding that learning would change: quadrant and main theme, before and after.

    `segment` is its key; `sure` is the probability of what changes, the lower of two.
    """

    segment: str
    before: tuple[Quadrant, str]
    after: tuple[Quadrant, str]
    sure: float


@dataclass(frozen=True, slots=True)
class News:
    """How many lessons are new or changed since the last learning, and how many are withdrawn."""

    new: int
    withdrawn: int

    def __bool__(self) -> bool:
        """Whether learning again would change anything."""
        return bool(self.new or self.withdrawn)


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


def news(now: Sequence[Lesson], learnt: Sequence[Lesson]) -> News:
    """What the lessons of now add to those that were learnt, and no longer hold."""
    known = set(learnt)
    taught = {lesson.segment.key for lesson in now}
    return News(
        sum(lesson not in known for lesson in now),
        sum(lesson.segment.key not in taught for lesson in learnt),
    )


def moves(before: Sequence[Coding], after: Iterable[Coding]) -> list[Move]:
    """Codings whose quadrant or main theme differ, those of the surest change first.

    Segments that only one of them knows are left out.
    """
    known = {coding.segment.key: coding for coding in before}
    found = [
        _move(known[coding.segment.key], coding)
        for coding in after
        if coding.segment.key in known and _place(known[coding.segment.key]) != _place(coding)
    ]
    return sorted(found, key=lambda move: -move.sure)


def _place(coding: Coding) -> tuple[Quadrant, str]:
    return coding.quadrant, coding.theme


def _move(before: Coding, after: Coding) -> Move:
    sure = []
    if before.quadrant is not after.quadrant:
        sure.append(after.probabilities[after.quadrant])
    if before.theme != after.theme:
        sure.append(after.theme_probability)
    return Move(after.segment.key, _place(before), _place(after), min(sure))
