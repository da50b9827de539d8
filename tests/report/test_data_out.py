"""Data out: the numbers of the analysis, in cells that nothing runs, the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from synthesis.report.datafiles import csv_zip, json_document
from synthesis.report.dataset import HEADINGS, Decided, tables
from synthesis.report.tables import write_analysis
from synthesis.report.workbook import CUT, LONGEST, workbook

from .campaign import analysis, content

FORMULA = '=HYPERLINK("http://evil.example","clic")'
HOSTILE = f'{FORMULA} <script>alert(1)</script> \x01 \N{RIGHT-TO-LEFT OVERRIDE}abc, "d"'
DECISIONS = (
    Decided(1, datetime(2021, 5, 1, 9, 30, tzinfo=UTC), "Quadrant : Atouts", FORMULA, holds=True),
    Decided(2, datetime(2021, 5, 1, 9, 31, tzinfo=UTC), "@Propos exclu", "", holds=False),
)


@pytest.fixture(scope="module")
def csvs() -> dict[str, list[dict[str, str]]]:
    with ZipFile(io.BytesIO(csv_zip(content(said=HOSTILE), DECISIONS))) as archive:
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline=""))
            )
            for name in archive.namelist()
            if name.endswith(".csv")
        }


@pytest.fixture(scope="module")
def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(content(said=HOSTILE), DECISIONS)))


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_document(content(said=HOSTILE), DECISIONS))
    return found


def test_csv_are_those_of_the_analysis(tmp_path: Path) -> None:
    write_analysis(analysis(), tmp_path, {})
    with ZipFile(io.BytesIO(csv_zip(content()))) as archive:
        for path in sorted(tmp_path.glob("*.csv")):
            expected, found = path.read_bytes(), archive.read(path.name)
            if path.name == "themes.csv":  # its keywords are those of the theme, in any quadrant
                expected, found = (_without(text, "mots_cles") for text in (expected, found))
            assert found == expected, path.name


def _without(text: bytes, column: str) -> bytes:
    rows = list(csv.DictReader(io.StringIO(text.decode())))
    return json.dumps([{k: v for k, v in row.items() if k != column} for row in rows]).encode()


def test_nothing_in_the_csv_is_run(csvs: dict[str, list[dict[str, str]]]) -> None:
    cells = [cell for rows in csvs.values() for row in rows for cell in row.values()]
    assert f"'{HOSTILE}" in cells
    assert f"'{FORMULA}" in cells
    assert not [cell for cell in cells if re.match(r"[=+@\t\r]|-\D", cell)]


def test_the_workbook_has_the_rows_of_the_csv(
    book: Any, csvs: dict[str, list[dict[str, str]]]
) -> None:
    for table in tables(content()):
        sheet = book[table.title]
        assert sheet.max_row - 1 == max(len(csvs[table.name]), 0)
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert [cell.value for cell in sheet[1]] == [h.replace("'", "’") for h in table.headings]


def test_the_workbook_has_the_numbers_of_the_csv(
    book: Any, csvs: dict[str, list[dict[str, str]]]
) -> None:
    rows = book["Points de convergence"].iter_rows(min_row=2, values_only=True)
    for found, expected in zip(rows, csvs["points_de_convergence"], strict=True):
        assert found[2:4] == (int(expected["territoires"]), int(expected["territoires_total"]))
        assert found[4] == pytest.approx(float(expected["part"]))
        assert (found[6] == "oui") is (expected["converge"] == "1")
        assert found[8] == int(expected["a_revoir"])


def test_nothing_in_the_workbook_is_run(book: Any) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert FORMULA in [cell.value for cell in cells]


def test_a_text_that_no_cell_can_hold_is_cut_and_told() -> None:
    said = content(said="eau" * 30_000)
    found = openpyxl.load_workbook(io.BytesIO(workbook(said)))
    texts = [row[7].value for row in found["Propos"].iter_rows(min_row=2)]
    long = [coding for coding in said.codings if len(coding.segment.text) > LONGEST]
    assert sum(str(text).endswith(CUT) for text in texts) == len(long) > 0
    assert any("est coupé ici" in str(row[0].value) for row in found["Lisez-moi"].iter_rows())


def test_the_json_has_the_same_rows(
    document: dict[str, Any], csvs: dict[str, list[dict[str, str]]]
) -> None:
    assert (document["format"], document["version"]) == ("synthesis-restitution", 1)
    for name, rows in csvs.items():
        assert len(document[name]) == len(rows)
    assert HOSTILE in [row["texte"] for row in document["segments"]]
    assert document["campagne"]["propos"] == len(document["segments"])
    assert all(0 <= row["part"] <= 1 for row in document["points_de_convergence"])
    assert all(isinstance(row["themes_secondaires"], list) for row in document["segments"])


def test_every_key_of_the_json_is_in_the_guide(document: dict[str, Any]) -> None:
    guide = Path("docs/formats.md").read_text("utf-8")
    keys = {*document, *document["campagne"], *document["epci"][0], *document["questions"][0]}
    assert [key for key in sorted(keys | set(HEADINGS)) if f"`{key}`" not in guide] == []


def test_a_campaign_of_nobody_is_written_too() -> None:
    empty = replace(content(1), interviews=(), codings=())
    assert json.loads(json_document(empty))["segments"] == []
    assert openpyxl.load_workbook(io.BytesIO(workbook(empty)))["Propos"].max_row == 1


def test_the_same_content_has_the_same_bytes() -> None:
    for write in (csv_zip, json_document, workbook):
        assert write(content(3)) == write(content(3))


def test_a_fourteenth_territory_has_its_rows() -> None:
    document = json.loads(json_document(content(14)))
    assert len(document["epci"]) == 14
    assert "Quatorzième Membre" in {row["territoire"] for row in document["convergences"]}
