"""The training corpus: invented statements in several voices, one csv file per voice.

Columns: `question, quadrant, theme, themes_secondaires, texte`. See the datasheet beside them for
how they were written and what they are not.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from synthesis.domain import InputError, Quadrant

FOLDER = Path(__file__).parent / "corpus"
NO_THEME = "aucun"
COLUMNS = ("question", "quadrant", "theme", "themes_secondaires", "texte")


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
    """Labelled statements of one csv file; raises `InputError` that names the line."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        missing = {"quadrant", "theme", "texte"} - set(reader.fieldnames or ())
        if missing:
            raise InputError(
                f"il manque les colonnes {', '.join(sorted(missing))}.", where=path.name
            )
        return [_labelled(path, reader.line_num, row) for row in reader]


def read_corpus(folder: Path = FOLDER) -> list[Labelled]:
    """Every voice of the training corpus, in the order of the file names."""
    return [item for path in sorted(folder.glob("*.csv")) for item in read_labelled(path)]


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
        quadrant = Quadrant(row["quadrant"])
    except ValueError as error:
        raise InputError(
            f"« {row['quadrant']} » n'est pas un quadrant.",
            where=f"{path.name}, ligne {line}",
            remedy=f"Choisissez parmi : {', '.join(Quadrant)}.",
        ) from error
    return Labelled(
        text=row["texte"],
        quadrant=quadrant,
        theme=row["theme"] or NO_THEME,
        secondary_themes=tuple(filter(None, (row.get("themes_secondaires") or "").split("|"))),
        question=row.get("question") or "",
        voice=path.stem,
    )
