"""Pieces of the page: the row of a theme by EPCI, its tile map, a quotation."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from synthesis.domain import BOARD
from synthesis.forms.typography import NBSP, typeset
from synthesis.report.content import Restitution
from synthesis.report.figures_explore import placed
from synthesis.report.palette import QUADRANTS
from synthesis.report.sheet import visible
from synthesis.report.verbatims import Verbatim
from synthesis.report.website_style import step


def said_of(content: Restitution, theme: str) -> dict[str, int]:
    """Identity of each territory → segments about a theme, the four quadrants together."""
    cells = content.convergence.cells
    return {
        place: sum(
            cells[theme, quadrant, place].segments
            for quadrant in BOARD
            if (theme, quadrant, place) in cells
        )
        for place in content.places
    }


def heat_rows(content: Restitution) -> Iterator[tuple[str, list[str]]]:
    """Each theme, the most shared first, and its cells, one an EPCI, as HTML."""
    rows = {count.theme: said_of(content, count.theme) for count in content.points}
    most = max((value for row in rows.values() for value in row.values()), default=0)
    for theme, row in rows.items():
        silent = content.convergence.silent(theme, None)
        yield theme, [_cell(row[place], most, place in silent) for place in content.places]


def _cell(value: int, most: int, silent: bool) -> str:
    if value:
        return f'<td class="n s{step(value, most)}">{value}</td>'
    return '<td class="n non"><abbr title="non posée">n. p.</abbr></td>' if silent else "<td></td>"


def tiles(content: Restitution, theme: str) -> list[tuple[tuple[int, int], int, str]]:
    """Each territory where it lies: column and row from 1, shade, what is written, as HTML."""
    cells = placed(content.territories)
    left = min((x for x, _ in cells.values()), default=0)
    top = min((y for _, y in cells.values()), default=0)
    said = said_of(content, theme)
    most = max(said.values(), default=0)
    found = []
    for territory in sorted(content.territories, key=lambda t: cells[t.siren][::-1]):
        x, y = cells[territory.siren]
        value = said.get(territory.siren)
        name = escape(typeset(visible(territory.name)))
        written = "–" if value is None else str(value)
        found.append(
            ((x - left + 1, y - top + 1), step(value or 0, most), f"{name} <b>{written}</b>")
        )
    return found


def quotation(content: Restitution, verbatim: Verbatim) -> str:
    """Words of somebody, with who speaks (a role), where, under which question."""
    look = QUADRANTS[verbatim.quadrant]
    lines = (visible(line, 10_000) for line in verbatim.text.split("\n"))
    words = escape("\n".join(lines).strip()) + ("…" if verbatim.cut else "")
    notes = (
        f"{look.sign} {verbatim.quadrant.label}",
        visible(verbatim.role),
        visible(content.place_name(verbatim.place)),
        visible(content.question_title(verbatim.question)),
        "à revoir" if verbatim.to_review else "",
    )
    source = escape(typeset(" · ".join(filter(None, notes))))
    return (
        f'<blockquote class="q-{verbatim.quadrant.value}"><p dir="auto">«{NBSP}{words}{NBSP}»</p>'
        f"<footer>{source}</footer></blockquote>"
    )
