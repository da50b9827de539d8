"""One record of RFC 4180 csv ended by LF, so exact that any text comes back from any reader."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

_RUN = ("=", "+", "-", "@", "\t", "\r")


def csv_line(cells: Sequence[str | int]) -> str:
    """The record, line end included; cells that hold a quote, comma, CR or LF are quoted."""
    buffer = io.StringIO()
    # The writer quotes a lone CR only where its own line end has one: swapped after.
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()[:-2] + "\n"


def inert(cell: str) -> str:
    """The cell as no spreadsheet runs it: an apostrophe before what could be a formula."""
    return f"'{cell}" if cell.startswith(_RUN) else cell
