"""The table of contents of a docx: a link to each heading, and its page as a field.

The numbers are fields of their own (PAGEREF) rather than the result of one field TOC: LibreOffice
computes them when it opens the file, and Word when it brings fields up to date (it offers to, when
it opens the file), while the result of a field TOC would be shown as it was written, by both.
"""

from __future__ import annotations

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from synthesis.report.template_blocks import field

_LEVELS = {"Heading 1": "TOC 1", "Heading 2": "TOC 2"}


def fill_contents(document: Document, placeholder: str) -> None:
    """Put, in place of the paragraph that holds `placeholder`, a line for each heading.

    A template that has no such paragraph has no table of contents.
    """
    spot = next((p for p in document.paragraphs if p.text.strip() == placeholder), None)
    if spot is None:
        return
    headings = [p for p in document.paragraphs if _level(p) and p.text.strip()]
    for number, heading in enumerate(headings, start=1):
        name = f"_Toc{number:08d}"
        _bookmark(heading, name, number)
        _entry(spot.insert_paragraph_before("", style=_level(heading)), heading.text, name)
    spot._p.getparent().remove(spot._p)


def _level(paragraph: Paragraph) -> str | None:
    return _LEVELS.get(paragraph.style.name or "") if paragraph.style else None


def _bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(10_000 + number))
    start.set(qn("w:name"), name)
    paragraph.runs[0]._r.addprevious(start)
    paragraph._p.append(end)


def _entry(line: Paragraph, words: str, name: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    link.set(qn("w:history"), "1")
    line.add_run(words)
    line.add_run("\t")
    field(line, rf"PAGEREF {name} \h", "…")
    runs = [run._r for run in line.runs]
    runs[0].addprevious(link)
    for run in runs:
        link.append(run)
