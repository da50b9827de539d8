"""Colours and signs of the quadrants: apart for colour-blind eyes, and never colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from synthesis.domain import Quadrant


@dataclass(frozen=True, slots=True)
class Look:
    """`ink` on white or on `tint` has a contrast above 4.5; `sign` replaces colour in print."""

    ink: str
    tint: str
    sign: str


QUADRANTS = {
    Quadrant.ATOUT: Look("#00694A", "#DDF1E8", "●"),
    Quadrant.RESSOURCE: Look("#005A8F", "#DCECF7", "■"),
    Quadrant.DIFFICULTE: Look("#9C3F00", "#FBE5D6", "▲"),
    Quadrant.INQUIETUDE: Look("#6F2F83", "#EFE2F4", "◆"),
    Quadrant.NEUTRE: Look("#4C5659", "#ECEFEE", "○"),
}
SEQUENCE = ("#E4EEF0", "#1F5A6B")
EMPTY = "#F7F8F8"
INK = "#1B2427"
