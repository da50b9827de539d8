"""Bulletins as the rows of a table, and back: a column for each subject, readable by anybody.

`rang` numbers nothing: rows are in the order of names drawn at random, without time.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from synthesis.domain import InputError
from synthesis.vote.cells import cells_of, content_of
from synthesis.vote.contents import Blank
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
        cells = cells_of(plan, bulletin.content)
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
        content = Blank() if row[3] == "1" else content_of(plan, cells)
    except (ValueError, InputError) as error:
        raise InputError("une cellule est illisible.", where=where) from error
    return Bulletin(college, weight, content, row[2])
