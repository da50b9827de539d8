"""Tables drawn for print: themes × EPCI, EPCI × questions, one tile a territory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from matplotlib.colors import LinearSegmentedColormap, to_hex

from synthesis.domain import AnswerState, Territory
from synthesis.forms.typography import typeset
from synthesis.report.figure import Figure
from synthesis.report.figures_explore import placed
from synthesis.report.palette import EMPTY, GREY, LINE, SEQUENCE, ink_on
from synthesis.report.sheet import Sheet, shortened, text_width, wrapped
from synthesis.wording import plural

WIDTH, TILES_WIDTH = 16.0, 11.0
_ROW, _SLANT = 0.5, 60
_SIGNS = {AnswerState.SAID: "●", AnswerState.NOTHING: "○", AnswerState.NOT_ASKED: "–"}
_SHADES = LinearSegmentedColormap.from_list("propos", list(SEQUENCE))
NO_INTERVIEW, NOTHING_SAID = "–", "0"


def heat_table(
    counts: Mapping[tuple[str, str], int],
    *,
    themes: Sequence[tuple[str, str]],
    places: Sequence[tuple[str, str]],
    silent: Set[tuple[str, str]] = frozenset(),
    width: float = WIDTH,
) -> Figure:
    """Themes × EPCI: how many segments say it, written in each cell, the more the darker.

    `counts`: (theme, place) → segments; `themes`, `places`: identity and label, in order; `silent`:
    where no question about the theme was asked, hatched.
    """
    labels = 0.33 * width
    head = _slanted_height([name for _, name in places])
    sheet = Sheet(width, head + _ROW * max(1, len(themes)) + 0.55)
    side = min(1.1, (width - labels - _overhang(places)) / max(1, len(places)))
    _slanted_heads(sheet, [name for _, name in places], labels, head, side)
    top = max(counts.values(), default=0) or 1
    for row, (theme, label) in enumerate(themes):
        y = head + _ROW * row
        sheet.write(labels - 0.15, y + _ROW / 2, shortened(label, labels - 0.2, 8), align="right")
        for column, (place, _) in enumerate(places):
            count = counts.get((theme, place), 0)
            _cell(sheet, labels + side * column, y, side, count, top, (theme, place) in silent)
    key = "Nombre de propos ; case vide : rien n'a été dit ; rayée : la question n'a pas été posée."
    sheet.write(0.05, sheet.height - 0.22, typeset(key), size=7, ink=GREY)
    return Figure.of(
        sheet,
        "themes-par-epci",
        typeset("Les thèmes, EPCI par EPCI"),
        typeset(
            f"Tableau de {plural(len(themes), 'thème')} par {len(places)} EPCI ; chaque case "
            f"compte les propos, {top} au plus."
        ),
    )


def _cell(  # noqa: PLR0913, PLR0917 - what, and where
    sheet: Sheet, x: float, y: float, side: float, count: int, top: int, silent: bool
) -> None:
    fill = shade(count / top) if count else "white"
    hatch = "////" if silent and not count else ""
    sheet.box(x, y, side, _ROW, fill=fill, edge=LINE if hatch else "#C5CDCB", hatch=hatch, line=0.5)
    if count:
        sheet.write(
            x + side / 2, y + _ROW / 2, str(count), size=7.5, ink=ink_on(fill), align="center"
        )


def shade(part: float) -> str:
    """Colour of a value between 0 and 1, as #rrggbb."""
    return to_hex(_SHADES(part))


def _overhang(places: Sequence[tuple[str, str]]) -> float:
    """How far the last slanted names go to the right of their columns."""
    names = [name for _, name in places[-3:]]
    reach = [0.5 * text_width(_short(n), 7.5) - 0.7 * i for i, n in enumerate(reversed(names))]
    return max([0.2, *reach])


def _slanted_height(names: Sequence[str]) -> float:
    widest = max((text_width(_short(name), 7.5) for name in names), default=0)
    return 0.4 + 0.87 * widest


def _slanted_heads(sheet: Sheet, names: Sequence[str], x: float, y: float, side: float) -> None:
    for place, name in enumerate(names):
        start = x + side * (place + 0.45)
        sheet.write(start, y - 0.12, _short(name), size=7.5, rotation=_SLANT, anchor="baseline")


def _short(name: str) -> str:
    return shortened(name, 4.2, 7.5)


