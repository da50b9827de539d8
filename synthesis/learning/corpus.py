"""The training corpus: invented statements in several voices, one csv file per voice.

Columns: `question, quadrant, theme, themes_secondaires, texte`. See the datasheet beside them for
how they were written and what they are not.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from synthesis.domain import InputError, Quadrant
from synthesis.ingest.text import decode, fold

FOLDER = Path(__file__).parent / "corpus"
NO_THEME = "aucun"
COLUMNS = ("question", "quadrant", "theme", "themes_secondaires", "texte")
SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A statement with its labels; `theme` is a slug or `aucun`."""

    text: str
    quadrant: Quadrant
    theme: str
    secondary_themes: tuple[str, ...] = ()
    question: str = ""
    voice: str = ""


def read_labelled(path: Path) -> list[Labelled]:
    """Labelled statements of one csv file; raises `InputError` that names the line.

    Tolerant of what spreadsheets write: UTF-8 or Windows-1252, `,` `;` or tabulation, empty rows.
    A theme may be one that no codebook has (« autre:eau »).
    """
    text, _ = decode(path.read_bytes())
    header = text.partition("\n")[0]
    separator = max(SEPARATORS, key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    missing = {"quadrant", "theme", "texte"} - set(reader.fieldnames or ())
    if missing:
        raise InputError(
            f"il manque les colonnes {', '.join(sorted(missing))}.",
            where=path.name,
            remedy="La première ligne du fichier doit les nommer.",
        )
    return [_labelled(path, reader.line_num, row) for row in reader if any(row.values())]


def read_corpus(folder: Path = FOLDER) -> list[Labelled]:
    """Every voice of the training corpus, in the order of the file names."""
    return [item for path in sorted(folder.glob("*.csv")) for item in read_labelled(path)]


def sittings(folder: Path = FOLDER) -> list[frozenset[str]]:
    """Voices written in one sitting, which share images and turns: left out together."""
    lines = (folder / "seances.txt").read_text(encoding="utf-8").splitlines()
    return [frozenset(line.split()) for line in lines if line.strip()]


def write_labelled(statements: Iterator[Labelled], path: Path) -> None:
    """Write statements so that `read_labelled` gives them back (the voice is the file's name)."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for item in statements:
            secondary = "|".join(item.secondary_themes)
            writer.writerow((item.question, item.quadrant.value, item.theme, secondary, item.text))


def _labelled(path: Path, line: int, row: dict[str, str]) -> Labelled:
    try:
        quadrant = Quadrant(fold(row["quadrant"] or ""))
    except ValueError as error:
        raise InputError(
            f"« {row['quadrant'] or ''} » n'est pas un quadrant.",
            where=f"{path.name}, ligne {line}",
            remedy=f"Choisissez parmi : {', '.join(Quadrant)}.",
        ) from error
    return Labelled(
        text=row["texte"] or "",
        quadrant=quadrant,
        theme=row["theme"] or NO_THEME,
        secondary_themes=tuple(filter(None, (row.get("themes_secondaires") or "").split("|"))),
        question=row.get("question") or "",
        voice=path.stem,
    )
