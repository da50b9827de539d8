"""Whether words fit a box: the greatest size at which they do, words left out when none does.

Widths are those of a font wider than the ones that slides are shown in, so that what fits here fits
there, whatever replaces the font of the template.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from synthesis.report.ooxml import visible
from synthesis.report.sheet import text_width

LINE, GAP = 1.22, 0.35
POINT = 2.54 / 72
SIZES = (24, 22, 20, 18, 16, 14, 13, 12, 11, 10)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Texts as they fit, at `size` points."""

    size: float
    texts: tuple[str, ...]


def fitted(
    texts: Sequence[str],
    width: float,
    height: float,
    *,
    sizes: Sequence[float] = SIZES,
    bold: bool = False,
) -> Fitted:
    """Paragraphs in a box of `width` × `height` centimetres, `GAP` lines between two of them.

    At the smallest size, the longest texts are shortened until all fit.
    """
    shown = [visible(text) for text in texts]
    for size in sizes:
        if needed(shown, width, size, bold=bold) <= height:
            return Fitted(size, tuple(shown))
    smallest = sizes[-1]
    while needed(shown, width, smallest, bold=bold) > height:
        longest = max(range(len(shown)), key=lambda i: len(shown[i]))
        if len(shown[longest]) <= 12:
            shown = shown[:-1]
            continue
        shown[longest] = _shorter(shown[longest])
    return Fitted(smallest, tuple(shown))


def needed(texts: Sequence[str], width: float, size: float, *, bold: bool = False) -> float:
    """Height in centimetres that paragraphs take in a box of that width."""
    rows = sum(_rows(text, width, size, bold) for text in texts)
    return (rows + GAP * max(0, len(texts) - 1)) * size * LINE * POINT


def _rows(text: str, width: float, size: float, bold: bool) -> int:
    """Lines that a paragraph takes; a word longer than a line is cut across several."""
    space = text_width("n n", size, bold=bold) - text_width("nn", size, bold=bold)
    total = 0
    for line in text.split("\n"):
        rows, used = 1, 0.0
        for word in line.split(" "):
            wide = text_width(word, size, bold=bold) if word else 0.0
            if used and used + space + wide > width:
                rows, used = rows + 1, 0.0
            used += wide + (space if used else 0.0)
            more = int(used // width) if used > width else 0
            rows, used = rows + more, used - more * width
        total += rows
    return total


def _shorter(text: str) -> str:
    """The text less a tenth, cut between two words, « … » at its end."""
    kept = text[: max(1, round(len(text) * 0.9) - 1)].rstrip("… ")
    at = kept.rfind(" ")
    return f"{kept[:at] if at > len(kept) // 2 else kept}…"
