"""A table's header → what each of its columns is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from synthesis.ingest import kobo
from synthesis.ingest.blocks import Sheet
from synthesis.ingest.metadata import Field, field_of
from synthesis.ingest.questions import Headings
from synthesis.ingest.text import fold

Row = tuple[int, list[str]]

HEADER_WITHIN = 6  # a title may stand above the header, not a page
PROSE_WORDS = 3  # a column where a cell has more words than this holds answers
_SPEAKER_IN_LONG = frozenset({"role", "fonction", "personne"})


@dataclass(slots=True)
class Layout:
    """Columns by index. `choices`: people ticked one column each. `others`: not understood."""

    header: list[str]
    rows: list[Row]
    fields: dict[Field, int] = field(default_factory=dict)
    questions: dict[int, str] = field(default_factory=dict)
    choices: dict[int, str] = field(default_factory=dict)
    others: list[int] = field(default_factory=list)
    identifier: int | None = None
    from_platform: bool = False

    @property
    def is_long(self) -> bool:
        """One row per answer."""
        return Field.TEXT in self.fields and len(self.questions) < 2

    @property
    def is_interviews(self) -> bool:
        """Whether the table holds answers at all."""
        return Field.TEXT in self.fields or bool(self.questions)


def is_known(header: str, headings: Headings) -> bool:
    """Whether a column of that name has its place in a table of interviews."""
    names = kobo.readings(header)
    return any(field_of(name) or headings.match(name) for name in names)


def find(sheet: Sheet, headings: Headings) -> Layout | None:
    """The layout under the first row that can be a header; None for a table of something else."""
    for position, (_, cells) in enumerate(sheet["rows"][:HEADER_WITHIN]):
        layout = _layout(cells, sheet["rows"][position + 1 :], headings)
        understood = len(layout.fields) + len(layout.questions)
        if layout.is_interviews and (position == 0 or understood > 1):
            return layout
    return None


def _layout(header: list[str], rows: list[Row], headings: Headings) -> Layout:
    filled = [number for number, (_, cells) in enumerate(rows) if any(c.strip() for c in cells)]
    layout = Layout(header, rows[: filled[-1] + 1] if filled else [])
    ranks: dict[int, int] = {}
    for column, name in enumerate(header):
        if (rank := kobo.identifier_rank(name)) is not None:
            ranks[rank] = column
        if kobo.is_system(name):
            layout.from_platform = True
        elif name.strip():
            _place(layout, column, name, headings)
        elif any(cell(cells, column).strip() for _, cells in layout.rows):
            layout.others.append(column)
    layout.identifier = ranks[min(ranks)] if ranks else None
    _name_speakers(layout)
    return layout


def _place(layout: Layout, column: int, name: str, headings: Headings) -> None:
    split = kobo.choice(name)
    if split and _is_people(split[0]) and _all_ticks(layout.rows, column):
        layout.choices[column] = split[1]
        return
    for reading in kobo.readings(name):
        kind = field_of(reading)
        if kind is not None and kind not in layout.fields:
            layout.fields[kind] = column
            return
        key = headings.match(reading)
        if kind is None and key is not None:
            layout.questions[column] = key
            return
    layout.others.append(column)


def _is_people(group: str) -> bool:
    return any(field_of(name) is Field.PEOPLE for name in kobo.readings(group))


def _all_ticks(rows: Sequence[Row], column: int) -> bool:
    return all(kobo.ticked(cell(cells, column)) is not None for _, cells in rows)


def _name_speakers(layout: Layout) -> None:
    """In a long table, « rôle » is who speaks in the row, not who was present."""
    column = layout.fields.get(Field.PEOPLE)
    if column is None or not layout.is_long or Field.SPEAKER in layout.fields:
        return
    if fold(layout.header[column]) in _SPEAKER_IN_LONG:
        layout.fields[Field.SPEAKER] = layout.fields.pop(Field.PEOPLE)


def cell(cells: Sequence[str], column: int | None) -> str:
    """The cell of a row, which may be shorter than the header."""
    return cells[column] if column is not None and column < len(cells) else ""


def holds_prose(layout: Layout, column: int) -> bool:
    """Whether a column that was not understood holds answers rather than codes."""
    return any(len(cell(cells, column).split()) > PROSE_WORDS for _, cells in layout.rows)
