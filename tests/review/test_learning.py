"""What the log teaches, always the same from the same log."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.domain import Quadrant
from synthesis.learning.corpus import NO_THEME
from synthesis.review.events import (
    ConfirmSegment,
    Event,
    ExcludeSegment,
    MergeThemes,
    SetQuadrant,
    SetTheme,
    Undo,
)
from synthesis.review.learning import Lesson, Move, News, lessons, moves, news

from .examples import MACHINE, coding, entry, log_of, steps

SEGMENTS = [known.segment for known in MACHINE.codings]
LOG = [
    entry(1, 1, SetQuadrant("s0", Quadrant.NEUTRE)),
    entry(2, 1, ConfirmSegment("s1", Quadrant.ATOUT, ("eau", "routes"))),
    entry(3, 1, SetTheme("s2")),
    entry(4, 1, ExcludeSegment("s3")),
    entry(5, 1, SetTheme("gone", ("eau",))),
    entry(6, 1, MergeThemes("eau", "routes")),
    entry(7, 1, Undo(1)),
]


def test_lessons_are_what_people_decided_and_nothing_else() -> None:
    assert lessons(LOG, 6, SEGMENTS) == [
        Lesson(SEGMENTS[0], Quadrant.NEUTRE, None),
        Lesson(SEGMENTS[1], Quadrant.ATOUT, "routes"),
        Lesson(SEGMENTS[2], None, NO_THEME),
    ]


def test_what_is_undone_later_does_not_change_what_was_learnt() -> None:
    assert lessons(LOG, 6, SEGMENTS) == lessons(LOG[:6], 6, SEGMENTS)
    assert [lesson.segment.key for lesson in lessons(LOG, 7, SEGMENTS)] == ["s1", "s2"]


@given(steps, st.data())
def test_the_same_line_teaches_the_same(
    taken: Sequence[tuple[int, Event | str]], data: st.DataObject
) -> None:
    log = log_of(taken)
    through = data.draw(st.integers(0, len(log)))
    assert lessons(log, through, SEGMENTS) == lessons(log[:through], through, SEGMENTS)


@pytest.mark.parametrize(
    ("through", "learnt", "expected"),
    [(6, 0, News(3, 0)), (3, 2, News(1, 0)), (7, 6, News(0, 1)), (6, 6, News(0, 0))],
)
def test_what_is_new_and_what_is_withdrawn_are_counted(
    through: int, learnt: int, expected: News
) -> None:
    found = news(lessons(LOG, through, SEGMENTS), lessons(LOG, learnt, SEGMENTS))
    assert found == expected
    assert bool(found) is (expected != News(0, 0))


def test_moves_tell_what_would_change_the_surest_first() -> None:
    after = [
        coding("s0", Quadrant.ATOUT, "eau", sure=0.5),
        coding("s1", Quadrant.ATOUT, "eau", sure=0.6),
        coding("s2", Quadrant.DIFFICULTE, "ecole", sure=0.9),
        coding("s9", Quadrant.ATOUT),
    ]
    assert moves(MACHINE.codings, after) == [
        Move("s2", (Quadrant.DIFFICULTE, "routes"), (Quadrant.DIFFICULTE, "ecole"), 0.7),
        Move("s1", (Quadrant.DIFFICULTE, "eau"), (Quadrant.ATOUT, "eau"), 0.6),
    ]
