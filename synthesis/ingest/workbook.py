"""xlsx → sheets of text, each cell as a person sees it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time

from openpyxl import load_workbook  # type: ignore[import-untyped,unused-ignore]

from synthesis.ingest.blocks import Sheet
from synthesis.ingest.text import mend_surrogates

MAX_COLUMNS = 2_000


def sheets(data: bytes) -> list[Sheet]:
    """Every worksheet, hidden ones too; formulas by their last computed value."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return [Sheet(name=sheet.title, rows=list(_rows(sheet))) for sheet in book.worksheets]


def _rows(sheet: object) -> Iterator[tuple[int, list[str]]]:
    # The size that a file declares is not trusted: rows would be padded up to it.
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    rows = sheet.iter_rows(values_only=True)  # type: ignore[attr-defined]
    for number, row in enumerate(rows, start=1):
        cells = [as_seen(value) for value in row[:MAX_COLUMNS]]
        width = max((column for column, text in enumerate(cells, start=1) if text), default=0)
        if width:
            yield number, cells[:width]


def as_seen(value: object) -> str:
    """The text of a cell: days in ISO form, whole numbers without decimals."""
    match value:
        case bool():
            return "VRAI" if value else "FAUX"
        case float():
            return str(int(value)) if value.is_integer() else format(value, ".15g")
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds").removesuffix(" 00:00:00")
        case date() | time():
            return value.isoformat()
        case _:
            value = "" if value is None else value
            return mend_surrogates(re.sub(r"_x000D_\n?", "\n", str(value)))
