"""A paragraph and a table of the minutes; words are set in French and written as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from synthesis.forms.typography import typeset
from synthesis.report.ooxml import visible
from synthesis.report.template_blocks import Writer, fill, finish


def table(
    writer: Writer, heads: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]]
) -> None:
    """A table with its head, then a row for each of `rows`; widths in centimetres."""
    made: Any = writer.document.add_table(rows=1, cols=len(heads))
    writer.dress(made, widths)
    for cell, head in zip(made.rows[0].cells, heads, strict=True):
        fill(cell, head, "En-tête de tableau")
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            fill(cell, words(text), "Cellule")
    finish(made, widths)
    writer.text("").paragraph_format.space_after = 0


def say(writer: Writer, text: str) -> None:
    """A paragraph."""
    writer.text(words(text))


def words(text: str) -> str:
    """A text as the document can hold it, with French spaces."""
    return visible(typeset(text))
