"""Tables for a terminal, and numbers as French writes them."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

NOTHING = "–"


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """One line per row of as many cells each: first column to the left, others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if number == 0 else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def decimal(value: float, *, digits: int = 3) -> str:
    """« 0,842 »; a dash for what cannot be counted."""
    return NOTHING if isnan(value) else f"{value:.{digits}f}".replace(".", ",")


def percent(share: float) -> str:
    """« 84,2 % »; a dash for what cannot be counted."""
    return NOTHING if isnan(share) else f"{decimal(100 * share, digits=1)}\N{NO-BREAK SPACE}%"


def thousands(count: int) -> str:
    """« 11 557 »."""
    return f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
