"""Pieces of the report's template: paragraphs, fields, tables, figures, with their tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from synthesis.forms.typography import typeset
from synthesis.report.template_styles import TABLE


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, the tag of its cells, its width in cm, whether figures line up right."""

    head: str
    tag: str
    width: float
    right: bool = False


class Writer:
    """Writes the template from top to bottom."""

    def __init__(self, document: Any) -> None:
        self.document = document

    def text(self, words: str, style: str = "Normal", *, page: bool = False) -> Any:
        """A paragraph; `page`: on a new page."""
        shown = words if "{" in words else typeset(words)
        paragraph = self.document.add_paragraph(shown, style=style)
        if page:
            paragraph.paragraph_format.page_break_before = True
        return paragraph

    @contextmanager
    def block(self, opening: str, closing: str) -> Iterator[None]:
        """What is between is written as many times as the tags say."""
        self.text(f"{{%p {opening} %}}")
        yield
        self.text(f"{{%p {closing} %}}")

    def each(self, what: str, items: str) -> Any:
        """`with writer.each("row", "rows"):` once for each."""
        return self.block(f"for {what} in {items}", "endfor")

    def when(self, condition: str) -> Any:
        """`with writer.when("rows"):` only then."""
        return self.block(f"if {condition}", "endif")

    def paragraphs(self, items: str, style: str = "Normal") -> None:
        """One paragraph for each."""
        with self.each("item", items):
            self.text("{{ item }}", style)

    def figure(self, name: str) -> None:
        """A picture and its numbered caption, when there is one."""
        with self.when(name):
            self.text(f"{{{{ {name}.picture }}}}", "Figure")
            caption = self.text("", "Caption")
            caption.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
            numbered(caption, "Figure", f"{{{{ {name}.caption }}}}")

    def table(self, caption: str, columns: Sequence[Column], items: str) -> None:
        """A numbered title, then a row for each of the items, the head repeated on every page."""
        numbered(self.text("", "Titre de tableau"), "Tableau", typeset(caption))
        table = self.document.add_table(rows=1, cols=len(columns))
        self.dress(table, [column.width for column in columns])
        for cell, column in zip(table.rows[0].cells, columns, strict=True):
            fill(cell, column.head, "En-tête de tableau", right=column.right)
        self._tag_row(table, f"for row in {items}")
        row = table.add_row()
        for cell, column in zip(row.cells, columns, strict=True):
            fill(cell, column.tag, "Cellule", right=column.right)
        self._tag_row(table, "endfor")
        finish(table, [column.width for column in columns])
        self.text("").paragraph_format.space_after = 0

    def dress(self, table: Any, widths: Sequence[float]) -> None:
        """The style of the house, columns of a fixed width."""
        table.style = TABLE
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)

    def _tag_row(self, table: Any, tag: str) -> None:
        fill(table.add_row().cells[0], f"{{%tr {tag} %}}", "Cellule")


def numbered(paragraph: Any, kind: str, words: str) -> None:
    """« Tableau 3 – … », the number a field that Word keeps up to date."""
    paragraph.add_run(f"{kind}\u00a0")
    field(paragraph, f"SEQ {kind} \\* ARABIC", f"{{{{ next('{kind}') }}}}")
    paragraph.add_run(f"\u00a0– {words}")


def field(paragraph: Any, instruction: str, result: str) -> None:
    """A field of Word with the result shown before it is brought up to date."""
    for kind in ("begin", "instruction", "separate", "result", "end"):
        run = paragraph.add_run(result if kind == "result" else "")
        if kind == "instruction":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {instruction} "
            run._r.append(element)
        elif kind != "result":
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            run._r.append(element)


def fill(cell: Any, words: str, style: str, *, right: bool = False) -> Any:
    """Write the first paragraph of a cell."""
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(words)
    if right:
        paragraph.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph


def finish(table: Any, widths: Sequence[float], *, head: bool = True) -> None:
    """Heads repeated, no row cut across two pages, every cell of its width."""
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if head and number == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def shade(cell: Any, colour: str) -> None:
    """Fill a cell with a colour given as RRGGBB."""
    xml = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>'
    cell._tc.get_or_add_tcPr().append(parse_xml(xml))


def border(cell: Any, colour: str, *, size: int = 8) -> None:
    """A line around a cell."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    xml = f"<w:tcBorders {nsdecls('w')}>{sides}</w:tcBorders>"
    cell._tc.get_or_add_tcPr().append(parse_xml(xml))
