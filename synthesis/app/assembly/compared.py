"""Results side by side: colleges, and in public mode what each member chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from synthesis.forms.typography import typeset
from synthesis.vote.ballot_telling import ordinal
from synthesis.vote.cells import cells_of
from synthesis.vote.contents import Blank, Method
from synthesis.vote.outcome import Bulletin
from synthesis.vote.scrutin import College, Plan

Rows = list[tuple[str, ...]]


def colleges_table(plan: Plan, result: Mapping[str, Any]) -> tuple[tuple[str, ...], Rows]:
    """Columns and rows: the place of each subject in each college, in the order of the first."""
    places = {college: _places(result, college) for college in plan.colleges}
    columns = ("Sujet", *(college.label for college in plan.colleges))
    first = places[plan.colleges[0]]
    rows = [
        (typeset(plan.titles[option]), *(places[college][option] for college in plan.colleges))
        for option in first
    ]
    return columns, rows


def _places(result: Mapping[str, Any], college: College) -> dict[str, str]:
    """Option → « 1er », « 3e ex æquo », best first."""
    found: dict[str, str] = {}
    for group in result["colleges"][college.value]["ordre"]:
        place = len(found) + 1
        found |= {option: ordinal(place, tied=len(group) > 1) for option in group}
    return found


def members_table(plan: Plan, bulletins: Sequence[Bulletin]) -> tuple[tuple[str, ...], Rows]:
    """Columns and rows: what each member gave to each subject, in public mode."""
    columns = ("Membre", *(typeset(title) for title in plan.titles.values()))
    named = sorted((b for b in bulletins if b.body), key=lambda bulletin: bulletin.body)
    rows: Rows = [(typeset(b.body), *_choices(plan, b)) for b in named]
    return columns, rows


def _choices(plan: Plan, bulletin: Bulletin) -> list[str]:
    if isinstance(bulletin.content, Blank):
        return ["blanc"] * len(plan.subjects)
    cells = cells_of(plan, bulletin.content)
    given = "✓" if plan.rules.method is Method.APPROVAL else None
    return [(given or cells[option]) if option in cells else "–" for option in plan.options]
