"""The interview guide: everything asked, once, in French, on one sheet printed on both sides."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from synthesis.cli.guide_command import command
from synthesis.domain import InputError, Question, Questionnaire
from synthesis.forms.defaults import default_questionnaire
from synthesis.forms.guide import write_guide
from synthesis.forms.typography import typeset
from synthesis.forms.xlsform import read_questionnaire

IMMERSION = read_questionnaire(default_questionnaire())
VISIT = {
    "Territoire",
    "Date(s)",
    "Durée",
    "Enquêteur ou enquêtrice (rôle)",
    "Rôles des personnes présentes",
}
REMINDER = {
    "Rien à en dire : écrivez « RAS ».",
    "Question non posée : laissez en blanc.",
    "Des rôles, jamais de noms.",
}
HEAD = {"Guide d'entretien", "Journées d'immersion 2021"}
SOFFICE = shutil.which("soffice")
PAGE = re.compile(rb"/Type\s*/Page\b")


def questionnaire_of(count: int) -> Questionnaire:
    """As many questions, worded as those of 2021, whose key does not say « hors question »."""
    asked = IMMERSION.questions[:12]
    questions = (asked[number % 12] for number in range(count))
    return Questionnaire(
        "essai",
        "Essai",
        tuple(
            Question(f"q{number}", question.title, question.prompts)
            for number, question in enumerate(questions, start=1)
        ),
    )


def written(questionnaire: Questionnaire, folder: Path) -> Path:
    """The guide of that questionnaire, in that folder."""
    path = folder / f"guide-{len(questionnaire.questions)}.docx"
    write_guide(questionnaire, path)
    return path


def paragraphs(document: Any) -> list[Any]:
    """Every paragraph that holds words, those of tables included, in order."""
    return [item for item in document.element.body.iter(qn("w:p")) if words(item)]


def words(paragraph: Any) -> str:
    """The text of a paragraph, its unbreakable hyphens as hyphens."""
    pieces = {qn("w:t"): lambda item: item.text, qn("w:noBreakHyphen"): lambda _: "-"}
    return "".join(pieces[item.tag](item) for item in paragraph.iter(*pieces))


def texts(path: Path) -> list[str]:
    """The words of each paragraph of a guide."""
    return [words(paragraph) for paragraph in paragraphs(Document(str(path)))]


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide of the immersion days."""
    return written(IMMERSION, tmp_path_factory.mktemp("guide"))


def test_the_guide_holds_what_it_must_once_and_nothing_else(guide: Path) -> None:
    numbered = [
        f"{number}. {question.title}"
        for number, question in enumerate(IMMERSION.questions[:-1], start=1)
    ]
    prompts = [prompt for question in IMMERSION.questions for prompt in question.prompts]
    expected = [*HEAD, *REMINDER, *VISIT, *numbered, "Hors question", *prompts]
    assert Counter(texts(guide)) == Counter(typeset(text) for text in expected)


def test_questions_come_in_order_each_before_its_prompts(guide: Path) -> None:
    found = texts(guide)
    expected = [
        typeset(text)
        for question in IMMERSION.questions
        for text in (question.title, *question.prompts)
    ]
    asked = [re.sub(r"^\d+\. ", "", text) for text in found]
    assert asked[-len(expected) :] == expected


def test_no_french_sign_is_left_alone_at_the_start_of_a_line(guide: Path) -> None:
    assert not [text for text in texts(guide) if re.search(r" [?!:;»]|« ", text)]


def test_no_verb_is_cut_from_its_pronoun(guide: Path) -> None:
    raw = ZipFile(guide).read("word/document.xml").decode()
    assert "redoutez<" in raw
    assert not re.search(r"\w-(t-)?(on|vous|il)\b", raw)


def test_titles_are_bold_and_nothing_is_smaller_than_ten_points(guide: Path) -> None:
    document = Document(str(guide))
    styles = {style.style_id: style for style in document.styles}
    used = {item.pPr.pStyle.val for item in paragraphs(document)}
    assert all(styles[name].font.size >= Pt(10) for name in used)
    assert document.styles["Question"].font.bold
    assert len(document.styles["Relance"].base_style.element.findall(f".//{qn('w:numPr')}")) == 1


