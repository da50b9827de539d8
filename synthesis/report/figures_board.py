"""Figures of what converges: the board of the four quadrants, the bars of the themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from synthesis.domain import BOARD, Quadrant
from synthesis.forms.typography import typeset
from synthesis.report.figure import Figure
from synthesis.report.palette import GREY, INK, LINE, QUADRANTS
from synthesis.report.sheet import Sheet, shortened, wrapped
from synthesis.wording import plural

WIDTH = 16.0
ON_BOARD, IN_BARS = 10, 24
_ROW, _GAP, _HEAD = 0.46, 0.35, 0.85
_TELLING = 5


@dataclass(frozen=True, slots=True)
class Shared:
    """A theme: its label, and in how many EPCI of how many it is said, over the board or in one
    quadrant. `quadrants`: in how many EPCI in each."""

    label: str
    territories: int
    total: int
    quadrants: Mapping[Quadrant, int] | None = None

    @property
    def fraction(self) -> str:
        """« 9/13 »."""
        return f"{self.territories}/{self.total}"


def board(
    columns: Mapping[Quadrant, Sequence[Shared]],
    *,
    title: str = "Les quatre quadrants",
    key: str = "tableau",
    most: int = ON_BOARD,
    width: float = WIDTH,
) -> Figure:
    """The board as it is published, two by two: the themes of each quadrant, the most shared
    first, with in how many EPCI they are said. The `most` first ones, and how many others."""
    texts = {q: _board_lines(columns.get(q, ()), most, width / 2 - _GAP) for q in BOARD}
    rows = [max(_height(texts[q]) for q in pair) for pair in (BOARD[:2], BOARD[2:])]
    sheet = Sheet(width, sum(rows) + _GAP)
    for place, quadrant in enumerate(BOARD):
        across, down = place % 2, place // 2
        x, y = across * (width + _GAP) / 2, down * (rows[0] + _GAP)
        _quadrant(sheet, quadrant, texts[quadrant], x, y, rows[down])
    told = " ".join(_told(q, columns.get(q, ())) for q in BOARD)
    return Figure.of(sheet, key, typeset(title), typeset(f"Tableau en quatre quadrants. {told}"))


def _board_lines(themes: Sequence[Shared], most: int, width: float) -> list[tuple[str, list[str]]]:
    """What each line says: the fraction, then the label on one or two lines."""
    room = width - 1.9
    lines = [(t.fraction, wrapped(t.label, room, 8)) for t in themes[:most]]
    if themes[most:]:
        lines.append(("", [f"et {plural(len(themes) - most, 'autre thème', 'autres thèmes')}"]))
    return lines or [("", [typeset("Rien n'a été classé ici.")])]


def _height(lines: Sequence[tuple[str, list[str]]]) -> float:
    return _HEAD + sum(_line_height(words) for _, words in lines) + 0.25


def _line_height(words: Sequence[str]) -> float:
    return _ROW + 0.33 * (len(words) - 1)


def _quadrant(  # noqa: PLR0913, PLR0917 - what, and where
    sheet: Sheet,
    quadrant: Quadrant,
    lines: Sequence[tuple[str, list[str]]],
    x: float,
    y: float,
    height: float,
) -> None:
    look = QUADRANTS[quadrant]
    width = (sheet.width - _GAP) / 2
    sheet.box(
        x + 0.02, y + 0.02, width - 0.04, height - 0.04, fill=look.tint, edge=look.ink, line=1
    )
    sheet.write(
        x + 0.3, y + 0.45, f"{look.sign} {quadrant.label}", size=11, ink=look.ink, bold=True
    )
    top = y + _HEAD + 0.15
    for fraction, words in lines:
        sheet.write(x + 1.25, top, fraction, ink=look.ink, bold=True, align="right")
        for number, line in enumerate(words):
            ink = INK if fraction else GREY
            sheet.write(x + 1.45, top + 0.33 * number, line, ink=ink)
        top += _line_height(words)


def _told(quadrant: Quadrant, themes: Sequence[Shared]) -> str:
    if not themes:
        return f"{quadrant.label} : rien."
    first = ", ".join(f"{t.label} ({t.territories} sur {t.total})" for t in themes[:_TELLING])
    return f"{quadrant.label} : {first}."


def convergence_bars(
    themes: Sequence[Shared],
    *,
    share: float,
    most: int = IN_BARS,
    width: float = WIDTH,
) -> Figure:
    """A bar a theme, as long as the EPCI that speak of it are many; then, quadrant by quadrant, in
    how many. A theme converges past the dotted line: `share` of its EPCI, between 0 and 1."""
    shown = themes[:most]
    longest = max((theme.total for theme in shown), default=1) or 1
    labels, main = 0.34 * width, 0.19 * width
    small = (width - labels - main - 1.25) / len(BOARD)
    sheet = Sheet(width, 1.0 + 0.52 * max(1, len(shown)))
    starts = [labels + main + 1.25 + place * small for place in range(len(BOARD))]
    _bar_heads(sheet, labels, starts)
    for number, theme in enumerate(shown):
        y = 1.0 + 0.52 * number
        sheet.write(labels - 0.2, y + 0.2, shortened(theme.label, labels - 0.25, 8), align="right")
        _main_bar(sheet, theme, labels, y, main / longest, share)
        for quadrant, x in zip(BOARD, starts, strict=True):
            count = (theme.quadrants or {}).get(quadrant, 0)
            _small_bar(sheet, quadrant, x, y, count, (small - 0.62) / longest)
    return Figure.of(
        sheet,
        "convergences",
        typeset("Dans combien d'EPCI chaque thème est dit"),
        typeset(_bars_told(themes, share)),
    )


def _bar_heads(sheet: Sheet, labels: float, starts: Sequence[float]) -> None:
    sheet.write(labels, 0.55, "Tous quadrants", size=7.5, bold=True)
    for quadrant, x in zip(BOARD, starts, strict=True):
        look = QUADRANTS[quadrant]
        sheet.write(x, 0.25, look.sign, size=8, ink=look.ink, bold=True)
        sheet.write(x, 0.62, quadrant.label, size=6.5, ink=look.ink, bold=True)


def _main_bar(  # noqa: PLR0913, PLR0917 - what, and where
    sheet: Sheet, theme: Shared, x: float, y: float, unit: float, share: float
) -> None:
    converges = theme.total > 0 and theme.territories / theme.total > share
    sheet.box(x, y, theme.total * unit, 0.4, fill="white", edge=LINE, line=0.5)
    sheet.box(x, y, theme.territories * unit, 0.4, fill="#1F5A6B" if converges else LINE)
    limit = x + theme.total * unit * share
    sheet.line([limit, limit], [y - 0.06, y + 0.46], ink="white", width=1.6, front=True)
    sheet.line([limit, limit], [y - 0.06, y + 0.46], ink=INK, width=0.8, dashes=":", front=True)
    sheet.write(x + theme.total * unit + 0.1, y + 0.2, theme.fraction, size=7.5, bold=converges)


def _small_bar(  # noqa: PLR0913, PLR0917 - what, and where
    sheet: Sheet, quadrant: Quadrant, x: float, y: float, count: int, unit: float
) -> None:
    look = QUADRANTS[quadrant]
    fill = look.tint if look.hatch else look.ink
    sheet.line([x, x], [y - 0.04, y + 0.44], ink=LINE, width=0.5)
    if count:
        sheet.box(x, y + 0.05, count * unit, 0.3, fill=fill, edge=look.ink, hatch=look.hatch)
        sheet.write(x + count * unit + 0.08, y + 0.2, str(count), size=7, ink=look.ink)


def _bars_told(themes: Sequence[Shared], share: float) -> str:
    over = [t for t in themes if t.total and t.territories / t.total > share]
    said = ", ".join(f"{t.label} ({t.territories} sur {t.total})" for t in themes[:_TELLING])
    return (
        f"Barres : {plural(len(over), 'thème dépasse', 'thèmes dépassent')} le seuil de "
        f"convergence. Les plus partagés : {said or 'aucun'}."
    )
