"""Lay out the interview guide: which questions on which page, how high, with how many lines.

Lengths are in millimetres. Heights of text are estimated from the number of letters, on the safe
side, so that the pages hold whatever the program that prints them.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 182.0
BODY = 263.0
HEAD, HEAD_LINE = 50.0, 9.5
PADDING, GUTTER, GAP = 3.0, 4.0, 1.5
TITLE_LINE, PROMPT_LINE = 5.0, 4.5
BULLET = 4.0
_HEAD_LETTER, _TITLE_LETTER, _PROMPT_LETTER = 4.1, 2.25, 1.85
_LINE = 6.8
_LOWEST = 2 * _LINE + PADDING + GAP
_ASKED_WIDTHS = (86.0, 92.0, 98.0, 104.0, 110.0, 116.0, 122.0, 128.0, 134.0)
SHEET = 2


@dataclass(frozen=True, slots=True)
class Block:
    """A question as printed: its title, number included, and its prompts."""

    title: str
    prompts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A block in its place: the height of its row, and its ruled lines."""

    block: Block
    height: float
    lines: int

    @property
    def line_height(self) -> float:
        """Height of one ruled line: together they fill the row."""
        return (self.height - PADDING - GAP) / self.lines


@dataclass(frozen=True, slots=True)
class Layout:
    """The slots of each page, and the width of the column that asks; the rest is to write in."""

    asked_width: float
    pages: tuple[tuple[Slot, ...], ...]


def lay_out(blocks: Sequence[Block], title: str) -> Layout:
    """The layout of at least two pages that leaves the most room to write, in fewest pages.

    `title` heads the first page, with the reminder and the fields of the visit.
    """
    front = BODY - HEAD - HEAD_LINE * _line_count(title, WIDTH / _HEAD_LETTER)
    return max((_with_width(blocks, width, front) for width in _ASKED_WIDTHS), key=_merit)


def _merit(layout: Layout) -> tuple[int, float]:
    lowest = min(slot.height for page in layout.pages for slot in page)
    return -len(layout.pages), lowest * (WIDTH - layout.asked_width)


def _with_width(blocks: Sequence[Block], width: float, front: float) -> Layout:
    texts = [max(_text_height(block, width), _LOWEST) for block in blocks]
    count = max(SHEET, len(_paginate(texts, front)))
    levels = range(int(BODY), 0, -1)
    level = next((at for at in levels if len(_paginate(texts, front, at)) <= count), 0)
    remaining = iter(blocks)
    pages = []
    for number, page in enumerate(_paginate(texts, front, level)):
        fitted = _level(page, BODY if number else front)
        pages.append(tuple(_slot(next(remaining), max(text, fitted)) for text in page))
    return Layout(width, tuple(pages))


def _slot(block: Block, height: float) -> Slot:
    return Slot(block, height, math.floor((height - PADDING - GAP) / _LINE))


def _paginate(texts: Sequence[float], front: float, level: float = 0.0) -> list[list[float]]:
    """Texts page by page, in order, when no row is lower than `level`."""
    pages: list[list[float]] = [[]]
    left = front
    for text in texts:
        height = max(text, level)
        if pages[-1] and height > left:
            pages.append([])
            left = BODY
        pages[-1].append(text)
        left -= height
    return pages


def _level(texts: Sequence[float], room: float) -> float:
    """The height of the rows that fills the page, those that their text makes higher set apart."""
    ordered = sorted(texts, reverse=True)
    for apart, highest in enumerate(ordered):
        level = (room - sum(ordered[:apart])) / (len(ordered) - apart)
        if highest <= level:
            return level
    return 0.0


def _text_height(block: Block, width: float) -> float:
    title = _line_count(block.title, (width - GUTTER) / _TITLE_LETTER)
    room = (width - GUTTER - BULLET) / _PROMPT_LETTER
    prompts = sum(_line_count(prompt, room) for prompt in block.prompts)
    return title * TITLE_LINE + prompts * PROMPT_LINE + PADDING


def _line_count(text: str, letters: float) -> int:
    return len(textwrap.wrap(text, int(letters), break_on_hyphens=False))
