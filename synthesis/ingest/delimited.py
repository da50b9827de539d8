"""csv → a sheet: encoding and separator detected, every character of the cells kept."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence

from synthesis.domain import InputError
from synthesis.ingest.blocks import Sheet
from synthesis.ingest.safety import MAX_BYTES

SEPARATORS = (",", ";", "\t")
_SAMPLE = 20


def sheet(text: str, *, known: Callable[[str], bool]) -> tuple[Sheet, bool]:
    """The rows of `text` that hold a cell, and whether its quotes are all closed.

    `known` tells the headers that a table of interviews can have: the separator under which most
    are found is the right one. Raises InputError for what no csv reader can take.
    """
    text = re.sub(r"\Asep=.\r?\n", "", text)
    csv.field_size_limit(MAX_BYTES)
    try:
        separator = max(SEPARATORS, key=lambda sign: _score(text, sign, known))
        rows = _rows(text, separator)
        tidy = _is_tidy(text, separator)
    except csv.Error as error:
        raise InputError(
            "le tableau n'a pas pu être lu.", remedy="Enregistrez-le à nouveau en csv UTF-8."
        ) from error
    return Sheet(name="", rows=rows), tidy


def _score(text: str, separator: str, known: Callable[[str], bool]) -> tuple[int, int, int]:
    """Known headers, then rows as wide as the first, then its width."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    sample: list[Sequence[str]] = []
    for row in reader:
        if row:
            sample.append(row)
        if len(sample) == _SAMPLE:
            break
    if not sample:
        return 0, 0, 0
    width = len(sample[0])
    regular = sum(len(row) == width for row in sample) if width > 1 else 0
    return sum(map(known, sample[0])), regular, width


def _rows(text: str, separator: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [(number, row) for number, row in enumerate(reader, start=1) if row]


def _is_tidy(text: str, separator: str) -> bool:
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            pass
    except csv.Error:
        return False
    return True
