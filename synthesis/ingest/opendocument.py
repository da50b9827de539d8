"""odt → blocks, in reading order."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from defusedxml.ElementTree import fromstring

from synthesis.ingest.blocks import Block, paragraph, table

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}
_MAX_SPACES = 10_000  # a count is a number in the file: it must not fill the memory
_MAX_ANCESTORS = 10
_TITLES = {"Title": -1, "Subtitle": 0}


def _name(qualified: str) -> str:
    prefix, local = qualified.split(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


_PARAGRAPH, _HEADING, _LIST, _TABLE = map(_name, ("text:p", "text:h", "text:list", "table:table"))
_SPAN, _STYLE = _name("text:span"), _name("text:style-name")
_SKIPPED = frozenset(
    map(_name, ("text:tracked-changes", "text:note", "office:annotation", "office:forms"))
)
_SIGNS = {_name("text:tab"): "\t", _name("text:line-break"): "\n"}


def blocks(data: bytes) -> list[Block]:
    """Paragraphs and tables of the body. Deletions, notes and comments are left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = fromstring(archive.read("content.xml"))
        styles = _Styles(root)
        if "styles.xml" in archive.namelist():
            styles.learn(fromstring(archive.read("styles.xml")))
    body = root.find(f"{_name('office:body')}/{_name('office:text')}")
    return [] if body is None else list(_blocks(body, styles))


def _blocks(parent: Element, styles: _Styles, *, prefix: str = "") -> Iterator[Block]:
    for element in parent:
        if element.tag in (_PARAGRAPH, _HEADING):
            yield _paragraph(element, styles, prefix=prefix)
        elif element.tag == _TABLE:
            yield table(_rows(element, styles))
        elif element.tag not in _SKIPPED:
            inside = "- " if element.tag == _LIST else prefix
            yield from _blocks(element, styles, prefix=inside)


def _paragraph(element: Element, styles: _Styles, *, prefix: str) -> Block:
    text = _text(element)
    level = styles.level(element)
    if not text.strip():
        return paragraph(text)
    if level is None and prefix:
        return paragraph(prefix + text)
    return paragraph(text, level=level, strong=styles.is_strong(element))


def _rows(element: Element, styles: _Styles) -> list[list[str]]:
    cell_tag = _name("table:table-cell")
    rows = element.iter(_name("table:table-row"))
    return [[_cell(cell, styles) for cell in row if cell.tag == cell_tag] for row in rows]


def _cell(cell: Element, styles: _Styles) -> str:
    return "\n".join(block["text"] for block in _blocks(cell, styles))


def _text(element: Element) -> str:
    parts = [_collapse(element.text)]
    for child in element:
        if child.tag == _name("text:s"):
            parts.append(" " * _spaces(child))
        elif child.tag in _SIGNS:
            parts.append(_SIGNS[child.tag])
        elif child.tag not in _SKIPPED:
            parts.append(_text(child))
        parts.append(_collapse(child.tail))
    return "".join(parts)


def _spaces(element: Element) -> int:
    count = element.get(_name("text:c"), "1")
    return min(int(count), _MAX_SPACES) if count.isdecimal() and len(count) < 9 else 1


def _collapse(text: str | None) -> str:
    """The format says that white space in its XML counts for one space."""
    return re.sub(r"[ \t\r\n]+", " ", text or "")


class _Styles:
    """What the styles of a document say about its paragraphs."""

    def __init__(self, root: Element) -> None:
        self._parents: dict[str, str] = {}
        self._bold: set[str] = set()
        self.learn(root)

    def learn(self, root: Element) -> None:
        """Add the styles defined under `root`."""
        for style in root.iter(_name("style:style")):
            name = style.get(_name("style:name"), "")
            self._parents[name] = style.get(_name("style:parent-style-name"), "")
            properties = style.find(_name("style:text-properties"))
            if properties is not None and properties.get(_name("fo:font-weight")) == "bold":
                self._bold.add(name)

    def level(self, element: Element) -> int | None:
        """Heading level of a paragraph, None for running text."""
        if element.tag == _HEADING:
            level = element.get(_name("text:outline-level"), "1")
            return int(level) if re.fullmatch("[0-9]", level) else 1
        for name in self._ancestry(element.get(_STYLE, "")):
            if match := re.fullmatch(r"Heading(?:_20_(\d))?", name):
                return int(match[1] or 1)
            if name in _TITLES:
                return _TITLES[name]
        return None

    def is_strong(self, element: Element) -> bool:
        """Whether the whole paragraph is bold, by its style or by every span in it."""
        if self._bold.intersection(self._ancestry(element.get(_STYLE, ""))):
            return True
        loose = (element.text or "") + "".join(child.tail or "" for child in element)
        spans = [child for child in element if _text(child).strip()]
        return not loose.strip() and bool(spans) and all(map(self._is_bold_span, spans))

    def _is_bold_span(self, element: Element) -> bool:
        return element.tag == _SPAN and element.get(_STYLE, "") in self._bold

    def _ancestry(self, name: str) -> Iterator[str]:
        for _ in range(_MAX_ANCESTORS):
            if not name:
                return
            yield name
            name = self._parents.get(name, "")
