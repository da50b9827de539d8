"""The review pack: a workbook to review segments away from the application, and back.

Out: one row per segment, drop-down lists for what to decide, the present coding and the place in
the log on hidden sheets. In: each row that says something becomes a decision; a row about which
somebody decided meanwhile is a conflict, shown and chosen, never settled by itself.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter

from synthesis.domain import Coding, InputError, Interview, Quadrant
from synthesis.review.applying import Reviewed

VERSION = "1"
SHEET, HELP, LISTS, KEYS = "Propos", "Mode d'emploi", "_listes", "_paquet"
# Header → width in characters; the first column is hidden and ties a row to its segment.
COLUMNS = {
    "identifiant": 4,
    "territoire": 22,
    "question": 30,
    "avant": 40,
    "propos": 60,
    "après": 40,
    "quadrant actuel": 18,
    "thème actuel": 28,
    "je confirme": 12,
    "votre quadrant": 18,
    "votre thème": 32,
    "exclure": 10,
    "pourquoi": 40,
}
YES, NO_THEME = "oui", "(sans thème)"
AROUND = 300
# Excel keeps no more in a cell.
MOST_SIGNS = 32_000
FIXED_DATE = datetime(2021, 1, 1)
_INERT = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
_STEPS = (
    "Chaque ligne de la feuille « Propos » est un propos à relire, replacé entre ce qui le "
    "précède et ce qui le suit.",
    "Pour confirmer le classement actuel, choisissez « oui » dans « je confirme ».",
    "Pour le corriger, choisissez dans les listes « votre quadrant » ou « votre thème ».",
    "Pour qu'un propos ne compte pas, choisissez « oui » dans « exclure ».",
    "« pourquoi » est facultatif : votre raison est gardée avec la décision.",
    "Une ligne laissée vide ne décide rien. Vous pouvez trier et filtrer les lignes.",
    "Enregistrez en xlsx, puis déposez le fichier dans « Relire », onglet « Hors ligne ».",
)


@dataclass(frozen=True, slots=True)
class Naming:
    """Names to show, by identifier: themes, questions, territories."""

    themes: Mapping[str, str]
    questions: Mapping[str, str]
    places: Mapping[str, str]


def write_pack(
    campaign: str,
    reviewed: Reviewed,
    codings: Sequence[Coding],
    interviews: Mapping[str, Interview],
    naming: Naming,
) -> bytes:
    """The workbook for these segments; the same input gives the same bytes.

    `campaign`: what the way back checks that it is the same one.
    """
    buffer = io.BytesIO()
    labels = theme_labels(naming.themes)
    with xlsxwriter.Workbook(buffer, _INERT) as workbook:
        workbook.set_properties({"created": FIXED_DATE})
        _write_help(workbook)
        sheet = workbook.add_worksheet(SHEET)
        _write_header(workbook, sheet)
        rows = (_cells(coding, interviews, naming, labels) for coding in codings)
        _write_rows(workbook, sheet, rows)
        _add_lists(sheet, len(codings), len(labels))
        _write_lists(workbook, labels)
        _write_keys(workbook, campaign, reviewed.state.sequence, codings)
        sheet.activate()
    return buffer.getvalue()


def theme_labels(themes: Mapping[str, str]) -> dict[str, str]:
    """Label to choose → slug, in alphabetical order; two themes of one label are told apart."""
    found: dict[str, str] = {}
    for slug, label in sorted(themes.items(), key=lambda item: (item[1].casefold(), item[0])):
        found[label if label not in found else f"{label} · {slug}"] = slug
    return found


def _write_help(workbook: xlsxwriter.Workbook) -> None:
    sheet = workbook.add_worksheet(HELP)
    title = workbook.add_format({"bold": True, "font_size": 14})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, "Relire hors ligne", title)
    for row, step in enumerate(_STEPS, 1):
        sheet.write_string(row, 0, step, wrapped)


def _write_header(workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    bold = workbook.add_format({"bold": True, "text_wrap": True, "bg_color": "#F4F6F5"})
    for column, (name, width) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width, None, {"hidden": column == 0})
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 0)


def _cells(
    coding: Coding,
    interviews: Mapping[str, Interview],
    naming: Naming,
    labels: Mapping[str, str],
) -> list[str]:
    segment = coding.segment
    before, after = _around(coding, interviews)
    named = {slug: label for label, slug in labels.items()}
    return [
        segment.key,
        naming.places.get(segment.place, segment.place),
        naming.questions.get(segment.question, segment.question),
        before,
        segment.text,
        after,
        coding.quadrant.label,
        named.get(coding.theme, coding.theme) or NO_THEME,
    ]


def _around(coding: Coding, interviews: Mapping[str, Interview]) -> tuple[str, str]:
    segment = coding.segment
    interview = interviews.get(segment.interview)
    if interview is None or segment.answer >= len(interview.answers):
        return "", ""
    text = interview.answers[segment.answer].text
    before = text[max(0, segment.start - AROUND) : segment.start]
    return before.strip(), text[segment.end : segment.end + AROUND].strip()


def _write_rows(
    workbook: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    rows: Iterable[Sequence[str]],
) -> None:
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for number, cells in enumerate(rows, 1):
        for column, text in enumerate(cells):
            sheet.write_string(number, column, text[:MOST_SIGNS], wrapped)


def _add_lists(sheet: xlsxwriter.worksheet.Worksheet, rows: int, themes: int) -> None:
    if not rows:
        return
    names = list(COLUMNS)
    lists = {
        "je confirme": [YES],
        "votre quadrant": [quadrant.label for quadrant in Quadrant],
        "votre thème": f"={LISTS}!$A$1:$A${themes + 1}",
        "exclure": [YES],
    }
    for name, source in lists.items():
        column = names.index(name)
        sheet.data_validation(1, column, rows, column, {"validate": "list", "source": source})
    sheet.autofilter(0, 0, rows, len(names) - 1)


def _write_lists(workbook: xlsxwriter.Workbook, labels: Mapping[str, str]) -> None:
    sheet = workbook.add_worksheet(LISTS)
    sheet.very_hidden()
    for row, (label, slug) in enumerate(((NO_THEME, ""), *labels.items())):
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, slug)


def _write_keys(
    workbook: xlsxwriter.Workbook, campaign: str, sequence: int, codings: Sequence[Coding]
) -> None:
    sheet = workbook.add_worksheet(KEYS)
    sheet.very_hidden()
    for column, text in enumerate((VERSION, campaign, str(sequence))):
        sheet.write_string(0, column, text)
    for row, coding in enumerate(codings, 1):
        cells = (coding.segment.key, coding.quadrant.value, "|".join(coding.themes))
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text)


def refuse(message: str) -> InputError:
    """What to say of a workbook that is not a pack."""
    return InputError(
        message,
        where="paquet de relecture",
        remedy="Déposez le classeur téléchargé dans cet onglet, rempli et enregistré en xlsx.",
    )
