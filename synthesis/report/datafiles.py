"""The data as files for other programs: csv in a zip, one json. Inert, the same bytes each time."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from synthesis.csvline import csv_line, inert
from synthesis.report.content import Restitution
from synthesis.report.dataset import Decided, Table, tables

FORMAT, VERSION = "synthesis-restitution", 1
_BEGINNING = (1980, 1, 1, 0, 0, 0)


def csv_zip(content: Restitution, decisions: Sequence[Decided] = ()) -> bytes:
    """One csv a table (utf-8, comma, LF; cells that a spreadsheet would run begin with an
    apostrophe) and manifest.json."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for table in tables(content, decisions):
            _member(archive, f"{table.name}.csv", "".join(_lines(table)))
        text = json.dumps(dict(content.manifest), ensure_ascii=False, indent=2, sort_keys=True)
        _member(archive, "manifest.json", text + "\n")
    return stream.getvalue()


def _member(archive: ZipFile, name: str, text: str) -> None:
    # A zip keeps the time of each member: always the same, so that bytes are.
    archive.writestr(ZipInfo(name, _BEGINNING), text.encode("utf-8", "replace"), ZIP_DEFLATED)


def _lines(table: Table) -> Iterator[str]:
    yield csv_line(table.header)
    for row in table.rows:
        yield csv_line([inert(cell) if isinstance(cell, str) else cell for cell in row])


def json_document(content: Restitution, decisions: Sequence[Decided] = ()) -> bytes:
    """One document, described in docs/formats.md: the campaign, then each table as a list of
    objects, keys as the columns of the csv; words raw, numbers as numbers."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "campagne": _campaign(content),
        "epci": [_territory(content, place) for place in content.places],
        "questions": [
            {"question": question.key, "intitule": question.title}
            for question in content.questionnaire.questions
        ],
        **{table.name: list(_objects(table)) for table in tables(content, decisions)},
        "manifeste": dict(content.manifest),
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return (text + "\n").encode("utf-8", "replace")


def _campaign(content: Restitution) -> dict[str, Any]:
    days = content.dates
    sure = content.certainty
    return {
        "cle": content.key,
        "titre": content.title,
        "demonstration": content.demonstration,
        "pseudonymise": content.veiled,
        "debut": days[0].isoformat() if days else None,
        "fin": days[1].isoformat() if days else None,
        "entretiens": len(content.interviews),
        "propos": sure.segments,
        "a_revoir": sure.to_review,
        "sans_theme": sure.without_theme,
        "relus": sure.reviewed,
        "part_de_convergence": content.share,
    }


def _territory(content: Restitution, place: str) -> dict[str, Any]:
    visits = [visit for visit in content.interviews if visit.place == place]
    return {
        "siren": visits[0].siren,
        "territoire": content.place_name(place),
        "entretiens": len(visits),
        "jours": sorted({day.isoformat() for visit in visits for day in visit.dates}),
    }


def _objects(table: Table) -> Iterator[Mapping[str, Any]]:
    for row in table.rows:
        yield {name: _value(name, cell) for name, cell in zip(table.header, row, strict=True)}


def _value(name: str, cell: str | int) -> Any:
    if name.startswith("p_") or name == "part":
        return float(cell)
    if name in ("mots_cles", "themes_secondaires"):
        return str(cell).split("|") if cell else []
    return cell
