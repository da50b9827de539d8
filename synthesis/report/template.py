"""Make the template of the report again: `python -m synthesis.report.template`.

The template is then an ordinary Word file: its words, its styles and the order of its chapters can
be changed in Word. What is between « {{ » and « }} », or « {% » and « %} », is filled in.
"""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from synthesis.report.chapters import Chapter
from synthesis.report.ooxml import settled
from synthesis.report.template_blocks import Writer, field
from synthesis.report.template_parts import PARTS
from synthesis.report.template_styles import new_document

REPORT = Path(__file__).parent / "templates" / "rapport.docx"
_MADE_ON = date(2021, 6, 30)
_AFTER = ("w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat", "w:docVars", "w:rsids")


def report_template() -> bytes:
    """The template, as the bytes of a docx file; always the same."""
    document = new_document()
    writer = Writer(document)
    _headers(document)
    _cover(writer)
    _contents(writer)
    for chapter in Chapter:
        with writer.when(f"'{chapter.value}' in chapters"):
            heading = writer.text(chapter.label, "Heading 1")
            if chapter is Chapter.METHOD:
                # The context is short: both stand on the same page.
                heading.paragraph_format.page_break_before = False
                heading.paragraph_format.space_before = Pt(20)
            PARTS[chapter](writer)
    _update_fields(document)
    buffer = io.BytesIO()
    document.core_properties.title = "{{ title }}"
    document.core_properties.subject = "Rapport des journées d’immersion"
    document.core_properties.author = "{{ organisation }}"
    document.core_properties.comments = ""
    document.core_properties.language = "fr-FR"
    document.save(buffer)
    return settled(buffer.getvalue(), _MADE_ON)


def _headers(document: Any) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    head.text = "{{ running }}"
    head.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("Page\u00a0")
    field(foot, "PAGE", "1")
    foot.add_run(" sur\u00a0")
    field(foot, "NUMPAGES", "1")


def _cover(writer: Writer) -> None:
    writer.text("Rapport des journées d’immersion", "Title")
    writer.text("{{ title }}", "Subtitle")
    writer.text("{{ cover }}", "Subtitle")
    with writer.when("organisation"):
        writer.text("{{ organisation }}", "Subtitle")
    writer.text("{{ made_on }}", "Subtitle")
    with writer.when("fiction"):
        writer.text("{{ fiction }}", "Avertissement")
    with writer.when("veiled"):
        writer.text("{{ veiled }}")


def _contents(writer: Writer) -> None:
    writer.text("Table des matières", "TOC Heading", page=True)
    writer.text("{{ contents }}", "TOC 1")


def _update_fields(document: Any) -> None:
    element = OxmlElement("w:updateFields")
    element.set(qn("w:val"), "true")
    # Word refuses settings that are not in the order of the schema.
    following = (document.settings.element.find(qn(tag)) for tag in _AFTER)
    next(found for found in following if found is not None).addprevious(element)


if __name__ == "__main__":
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_bytes(report_template())
