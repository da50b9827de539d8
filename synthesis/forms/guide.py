"""Write the interview guide: one A4 sheet to print on both sides and to fill in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Mm

from synthesis.domain import InputError, Question, Questionnaire
from synthesis.forms.guide_layout import GUTTER, PADDING, WIDTH, Block, Layout, Slot, lay_out
from synthesis.forms.guide_style import (
    add_borders,
    add_margins,
    add_ruled_line,
    element,
    new_document,
    stable_bytes,
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
    (("Territoire", 112.0), ("Date(s)", 70.0)),
    (("Enquêteur ou enquêtrice (rôle)", 112.0), ("Durée", 70.0)),
    (("Rôles des personnes présentes", WIDTH),),
)
_FIELD_HEIGHT, _REMINDER_HEIGHT = 11.0, 7.0
_THIN, _RULE = 4, 8


def write_guide(questionnaire: Questionnaire, path: Path) -> None:
    """Write the guide as docx; the same questionnaire gives the same bytes.

    Two pages up to sixteen questions of three prompts, more beyond. Raises `InputError` where the
    file can't be written.
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
    """The reminder, then the fields of the visit to fill in: boxes one above the other."""
    for number, row in enumerate((REMINDERS, *FIELDS)):
        height = _FIELD_HEIGHT if number else _REMINDER_HEIGHT
        table = _table(document, [width for _, width in row])
        add_borders(table, dict.fromkeys(("top", "left", "bottom", "right", "insideV"), _THIN))
        add_margins(table, {"top": 1.0, "left": 2.0, "right": 1.0})
        _set_height(table.rows[0], height)
        for cell, (text, _) in zip(table.rows[0].cells, row, strict=True):
            cell.paragraphs[0].style = document.styles["Champ"]
            cell.paragraphs[0].add_run(typeset(text)).bold = not number
        document.add_paragraph(style="Interligne")


def _write_questions(document: Any, layout: Layout, page: Sequence[Slot]) -> None:
    to_write = WIDTH - layout.asked_width
    table = _table(document, [layout.asked_width, to_write], rows=len(page))
    add_borders(table, dict.fromkeys(("top", "insideH"), _RULE))
    add_margins(table, {"top": PADDING / 2, "bottom": PADDING / 2, "right": GUTTER})
    for row, slot in zip(table.rows, page, strict=True):
        _set_height(row, slot.height)
        asked, answer = row.cells
        _add(asked, slot.block.title, "Question", first=True)
        for prompt in slot.block.prompts:
            _add(asked, prompt, "Relance")
        for number in range(slot.lines):
            line = _add(answer, "", "Ligne", first=number == 0)
            add_ruled_line(line, to_write, slot.line_height)


def _table(document: Any, widths: Sequence[float], rows: int = 1) -> Any:
    table = document.add_table(rows, len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _set_height(row: Any, height: float) -> None:
    row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    row._tr.get_or_add_trPr().insert(0, element("cantSplit"))


def _add(cell: Any, text: str, style: str, *, first: bool = False) -> Any:
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.style = cell.part.document.styles[style]
    paragraph.add_run(text)
    return paragraph
