"""The lines or paragraphs of a document, and which of them open an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from synthesis.ingest.blocks import Block
from synthesis.ingest.questions import Headings

DEEPEST = 9  # level of a heading that nothing but its words or its bold type shows

# Patterns here never scan a line twice: a hostile line of a million stars must cost nothing.
_HASHES = re.compile(r" {0,3}(#{1,6})(?!#)(.*)")
_UNDERLINE = re.compile(r" {0,3}(={3,}|-{3,})[ \t]*")
_FENCE = re.compile(r" {0,3}(```|~~~)")


class Kind(Enum):
    """How sure it is that a piece is a heading."""

    HEADING = "always"
    STRONG = "if it looks like a question"
    PLAIN = "if it is exactly a question"
    LITERAL = "never"


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or paragraph: `text` as written, `title` without its marks of heading."""

    text: str
    kind: Kind = Kind.PLAIN
    title: str = ""
    level: int = DEEPEST
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class Section:
    """What stands under one heading; `key` is None when it names no question of the form."""

    title: str
    key: str | None = None
    level: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines without the blank ones at both ends."""
        filled = [number for number, line in enumerate(self.lines) if line.strip()]
        return "\n".join(self.lines[filled[0] : filled[-1] + 1]) if filled else ""


def from_lines(lines: Sequence[str], headings: Headings) -> Iterator[Piece]:
    """Pieces of Markdown, one per line; an underlined heading takes its underline with it."""
    fence = ""
    skip = False
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if skip:
            skip = False
        elif fence or mark:
            yield Piece(line, Kind.LITERAL)
            if mark and fence in ("", mark[1]):
                fence = "" if fence else mark[1]
        else:
            below = lines[number + 1] if number + 1 < len(lines) else ""
            piece = _line(line, below, headings)
            skip = "\n" in piece.text
            yield piece


def _line(line: str, below: str, headings: Headings) -> Piece:
    if match := _HASHES.fullmatch(line):
        title = _without_closing_hashes(match[2].strip())
        sure = match[2].startswith((" ", "\t")) and bool(title)
        return Piece(line, Kind.HEADING if sure else Kind.STRONG, title, len(match[1]))
    underline = _UNDERLINE.fullmatch(below)
    if underline and line.strip() and (underline[1][0] == "=" or headings.match(line)):
        level = 1 if underline[1][0] == "=" else 2
        return Piece(f"{line}\n{below}", Kind.HEADING, line.strip(), level)
    strong = _strong(line)
    return Piece(line, Kind.STRONG, strong) if strong else Piece(line, title=line)


def _without_closing_hashes(title: str) -> str:
    bare = title.rstrip("#")
    return bare.rstrip() if not bare or bare[-1].isspace() else title


def _strong(line: str) -> str:
    """The words of a line that is bold from end to end, else empty."""
    words = line.strip().removesuffix(":").rstrip()
    for mark in ("**", "__"):
        inner = words[2:-2]
        if words.startswith(mark) and words.endswith(mark) and mark not in inner:
            return inner.strip()
    return ""


def from_blocks(blocks: Iterable[Block]) -> Iterator[Piece]:
    """Pieces of an office document, one per paragraph or table."""
    for block in blocks:
        text = block["text"]
        if block["rows"]:
            yield Piece(text, Kind.LITERAL, rows=tuple(map(tuple, block["rows"])))
        elif block["level"] is not None:
            yield Piece(text, Kind.HEADING, text.strip(), block["level"])
        else:
            yield Piece(text, Kind.STRONG if block["strong"] else Kind.PLAIN, text)


def sections(pieces: Iterable[Piece], headings: Headings) -> list[Section]:
    """What stands before the first heading (title empty), then under each.

    A heading that is no question, below one that is, belongs to that question's text.
    """
    found = [Section("")]
    for piece in pieces:
        current = found[-1]
        is_heading, key = _recognise(piece, headings)
        if not is_heading or (key is None and current.key and piece.level > current.level):
            current.lines.append(piece.text)
        else:
            found.append(Section(piece.title.strip(), key, piece.level))
    return found


def _recognise(piece: Piece, headings: Headings) -> tuple[bool, str | None]:
    """Whether the piece is a heading, and the question that it names."""
    if piece.kind is Kind.LITERAL or not piece.title.strip():
        return False, None
    if piece.kind is Kind.PLAIN:
        key = headings.exact(piece.title)
        return key is not None, key
    key = headings.match(piece.title)
    return key is not None or piece.kind is Kind.HEADING, key
