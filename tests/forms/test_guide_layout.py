"""The layout of the guide: pages hold, keep the order, and leave room to write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.forms.guide_layout import (
    BODY,
    GAP,
    HEAD,
    HEAD_LINE,
    PADDING,
    WIDTH,
    Block,
    Layout,
    lay_out,
)

SENTENCE = "Comment se déplace-t-on au quotidien, avec ou sans voiture ?"
TITLE = "Journées d'immersion"
block = st.builds(
    Block,
    title=st.text("abc déf", min_size=1, max_size=90).filter(str.strip),
    prompts=st.lists(st.text("abc déf", min_size=1, max_size=120), max_size=5).map(tuple),
)


def placed(layout: Layout) -> list[Block]:
    """The blocks in the order of reading."""
    return [slot.block for page in layout.pages for slot in page]


@given(st.lists(block, min_size=2, max_size=30))
def test_blocks_keep_their_order_and_pages_hold(blocks: list[Block]) -> None:
    layout = lay_out(blocks, TITLE)
    assert placed(layout) == blocks
    assert layout.asked_width < WIDTH
    assert len(layout.pages) >= 2
    for number, page in enumerate(layout.pages):
        room = BODY if number else BODY - HEAD - HEAD_LINE
        assert sum(slot.height for slot in page) <= room + 0.01


@given(st.lists(block, min_size=2, max_size=30))
def test_ruled_lines_fill_their_row_and_can_be_written_on(blocks: list[Block]) -> None:
    for page in lay_out(blocks, TITLE).pages:
        for slot in page:
            assert slot.lines >= 2
            assert slot.line_height >= 6.8
            filled = slot.lines * slot.line_height + PADDING + GAP
            assert filled == pytest.approx(slot.height)


@pytest.mark.parametrize("count", range(8, 18))
def test_eight_to_sixteen_questions_and_hors_question_hold_on_two_pages(count: int) -> None:
    layout = lay_out([Block(f"{n}. Les atouts", (SENTENCE,) * 3) for n in range(count)], TITLE)
    assert len(layout.pages) == 2
    assert len(layout.pages[0]) <= len(layout.pages[1]) + 1


def test_fewer_questions_leave_more_lines() -> None:
    few, many = (
        lay_out([Block("Les atouts", (SENTENCE,) * 3)] * count, TITLE) for count in (8, 16)
    )
    assert min(s.lines for page in few.pages for s in page) > max(
        s.lines for page in many.pages for s in page
    )


def test_too_many_questions_take_more_pages() -> None:
    assert len(lay_out([Block("Les atouts", (SENTENCE,) * 3)] * 40, TITLE).pages) > 2


def test_a_long_title_leaves_less_room_below() -> None:
    blocks = [Block("Les atouts")] * 8
    short, long = (
        sum(slot.height for slot in lay_out(blocks, title).pages[0])
        for title in ("Essai", "Journées d'immersion " * 4)
    )
    assert short == pytest.approx(long + HEAD_LINE)
