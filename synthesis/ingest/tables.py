"""A sheet → interviews: one row per answer (long) or one row per interview (wide)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from synthesis.domain import Answer, InputError, Interview
from synthesis.ingest import kobo
from synthesis.ingest.blocks import Sheet
from synthesis.ingest.campaign import Campaign, Draft, stem
from synthesis.ingest.documents import Details, dates, details
from synthesis.ingest.layout import Layout, cell, find, holds_prose
from synthesis.ingest.metadata import Field
from synthesis.ingest.nonanswers import state
from synthesis.ingest.problems import quote
from synthesis.ingest.text import fold


class NotInterviewsError(InputError):
    """A table of something else: an error if it was named, a warning if it was only there."""


@dataclass(frozen=True, slots=True)
class _Record:
    """A row of a long table; `place` identifies its territory, empty when it names none."""

    row: int
    values: dict[Field, str]
    siren: str
    place: str

    def get(self, kind: Field) -> str:
        return self.values.get(kind, "")


def from_sheets(sheets: Sequence[Sheet], source: str, campaign: Campaign) -> list[Draft]:
    """Interviews of the first sheet that holds some. Raises NotInterviewsError if none does."""
    layouts = [(s["name"], layout) for s in sheets if (layout := find(s, campaign.headings))]
    if not layouts:
        raise NotInterviewsError(
            "le tableau n'a ni colonne « texte » ni colonne qui porte le nom d'une question.",
            remedy="Nommez-les « entretien, territoire, date, question, locuteur, texte ».",
        )
    for name, _ in layouts[1:]:
        campaign.log.warn(
            source,
            f"la feuille {quote(name)} n'est pas lue : seule {quote(layouts[0][0])} l'est.",
            "Enregistrez-la dans un autre fichier si elle contient des entretiens.",
        )
    layout = layouts[0][1]
    return _long(layout, source, campaign) if layout.is_long else _wide(layout, source, campaign)


def _values(layout: Layout, cells: Sequence[str]) -> dict[Field, str]:
    return {kind: cell(cells, column) for kind, column in layout.fields.items()}


def _set_aside(layout: Layout, columns: Iterable[int], source: str, campaign: Campaign) -> None:
    names = ", ".join(f"« {layout.header[column].strip()} »" for column in columns)
    if names:
        campaign.log.warn(source, f"colonnes qui ne sont pas reprises : {names}.")


def _long(layout: Layout, source: str, campaign: Campaign) -> list[Draft]:
    _set_aside(layout, (*layout.others, *layout.questions), source, campaign)
    records = [_record(row, _values(layout, cells), source, campaign) for row, cells in layout.rows]
    groups: dict[tuple[str, ...], list[_Record]] = {}
    for record, identity in zip(records, _identities(records), strict=True):
        groups.setdefault(identity, []).append(record)
    return [_from_records(identity, group, source, campaign) for identity, group in groups.items()]


def _record(row: int, values: dict[Field, str], source: str, campaign: Campaign) -> _Record:
    territory, code = values.get(Field.TERRITORY, ""), values.get(Field.SIREN, "")
    siren, place = _place(territory, code, source, campaign, row=row)
    return _Record(row, values, siren, place)


def _identities(records: Sequence[_Record]) -> list[tuple[str, ...]]:
    """(entretien, place, date) of each row, with only the parts that tell interviews apart.

    Two territories never share an interview; without the name of an interview, nor do two dates.
    """
    named = [record.get(Field.INTERVIEW).strip() for record in records]
    places: dict[str, set[str]] = {}
    days: dict[str, set[str]] = {}
    for name, record in zip(named, records, strict=True):
        places.setdefault(name, set()).update({record.place} - {""})
        days.setdefault(record.place, set()).update({_day(record)} - {""} if not name else ())
    found: list[tuple[str, ...]] = []
    for name, record in zip(named, records, strict=True):
        place = record.place if not name or len(places[name]) > 1 else ""
        day = _day(record) if not name and len(days[record.place]) > 1 else ""
        found.append((record.get(Field.INTERVIEW) if name else "", place, day))
    return found


def _day(record: _Record) -> str:
    return record.get(Field.DATES).strip()


def _from_records(
    identity: tuple[str, ...], records: Sequence[_Record], source: str, campaign: Campaign
) -> Draft:
    name, *rest = identity
    written = [day for r in records for day in dates(_day(r), source, campaign.log, row=r.row)]
    said = _details(records, source, campaign)
    interview = Interview(
        key=_join(name or stem(source), *rest),
        territory=said.territory,
        siren=next((record.siren for record in records if record.siren), ""),
        dates=tuple(sorted(set(written))),
        duration_minutes=said.duration,
        people=said.people,
        interviewer=said.interviewer,
        answers=tuple(_answer(record, source, campaign) for record in records),
        source=source,
    )
    return Draft(interview, _join(source, name, *rest))


def _join(*parts: str) -> str:
    return "/".join(
        part.replace("/", "-") if n > 1 else part for n, part in enumerate(parts) if part
    )


def _details(records: Sequence[_Record], source: str, campaign: Campaign) -> Details:
    """Details of an interview: the first that its rows give for each field but the dates."""
    values: dict[Field, str] = {}
    for record in records:
        for kind, value in record.values.items():
            if value.strip() and kind is not Field.DATES:
                values.setdefault(kind, value)
    return details(values, source, campaign.log, row=records[0].row)


def _answer(record: _Record, source: str, campaign: Campaign) -> Answer:
    text = record.get(Field.TEXT)
    return Answer(
        question=campaign.question(record.get(Field.QUESTION), source, row=record.row),
        text=text,
        speaker=record.get(Field.SPEAKER),
        state=state(text),
        row=record.row,
    )


@dataclass(frozen=True, slots=True)
class _Wide:
    """A wide table: `unknown` holds the columns of answers to no question of the form."""

    layout: Layout
    unknown: dict[int, str]
    source: str
    campaign: Campaign

    def drafts(self) -> list[Draft]:
        """One interview per row that holds something."""
        rows = [row for row in self.layout.rows if any(text.strip() for text in row[1])]
        return [self._draft(row, cells, alone=len(rows) == 1) for row, cells in rows]

    def _draft(self, row: int, cells: Sequence[str], *, alone: bool) -> Draft:
        said = details(_values(self.layout, cells), self.source, self.campaign.log, row=row)
        siren, place = _place(said.territory, said.siren, self.source, self.campaign, row=row)
        named = said.key or kobo.identifier(cell(cells, self.layout.identifier))
        inner = place or ("" if alone else f"ligne-{row}")
        interview = Interview(
            key=named or _join(stem(self.source), inner),
            territory=said.territory,
            siren=siren,
            dates=said.dates,
            duration_minutes=said.duration,
            people=self._people(cells, said),
            interviewer=said.interviewer,
            answers=self._answers(row, cells),
            source=self.source,
        )
        return Draft(interview, _join(self.source, named or inner))

    def _answers(self, row: int, cells: Sequence[str]) -> tuple[Answer, ...]:
        """In the order of the columns; an empty cell counts only under a question of the form."""
        asked = self.layout.questions
        found = [(c, question, cell(cells, c)) for c, question in {**asked, **self.unknown}.items()]
        return tuple(
            Answer(question, text, state=state(text), row=row)
            for column, question, text in sorted(found)
            if column in asked or text.strip()
        )

    def _people(self, cells: Sequence[str], said: Details) -> tuple[str, ...]:
        """People from the ticks when there are some, else from the column that lists them."""
        choices = self.layout.choices
        ticks = [name for column, name in choices.items() if kobo.ticked(cell(cells, column))]
        if ticks:
            return tuple(ticks)
        listed = cell(cells, self.layout.fields.get(Field.PEOPLE))
        by_platform = self.layout.from_platform or bool(choices)
        return (kobo.selected(listed) if by_platform else ()) or said.people


def _wide(layout: Layout, source: str, campaign: Campaign) -> list[Draft]:
    """Columns that nothing names but that hold prose are questions that the form ignores."""
    unexpected = (Field.TEXT, Field.QUESTION, Field.SPEAKER)
    columns = [*layout.others, *(c for kind, c in layout.fields.items() if kind in unexpected)]
    prose = sorted(column for column in columns if holds_prose(layout, column))
    _set_aside(layout, (column for column in columns if column not in prose), source, campaign)
    unknown = {c: campaign.question(layout.header[c].strip(), source) for c in prose}
    return _Wide(layout, unknown, source, campaign).drafts()


def _place(
    territory: str, code: str, source: str, campaign: Campaign, *, row: int
) -> tuple[str, str]:
    """SIREN of a territory, and what names it in a key; both empty when nothing is written."""
    siren = campaign.siren(territory, source, siren=code, row=row)
    known = campaign.registry.match(siren).territory if siren else None
    return siren, fold(known.name if known else territory or code).replace(" ", "-")