def test_the_guide_is_a_french_a4_document(guide: Path) -> None:
    document = Document(str(guide))
    section = document.sections[0]
    size = (section.page_width, section.page_height)
    expected = (Mm(210), Mm(297))
    # A docx counts in twentieths of a point.
    assert all(abs(found - asked) < Pt(0.1) for found, asked in zip(size, expected, strict=True))
    languages = {item.get(qn("w:val")) for item in document.styles.element.iter(qn("w:lang"))}
    assert languages == {document.core_properties.language} == {"fr-FR"}
    assert document.core_properties.title == "Journées d’immersion 2021 – guide d’entretien"
    assert document.core_properties.author == document.core_properties.comments == ""


def test_the_guide_is_black_and_white(guide: Path) -> None:
    raw = ZipFile(guide).read("word/document.xml").decode()
    assert set(re.findall(r'w:color="(\w+)"', raw)) == {"000000"}
    assert "w:fill" not in raw


def test_one_table_a_page_one_row_a_question_never_cut(guide: Path) -> None:
    document = Document(str(guide))
    breaks = [item for item in document.paragraphs if item.paragraph_format.page_break_before]
    _, _, front, back = document.tables
    assert len(breaks) == 1
    assert len(front.rows) + len(back.rows) == len(IMMERSION.questions)
    assert breaks[0]._p.getprevious() is front._tbl
    for row in (*front.rows, *back.rows):
        assert row._tr.trPr.find(qn("w:cantSplit")) is not None
        assert len(row.cells[1].tables[0].rows) >= 2


def test_a_form_without_open_question_gets_hors_question_last(tmp_path: Path) -> None:
    assert texts(written(questionnaire_of(8), tmp_path))[-1] == "Hors question"


def test_the_open_question_comes_last_and_unnumbered(tmp_path: Path) -> None:
    questions = (Question("hq", "Autre chose"), Question("q1", "Les atouts"))
    found = texts(written(Questionnaire("essai", "Essai", questions), tmp_path))
    assert found[-2:] == ["1. Les atouts", "Autre chose"]


def test_the_same_questionnaire_gives_the_same_bytes(guide: Path, tmp_path: Path) -> None:
    assert written(IMMERSION, tmp_path).read_bytes() == guide.read_bytes()
    assert {entry.date_time[0] for entry in ZipFile(guide).infolist()} == {2021}


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent/guide\.docx : le guide ne peut pas être écrit"):
        write_guide(IMMERSION, tmp_path / "absent" / "guide.docx")


def test_the_command_writes_the_guide_of_the_form_it_is_given(guide: Path, tmp_path: Path) -> None:
    out = tmp_path / "nouveau" / "guide.docx"
    form = str(default_questionnaire())
    result = CliRunner().invoke(command, ["--out", str(out), "--questionnaire", form])
    assert result.exit_code == 0
    assert result.output.startswith("13 questions → ")
    assert out.read_bytes() == guide.read_bytes()


def test_the_command_asks_where_to_write() -> None:
    assert CliRunner().invoke(command, []).exit_code == 2


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed: no page count")
def test_the_printed_guide_takes_one_sheet_up_to_sixteen_questions(
    guide: Path, tmp_path: Path
) -> None:
    expected = {8: 2, 12: 2, 16: 2, 30: 3}
    files = [written(questionnaire_of(count), tmp_path) for count in expected]
    assert pages([guide], tmp_path) == [2]
    assert pages(files, tmp_path) == list(expected.values())


def pages(files: list[Path], folder: Path) -> list[int]:
    """Pages of each document once LibreOffice has printed it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*convert, *map(str, files)], capture_output=True, check=True, timeout=180)
    printed = [(folder / file.name).with_suffix(".pdf") for file in files]
    return [len(PAGE.findall(file.read_bytes())) for file in printed]
