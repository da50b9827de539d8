"""What changed since an earlier run: read it back, keep its labels, write what is new."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from synthesis.domain import InputError
from synthesis.pipeline import Analysis
from synthesis.report.tables import Row, write_analysis, write_table
from synthesis.themes.identity import changes, keep_labels, main_themes

CHANGES = ("theme", "libelle", "changement", "segments", "phrase")
REPORT = "changements"
SEGMENTS_FILE = "segments.csv"
NEEDED = ("segment", "theme", "theme_libelle")


@dataclass(frozen=True, slots=True)
class Previous:
    """An earlier run: segment key → main theme, slug → label; `digest` of the table it is from."""

    themes: Mapping[str, str]
    labels: Mapping[str, str]
    digest: str = ""


def read_previous(folder: Path) -> Previous:
    """The run that wrote `folder`. Raise InputError when its segments.csv cannot be used."""
    content = _content(folder)
    try:
        rows = list(_rows(content.decode("utf-8-sig")))
    except (UnicodeDecodeError, csv.Error, KeyError) as error:
        raise InputError(
            f"« {SEGMENTS_FILE} » n'est pas lisible comme le tableau d'une analyse.",
            where=folder.name,
            remedy=f"Il faut un csv en UTF-8, aux colonnes {', '.join(NEEDED)}.",
        ) from error
    return Previous(
        {segment: theme for segment, theme, _ in rows},
        {theme: label for _, theme, label in rows if theme},
        hashlib.sha256(content).hexdigest(),
    )


def under_previous_labels(analysis: Analysis, previous: Previous) -> Analysis:
    """The analysis, discovered themes that go on from the previous run under their old label."""
    codings, themes = keep_labels(analysis.codings, analysis.themes, previous.labels)
    return replace(analysis, codings=codings, themes=themes)


def change_rows(analysis: Analysis, previous: Previous) -> Iterator[Row]:
    """Rows of changements.csv: new themes, gone ones, then the most changed first."""
    labels = {**previous.labels, **{theme.slug: theme.label for theme in analysis.themes}}
    for change in changes(previous.themes, main_themes(analysis.codings), labels):
        for kind, segments, sentence in change.told():
            yield change.theme, change.label, kind.value, segments, sentence


def changes_report(analysis: Analysis, previous: Previous) -> dict[str, object]:
    """The same rows, for the report of a run kept in the store."""
    rows = change_rows(analysis, previous)
    return {REPORT: [dict(zip(CHANGES, row, strict=True)) for row in rows]}


def write_compared(
    analysis: Analysis, folder: Path, inputs: Mapping[str, str], previous: Previous
) -> None:
    """Write every table, under the labels of the previous run, and changements.csv beside them."""
    analysis = under_previous_labels(analysis, previous)
    write_analysis(analysis, folder, inputs, previous=previous.digest)
    write_table(folder / f"{REPORT}.csv", CHANGES, change_rows(analysis, previous))


def _rows(text: str) -> Iterator[tuple[str, ...]]:
    """Segment, theme and label of each row; raises KeyError without one of these columns."""
    # Texts that people wrote may be longer than what the csv module takes by default.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    missing = set(NEEDED).difference(reader.fieldnames or ())
    if missing:
        raise KeyError(*sorted(missing))
    for row in reader:
        yield tuple(row[name] or "" for name in NEEDED)


def _content(folder: Path) -> bytes:
    try:
        return (folder / SEGMENTS_FILE).read_bytes()
    except OSError as error:
        raise InputError(
            f"« {SEGMENTS_FILE} » ne peut pas être lu.",
            where=folder.name,
            remedy="Donnez le dossier écrit par une analyse précédente.",
        ) from error
