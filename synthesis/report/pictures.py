"""The figures of the documents, from the content: which numbers each of them draws."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from synthesis.domain import BOARD, Quadrant
from synthesis.report.content import Restitution
from synthesis.report.figure import Figure
from synthesis.report.figures_board import Shared, convergence_bars
from synthesis.report.figures_print import coverage_table, heat_table, tile_figure

IN_HEAT, IN_BARS = 34, 26


def convergences(content: Restitution, *, most: int = IN_BARS) -> Figure | None:
    """In how many EPCI each theme is said; None when nothing is."""
    themes = [
        Shared(
            content.labels[count.theme],
            count.territories,
            count.total,
            {
                quadrant: found.territories
                for quadrant in BOARD
                for found in content.board[quadrant]
                if found.theme == count.theme
            },
        )
        for count in content.points
    ]
    return convergence_bars(themes, share=content.share, most=most) if themes else None


def heat(content: Restitution, *, most: int = IN_HEAT) -> Figure | None:
    """Themes × EPCI; None when nothing is said."""
    counts = content.points[:most]
    if not counts or not content.places:
        return None
    silent = {
        (count.theme, place)
        for count in counts
        for place in content.convergence.silent(count.theme, None)
    }
    return heat_table(
        _cells(content),
        themes=[(count.theme, content.labels[count.theme]) for count in counts],
        places=[(place, content.place_name(place)) for place in content.places],
        silent=silent,
    )


def visits_map(content: Restitution) -> Figure | None:
    """How many segments each territory gave, a tile each; None without territories."""
    if not content.territories:
        return None
    given = Counter(coding.segment.place for coding in content.codings)
    values = {place: given[place] for place in content.places}
    drawn = tile_figure(content.territories, values, label="", key="carte-visites")
    return replace(drawn, title="Nombre de propos recueillis dans chaque EPCI")


def coverage(content: Restitution) -> Figure | None:
    """Interviews × questions; None without interviews."""
    if not content.interviews:
        return None
    ordered = sorted(content.interviews, key=lambda i: (content.order(i.place), i.key))
    return coverage_table(
        content.coverage.states,
        interviews=[(i.key, content.place_name(i.place)) for i in ordered],
        questions=[question.key for question in content.questionnaire.questions],
    )


def _cells(content: Restitution) -> Counter[tuple[str, str]]:
    """(Theme, territory) → segments in the four quadrants."""
    cells: Counter[tuple[str, str]] = Counter()
    for (theme, quadrant, place), cell in content.convergence.cells.items():
        if quadrant is not Quadrant.NEUTRE:
            cells[theme, place] += cell.segments
    return cells
