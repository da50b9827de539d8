"""Read and write questionnaires as XLSForm workbooks, usable in ODK and KoboToolbox.

Three columns of ours stand beside the standard ones in the `survey` sheet, which other tools
ignore: `quadrant` (what the question asks for), `themes` (slugs it asks about, separated by
spaces) and `souhait` (« oui » where it asks for subjects to work on together). The `hint` holds
the prompts, one per line.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import xlsxwriter
from openpyxl import load_workbook  # type: ignore[import-untyped,unused-ignore]
from openpyxl.utils.exceptions import (  # type: ignore[import-untyped,unused-ignore]
    InvalidFileException,
)

from synthesis.domain import SLUG, InputError, Quadrant, Question, Questionnaire, Territory

SURVEY_COLUMNS = (
    "type", "name", "label", "hint", "required", "appearance", "constraint", "constraint_message",
    "quadrant", "themes", "souhait",
)  # fmt: skip
VISIT_GROUP = "visite"
INTERVIEW_GROUP = "entretien"
ROLES = {
    "president": "Président ou présidente",
    "vice_president": "Vice-président ou vice-présidente",
    "maire": "Maire",
    "conseiller": "Conseiller ou conseillère communautaire",
    "dgs": "Direction générale des services",
    "dga": "Direction générale adjointe",
    "technicien": "Technicien ou technicienne",
    "charge_de_mission": "Chargé ou chargée de mission",
    "partenaire": "Partenaire",
    "habitant": "Habitant ou habitante",
}
_UNREADABLE = (OSError, zipfile.BadZipFile, KeyError, ValueError, ParseError, InvalidFileException)
_LINE_BREAK = re.compile(r"_x000D_\n?|\r\n?|\n")
Row = dict[str, str]
FIXED_DATE = datetime(2021, 1, 1)


def read_questionnaire(path: Path) -> Questionnaire:
    """The questions of an XLSForm: its text questions, the visit group left out.

    Raises `InputError` that names the sheet, row and column at fault.
    """
    sheets = _sheets(path)
    if "survey" not in sheets:
        raise InputError(
            "ce classeur n'a pas de feuille « survey ».",
            where=path.name,
            remedy="Un questionnaire est un classeur XLSForm : survey, choices, settings.",
        )
    settings = next((row for _, row in _rows(sheets.get("settings", []))), {})
    questions = tuple(_questions(path, _rows(sheets["survey"])))
    if not questions:
        raise InputError(
            "aucune question de type « text » n'a été trouvée.",
            where=f"{path.name}, feuille survey",
            remedy="Ajoutez au moins une ligne de type « text » avec un nom et un libellé.",
        )
    key = settings.get("form_id") or path.stem
    return Questionnaire(key, settings.get("form_title") or path.stem, questions)


def write_questionnaire(
    questionnaire: Questionnaire, territories: Sequence[Territory], path: Path
) -> None:
    """Write an XLSForm: the visit first, then each question, then « hors question »."""
    survey = [*_visit_rows(), *_interview_rows(questionnaire)]
    choices = [
        {"list_name": "territoires", "name": t.siren, "label": t.name} for t in territories
    ] + [{"list_name": "roles", "name": name, "label": label} for name, label in ROLES.items()]
    settings = [
        {
            "form_title": questionnaire.title,
            "form_id": questionnaire.key,
            "version": "1",
        }
    ]
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        # A fixed date keeps the file identical from one writing to the next.
        workbook.set_properties({"created": FIXED_DATE})
        _write_sheet(workbook, "survey", SURVEY_COLUMNS, survey)
        _write_sheet(workbook, "choices", ("list_name", "name", "label"), choices)
        _write_sheet(workbook, "settings", tuple(settings[0]), settings)


def _visit_rows() -> Iterator[Row]:
    yield {
        "type": "begin_group",
        "name": VISIT_GROUP,
        "label": "La visite",
        "appearance": "field-list",
    }
    yield {
        "type": "select_one territoires",
        "name": "territoire",
        "label": "Territoire visité",
        "required": "yes",
        "appearance": "minimal",
    }
    yield {"type": "date", "name": "date", "label": "Date de la visite", "required": "yes"}
    yield {
        "type": "date",
        "name": "date_fin",
        "label": "Dernier jour, si la visite en a pris plusieurs",
        "constraint": ". >= ${date}",
        "constraint_message": "Le dernier jour ne peut pas précéder le premier.",
    }
    yield {
        "type": "integer",
        "name": "duree_minutes",
        "label": "Durée de l'entretien, en minutes",
        "hint": "Par exemple 90 pour une heure et demie.",
        "constraint": ". > 0",
        "constraint_message": "Indiquez un nombre de minutes positif.",
    }
    yield {
        "type": "select_multiple roles",
        "name": "roles",
        "label": "Rôles des personnes présentes",
        "hint": "Des rôles, pas de noms.",
    }
    yield {"type": "text", "name": "enqueteur", "label": "Rôle de la personne qui enquête"}
    yield {"type": "end_group", "name": VISIT_GROUP}


def _interview_rows(questionnaire: Questionnaire) -> Iterator[Row]:
    yield {
        "type": "begin_group",
        "name": INTERVIEW_GROUP,
        "label": "L'entretien",
    }
    yield {
        "type": "note",
        "name": "consigne",
        "label": "Laissez vide une question qui n'a pas été posée ; écrivez « RAS » si la "
        "personne n'a rien à en dire.",
    }
    for question in questionnaire.questions:
        yield {
            "type": "text",
            "name": question.key,
            "label": question.title,
            "hint": "\n".join(question.prompts),
            "appearance": "multiline",
            "quadrant": question.hint.value if question.hint else "",
            "themes": " ".join(question.themes),
            "souhait": "oui" if question.wish else "",
        }
    yield {"type": "end_group", "name": INTERVIEW_GROUP}


def _write_sheet(
    workbook: xlsxwriter.Workbook, name: str, columns: Sequence[str], rows: Sequence[Row]
) -> None:
    sheet = workbook.add_worksheet(name)
    bold = workbook.add_format({"bold": True})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_row(0, 0, columns, bold)
    for index, row in enumerate(rows, start=1):
        sheet.write_row(index, 0, [row.get(column, "") for column in columns], wrapped)
    sheet.set_column(0, 1, 22)
    sheet.set_column(2, 3, 60)
    sheet.freeze_panes(1, 0)


def _sheets(path: Path) -> dict[str, list[tuple[object, ...]]]:
    try:
        workbook = load_workbook(path, read_only=True, data_only=True)
    except _UNREADABLE as error:
        raise _unreadable(path) from error
    try:
        return {sheet.title: _values(sheet) for sheet in workbook.worksheets}
    except _UNREADABLE as error:
        raise _unreadable(path) from error
    finally:
        workbook.close()


def _values(sheet: Any) -> list[tuple[object, ...]]:
    # The size that a file declares is not trusted: rows would be padded up to it.
    sheet.reset_dimensions()
    return list(sheet.values)


def _unreadable(path: Path) -> InputError:
    return InputError(
        "ce fichier n'est pas un classeur lisible.",
        where=path.name,
        remedy="Enregistrez le questionnaire au format .xlsx.",
    )


def _rows(sheet: list[tuple[object, ...]]) -> Iterator[tuple[int, Row]]:
    """Each row that holds something, with its number in the sheet."""
    if not sheet:
        return
    header = [str(cell or "").strip() for cell in sheet[0]]
    for number, cells in enumerate(sheet[1:], start=2):
        row = {
            name: str(cell).strip()
            for name, cell in zip(header, cells, strict=False)
            if name and cell is not None
        }
        if row:
            yield number, row


def _questions(path: Path, rows: Iterator[tuple[int, Row]]) -> Iterator[Question]:
    first_rows: dict[str, int] = {}
    for number, row in _interview_texts(rows):
        where = f"{path.name}, feuille survey, ligne {number}"
        question = _question(row, where)
        if question.key in first_rows:
            raise InputError(
                f"la question « {question.key} » figure déjà ligne {first_rows[question.key]}.",
                where=f"{where}, colonne name",
                remedy="Donnez-lui un autre nom.",
            )
        first_rows[question.key] = number
        yield question


def _interview_texts(rows: Iterator[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    """Rows of type « text » outside the visit; the end of a group need not say its name."""
    groups: list[str] = []
    for number, row in rows:
        kind = row.get("type", "").replace(" ", "_")
        if kind in {"begin_group", "begin_repeat"}:
            groups.append(row.get("name", ""))
        elif kind in {"end_group", "end_repeat"} and groups:
            groups.pop()
        elif kind == "text" and VISIT_GROUP not in groups:
            yield number, row


def _question(row: Row, where: str) -> Question:
    try:
        return Question(
            key=row.get("name", ""),
            title=_translated(row, "label"),
            prompts=_lines(_translated(row, "hint")),
            hint=Quadrant(row["quadrant"]) if row.get("quadrant") else None,
            themes=tuple(row.get("themes", "").split()),
            wish=row.get("souhait", "").lower() in {"oui", "yes", "1", "true"},
        )
    except ValueError as error:
        raise InputError(
            f"« {row.get('quadrant')} » n'est pas un quadrant.",
            where=f"{where}, colonne quadrant",
            remedy=f"Choisissez parmi : {', '.join(Quadrant)}.",
        ) from error
    except InputError as error:
        column = "label" if SLUG.fullmatch(row.get("name", "")) else "name"
        where = f"{where}, colonne {column}"
        raise InputError(error.message, where=where, remedy=error.remedy) from error


def _translated(row: Row, column: str) -> str:
    """The cell of `column`, in French where the form has several languages.

    A translated column is named `label::Français (fr)`; without a French one, the first will do.
    """
    names = [name for name in row if re.split(r"\s*::?\s*", name)[0] == column and row[name]]
    french = [name for name in names if re.search(r"fran[cç]ais|french|\(fr\)|:fr$", name, re.I)]
    return row[(french or names)[0]] if names else ""


def _lines(text: str) -> tuple[str, ...]:
    lines = (line.strip() for line in _LINE_BREAK.split(text))
    return tuple(line for line in lines if line)
