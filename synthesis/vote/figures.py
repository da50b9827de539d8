"""The figures of a result, as pure builders, to be read from the back of a room.

Each takes a `Tally` and the title of each option by its slug, and carries its French text for who
does not see it (`description`). Colours are told apart in grey too, and never speak alone: numbers
and words are written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from string import ascii_uppercase

import altair as alt
import pandas as pd

from synthesis.forms.typography import typeset
from synthesis.report.palette import EMPTY, INK, LINE, SEQUENCE, ink_on
from synthesis.vote.contents import GRADES, Method
from synthesis.vote.counting import Retained
from synthesis.vote.drawing import (
    PROJECTED,
    Size,
    assembled,
    grade_shades,
    in_order,
    names_of,
    states,
    subjects,
)
from synthesis.vote.tally import Tally
from synthesis.vote.telling import MEASURES, Titles, result_told, score_label

_MIDDLE = 0.5
KEPT, TIED, LEFT = "Retenu", "À égalité à la limite", "Non retenu"
_STATES = {KEPT: SEQUENCE[1], TIED: "#E3A857", LEFT: "#E4EEF0"}
WINS, EVEN, LOSES = "L’emporte", "Égalité", "Perd"
_DUELS = {WINS: SEQUENCE[1], EVEN: "#B9CCD1", LOSES: EMPTY}


def figure(
    tally: Tally,
    titles: Titles,
    *,
    grades: Sequence[str] = GRADES,
    retained: Retained | None = None,
    size: Size = PROJECTED,
) -> alt.LayerChart:
    """The figure that suits the method of the vote."""
    match tally.method:
        case Method.MAJORITY_JUDGMENT:
            return merit_profile(tally, titles, grades=grades, size=size)
        case Method.SCHULZE:
            return duel_matrix(tally, titles, size=size)
        case _:
            return score_bars(tally, titles, retained=retained, size=size)


def score_bars(
    tally: Tally,
    titles: Titles,
    *,
    retained: Retained | None = None,
    size: Size = PROJECTED,
) -> alt.LayerChart:
    """Dots, approvals or points of each option; equals joined by a line, the retained ones dark."""
    names = names_of(tally, titles)
    rows = [
        {
            "sujet": names[option],
            "points": float(tally.scores[option]),
            "ecrit": score_label(tally, option, ()),
            "etat": _state(option, retained),
        }
        for option in names
    ]
    table = pd.DataFrame(rows, columns=["sujet", "points", "ecrit", "etat"])
    top = max(table["points"].max() if rows else 0, 1)
    base = alt.Chart(table).encode(
        y=subjects(names, size),
        x=alt.X(
            "points:Q",
            title=MEASURES[tally.method],
            scale=alt.Scale(domain=[0, 1.12 * top]),
            axis=alt.Axis(format="d", tickMinStep=1, tickCount=6, grid=False),
        ),
        tooltip=[
            alt.Tooltip("sujet:N", title="Sujet"),
            alt.Tooltip("ecrit:N", title=MEASURES[tally.method]),
        ],
    )
    bars = base.mark_bar(stroke=INK, strokeWidth=1).encode(
        color=states(_STATES, legend=retained is not None)
    )
    numbers = base.mark_text(
        align="left", dx=8, fontSize=size.font + 2, fontWeight="bold", color=INK
    ).encode(text="ecrit:N")
    told = result_told(tally, titles, ())
    return assembled([bars, numbers, _ties(tally, names)], told, size.width, size.row(), size)


def _state(option: str, retained: Retained | None) -> str:
    if retained is None:
        return KEPT
    if option in retained.tied_at_the_limit:
        return TIED
    return KEPT if option in retained.kept else LEFT


def _ties(tally: Tally, names: dict[str, str]) -> alt.Chart:
    """A line beside the options of each group of equals, from the first to the last."""
    rows = [
        {"sujet": names[group[0]], "dernier": names[group[-1]]}
        for group in tally.order
        if len(group) > 1
    ]
    chart: alt.Chart = (
        alt.Chart(pd.DataFrame(rows, columns=["sujet", "dernier"]))
        .mark_rule(strokeWidth=5, strokeCap="round", color=INK, aria=False)
        .encode(y="sujet:N", y2="dernier:N", x=alt.value(-8))
    )
    return chart


def merit_profile(
    tally: Tally,
    titles: Titles,
    *,
    grades: Sequence[str] = GRADES,
    size: Size = PROJECTED,
) -> alt.LayerChart:
    """The share of each grade, best on the left: the grade under the middle line is the median."""
    names = names_of(
        tally, titles, [score_label(tally, option, grades) for option in in_order(tally)]
    )
    shades = dict(zip(grades, grade_shades(len(grades)), strict=True))
    rows = [row for o in names for row in _parts(tally, o, names[o], shades, size)]
    base = alt.Chart(pd.DataFrame(rows, columns=_PARTS)).encode(
        y=subjects(names, size),
        tooltip=[
            alt.Tooltip("sujet:N", title="Sujet"),
            alt.Tooltip("mention:N", title="Mention"),
            alt.Tooltip("voix:Q", title="Voix"),
        ],
    )
    bars = base.mark_bar(stroke="white", strokeWidth=2).encode(
        x=alt.X(
            "debut:Q",
            title=typeset("Part des voix ; le trait marque la moitié"),
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(
                values=[0, 0.25, 0.5, 0.75, 1],
                grid=False,
                labelExpr="round(100 * datum.value) + '\u00a0%'",
            ),
        ),
        x2="fin:Q",
        color=alt.Color(
            "mention:N",
            title=None,
            scale=alt.Scale(domain=list(shades), range=list(shades.values())),
            legend=alt.Legend(orient="top", columns=3, symbolType="square"),
        ),
    )
    numbers = base.mark_text(fontSize=size.font, fontWeight="bold").encode(
        x="place:Q", text="ecrit:N", color=alt.Color("encre:N", scale=None)
    )
    middle = (
        alt.Chart(pd.DataFrame({"milieu": [_MIDDLE]}))
        .mark_rule(color="black", strokeWidth=3, strokeDash=[8, 5], aria=False)
        .encode(x="milieu:Q")
    )
    outline = middle.mark_rule(color="white", strokeWidth=7, aria=False)
    told = result_told(tally, titles, grades)
    layers = [bars, outline, middle, numbers]
    return assembled(layers, told, size.width, size.row(extra=1), size)


_PARTS = ["sujet", "mention", "voix", "debut", "fin", "encre", "ecrit", "place"]


def _parts(
    tally: Tally, option: str, name: str, shades: Mapping[str, str], size: Size
) -> list[dict[str, str | float]]:
    profile = tally.profiles[option]
    parts: list[dict[str, str | float]] = []
    for (grade, shade), votes, end in zip(
        shades.items(), profile.counts, accumulate(profile.counts), strict=True
    ):
        if votes:
            start, stop = (end - votes) / profile.total, end / profile.total
            place, width = _clear_of_the_middle(start, stop)
            room = size.width * width > 0.62 * size.font * len(str(votes)) + 4
            parts.append(
                {
                    "sujet": name,
                    "mention": grade,
                    "voix": votes,
                    "debut": start,
                    "fin": stop,
                    "encre": ink_on(shade),
                    "ecrit": str(votes) if room else "",
                    "place": place,
                }
            )
    return parts


def _clear_of_the_middle(start: float, stop: float) -> tuple[float, float]:
    """Where to write in a part of the bar, and how wide it is there: not under the middle line."""
    if start < _MIDDLE < stop:
        before = _MIDDLE - start >= stop - _MIDDLE
        start, stop = (start, _MIDDLE) if before else (_MIDDLE, stop)
    return (start + stop) / 2, stop - start


def duel_matrix(tally: Tally, titles: Titles, *, size: Size = PROJECTED) -> alt.LayerChart:
    """Votes that rank the option of the row above that of the column; a dark cell is a victory.

    Columns have the letters of the rows.
    """
    options = in_order(tally)
    letters = {option: _letter(place) for place, option in enumerate(options)}
    names = {o: f"{letters[o]} · {name}" for o, name in names_of(tally, titles).items()}
    rows = [
        {
            "sujet": names[row],
            "contre": letters[column],
            "autre": titles[column],
            **_duel(tally, row, column),
        }
        for row in options
        for column in options
        if row != column
    ]
    base = alt.Chart(pd.DataFrame(rows, columns=_CELLS)).encode(
        y=subjects(names, size),
        x=alt.X(
            "contre:N",
            title=None,
            scale=alt.Scale(domain=list(letters.values())),
            axis=alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False),
        ),
        tooltip=[
            alt.Tooltip("sujet:N", title="Sujet"),
            alt.Tooltip("autre:N", title="Contre"),
            alt.Tooltip("ecrit:N", title="Voix"),
        ],
    )
    cells = base.mark_rect(stroke=LINE, strokeWidth=1).encode(color=states(_DUELS))
    numbers = base.mark_text(fontSize=size.font).encode(
        text="ecrit:N",
        color=alt.condition(f"datum.etat == '{WINS}'", alt.value("white"), alt.value(INK)),
    )
    told = result_told(tally, titles, ())
    side = max(size.row(), 3 * size.font)
    return assembled([cells, numbers], told, alt.Step(side), side, size)


_CELLS = ["sujet", "contre", "autre", "voix", "ecrit", "etat"]


def _duel(tally: Tally, row: str, column: str) -> dict[str, str | int]:
    if tally.duels is None:
        raise ValueError("no duels in this tally")
    first, second = tally.options.index(row), tally.options.index(column)
    won, lost = tally.duels.votes[first][second], tally.duels.votes[second][first]
    state = WINS if won > lost else LOSES if won < lost else EVEN
    return {"voix": won, "ecrit": f"{won} =" if state == EVEN else str(won), "etat": state}


def _letter(place: int) -> str:
    """A, B, … Z, AA, AB, …"""
    turn, letter = divmod(place, len(ascii_uppercase))
    return (_letter(turn - 1) if turn else "") + ascii_uppercase[letter]
