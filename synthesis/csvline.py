"""One record of RFC 4180 csv ended by LF, so exact that any text comes back from any reader."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence


def csv_line(cells: Sequence[str | int]) -> str:
    """The record, line end included; cells that hold a quote, comma, CR or LF are quoted."""
    buffer = io.StringIO()
    # The writer quotes a lone CR only where its own line end has one: swapped after.
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()[:-2] + "\n"
