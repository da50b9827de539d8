"""The schematic map as a table of Word: one cell a territory, its name, how many segments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls
from markupsafe import Markup

from synthesis.domain import Territory
from synthesis.report.figures_explore import placed
from synthesis.report.figures_print import shade
from synthesis.report.french import number
from synthesis.report.ooxml import named, rgb
from synthesis.report.palette import ink_on

TWIPS = 567  # in a centimetre
_HEIGHT, _LONGEST = 1.22, 38
NOT_MET, NOT_ASKED = "–", "np"


def tile_table(
    territories: Sequence[Territory],
    values: Mapping[str, int],
    *,
    width: float,
    silent: Set[str] = frozenset(),
) -> Markup | None:
    """XML of a table `width` cm wide, made to take the place of a paragraph; None of nothing.

    `values`: SIREN → segments, absent where nobody was met; `silent`: where the question was not
    asked, which counts only where nothing was said.
    """
    if not territories:
        return None
    cells = placed(territories)
    at = {cell: siren for siren, cell in cells.items()}
    left, top = (min(cell[i] for cell in cells.values()) for i in (0, 1))
    right, bottom = (max(cell[i] for cell in cells.values()) for i in (0, 1))
    side = round(width * TWIPS / (right - left + 1))
    names = {territory.siren: territory.name for territory in territories}
    rows = []
    for y in range(top, bottom + 1):
        row = [
            _cell(names[at[x, y]], _written(values.get(at[x, y]), at[x, y] in silent), values, side)
            if (x, y) in at
            else _empty(side)
            for x in range(left, right + 1)
        ]
        rows.append(_row(row))
    return Markup(_table(rows, side, right - left + 1))  # noqa: S704 - names escaped in `_cell`


def _written(value: int | None, unasked: bool) -> str:
    if value is None:
        return NOT_MET
    return NOT_ASKED if unasked and not value else number(value)


def _cell(name: str, written: str, values: Mapping[str, int], side: int) -> str:
    most = max(values.values(), default=0) or 1
    value = int(written) if written.isdigit() else 0
    fill = shade(value / most) if value else "#FFFFFF"
    ink = rgb(ink_on(fill))
    short = named(name)
    short = short if len(short) <= _LONGEST else f"{short[: _LONGEST - 1]}…"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{side}" w:type="dxa"/>{_BORDERS}'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{rgb(fill)}"/>'
        '<w:vAlign w:val="center"/></w:tcPr>'
        f"{_paragraph(short, 12, ink, bold=False)}{_paragraph(written, 20, ink, bold=True)}</w:tc>"
    )


def _empty(side: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{side}" w:type="dxa"/></w:tcPr><w:p/></w:tc>'


def _paragraph(words: str, size: int, ink: str, *, bold: bool) -> str:
    inert = escape(words).replace("{", "&#123;").replace("}", "&#125;")
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:jc w:val="center"/></w:pPr><w:r><w:rPr>{"<w:b/>" if bold else ""}'
        f'<w:color w:val="{ink}"/><w:sz w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{inert}</w:t></w:r></w:p>'
    )


def _row(cells: Sequence[str]) -> str:
    height = round(_HEIGHT * TWIPS)
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>'
        f"{''.join(cells)}</w:tr>"
    )


def _table(rows: Sequence[str], side: int, columns: int) -> str:
    grid = f'<w:gridCol w:w="{side}"/>' * columns
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{side * columns}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="28" w:type="dxa"/><w:right w:w="28" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


_BORDERS = (
    "<w:tcBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="12" w:space="0" w:color="8FA3A8"/>'
        for side in ("top", "left", "bottom", "right")
    )
    + "</w:tcBorders>"
)