def coverage_table(
    states: Mapping[tuple[str, str], AnswerState],
    *,
    interviews: Sequence[tuple[str, str]],
    questions: Sequence[str],
    width: float = WIDTH,
) -> Figure:
    """Interviews × questions, a sign in each cell: said, answered by nothing, not asked.

    `states`: (interview, question) → state; `interviews`: key and the name of its EPCI, in order.
    """
    labels = 0.36 * width
    sheet = Sheet(width, 0.7 + 0.48 * max(1, len(interviews)) + 0.55)
    side = min(1.2, (width - labels) / max(1, len(questions)))
    for column, question in enumerate(questions):
        x = labels + side * (column + 0.5)
        sheet.write(x, 0.4, question.upper(), size=7.5, bold=True, align="center")
    for row, (interview, name) in enumerate(interviews):
        y = 0.7 + 0.48 * row
        sheet.write(labels - 0.2, y + 0.24, shortened(name, labels - 0.25, 8), align="right")
        for column, question in enumerate(questions):
            x = labels + side * column
            state = states.get((interview, question), AnswerState.NOT_ASKED)
            fill = "white" if state is AnswerState.SAID else EMPTY
            sheet.box(x, y, side, 0.48, fill=fill, edge="#C5CDCB", line=0.5)
            sheet.write(x + side / 2, y + 0.24, _SIGNS[state], size=9, align="center")
    key = "● une réponse ; ○ posée, rien à en dire ; – non posée"
    sheet.write(0.05, sheet.height - 0.22, typeset(key), size=7, ink=GREY)
    return Figure.of(
        sheet, "couverture", "Ce qui a été demandé, et où", typeset(_coverage_told(states))
    )


def _coverage_told(states: Mapping[tuple[str, str], AnswerState]) -> str:
    found = list(states.values())
    said, nothing = found.count(AnswerState.SAID), found.count(AnswerState.NOTHING)
    return (
        f"Tableau des entretiens par question : {plural(said, 'question')} avec une réponse, "
        f"{nothing} sans rien à en dire, {len(found) - said - nothing} non posées."
    )


def tile_figure(
    territories: Sequence[Territory],
    values: Mapping[str, int],
    *,
    label: str,
    key: str,
    silent: Set[str] = frozenset(),
) -> Figure:
    """One tile a territory, where it lies from its neighbours: its name, how many segments.

    `values`: SIREN → segments, absent where nobody was met; `silent`: where the question was not
    asked, hatched when nothing was said.
    """
    cells = placed(territories)
    left, top = (min((cell[i] for cell in cells.values()), default=0) for i in (0, 1))
    columns, rows = (max((c[i] for c in cells.values()), default=0) + 1 for i in (0, 1))
    side = min(2.7, TILES_WIDTH / max(1, columns - left))
    sheet = Sheet(side * max(1, columns - left), 0.75 * side * max(1, rows - top))
    most = max(values.values(), default=0) or 1
    for territory in territories:
        x, y = cells[territory.siren]
        place = ((x - left) * side, (y - top) * 0.75 * side)
        hatched = territory.siren in silent
        _tile(sheet, territory, values.get(territory.siren), most, place, side, hatched)
    return Figure.of(
        sheet, key, typeset(f"Où l'on en parle : {label}"), _tiles_told(territories, values)
    )


def _tile(  # noqa: PLR0913, PLR0917 - what, and where
    sheet: Sheet,
    territory: Territory,
    value: int | None,
    most: int,
    place: tuple[float, float],
    side: float,
    silent: bool,
) -> None:
    (x, y), height = place, 0.75 * side
    fill = shade(value / most) if value else "#ffffff"
    ink = ink_on(fill)
    sheet.box(
        x + 0.05, y + 0.05, side - 0.1, height - 0.1, fill=fill, edge=LINE, round=0.12,
        hatch="///" if silent and not value else "",
    )  # fmt: skip
    size = 2.7 * side
    names = wrapped(territory.name, side - 0.3, size, lines=3)
    for number, line in enumerate(names):
        middle = y + 0.16 * side + 0.12 * side * number
        sheet.write(x + side / 2, middle, line, size=size, ink=ink, align="center")
    written = NO_INTERVIEW if value is None else str(value)
    sheet.write(
        x + side / 2, y + 0.6 * side, written, size=4.4 * side, ink=ink, bold=True, align="center"
    )


def _tiles_told(territories: Sequence[Territory], values: Mapping[str, int]) -> str:
    names = {territory.siren: territory.name for territory in territories}
    ranked = sorted((s for s in names if values.get(s)), key=lambda s: (-values[s], names[s]))
    said = ", ".join(f"{names[siren]} ({values[siren]})" for siren in ranked)
    return typeset(f"Carte schématique, une case par EPCI. Propos : {said or 'aucun'}.")
