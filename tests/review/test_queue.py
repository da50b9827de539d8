"""Which segments come first."""

from __future__ import annotations

import pytest

from synthesis.domain import Quadrant
from synthesis.review.applying import Machine, reviewed
from synthesis.review.events import SetQuadrant
from synthesis.review.queue import Motive, Wanted, certainty_of, order, queue
from synthesis.review.state import replay

from .examples import LABELS, coding, entry

RUN = Machine.of(
    [
        coding("sure", Quadrant.ATOUT, "eau", sure=0.9),
        coding("hazy", Quadrant.DIFFICULTE, "eau", sure=0.3),
        coding("dim", Quadrant.DIFFICULTE, "routes", sure=0.4),
        coding("fought", Quadrant.ATOUT, "routes", sure=0.8),
        coding("nothing", Quadrant.NEUTRE, sure=0.85),
    ],
    LABELS,
)
ORDER = order(RUN, {"fought", "gone"})


def _keys(wanted: Wanted, *events: SetQuadrant) -> list[str]:
    state = replay([entry(i, 1, e) for i, e in enumerate(events, 1)])
    return [c.segment.key for c in queue(reviewed(RUN, state), ORDER, wanted)]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), ["fought", "hazy", "dim", "sure", "nothing"]),
        (Wanted(Motive.DISPUTED), ["fought"]),
        (Wanted(Motive.UNCERTAIN), ["hazy", "dim"]),
        (Wanted(Motive.TYPICAL), ["sure", "fought", "hazy", "dim"]),
        (Wanted(theme="routes"), ["fought", "dim"]),
        (Wanted(quadrant=Quadrant.DIFFICULTE), ["hazy", "dim"]),
        (Wanted(place="ailleurs"), []),
        (Wanted(decided=True), []),
    ],
)
def test_the_most_useful_come_first(wanted: Wanted, expected: list[str]) -> None:
    assert _keys(wanted) == expected


def test_what_was_decided_leaves_the_queue() -> None:
    event = SetQuadrant("hazy", Quadrant.ATOUT)
    assert _keys(Wanted(), event) == ["fought", "dim", "sure", "nothing"]
    assert _keys(Wanted(decided=True), event) == ["hazy"]


def test_certainty_is_that_of_the_weaker_judgment() -> None:
    assert certainty_of(coding("a", sure=0.9)) == pytest.approx(0.7)
    assert certainty_of(coding("a", sure=0.4)) == pytest.approx(0.25)
