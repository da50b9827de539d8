"""Colours and signs of the quadrants: apart for colour-blind eyes, and never colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from synthesis.domain import Quadrant


@dataclass(frozen=True, slots=True)
class Look:
    """`ink` on white or on `tint` has a contrast above 4.5; `sign` replaces colour in print, and
    `hatch` (as matplotlib writes them) on surfaces."""

    ink: str
    tint: str
    sign: str
    hatch: str


QUADRANTS = {
    Quadrant.ATOUT: Look("#00694A", "#DDF1E8", "●", ""),
    Quadrant.RESSOURCE: Look("#005A8F", "#DCECF7", "■", "////"),
    Quadrant.DIFFICULTE: Look("#9C3F00", "#FBE5D6", "▲", "xxxx"),
    Quadrant.INQUIETUDE: Look("#6F2F83", "#EFE2F4", "◆", "...."),
    Quadrant.NEUTRE: Look("#4C5659", "#ECEFEE", "○", "----"),
}
SEQUENCE = ("#E4EEF0", "#1F5A6B")
EMPTY = "#F7F8F8"
INK = "#1B2427"
GREY = "#4C5659"
LINE = "#8A9694"


def ink_on(fill: str) -> str:
    """White or black, whichever is easier to read on `#rrggbb`: a contrast of 4.58 at least."""
    surface = luminance(fill) + 0.05
    return "white" if 1.05 / surface > surface / 0.05 else "black"


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 (black) to 1 (white): what is left of it in grey."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
