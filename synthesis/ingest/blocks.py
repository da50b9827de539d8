"""The plain shapes that an office document comes down to, the same for every format."""

from __future__ import annotations

from typing import TypedDict


class Block(TypedDict):
    """A paragraph, or a table when `rows` is not empty.

    `level` is that of a heading (1 the highest, less for a title), None for running text;
    `strong` says that the whole paragraph is bold. Made of plain values, to cross a process.
    """

    text: str
    level: int | None
    strong: bool
    rows: list[list[str]]


class Sheet(TypedDict):
    """A sheet of a workbook: rows that hold something, each with its number from 1."""

    name: str
    rows: list[tuple[int, list[str]]]


def paragraph(text: str, *, level: int | None = None, strong: bool = False) -> Block:
    """A block that is not a table."""
    return Block(text=text, level=level, strong=strong, rows=[])


def table(rows: list[list[str]]) -> Block:
    """A table, with its text: cells joined by tabs, rows by line feeds."""
    text = "\n".join("\t".join(row) for row in rows)
    return Block(text=text, level=None, strong=False, rows=rows)
