"""Names beside points: never over one another, never out of the frame."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from synthesis.report.placing import Box, Label, place_labels

FRAME = Box(0, 0, 16, 12)
LABELS = st.lists(
    st.builds(
        Label,
        x=st.floats(1, 15),
        y=st.floats(1, 11),
        width=st.floats(0.3, 3),
        height=st.just(0.3),
        optional=st.just(True),
    ),
    max_size=25,
)


@given(LABELS)
def test_optional_names_never_meet(labels: list[Label]) -> None:
    found = [box for box in place_labels(labels, FRAME, 0.07) if box]
    assert not [pair for pair in combinations(found, 2) if pair[0].meets(pair[1])]
    assert all(box.within(FRAME) for box in found)


def test_a_name_that_may_not_be_left_out_is_there_even_on_a_crowd() -> None:
    crowd = [Label(8, 6, 3, 0.3, optional=False) for _ in range(60)]
    assert None not in place_labels(crowd, FRAME, 0.07)


def test_the_first_place_is_on_the_right() -> None:
    (box,) = place_labels([Label(8, 6, 2, 0.3)], FRAME, 0.07)
    assert box is not None
    assert box.x > 8
    assert box.y < 6 < box.y + box.height
