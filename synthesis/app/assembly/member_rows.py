"""The table of members as the editor holds it, and back: one row for each member."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from synthesis.vote.assembly import Assembly
from synthesis.vote.preparing import MemberLine

NUMBER, SIREN = "numero", "siren"
MEMBER, TITULAR, DEPUTY = "Membre", "Titulaire", "Suppléant"
POPULATION, WEIGHT = "Population", "Poids"
GUEST, ORGANISATION = "Invité", "Organisme"
PERSON, FUNCTION = "Personne", "Fonction"


def members_table(assembly: Assembly) -> pd.DataFrame:
    """The members as rows, in order; without any, one row to fill in."""
    names: dict[int | None, str] = {person.id: person.name for person in assembly.people}
    rows = [
        {
            NUMBER: body.id,
            SIREN: body.siren,
            MEMBER: body.name,
            TITULAR: names.get(body.titular, ""),
            DEPUTY: names.get(body.deputy, ""),
            POPULATION: body.population,
            WEIGHT: body.free_weight,
        }
        for body in assembly.bodies
    ]
    columns = [NUMBER, SIREN, MEMBER, TITULAR, DEPUTY, POPULATION, WEIGHT]
    return pd.DataFrame(rows, columns=columns)


def lines_of(records: Iterable[Mapping[str, Any]]) -> list[MemberLine]:
    """Rows of the editor as the lines to save; those without a single word are left out."""
    lines = []
    for record in records:
        name, titular, deputy = (text(record.get(c)) for c in (MEMBER, TITULAR, DEPUTY))
        if name or titular or deputy:
            number = _whole(record.get(NUMBER), 0)
            lines.append(
                MemberLine(
                    name,
                    titular,
                    deputy,
                    number=number or None,
                    siren=text(record.get(SIREN)),
                    population=_whole(record.get(POPULATION), 0),
                    free_weight=_whole(record.get(WEIGHT), 1),
                )
            )
    return lines


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries."""
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.to_numpy().tolist()]


def text(value: Any) -> str:
    """A cell as words: one that was never filled in is empty."""
    return "" if pd.isna(value) else str(value).strip()


def _whole(value: Any, default: int) -> int:
    cell = text(value)
    return int(float(cell)) if cell else default
