"""What the figures of a result share: sizes, rows of subjects, colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair as alt

from synthesis.forms.typography import typeset
from synthesis.report.palette import GREY, INK
from synthesis.vote.tally import Tally
from synthesis.vote.telling import Titles, rank_label

# From dark to light, through hues that colour-blind eyes tell apart, and evenly in grey.
_GRADES = ("#00224E", "#35456C", "#666970", "#948E77", "#C8B866", "#FEE838")
_LINE_LENGTH, _LINES, _LEADING = 34, 2, 1.2


@dataclass(frozen=True, slots=True)
class Size:
    """Width of the drawing without its labels, and size of the letters, in pixels."""

    width: int
    font: int

    def row(self, extra: int = 0) -> int:
        """Height of a row whose label has two lines, and `extra` more."""
        return round(1.25 * self.font * (_LINES + extra)) + 12


PROJECTED, ON_PAGE = Size(820, 20), Size(480, 13)


def grade_shades(number: int) -> list[str]:
    """`number` colours (2 at least) from the best grade to the worst, each lighter than the one
    before."""
    last = len(_GRADES) - 1
    return [_between(last * place / (number - 1)) for place in range(number)]


def _between(place: float) -> str:
    low = min(int(place), len(_GRADES) - 2)
    part = place - low
    pairs = [
        (int(_GRADES[low][i : i + 2], 16), int(_GRADES[low + 1][i : i + 2], 16)) for i in (1, 3, 5)
    ]
    return "#" + "".join(f"{round(a + part * (b - a)):02X}" for a, b in pairs)


def in_order(tally: Tally) -> list[str]:
    """Every option, the best first."""
    return [option for group in tally.order for option in group]


def names_of(tally: Tally, titles: Titles, below: Sequence[str] = ()) -> dict[str, str]:
    """Rank and title of each option, on short lines, no two the same; `below`: a last line."""
    found: dict[str, str] = {}
    for place, option in enumerate(in_order(tally)):
        lines = wrap(typeset(f"{rank_label(tally, option)} · {titles[option]}"), _LINE_LENGTH)
        if len(lines) > _LINES:
            lines = [*lines[: _LINES - 1], lines[_LINES - 1] + "…"]
        name = "\n".join([*lines, *below[place : place + 1]])
        while name in found.values():
            name += "\u00a0"
        found[option] = name
    return found


def subjects(names: Mapping[str, str], size: Size) -> alt.Y:
    """Rows with the names of the options, in their order."""
    font = size.font
    return alt.Y(
        "sujet:N",
        sort=list(names.values()),
        scale=alt.Scale(domain=list(names.values()), paddingInner=0.18),
        title=None,
        axis=alt.Axis(
            labelExpr="split(datum.label, '\\n')",
            labelLimit=20 * font,
            labelLineHeight=_LEADING * font,
            labelOffset=_centred(names, font),
            labelPadding=18,
            labelOverlap=False,
            domain=False,
            ticks=False,
        ),
    )


def _centred(names: Mapping[str, str], font: int) -> dict[str, Any]:
    """How far up the first line goes, so that the lines of a label are centred on their row."""
    most = max((name.count("\n") for name in names.values()), default=0)
    return {
        "condition": [
            {
                "test": f"length(split(datum.label, '\\n')) == {more + 1}",
                "value": -round(more * _LEADING * font / 2),
            }
            for more in range(1, most + 1)
        ],
        "value": 0,
    }


def states(looks: Mapping[str, str], *, legend: bool = True) -> alt.Color:
    """Colour by `etat`, one of the names of `looks`."""
    return alt.Color(
        "etat:N",
        title=None,
        scale=alt.Scale(domain=list(looks), range=list(looks.values())),
        legend=alt.Legend(orient="top") if legend else None,
    )


def assembled(
    layers: Sequence[alt.Chart], told: str, width: int | alt.Step, row: int, size: Size
) -> alt.LayerChart:
    """One chart of the layers; `row`: height of a row; `told`: what a screen reader says."""
    font = size.font
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(width=width, height=alt.Step(row), description=told)
        .configure_view(stroke=None)
        .configure_axis(labelColor=INK, titleColor=GREY, labelFontSize=font, titleFontSize=font)
        .configure_legend(labelColor=INK, labelFontSize=font, labelLimit=0, symbolSize=15 * font)
    )
    return chart
