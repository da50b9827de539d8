"""A ballot as one text for each subject: what a form sends, what a table holds.

gommettes: how many; approbation: « 1 »; classement: the rank, equal ones allowed; jugement
majoritaire: the grade in full. A subject left out, or empty, is not chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from synthesis.domain import InputError
from synthesis.vote.contents import Approvals, Blank, Content, Dots, Judgments, Method, Ranking
from synthesis.vote.scrutin import Plan

CHOSEN = "1"
_LONGEST_NUMBER = 4
Cells = Mapping[str, str]


def cells_of(plan: Plan, content: Content) -> dict[str, str]:
    """Subject → text, subjects that are not chosen left out."""
    match content:
        case Dots(counts):
            return {option: str(number) for option, number in counts}
        case Approvals(options):
            return dict.fromkeys(sorted(options), CHOSEN)
        case Ranking(groups):
            places = enumerate(groups, 1)
            return {option: str(place) for place, group in places for option in sorted(group)}
        case Judgments(grades):
            return {option: plan.rules.grades[grade] for option, grade in grades}
        case Blank():
            return {}


def content_of(plan: Plan, cells: Cells) -> Content:
    """The content that these texts say; whether the rules allow it is for `check` to say.

    Raise InputError that names the subject at fault, or for a subject that is not of this vote.
    """
    filled = {option: cell.strip() for option, cell in cells.items() if cell.strip()}
    titles = plan.titles
    for option in filled:
        if option not in titles:
            raise InputError(
                f"le sujet « {option[:60]} » n'est pas soumis à ce vote.",
                remedy="Rechargez la page de vote : la liste des sujets a peut-être changé.",
            )
    return _READERS[plan.rules.method](plan, filled, titles)


def _dots(_plan: Plan, filled: Cells, titles: Cells) -> Content:
    numbers = {option: _number(cell, titles[option]) for option, cell in filled.items()}
    return Dots.of(numbers)


def _approvals(_plan: Plan, filled: Cells, titles: Cells) -> Content:
    for option, cell in filled.items():
        if cell != CHOSEN:
            raise _unreadable(cell, titles[option], "Cochez ou décochez ce sujet.")
    return Approvals(frozenset(filled))


def _ranking(_plan: Plan, filled: Cells, titles: Cells) -> Content:
    places = {option: _number(cell, titles[option]) for option, cell in filled.items()}
    for option, place in places.items():
        if place < 1:
            raise _unreadable(str(place), titles[option], "Les rangs se comptent à partir de 1.")
    groups = [
        frozenset(option for option, place in places.items() if place == rank)
        for rank in sorted(set(places.values()))
    ]
    return Ranking(tuple(groups))


def _judgments(plan: Plan, filled: Cells, titles: Cells) -> Content:
    grades = {grade: index for index, grade in enumerate(plan.rules.grades)}
    for option, cell in filled.items():
        if cell not in grades:
            remedy = f"Choisissez parmi : {', '.join(grades)}."
            raise _unreadable(cell, titles[option], remedy)
    return Judgments.of({option: grades[cell] for option, cell in filled.items()})


_READERS: dict[Method, Callable[[Plan, Cells, Cells], Content]] = {
    Method.DOTS: _dots,
    Method.APPROVAL: _approvals,
    Method.BORDA: _ranking,
    Method.SCHULZE: _ranking,
    Method.MAJORITY_JUDGMENT: _judgments,
}


def _number(cell: str, title: str) -> int:
    if not (cell.isascii() and cell.isdecimal() and len(cell) <= _LONGEST_NUMBER):
        raise _unreadable(cell, title, "Indiquez un nombre entier.")
    return int(cell)


def _unreadable(cell: str, title: str, remedy: str) -> InputError:
    return InputError(f"« {cell[:40]} » n'est pas un choix possible.", where=title, remedy=remedy)
