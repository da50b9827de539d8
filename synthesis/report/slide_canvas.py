"""One slide to write on: words that fit their boxes, tables, charts that can be edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from synthesis.report.fit import GAP, SIZES, Fitted, fitted
from synthesis.report.ooxml import named, visible
from synthesis.report.slides_template import MARGIN, WIDTH
from synthesis.report.template_styles import BLUE, FONT, GREY, TINT

Box = tuple[float, float, float, float]
INK = "1B2427"
TOP, BOTTOM = 3.1, 17.4
INSIDE = WIDTH - 2 * MARGIN
PAD, PAD_Y = 0.2, 0.08


@dataclass(frozen=True, slots=True)
class Look:
    """How words are written: the sizes to try, the greatest first; what is behind them."""

    sizes: Sequence[float] = SIZES
    colour: str = INK
    bold: bool = False
    italic: bool = False
    centred: bool = False
    middle: bool = False
    fill: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar for each label, the first on top. `name`: what is counted; `most`: end of the axis;
    `colours`: one for all, or one for each; `alt`: what the chart says, in words."""

    name: str
    labels: Sequence[str]
    values: Sequence[float]
    most: float
    alt: str
    colours: Sequence[str] = (BLUE,)
    size: float = 14


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows, the head first, the widths of its columns and the height of a row in cm,
    what it says in words."""

    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    alt: str
    height: float = 0.8
    size: float = 13


PLAIN = Look()


class Canvas:
    """A slide; places and sizes are in centimetres, colours RRGGBB."""

    def __init__(self, slide: Any, title: str) -> None:
        self.slide = slide
        frame = slide.shapes.title.text_frame
        head = Look((28, 26, 24, 22, 20, 18), BLUE, bold=True)
        found = fitted([named(title)], INSIDE, 1.9, sizes=head.sizes, bold=True)
        _inset(frame)
        _write(frame, found, head)
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE

    def text(self, words: Sequence[str], box: Box, look: Look = PLAIN) -> float:
        """Paragraphs in a box, as large as fits; gives the size."""
        shape = self.slide.shapes.add_textbox(*map(Cm, box))
        _fill(shape, look.fill)
        _outline(shape, look.line)
        inside = (box[2] - 2 * PAD, box[3] - 2 * PAD_Y)
        found = fitted(words, *inside, sizes=look.sizes, bold=look.bold)
        frame = shape.text_frame
        _inset(frame)
        frame.auto_size = MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if look.middle else MSO_ANCHOR.TOP
        _write(frame, found, look)
        return found.size

    def bars(self, bars: Bars, box: Box) -> None:
        """A chart of horizontal bars that can be edited."""
        data = CategoryChartData(number_format="0")
        data.categories = [named(label) for label in bars.labels]
        data.add_series(bars.name, bars.values)
        frame = self.slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *map(Cm, box), data)
        _described(frame, bars.alt)
        chart = frame.chart
        chart.font.size, chart.font.name = Pt(bars.size), FONT
        chart.font.color.rgb = _rgb(INK)
        chart.has_title = chart.has_legend = False
        _axes(chart, bars.most)
        _paint(chart.plots[0], bars)

    def table(self, grid: Grid, at: tuple[float, float]) -> None:
        """A table whose words are shortened to its cells."""
        box = (*at, sum(grid.widths), grid.height * len(grid.rows))
        rows, columns = len(grid.rows), len(grid.widths)
        frame = self.slide.shapes.add_table(rows, columns, *map(Cm, box))
        _described(frame, grid.alt)
        for number, width in enumerate(grid.widths):
            frame.table.columns[number].width = Cm(width)
        for number, row in enumerate(grid.rows):
            frame.table.rows[number].height = Cm(grid.height)
            fill = BLUE if number == 0 else (TINT if number % 2 == 0 else "FFFFFF")
            for column, words in enumerate(row):
                room = (grid.widths[column] - 0.3, grid.height)
                sizes = (grid.size, grid.size - 1, grid.size - 2)
                found = fitted([named(words)], *room, sizes=sizes, bold=number == 0)
                ink = "FFFFFF" if number == 0 else INK
                look = Look(colour=ink, bold=number == 0, fill=fill)
                _cell(frame.table.cell(number, column), found, look)

    def notes(self, lines: Sequence[str]) -> None:
        """What the speaker sees."""
        self.slide.notes_slide.notes_text_frame.text = "\n".join(map(visible, lines))

    def footer(self, words: str, number: int) -> None:
        """Words on the left, the number of the slide on the right."""
        self.text([words], (MARGIN, 17.9, INSIDE - 3, 0.8), Look((10, 9, 8), GREY))
        box = self.slide.shapes.add_textbox(*map(Cm, (WIDTH - MARGIN - 2, 17.9, 2, 0.8)))
        paragraph = box.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        field = paragraph._p.makeelement(qn("a:fld"), {"id": _FIELD, "type": "slidenum"})
        properties = field.makeelement(qn("a:rPr"), {"lang": "fr-FR", "sz": "1000"})
        text = field.makeelement(qn("a:t"), {})
        text.text = str(number)
        field.extend([properties, text])
        paragraph._p.append(field)


_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"


def _write(frame: Any, found: Fitted, look: Look) -> None:
    frame.word_wrap = True
    for number, text in enumerate(found.texts or ("",)):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.CENTER if look.centred else PP_ALIGN.LEFT
        paragraph.space_before = Pt(0 if number == 0 else found.size * GAP)
        for place, line in enumerate(text.split("\n")):
            if place:
                paragraph.add_line_break()
            _run(paragraph, line, found.size, look)


def _run(paragraph: Any, words: str, size: float, look: Look) -> None:
    run = paragraph.add_run()
    run.text = words
    run.font.size, run.font.bold, run.font.italic = Pt(size), look.bold, look.italic
    run.font.name, run.font.color.rgb = FONT, _rgb(look.colour)
    run._r.get_or_add_rPr().set("lang", "fr-FR")


def _inset(frame: Any) -> None:
    frame.margin_left = frame.margin_right = Cm(PAD)
    frame.margin_top = frame.margin_bottom = Cm(PAD_Y)


def _rgb(colour: str) -> Any:
    return RGBColor(*bytes.fromhex(colour))


def _fill(shape: Any, colour: str) -> None:
    if not colour:
        shape.fill.background()
        return
    shape.fill.solid()
    shape.fill.fore_color.rgb = _rgb(colour)


def _outline(shape: Any, colour: str) -> None:
    if not colour:
        shape.line.fill.background()
        return
    shape.line.color.rgb = _rgb(colour)
    shape.line.width = Pt(1.25)


def _described(frame: Any, alt: str) -> None:
    frame._element.nvGraphicFramePr.cNvPr.set("descr", visible(alt))


def _axes(chart: Any, most: float) -> None:
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order = True
    names.format.line.color.rgb = _rgb("C5CDCB")
    names.has_major_gridlines = False
    values.minimum_scale, values.maximum_scale = 0, most
    values.has_major_gridlines, values.visible = False, False


def _paint(plot: Any, bars: Bars) -> None:
    plot.gap_width = 45
    plot.has_data_labels = True
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    series = plot.series[0]
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = _rgb(bars.colours[0])
    if len(bars.colours) > 1:
        for number, colour in enumerate(bars.colours):
            fill = series.points[number].format.fill
            fill.solid()
            fill.fore_color.rgb = _rgb(colour)


def _cell(cell: Any, found: Fitted, look: Look) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = _rgb(look.fill)
    cell.margin_left = cell.margin_right = Cm(0.15)
    cell.margin_top = cell.margin_bottom = Cm(0.02)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    _write(cell.text_frame, found, look)
