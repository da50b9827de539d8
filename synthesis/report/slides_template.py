"""Make the template of the slides again: `python -m synthesis.report.slides_template`.

Two layouts, in the colours and the font of the house: « Ouverture » and « Titre et contenu libre ».
"""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Cm, Emu

from synthesis.domain import BOARD
from synthesis.report.ooxml import settled
from synthesis.report.palette import QUADRANTS
from synthesis.report.template_styles import BLUE, FONT, GREY

SLIDES = Path(__file__).parent / "templates" / "support.pptx"
WIDTH, HEIGHT = 33.867, 19.05
MARGIN = 1.5
_KEPT = {"Title Slide": "Ouverture", "Title Only": "Titre et contenu libre"}
_MADE_ON = date(2021, 6, 30)


def slides_template() -> bytes:
    """The template, as the bytes of a pptx file; always the same."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Cm(WIDTH), Cm(HEIGHT)
    _keep_layouts(deck)
    _master(deck.slide_master)
    for layout in deck.slide_layouts:
        _layout(layout)
    _theme(deck.slide_master)
    deck.core_properties.title = "Support d’assemblée générale"
    deck.core_properties.author = ""
    deck.core_properties.language = "fr-FR"
    buffer = io.BytesIO()
    deck.save(buffer)
    return settled(buffer.getvalue(), _MADE_ON)


def _keep_layouts(deck: Any) -> None:
    layouts = deck.slide_layouts
    for layout in list(layouts):
        if layout.name not in _KEPT:
            layouts.remove(layout)


def _master(master: Any) -> None:
    for shape in list(master.placeholders):
        if shape.placeholder_format.type in (13, 15, 16):  # number, footer, date: written by slides
            shape._element.getparent().remove(shape._element)
    _place(master.placeholders[0], MARGIN, 0.8, WIDTH - 2 * MARGIN, 1.9)
    _place(master.placeholders[1], MARGIN, 3.2, WIDTH - 2 * MARGIN, 13.6)
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    _write(title.find(qn("a:defRPr")), size=28, bold=True, colour=BLUE)
    for level in styles.find(qn("p:bodyStyle")):
        if level.find(qn("a:defRPr")) is not None:
            _write(level.find(qn("a:defRPr")), size=18, bold=False, colour="1B2427")


def _layout(layout: Any) -> None:
    layout.name = _KEPT[layout.name]
    for shape in list(layout.placeholders):
        if shape.placeholder_format.type in (13, 15, 16):
            shape._element.getparent().remove(shape._element)
    if layout.name == "Ouverture":
        _place(layout.placeholders[0], MARGIN, 5.0, WIDTH - 2 * MARGIN, 3.6)
        _place(layout.placeholders[1], MARGIN, 9.2, WIDTH - 2 * MARGIN, 5.5)
        for shape in layout.placeholders:
            for level in shape._element.iter(qn("a:lvl1pPr")):
                level.set("algn", "l")
        _strip(layout, 4.2, 0.35)
    else:
        _strip(layout, 0.45, 0.12)
        _place(layout.placeholders[0], MARGIN, 0.8, WIDTH - 2 * MARGIN, 1.9)


def _strip(layout: Any, y: float, height: float) -> None:
    """The colours of the four quadrants, side by side."""
    width = (WIDTH - 2 * MARGIN) / len(BOARD)
    tree = layout.shapes._spTree
    for place, quadrant in enumerate(BOARD):
        box = (MARGIN + place * width, y, width, height)
        x, top, wide, high = (int(Cm(value)) for value in box)
        tree.append(
            parse_xml(
                f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{900 + place}" '
                f'name="Bande {place + 1}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
                f'<a:xfrm><a:off x="{x}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
                '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
                f'<a:srgbClr val="{QUADRANTS[quadrant].ink[1:]}"/></a:solidFill><a:ln><a:noFill/>'
                "</a:ln></p:spPr></p:sp>"
            )
        )


def _place(shape: Any, x: float, y: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = (Cm(v) for v in (x, y, width, height))
    body = shape._element.find(qn("p:txBody")).find(qn("a:bodyPr"))
    for child in list(body):
        body.remove(child)
    for side in ("lIns", "rIns", "tIns", "bIns"):
        body.set(side, str(Emu(0)))


def _write(properties: Any, *, size: int, bold: bool, colour: str) -> None:
    properties.set("sz", str(size * 100))
    properties.set("b", str(int(bold)))
    properties.set("lang", "fr-FR")
    for fill in properties.findall(qn("a:solidFill")):
        properties.remove(fill)
    fill = etree.SubElement(properties, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr")).set("val", colour)
    properties.insert(0, fill)


def _theme(master: Any) -> None:
    """Colours and fonts that the lists of PowerPoint offer."""
    part = next(
        rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme")
    )
    inks = [QUADRANTS[quadrant].ink[1:] for quadrant in BOARD]
    accents = dict(zip(("accent1", "accent2", "accent3", "accent4"), inks, strict=True))
    colours = {"dk1": "1B2427", "lt1": "FFFFFF", "dk2": BLUE, "lt2": "EEF3F4", **accents}
    colours |= {"accent5": BLUE, "accent6": GREY, "hlink": BLUE, "folHlink": GREY}
    text = part.blob.decode("utf-8")
    for name, colour in colours.items():
        text = re.sub(
            rf"<a:{name}>.*?</a:{name}>",
            f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>',
            text,
            flags=re.DOTALL,
        )
    text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{FONT}", text)
    part._blob = text.encode("utf-8")


if __name__ == "__main__":
    SLIDES.parent.mkdir(exist_ok=True)
    SLIDES.write_bytes(slides_template())
