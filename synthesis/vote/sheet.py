"""Bulletins as the rows of a table, and back: a column for each subject, readable by anybody.

`rang` numbers nothing: rows are in the order of names drawn at random, without time.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from synthesis.domain import InputError
from synthesis.vote.contents import Approvals, Blank, Content, Dots, Judgments, Method, Ranking
from synthesis.vote.outcome import Bulletin
from synthesis.vote.scrutin import College, Plan

COLLEGE, WEIGHT, BODY, BLANK = "college", "voix", "membre", "blanc"
FIXED = (COLLEGE, WEIGHT, BODY, BLANK)
_PREFIX = "sujet:"


def write_sheet(plan: Plan, bulletins: Sequence[Bulletin]) -> str:
    """The bulletins as RFC 4180 csv, in the order given."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*FIXED, *(_PREFIX + option for option in plan.options)])
    for bulletin in bulletins:
        cells = _cells(bulletin.content, plan)
        blank = "1" if isinstance(bulletin.content, Blank) else "0"
        fixed = [bulletin.college.value, str(bulletin.weight), bulletin.body, blank]
        writer.writerow([*fixed, *(cells.get(option, "") for option in plan.options)])
    return stream.getvalue()


def read_sheet(plan: Plan, text: str) -> list[Bulletin]:
    """The bulletins of a table. Raise InputError that names the line at fault."""
    rows = list(csv.reader(io.StringIO(text)))
    expected = [*FIXED, *(_PREFIX + option for option in plan.options)]
    if not rows or rows[0] != expected:
        raise InputError("les colonnes ne sont pas celles de ce scrutin.", where="ligne 1")
    return [_bulletin(plan, row, number) for number, row in enumerate(rows[1:], 2)]


def _bulletin(plan: Plan, row: Sequence[str], number: int) -> Bulletin:
    where = f"ligne {number}"
    if len(row) != len(FIXED) + len(plan.options):
        raise InputError("il manque des cellules, ou il y en a trop.", where=where)
    cells = dict(zip(plan.options, row[len(FIXED) :], strict=True))
    try:
        college, weight = College(row[0]), int(row[1])
        content = Blank() if row[3] == "1" else _content(plan, cells)
    except (ValueError, KeyError) as error:
        raise InputError("une cellule est illisible.", where=where) from error
    return Bulletin(college, weight, content, row[2])


def _cells(content: Content, plan: Plan) -> Mapping[str, str]:
    match content:
        case Dots(counts):
            return {option: str(number) for option, number in counts}
        case Approvals(options):
            return dict.fromkeys(options, "1")
        case Ranking(groups):
            places = enumerate(groups, 1)
            return {option: str(place) for place, group in places for option in group}
        case Judgments(grades):
            return {option: plan.rules.grades[grade] for option, grade in grades}
        case Blank():
            return {}


def _content(plan: Plan, cells: Mapping[str, str]) -> Content:
    filled = {option: cell for option, cell in cells.items() if cell}
    match plan.rules.method:
        case Method.DOTS:
            return Dots.of({option: int(cell) for option, cell in filled.items()})
        case Method.APPROVAL:
            return Approvals(frozenset(filled))
        case Method.BORDA | Method.SCHULZE:
            return _ranking({option: int(cell) for option, cell in filled.items()})
        case Method.MAJORITY_JUDGMENT:
            grades = {grade: index for index, grade in enumerate(plan.rules.grades)}
            return Judgments.of({option: grades[cell] for option, cell in filled.items()})


def _ranking(places: Mapping[str, int]) -> Ranking:
    groups = [
        frozenset(option for option, place in places.items() if place == rank)
        for rank in sorted(set(places.values()))
    ]
    return Ranking(tuple(groups))
