"""docx → blocks, in reading order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml.ns import qn

from synthesis.ingest.blocks import Block, paragraph, table

if TYPE_CHECKING:
    from docx.document import Document

_SKIPPED = frozenset(
    [qn(f"w:{name}") for name in ("pPr", "rPr", "del", "moveFrom", "sdtPr", "delText")]
    + ["{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"]
)
_WRAPPERS = frozenset(
    qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011"}
_LIST_STYLES = ("list bullet", "list number", "liste à puces", "liste à numéros")
_TITLES = {"title": -1, "titre": -1, "subtitle": 0, "sous-titre": 0}
_MAX_ANCESTORS = 10


def blocks(data: bytes) -> list[Block]:
    """Paragraphs and tables of the body. Deletions, notes and comments are left out."""
    document = docx.Document(io.BytesIO(data))
    return list(_blocks(document.element.body, _Styles(document)))


def _blocks(parent: Any, styles: _Styles) -> Iterator[Block]:
    for element in parent:
        if element.tag == qn("w:p"):
            yield _paragraph(element, styles)
        elif element.tag == qn("w:tbl"):
            yield table(_rows(element, styles))
        elif element.tag in _WRAPPERS:
            yield from _blocks(element, styles)


def _paragraph(element: Any, styles: _Styles) -> Block:
    text = _text(element)
    level = styles.level(element)
    if level is None and text.strip() and styles.is_list(element):
        return paragraph(f"- {text}")
    return paragraph(text, level=level if text.strip() else None, strong=_is_strong(element))


def _rows(element: Any, styles: _Styles) -> list[list[str]]:
    rows = element.iterchildren(qn("w:tr"))
    return [[_cell(cell, styles) for cell in row.iterchildren(qn("w:tc"))] for row in rows]


def _cell(cell: Any, styles: _Styles) -> str:
    return "\n".join(block["text"] for block in _blocks(cell, styles))


def _text(element: Any) -> str:
    """Words of a paragraph; a text box inside it begins on a new line."""
    parts: list[str] = []
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in _SIGNS:
            parts.append(_SIGNS[child.tag])
        else:
            parts.append("\n" if child.tag == qn("w:p") else "")
            parts.append(_text(child))
    return "".join(parts)


def _is_strong(element: Any) -> bool:
    """Whether every run that holds words is bold."""
    runs = [run for run in element.iter(qn("w:r")) if _text(run).strip()]
    return bool(runs) and all(_is_bold(run) for run in runs)


def _is_bold(run: Any) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false", "off")


class _Styles:
    """What the styles of a document say about its paragraphs."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[str, int] = {}
        self._lists: set[str] = set()
        for style in document.styles:
            names = _names(style)
            levels = [level for name in names if (level := _level(name)) is not None]
            if levels:
                self._levels[style.style_id] = levels[0]
            if any(name.startswith(_LIST_STYLES) for name in names):
                self._lists.add(style.style_id)

    def level(self, element: Any) -> int | None:
        """Heading level of a paragraph, by its style or its outline level."""
        outline = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if outline is not None and re.fullmatch("[0-8]", value := outline.get(qn("w:val"), "")):
            return int(value) + 1
        return self._levels.get(_style_of(element))

    def is_list(self, element: Any) -> bool:
        """Whether a paragraph is an item of a list, numbered or not."""
        number = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None:
            return str(number.get(qn("w:val"))) != "0"
        return _style_of(element) in self._lists


def _style_of(element: Any) -> str:
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else str(style.get(qn("w:val"), ""))


def _names(style: Any) -> list[str]:
    """Lower-case names of a style and of those it is based on."""
    names: list[str] = []
    while style is not None and len(names) < _MAX_ANCESTORS:
        names.append((style.name or "").lower())
        style = getattr(style, "base_style", None)
    return names


def _level(name: str) -> int | None:
    if match := re.fullmatch(r"(?:heading|titre) (\d)", name):
        return int(match[1])
    return _TITLES.get(name)
