"""Questionnaires: what is written is read back, ODK takes it, errors say where."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from openpyxl import Workbook
from pyxform.xls2xform import convert

from synthesis.domain import InputError, Quadrant, Questionnaire
from synthesis.forms.defaults import default_questionnaire, default_territories
from synthesis.forms.registry import read_territories
from synthesis.forms.xlsform import read_questionnaire, write_questionnaire
from tests.forms.strategies import questionnaires

HEADER = ("type", "name", "label")
HINT = "{http://www.w3.org/2002/xforms}hint"
LABEL = "{http://www.w3.org/2002/xforms}label"


def workbook(folder: Path, *rows: Sequence[object], sheet: str = "survey") -> Path:
    """A workbook `essai.xlsx` of one sheet that holds these rows."""
    book = Workbook()
    active = book.active
    active.title = sheet
    for row in rows:
        active.append(list(row))
    path = folder / "essai.xlsx"
    book.save(path)
    return path


def refusal(path: Path) -> InputError:
    """The error that reading that workbook raises."""
    with pytest.raises(InputError) as caught:
        read_questionnaire(path)
    return caught.value


@settings(max_examples=30, deadline=None)
@given(questionnaires)
def test_a_questionnaire_written_is_read_back(questionnaire: Questionnaire) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "formulaire.xlsx"
        write_questionnaire(questionnaire, (), path)
        assert read_questionnaire(path) == questionnaire


def test_the_same_questionnaire_gives_the_same_bytes(tmp_path: Path) -> None:
    questionnaire = read_questionnaire(default_questionnaire())
    territories = read_territories(default_territories())
    write_questionnaire(questionnaire, territories, tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == default_questionnaire().read_bytes()


def test_the_committed_form_asks_for_the_four_quadrants_and_for_wishes() -> None:
    questionnaire = read_questionnaire(default_questionnaire())
    assert [question.key for question in questionnaire.questions] == [
        *(f"q{number}" for number in range(1, 13)),
        "hq",
    ]
    assert {q.key: q.hint for q in questionnaire.questions if q.hint} == {
        "q2": Quadrant.ATOUT,
        "q3": Quadrant.RESSOURCE,
        "q4": Quadrant.DIFFICULTE,
        "q5": Quadrant.INQUIETUDE,
    }
    assert [q.key for q in questionnaire.questions if q.wish] == ["q11", "q12"]
    assert all(question.prompts for question in questionnaire.questions)


def test_odk_converts_the_committed_form_without_warning() -> None:
    assert convert(str(default_questionnaire())).warnings == []


def test_the_xform_holds_every_question_with_its_prompts_one_per_line() -> None:
    xform = fromstring(convert(str(default_questionnaire())).xform)
    asked = {
        control.get("ref"): (control.findtext(LABEL), control.findtext(HINT))
        for control in xform.iter()
        if control.get("ref")
    }
    for question in read_questionnaire(default_questionnaire()).questions:
        expected = (question.title, "\n".join(question.prompts))
        assert asked[f"/data/entretien/{question.key}"] == expected


def test_the_form_offers_every_territory_and_no_name_of_language() -> None:
    xform = convert(str(default_questionnaire())).xform
    for territory in read_territories(default_territories()):
        assert f"<name>{territory.siren}</name><label>{territory.name}</label>" in xform
    assert "<itext>" not in xform


@pytest.mark.parametrize("kind", ["begin group", "begin_group"])
@pytest.mark.parametrize("end_name", ["visite", None])
def test_the_visit_is_left_out(tmp_path: Path, kind: str, end_name: str | None) -> None:
    path = workbook(
        tmp_path,
        HEADER,
        (kind, "visite", "La visite"),
        ("text", "enqueteur", "Qui enquête ?"),
        (kind, "lieu", "Le lieu"),
        ("text", "salle", "Quelle salle ?"),
        (kind.replace("begin", "end"), None, None),
        ("text", "meteo", "Quel temps ?"),
        (kind.replace("begin", "end"), end_name, None),
        (kind, "entretien", "L'entretien"),
        ("note", "consigne", "Écoutez."),
        ("text", "q1", "Le territoire"),
        (kind.replace("begin", "end"), None, None),
        ("text", "q2", "Les atouts"),
    )
    assert [q.key for q in read_questionnaire(path).questions] == ["q1", "q2"]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (("label::Français (fr)", "hint::Français (fr)"), ("Premier", "second")),
        (("label:Français", "hint:Français"), ("Premier", "second")),
        (("label", "hint"), ("Premier", "second")),
        (("label::Brezhoneg (br)", "hint::Brezhoneg (br)"), ("Premier", "second")),
    ],
)
def test_labels_and_hints_are_read_whatever_their_language_column(
    tmp_path: Path, columns: tuple[str, str], expected: tuple[str, str]
) -> None:
    path = workbook(tmp_path, ("type", "name", *columns), ("text", "q1", "Premier", "second"))
    (question,) = read_questionnaire(path).questions
    assert (question.title, *question.prompts) == expected


def test_french_is_preferred_to_another_language(tmp_path: Path) -> None:
    header = ("type", "name", "label::English (en)", "label::Français (fr)", "hint::English (en)")
    path = workbook(tmp_path, header, ("text", "q1", "Assets", "Les atouts", "What works?"))
    (question,) = read_questionnaire(path).questions
    assert (question.title, question.prompts) == ("Les atouts", ("What works?",))


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "_x000D_\n"])
def test_each_line_of_the_hint_is_a_prompt(tmp_path: Path, line_break: str) -> None:
    hint = line_break.join(["De quoi êtes-vous fiers ?", "", " Et quoi d'autre ? "])
    path = workbook(tmp_path, (*HEADER, "hint"), ("text", "q1", "Les atouts", hint))
    (question,) = read_questionnaire(path).questions
    assert question.prompts == ("De quoi êtes-vous fiers ?", "Et quoi d'autre ?")


def test_without_settings_the_file_names_the_questionnaire(tmp_path: Path) -> None:
    questionnaire = read_questionnaire(workbook(tmp_path, HEADER, ("text", "q1", "Les atouts")))
    assert (questionnaire.key, questionnaire.title) == ("essai", "essai")


def test_a_workbook_without_survey_is_refused(tmp_path: Path) -> None:
    error = refusal(workbook(tmp_path, HEADER, sheet="Feuil1"))
    assert error.where == "essai.xlsx"
    assert "survey" in error.message


def test_a_survey_without_question_is_refused(tmp_path: Path) -> None:
    error = refusal(workbook(tmp_path, HEADER, ("integer", "age", "Âge")))
    assert error.where == "essai.xlsx, feuille survey"


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (("text", "q2", "Les atouts", "force"), "quadrant", "« force » n'est pas un quadrant"),
        (("text", "Q 2", "Les atouts", None), "name", "« Q 2 »"),
        (("text", None, "Les atouts", None), "name", "nom de question"),
        (("text", "q2", None, None), "label", "« q2 » n'a pas d'intitulé"),
        (("text", "q1", "Les atouts", None), "name", "« q1 » figure déjà ligne 2"),
    ],
)
def test_a_faulty_row_is_named_with_its_column(
    tmp_path: Path, row: tuple[object, ...], column: str, message: str
) -> None:
    first = ("text", "q1", "Le territoire", "atout")
    error = refusal(workbook(tmp_path, (*HEADER, "quadrant"), first, (), row))
    assert error.where == f"essai.xlsx, feuille survey, ligne 4, colonne {column}"
    assert message in error.message
    assert error.remedy or column == "label"


def test_what_is_not_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "essai.xlsx"
    path.write_text("type,name,label", encoding="utf-8")
    assert refusal(path).where == "essai.xlsx"


def test_a_zip_that_is_not_a_workbook_is_refused(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "essai.xlsx", "w") as archive:
        archive.writestr("lisez-moi.txt", "rien")
    assert "classeur lisible" in refusal(tmp_path / "essai.xlsx").message


def test_a_workbook_with_broken_xml_is_refused(tmp_path: Path) -> None:
    whole = workbook(tmp_path, HEADER, ("text", "q1", "Les atouts"))
    broken = tmp_path / "casse.xlsx"
    with ZipFile(whole) as source, ZipFile(broken, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data[: len(data) // 2] if "sheet1" in name else data)
    assert "classeur lisible" in refusal(broken).message


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "absent.xlsx").where == "absent.xlsx"
