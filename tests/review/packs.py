"""Fill a review pack as a person would, in a spreadsheet."""

from __future__ import annotations

import io

from openpyxl import load_workbook


def filled(pack: bytes, rows: dict[str, dict[str, str]]) -> bytes:
    """The pack with answers: segment key → column → what was typed."""
    book = load_workbook(io.BytesIO(pack))
    sheet = book["Propos"]
    header = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        for name, text in rows.get(row[0].value, {}).items():
            row[header.index(name)].value = text
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
