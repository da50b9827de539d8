"""What stands at the head of a document about the visit: « --- » block, first table, plain lines.

Not parsed as YAML: people write « territoire : Redon : pays », which YAML refuses, and a slip in
the head must not lose the notes below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from synthesis.ingest.metadata import Field, field_of
from synthesis.ingest.pieces import Kind, Piece

_RULE = re.compile(r"\s*[-–—]{2,}\s*")
_ENTRY = re.compile(r"(?:[-*•] )?\s*([^\W\d_][^:\n]{0,40}?)\s*:(?:\s+(.*)|)", re.DOTALL)
_ITEM = re.compile(r"\s*[-*•–]\s+(.*)")
_IN_TABLES_ONLY = frozenset({Field.TEXT, Field.QUESTION, Field.SPEAKER})


@dataclass(frozen=True, slots=True)
class Entry:
    """A key as written, the field that it names if any, and its values, at least one."""

    key: str
    field: Field | None
    values: tuple[str, ...]


def from_block(lines: Sequence[str], *, strict: bool) -> tuple[list[Entry], int]:
    """Entries between two rules at the head of `lines`, and how many lines they take (0: none).

    `strict`: only if every line is an entry and one at least is known, since rules are then more
    likely to be text.
    """
    opening = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    if opening == len(lines) or not _RULE.fullmatch(lines[opening]):
        return [], 0
    ends = (n for n in range(opening + 1, len(lines)) if _is_end(lines[n]))
    closing = next(ends, None)
    if closing is None:
        return [], 0
    entries, leftovers = _entries(lines[opening + 1 : closing])
    known = any(entry.field for entry in entries)
    regular = bool(entries) and not leftovers
    accepted = (known and regular) if strict else (known or regular)
    entries += [Entry(line, None, ("",)) for line in leftovers]
    return (entries, closing + 1) if accepted else ([], 0)


def from_pieces(pieces: Sequence[Piece]) -> tuple[list[Entry], list[Piece]]:
    """Entries at the head of an office document, and the pieces that remain."""
    entries, taken = from_block([piece.text for piece in pieces], strict=False)
    if taken:
        return entries, list(pieces[taken:])
    for number, piece in enumerate(pieces):
        if piece.rows:
            entries = _from_table(piece.rows)
            return entries, [p for n, p in enumerate(pieces) if not entries or n != number]
    return _from_first_lines(pieces)


def _is_end(line: str) -> bool:
    return bool(_RULE.fullmatch(line)) or line.strip() == "..."


def _entries(lines: Sequence[str]) -> tuple[list[Entry], list[str]]:
    """Entries, and the lines that are neither key, item nor comment."""
    found: list[tuple[str, list[str]]] = []
    leftovers: list[str] = []
    for line in lines:
        item, entry = _ITEM.fullmatch(line), _ENTRY.fullmatch(line.strip())
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if item and found and not (entry and field_of(entry[1])):
            found[-1][1].append(item[1])
        elif entry:
            found.append((entry[1], [entry[2] or ""]))
        elif found and line[0] in " \t":
            found[-1][1].append(line)
        else:
            leftovers.append(line)
    return [_entry(key, values) for key, values in found], leftovers


def _entry(key: str, values: Sequence[str]) -> Entry:
    cleaned = [part for value in values for part in _unwrap(value) if part]
    field = field_of(key.strip("*_\"' "))
    return Entry(key, None if field in _IN_TABLES_ONLY else field, tuple(cleaned) or ("",))


def _unwrap(value: str) -> list[str]:
    """« [a, "b"] » → a, b; « "a" » → a."""
    inner = value.strip()
    parts = inner[1:-1].split(",") if re.fullmatch(r"\[.*\]", inner, re.DOTALL) else [inner]
    return [re.sub(r"""^(["'])(.*)\1$""", r"\2", part.strip()) for part in parts]


def _from_table(rows: Sequence[Sequence[str]]) -> list[Entry]:
    """Entries of a table of two columns, if it knows one field at least."""
    if any(len(row) != 2 for row in rows):
        return []
    pairs = [(key.strip().rstrip(":").strip(), value.split("\n")) for key, value in rows]
    entries = [_entry(key, value) for key, value in pairs if key or any(value)]
    return entries if any(entry.field for entry in entries) else []


def _from_first_lines(pieces: Sequence[Piece]) -> tuple[list[Entry], list[Piece]]:
    """« Territoire : Redon » paragraphs, when nothing else stands before the first heading."""
    count = next((n for n, p in enumerate(pieces) if p.kind is Kind.HEADING), len(pieces))
    entries, leftovers = _entries([piece.text for piece in pieces[:count]])
    if entries and not leftovers and all(entry.field for entry in entries):
        return entries, list(pieces[count:])
    return [], list(pieces)
