"""The workbook: one sheet a table, filters, frozen headings; nothing in it is run."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from synthesis.forms.typography import typeset
from synthesis.report.content import Restitution
from synthesis.report.dataset import Decided, Table, tables
from synthesis.report.tables import Row
from synthesis.wording import plural

# What a cell can hold; the csv and the json have the whole.
LONGEST = 32_000
# The same data, the same bytes: a workbook says when it was made.
_EPOCH = datetime(2021, 1, 1, tzinfo=UTC)
CUT = " […]"
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTHS = {
    "texte": 80, "libelle": 42, "theme_libelle": 42, "territoire": 30, "mots_cles": 50,
    "decision": 70, "motif": 50, "segment": 20, "theme": 22, "date": 18, "locuteur": 18,
    "themes_secondaires": 24, "entretien": 18,
}  # fmt: skip
_NARROW = 12
_PROBABILITIES = {"p_atout", "p_ressource", "p_difficulte", "p_inquietude", "p_neutre", "p_theme"}
_SHARES = _PROBABILITIES | {"part"}
# By sheet: elsewhere « à revoir » is a number of segments.
_YES = {"segments": {"souhait", "a_revoir"}, "points_de_convergence": {"converge"}}


def workbook(content: Restitution, decisions: Sequence[Decided] = ()) -> bytes:
    """An xlsx file: how to read it, then the sheets of `dataset.tables`."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    book.set_properties({"title": _cell(typeset(content.title)), "author": "", "created": _EPOCH})
    _read_me(book, content)
    for table in tables(content, decisions):
        _sheet(book, table)
    book.close()
    return stream.getvalue()


def _sheet(book: Any, table: Table) -> None:
    heading = book.add_format(
        {"bold": True, "bg_color": "#1F5A6B", "font_color": "#FFFFFF", "text_wrap": True}
    )
    words = book.add_format({"text_wrap": True, "valign": "top"})
    share = book.add_format({"num_format": "0.00", "valign": "top"})
    sheet = book.add_worksheet(table.title)
    for column, name in enumerate(table.header):
        sheet.set_column(column, column, _WIDTHS.get(name, _NARROW))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for column, title in enumerate(table.headings):
        sheet.write_string(0, column, typeset(title), heading)
    last = 0
    for last, row in enumerate(table.rows, start=1):
        _write(sheet, last, table, row, (words, share))
    sheet.autofilter(0, 0, max(last, 1), len(table.header) - 1)


def _write(sheet: Any, line: int, table: Table, row: Row, formats: tuple[Any, Any]) -> None:
    words, share = formats
    for column, (name, value) in enumerate(zip(table.header, row, strict=True)):
        if name in _SHARES:
            sheet.write_number(line, column, float(value), share)
        elif name in _YES.get(table.name, ()):
            sheet.write_string(line, column, "oui" if value else "", words)
        elif isinstance(value, int):
            sheet.write_number(line, column, value, words)
        else:
            sheet.write_string(line, column, _cell(value), words)


def _cell(text: str) -> str:
    """The text as a cell can hold it: no half of a character, not endless."""
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return clean if len(clean) <= LONGEST else clean[:LONGEST] + CUT


def _read_me(book: Any, content: Restitution) -> None:
    sheet = book.add_worksheet("Lisez-moi")
    sheet.set_column(0, 0, 110)
    title = book.add_format({"bold": True, "font_size": 14, "text_wrap": True})
    words = book.add_format({"text_wrap": True})
    for line, text in enumerate(_explained(content)):
        sheet.write_string(line, 0, _cell(typeset(text)), words if line else title)


def _explained(content: Restitution) -> list[str]:
    sure = content.certainty
    names = (
        "Les noms décidés par l'équipe sont remplacés par des pseudonymes, les autres masqués."
        if content.veiled
        else "Les paroles sont celles qui ont été saisies : elles peuvent nommer des personnes."
    )
    return [
        content.title,
        f"{plural(len(content.interviews), 'entretien')}, {len(content.places)} EPCI interrogés, "
        f"{plural(sure.segments, 'propos', 'propos')} comptés, dont {sure.to_review} à revoir.",
        names,
        "Un thème converge quand il est dit dans plus de "
        f"{round(100 * content.share)} % des EPCI interrogés, et dans deux au moins.",
        "« EPCI interrogés » : sans ceux qui n'en parlent pas et où la question n'a pas été posée.",
        "Les nombres sont ceux des fichiers csv de la même analyse ; le guide des formats dit ce "
        "que contient chaque colonne.",
        f"Un propos de plus de {LONGEST} caractères est coupé ici (« […] »), pas dans les csv.",
    ]
