"""One territory in words: its visits, its own board, what it alone says, what it wishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from synthesis.domain import BOARD, AnswerState, Quadrant
from synthesis.report.content import Restitution
from synthesis.report.french import (
    agreed,
    counted,
    days,
    duration,
    inside,
    listed,
    number,
    percent,
    sentence,
)
from synthesis.report.ooxml import named
from synthesis.report.palette import QUADRANTS
from synthesis.report.portraits import TerritoryPortrait
from synthesis.report.tell_themes import Quotation, quotation

ON_BOARD = 8


@dataclass(frozen=True, slots=True)
class BoardCell:
    """A quadrant of a board: its themes with a figure before each, how many more there are."""

    name: str
    ink: str
    tint: str
    lines: tuple[tuple[str, str], ...]
    more: str


@dataclass(frozen=True, slots=True)
class TerritoryPage:
    """What the page of a territory says. `board`: the four quadrants, in the order of the board."""

    title: str
    visit: str
    figures: str
    notes: tuple[str, ...]
    board: tuple[BoardCell, ...]
    quotations: tuple[Quotation, ...]


def territory_page(content: Restitution, portrait: TerritoryPortrait) -> TerritoryPage:
    """The page of a territory."""
    return TerritoryPage(
        title=named(portrait.name),
        visit=_visit(portrait),
        figures=_figures(portrait),
        notes=tuple(_notes(portrait, len(content.places))),
        board=tuple(_cell(portrait, quadrant) for quadrant in BOARD),
        quotations=tuple(quotation(content, verbatim) for verbatim in portrait.verbatims),
    )


def _visit(portrait: TerritoryPortrait) -> str:
    visits = portrait.interviews
    when = days([day for visit in visits for day in visit.dates])
    minutes = sum(visit.duration_minutes or 0 for visit in visits)
    people = list(dict.fromkeys(person for visit in visits for person in visit.people))
    parts = [counted(len(visits), "entretien")]
    if when != "–":
        parts.append(("le " if when[0].isdigit() else "") + when)
    if minutes:
        parts.append(duration(minutes))
    text = ", ".join(parts)
    if people:
        text += f". Personnes rencontrées : {named(', '.join(people))}"
    territory = portrait.territory
    if territory is not None and territory.population:
        text += f". Population municipale : {counted(territory.population, 'habitant')}"
    return sentence(text)


def _figures(portrait: TerritoryPortrait) -> str:
    themes = {line.theme for lines in portrait.board.values() for line in lines}
    review = percent(portrait.to_review, portrait.segments)
    without = portrait.without_theme
    return sentence(
        f"{counted(portrait.segments, 'propos', 'propos')}, dont "
        f"{number(portrait.to_review)} à revoir ({review}) et {number(without)} sans thème ; "
        f"{counted(len(themes), 'thème dit', 'thèmes dits')} dans les quatre quadrants"
    )


def _notes(portrait: TerritoryPortrait, places: int) -> Iterator[str]:
    if portrait.alone and places > 1:
        what = agreed(len(portrait.alone), "Thème dit ici seulement", "Thèmes dits ici seulement")
        yield sentence(f"{what} : {_labels(portrait.alone)}")
    if portrait.wishes:
        yield sentence(f"À travailler avec les autres : {_labels(portrait.wishes)}")
    else:
        yield sentence("Aucun sujet à travailler avec les autres n'a été relevé")
    nothing = portrait.states[AnswerState.NOTHING]
    unasked = portrait.states[AnswerState.NOT_ASKED]
    asked = portrait.states[AnswerState.SAID] + nothing
    text = f"{counted(asked, 'question posée', 'questions posées')}"
    if nothing:
        text += f", dont {counted(nothing, 'sans', 'sans')} rien à en dire"
    if unasked:
        text += f" ; {counted(unasked, 'non posée', 'non posées')}"
    yield sentence(text)


def _labels(labels: Sequence[str]) -> str:
    return listed([inside(named(label)) for label in labels])


def _cell(portrait: TerritoryPortrait, quadrant: Quadrant) -> BoardCell:
    lines = portrait.board[quadrant]
    shown = [(number(line.segments), line.label) for line in lines[:ON_BOARD]]
    return board_cell(quadrant, shown, len(lines) - len(shown))


def board_cell(quadrant: Quadrant, lines: Sequence[tuple[str, str]], left: int) -> BoardCell:
    """A quadrant with its lines (figure, label), and `left` more themes that are not shown."""
    look = QUADRANTS[quadrant]
    more = ""
    if left > 0:
        more = sentence(f"et {counted(left, 'autre thème', 'autres thèmes')}").replace("Et", "et")
    return BoardCell(
        name=f"{look.sign} {quadrant.label}",
        ink=look.ink.lstrip("#"),
        tint=look.tint.lstrip("#"),
        lines=tuple((figure, named(label)) for figure, label in lines),
        more=more if lines else sentence("Rien n'a été classé ici"),
    )


def campaign_board(content: Restitution, *, most: int = 10) -> tuple[BoardCell, ...]:
    """The board of the whole campaign: in how many EPCI of how many each theme is said."""
    cells = []
    for quadrant in BOARD:
        counts = content.board[quadrant]
        lines = [(f"{c.territories}/{c.total}", content.labels[c.theme]) for c in counts[:most]]
        cells.append(board_cell(quadrant, lines, len(counts) - len(lines)))
    return tuple(cells)
