"""The look of the interview guide: A4 page, French, black and white; and its stable bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from synthesis.forms.guide_layout import BULLET, GAP, GUTTER, PROMPT_LINE, TITLE_LINE, WIDTH
from synthesis.forms.xlsform import FIXED_DATE

LANGUAGE = "fr-FR"
# The elements of a table's properties come in the order that the format lays down.
_AFTER_BORDERS = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
_PRONOUN_HYPHEN = re.compile(r"-(?=(?:t-)?(?:je|tu|ils?|elles?|on|nous|vous|ce|y|en)\b)")
_FONT = "Arial"
_WORD_2013 = "15"
# Name of the style → size in points, bold, height of a line in millimetres.
_STYLES = {
    "Guide": (10.0, False, 5.0),
    "Titre du guide": (20.0, True, 9.5),
    "Champ": (10.0, False, 4.5),
    "Question": (11.0, True, TITLE_LINE),
    "Relance": (10.0, False, PROMPT_LINE),
    "Interligne": (1.0, False, GAP),
}
# Name of the style → indent on the left, of the first line, on the right, in millimetres.
_INDENTS = {
    "Champ": (2.0, 0.0, 0.0),
    "Question": (0.0, 0.0, GUTTER),
    "Relance": (BULLET, -BULLET, GUTTER),
}


def new_document(title: str) -> Any:
    """An empty A4 document with the guide's styles, properties and footer."""
    document = Document()
    _set_properties(document.core_properties, title)
    _set_page(document.sections[0])
    _set_defaults(document)
    for name, (size, bold, line) in _STYLES.items():
        _add_style(document.styles, name, size, bold, line)
    _write_footer(document, title)
    return document


def stable_bytes(document: Any) -> bytes:
    """The document as a docx whose bytes depend on nothing but its content."""
    written, stable = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(stable, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, FIXED_DATE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return stable.getvalue()


def element(tag: str, **attributes: str) -> Any:
    """A WordprocessingML element: `element("top", val="single")` is `<w:top w:val="single"/>`."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def write_text(paragraph: Any, text: str) -> None:
    """Add the words, no line ending on the hyphen before a pronoun (« reste-t-on »)."""
    run = paragraph.add_run()
    for number, piece in enumerate(_PRONOUN_HYPHEN.split(text)):
        if number:
            run._r.append(element("noBreakHyphen"))
        run._r.append(_text(piece))


def _text(words: str) -> Any:
    made = element("t")
    made.set(qn("xml:space"), "preserve")
    made.text = words
    return made


def add_borders(table: Any, borders: Mapping[str, int], *, line: str = "single") -> None:
    """Draw lines on a table: side (`top`, `insideH`, …) → width in eighths of a point."""
    drawn = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if side in borders:
            drawn.append(element(side, val=line, sz=str(borders[side]), space="0", color="000000"))
    table._tbl.tblPr.insert_element_before(drawn, *_AFTER_BORDERS)


def add_margins(table: Any, sides: Mapping[str, float]) -> None:
    """Set the inner margins of the cells, none where not given: side (`top`, …) → mm."""
    margins = element("tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        twips = str(Mm(sides.get(side, 0)).twips)
        margins.append(element(side, w=twips, type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _set_properties(properties: Any, title: str) -> None:
    properties.title = f"{title} – guide d’entretien"
    properties.language = LANGUAGE
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = FIXED_DATE


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - WIDTH) / 2)
    section.top_margin, section.bottom_margin = Mm(12), Mm(16)
    section.header_distance, section.footer_distance = Mm(6), Mm(8)


def _set_defaults(document: Any) -> None:
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for tag in ("lang", "rFonts"):
        defaults.remove(defaults.find(qn(f"w:{tag}")))
    fonts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), _FONT)
    defaults.insert(0, element("rFonts", **fonts))
    defaults.append(element("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA"))
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _WORD_2013)
    theme_language = document.settings.element.find(qn("w:themeFontLang"))
    if theme_language is not None:
        theme_language.set(qn("w:val"), LANGUAGE)


def _add_style(styles: Any, name: str, size: float, bold: bool, line: float) -> None:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["List Bullet" if name == "Relance" else "Normal"]
    style.quick_style = True
    style.font.size, style.font.bold = Pt(size), bold
    spacing = style.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    spacing.line_spacing = Mm(line)
    if name in _INDENTS:
        spacing.left_indent, spacing.first_line_indent, spacing.right_indent = map(
            Mm, _INDENTS[name]
        )


def _write_footer(document: Any, title: str) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    footer.style = document.styles["Guide"]
    footer.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    footer.add_run(f"{title} – guide d’entretien\t")
    _add_field(footer, "PAGE")
    footer.add_run(" / ")
    _add_field(footer, "NUMPAGES")


def _add_field(paragraph: Any, instruction: str) -> None:
    field = element("fldSimple", instr=instruction)
    field.append(element("r"))
    paragraph._p.append(field)
