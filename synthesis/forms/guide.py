"""Write the interview guide: one A4 sheet to print on both sides and to fill in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Mm

from synthesis.domain import InputError, Question, Questionnaire
from synthesis.forms.guide_layout import PADDING, WIDTH, Block, Layout, Slot, lay_out
from synthesis.forms.guide_style import (
    add_borders,
    add_margins,
    element,
    new_document,
    stable_bytes,
    write_text,
)
from synthesis.forms.typography import typeset

OPEN_QUESTION = "hq"
SUBTITLE = "Guide d'entretien"
REMINDERS = (
    ("Rien à en dire : écrivez « RAS ».", 60.0),
    ("Question non posée : laissez en blanc.", 70.0),
    ("Des rôles, jamais de noms.", 52.0),
)
FIELDS = (
    ("Territoire", "Date(s)"),
    ("Enquêteur ou enquêtrice (rôle)", "Durée"),
    ("Rôles des personnes présentes",),
)
_FIELD_WIDTHS = (112.0, 70.0)
_FIELD_HEIGHT, _REMINDER_HEIGHT = 11.0, 7.0
_HAIR, _THIN, _RULE = 2, 4, 8
_INSIDE = ("insideH", "insideV")


def write_guide(questionnaire: Questionnaire, path: Path) -> None:
    """Write the guide as docx; the same questionnaire gives the same bytes.

    Two pages up to sixteen questions of three prompts of a line, more beyond. Raises `InputError`
    where the file can't be written.
    """
    content = stable_bytes(_document(questionnaire))
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputError(
            "le guide ne peut pas être écrit ici.",
            where=str(path),
            remedy="Fermez le fichier s'il est ouvert, ou choisissez un autre dossier.",
        ) from error


def blocks(questionnaire: Questionnaire) -> tuple[Block, ...]:
    """The questions as printed: numbered in their order, « hors question » last."""
    asked = [question for question in questionnaire.questions if question.key != OPEN_QUESTION]
    numbered = [_block(question, f"{number}. ") for number, question in enumerate(asked, start=1)]
    last = questionnaire.get(OPEN_QUESTION) or Question(OPEN_QUESTION, "Hors question")
    return (*numbered, _block(last, ""))


def _block(question: Question, number: str) -> Block:
    prompts = tuple(typeset(prompt) for prompt in question.prompts)
    return Block(number + typeset(question.title), prompts)


def _document(questionnaire: Questionnaire) -> Any:
    title = typeset(questionnaire.title)
    document = new_document(title)
    document.add_paragraph(typeset(SUBTITLE), style="Guide")
    document.add_paragraph(title, style="Titre du guide")
    _write_visit(document)
    layout = lay_out(blocks(questionnaire), title)
    for number, page in enumerate(layout.pages):
        gap = document.add_paragraph(style="Interligne")
        gap.paragraph_format.page_break_before = number > 0
        _write_questions(document, layout, page)
    document.add_paragraph(style="Interligne")
    return document


def _write_visit(document: Any) -> None:
    """The reminder, then the fields of the visit, to fill in."""
    reminder = _table(document, [width for _, width in REMINDERS])
    add_borders(reminder, dict.fromkeys(("top", "bottom"), _RULE))
    add_margins(reminder, {"top": 1.0})
    _set_height(reminder.rows[0], _REMINDER_HEIGHT)
    for cell, (text, _) in zip(reminder.rows[0].cells, REMINDERS, strict=True):
        _add(cell, typeset(text), "Champ", first=True)
    document.add_paragraph(style="Interligne")
    fields = _table(document, _FIELD_WIDTHS, rows=len(FIELDS))
    add_borders(fields, dict.fromkeys(("top", "left", "bottom", "right", *_INSIDE), _THIN))
    add_margins(fields, {"top": 1.0})
    for row, labels in zip(fields.rows, FIELDS, strict=True):
        _set_height(row, _FIELD_HEIGHT)
        cells = row.cells if len(labels) > 1 else [row.cells[0].merge(row.cells[-1])]
        for cell, label in zip(cells, labels, strict=True):
            _add(cell, label, "Champ", first=True)


def _write_questions(document: Any, layout: Layout, page: Sequence[Slot]) -> None:
    to_write = WIDTH - layout.asked_width
    table = _table(document, [layout.asked_width, to_write], rows=len(page))
    add_borders(table, dict.fromkeys(("top", "insideH"), _RULE))
    add_margins(table, {"top": PADDING / 2, "bottom": PADDING / 2})
    for row, slot in zip(table.rows, page, strict=True):
        _set_height(row, slot.height)
        asked, answer = row.cells
        _add(asked, slot.block.title, "Question", first=True)
        for prompt in slot.block.prompts:
            _add(asked, prompt, "Relance")
        _write_lines(answer, to_write, slot)


def _write_lines(cell: Any, width: float, slot: Slot) -> None:
    """Dotted lines to write on: a table in the cell, which every program draws alike."""
    first, table = cell.paragraphs[0], cell.add_table(slot.lines, 1)
    first._p.getparent().remove(first._p)
    _set_widths(table, [width])
    add_borders(table, dict.fromkeys(("insideH", "bottom"), _HAIR), line="dotted")
    add_margins(table, {})
    for row in table.rows:
        _set_height(row, slot.line_height)
        row.cells[0].paragraphs[0].style = cell.part.document.styles["Interligne"]
    cell.paragraphs[-1].style = cell.part.document.styles["Interligne"]


def _table(document: Any, widths: Sequence[float], rows: int = 1) -> Any:
    table = document.add_table(rows, len(widths))
    _set_widths(table, widths)
    return table


def _set_widths(table: Any, widths: Sequence[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _set_height(row: Any, height: float) -> None:
    row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    row._tr.get_or_add_trPr().insert(0, element("cantSplit"))


def _add(cell: Any, text: str, style: str, *, first: bool = False) -> Any:
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.style = cell.part.document.styles[style]
    write_text(paragraph, text)
    return paragraph
