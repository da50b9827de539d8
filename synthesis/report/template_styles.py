"""Styles of the report's template: what a person finds, and may change, in Word's own list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

FONT = "Arial"
BLUE, GREY, LINE, TINT = "1F5A6B", "4C5659", "C5CDCB", "EEF3F4"
TABLE = "Tableau de synthèse"


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style: sizes and spaces in points, `keep` with the next paragraph."""

    size: float
    before: float = 0
    after: float = 6
    bold: bool = False
    italic: bool = False
    colour: str = "1B2427"
    keep: bool = False
    left: float = 0
    align: WD_ALIGN_PARAGRAPH | None = None


_LOOKS = {
    "Normal": Look(10, after=5),
    "Title": Look(28, before=150, after=10, bold=True, colour=BLUE),
    "Subtitle": Look(14, after=8, colour=GREY),
    "Heading 1": Look(20, after=12, bold=True, colour=BLUE, keep=True),
    "Heading 2": Look(14, before=12, after=6, bold=True, colour=BLUE, keep=True),
    "Heading 3": Look(11, before=8, after=3, bold=True, colour="1B2427", keep=True),
    "TOC Heading": Look(20, after=10, bold=True, colour=BLUE, keep=True),
    "TOC 1": Look(10.5, before=5, after=1, bold=True),
    "TOC 2": Look(9, after=0, left=14),
    "Caption": Look(8.5, before=2, after=8, italic=False, colour=GREY),
    "Quote": Look(10, before=5, after=1, italic=True, keep=True, left=12),
    "List Bullet": Look(10, after=3),
    "Header": Look(8, after=0, colour=GREY),
    "Footer": Look(8, after=0, colour=GREY),
    "Chapeau": Look(11, after=6, bold=True),
    "Référence": Look(7.5, after=3, colour=GREY, left=12),
    "Cellule": Look(9, before=1.5, after=1.5),
    "En-tête de tableau": Look(8.5, before=2, after=2, bold=True, colour="FFFFFF", keep=True),
    "Titre de tableau": Look(9, before=8, after=3, bold=True, colour=GREY, keep=True),
    "Quadrant": Look(11, before=3, after=3, bold=True, keep=True),
    "Ligne de quadrant": Look(9.5, after=2, left=30),
    "Figure": Look(10, before=4, after=2, keep=True, align=WD_ALIGN_PARAGRAPH.CENTER),
    "Avertissement": Look(10, before=10, after=10, bold=True, colour="9C3F00"),
}


def new_document() -> Any:
    """An A4 document that has the styles, in French, and nothing written in it."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(1.9)
    section.header_distance, section.footer_distance = Cm(1.0), Cm(0.9)
    _set_defaults(document)
    for name, look in _LOOKS.items():
        _style(document, name, look)
    _page_before(document.styles["Heading 1"])
    _hang(document.styles["Ligne de quadrant"])
    _toc_tabs(document)
    document.styles.element.append(parse_xml(_TABLE_STYLE))
    return document


def coloured(paragraph: Any, colour: str, *, bold: bool | None = None) -> None:
    """Write what is in a paragraph in a colour given as RRGGBB."""
    for run in paragraph.runs:
        run.font.color.rgb = RGBColor.from_string(colour)
        run.font.bold = bold


def _set_defaults(document: Any) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    properties = defaults.find(qn("w:rPr"))
    for child in list(properties):
        properties.remove(child)
    properties.append(
        parse_xml(
            f'<w:rFonts {nsdecls("w")} w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" '
            f'w:eastAsia="{FONT}"/>'
        )
    )
    properties.append(parse_xml(f'<w:sz {nsdecls("w")} w:val="20"/>'))
    properties.append(
        parse_xml(f'<w:lang {nsdecls("w")} w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/>')
    )


def _style(document: Any, name: str, look: Look) -> None:
    styles = document.styles
    known = {style.name for style in styles}
    if name not in known:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("TOC"))
        style.base_style, style.quick_style = styles["Normal"], True
    style = styles[name]
    _forget_fonts(style)
    style.font.name, style.font.size = FONT, Pt(look.size)
    style.font.bold, style.font.italic = look.bold, look.italic
    style.font.color.rgb = RGBColor.from_string(look.colour)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.left_indent = Pt(look.left) if look.left else layout.left_indent
    layout.keep_with_next, layout.keep_together = look.keep, name != "Normal"
    layout.widow_control, layout.line_spacing = True, 1.08
    if look.align is not None:
        layout.alignment = look.align


def _forget_fonts(style: Any) -> None:
    """Fonts of the theme come before a name: without them, the name counts. No borders either."""
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    paragraph = style.element.get_or_add_pPr()
    for tag in ("w:pBdr", "w:contextualSpacing"):
        for child in paragraph.findall(qn(tag)):
            paragraph.remove(child)


def _page_before(style: Any) -> None:
    style.paragraph_format.page_break_before = True


def _hang(style: Any) -> None:
    style.paragraph_format.first_line_indent = Pt(-30)
    style.paragraph_format.tab_stops.add_tab_stop(Pt(30))


def _toc_tabs(document: Any) -> None:
    for name in ("TOC 1", "TOC 2"):
        properties = document.styles[name].element.get_or_add_pPr()
        tab = '<w:tab w:val="right" w:leader="dot" w:pos="9290"/>'
        properties.insert_element_before(
            parse_xml(f"<w:tabs {nsdecls('w')}>{tab}</w:tabs>"),
            *("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl"),
        )


_TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="TableauSynthese">
  <w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:tblPr>
    <w:tblStyleRowBandSize w:val="1"/>
    <w:tblBorders>
      <w:top w:val="single" w:sz="6" w:space="0" w:color="{BLUE}"/>
      <w:bottom w:val="single" w:sz="6" w:space="0" w:color="{BLUE}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{BLUE}"/></w:tcPr>
  </w:tblStylePr>
  <w:tblStylePr w:type="band2Horz">
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/></w:tcPr>
  </w:tblStylePr>
</w:style>
"""
