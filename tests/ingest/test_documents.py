"""Documents: head, headings, answers."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from synthesis.domain import AnswerState
from synthesis.ingest import Registry
from synthesis.ingest.campaign import Campaign
from synthesis.ingest.documents import from_text
from synthesis.ingest.problems import Log
from synthesis.ingest.questions import Headings

from .conftest import QUESTIONNAIRE, TERRITORIES, Reader

HEAD = """---
Territoire : Redon agglo
Dates: du 3 au 5 février 2021
Durée (minutes): 2h30
personnes:
  - président
  - DGS
Enquêteur·rice: Jeanne
---
"""


def answers(reading: Reader, name: str, content: str | bytes) -> list[tuple[str, str]]:
    (interview,) = reading({name: content}).interviews
    return [(answer.question, answer.text) for answer in interview.answers]


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_front_matter_says_where_when_who(reading: Reader, name: str) -> None:
    intake = reading({name: HEAD + "# q1\nBonjour\n"})
    (interview,) = intake.interviews
    assert interview.siren == "243500741"
    assert interview.territory == "Redon agglo"
    assert interview.dates == (date(2021, 2, 3), date(2021, 2, 5))
    assert interview.duration_minutes == 150
    assert interview.people == ("président", "DGS")
    assert interview.interviewer == "Jeanne"
    assert [a.text for a in interview.answers] == ["Bonjour"]
    assert intake.problems == ()


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("météo: pluie", "pluie"),
        ("territoire: Nantes", "Nantes"),
        ("dates: au printemps", "printemps"),
        ("durée: 1 journée", "journée"),
    ],
)
def test_what_is_not_understood_is_told(reading: Reader, line: str, word: str) -> None:
    intake = reading({"a.md": f"---\n{line}\nentretien: visite\n---\n# q1\noui\n"})
    assert intake.interviews[0].key == "visite"
    assert any(word in str(problem) for problem in intake.problems)


def test_an_unknown_territory_is_kept_and_neighbours_are_proposed(reading: Reader) -> None:
    intake = reading({"a.md": "---\nterritoire: Arc Nord Bretagne\n---\n# q1\noui\n"})
    assert intake.interviews[0].territory == "Arc Nord Bretagne"
    assert intake.interviews[0].siren == ""
    assert "« Arc Sud Bretagne »" in str(intake.problems[0])


@pytest.mark.parametrize(
    "text",
    ["# q1\nUn\n", "---\nUn\n---\n", "Un\r\n\r\n---\n# q2\r\n", "\n\n  Un \x0c\n\n", "q1\nUn"],
)
def test_plain_text_is_one_answer_with_every_character(reading: Reader, text: str) -> None:
    assert answers(reading, "a.txt", "\ufeff" + text) == [("", text.replace("\r\n", "\n"))]


@given(st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), min_size=1))
def test_no_character_of_plain_text_is_lost(text: str) -> None:
    campaign = Campaign(Headings(QUESTIONNAIRE), Registry(TERRITORIES), Log())
    interview = from_text(text, "a.txt", campaign, markdown=False).interview
    assert [(a.question, a.text) for a in interview.answers] == [("", text)]


def test_markdown_headings_open_answers(reading: Reader) -> None:
    text = (
        "Avant\n\n# q1 – Présentation\n\n  Un  \n\n- deux\n\n## Détail\ntrois\n"
        "# Quels sont les atouts\n```\n# q3\n```\n**Les mobilités du quotidien**\nRAS\n"
        "# Divers\nencore\nq1\nde nouveau\n# q10\n"
    )
    assert answers(reading, "a.md", text) == [
        ("", "Avant"),
        ("q1", "  Un  \n\n- deux\n\n## Détail\ntrois"),
        ("q2", "```\n# q3\n```"),
        ("q3", "RAS"),
        ("Divers", "encore"),
        ("q1", "de nouveau"),
        ("q10", ""),
    ]


def test_an_underlined_heading_is_a_heading(reading: Reader) -> None:
    assert answers(reading, "a.md", "Q1\n---\nUn\n\nDivers\n===\nDeux\n---\n") == [
        ("q1", "Un"),
        ("Divers", "Deux\n---"),
    ]


def test_a_title_above_the_questions_is_no_answer(reading: Reader) -> None:
    intake = reading({"a.md": "# Visite de Redon\n## q1\nUn\n"})
    assert [a.question for a in intake.interviews[0].answers] == ["q1"]
    assert any("Visite de Redon" in p.message for p in intake.problems)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", AnswerState.NOT_ASKED),
        ("RAS", AnswerState.NOTHING),
        ("DGS : RAS", AnswerState.NOTHING),
        ("DGS : le port", AnswerState.SAID),
    ],
)
def test_states_of_answers(reading: Reader, text: str, state: AnswerState) -> None:
    (interview,) = reading({"a.md": f"# q1\n{text}\n"}).interviews
    assert interview.answers[0].state is state
    assert interview.answers[0].text == text


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Président : tout va", "Président"),
        ("**DGS** : tout va", "DGS"),
        ("[Maire de Redon] tout va", "Maire de Redon"),
        ("gardien du port : tout va", "gardien du port"),
        ("Exemple : tout va", ""),
        ("Tout va. Président : oui", ""),
        ("DGS : oui\nPrésident : non", ""),
    ],
)
def test_who_speaks(reading: Reader, text: str, speaker: str) -> None:
    head = "---\npersonnes: gardien du port\n---\n"
    (interview,) = reading({"a.md": f"{head}# q1\n{text}\n"}).interviews
    assert interview.answers[0].speaker == speaker
    assert interview.answers[0].text == text


@pytest.mark.parametrize(
    "line",
    ["*" * 400_000, " " * 400_000 + "x", "[" * 400_000, "# " + " #" * 200_000, "1" * 400_000],
)
def test_a_hostile_line_is_text_like_any_other(reading: Reader, line: str) -> None:
    assert answers(reading, "a.md", f"# q1\nx\n{line}\nx\n")[0][1].startswith("x")


def word_document() -> bytes:
    made = docx.Document()
    head = made.add_table(2, 2)
    for row, (key, value) in enumerate([("Territoire", "Blain"), ("Dates", "3 février 2021")]):
        head.cell(row, 0).text, head.cell(row, 1).text = key, value
    made.add_heading("q1 – Présentation", 1)
    made.add_paragraph("Un\ndeux\ttrois")
    made.add_paragraph("puce", style="List Bullet")
    table = made.add_table(2, 2)
    for row, cells in enumerate(["ab", "cd"]):
        table.cell(row, 0).text, table.cell(row, 1).text = cells
    edited = made.add_paragraph("gardé")
    for tag, word in (("w:del", " effacé"), ("w:ins", " ajouté")):
        change, run = OxmlElement(tag), edited.add_run(word)._r
        run.getparent().remove(run)
        change.append(run)
        edited._p.append(change)
    made.add_paragraph().add_run("Les mobilités du quotidien").bold = True
    made.add_paragraph("RAS")
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    control.append(content)
    content.append(made.add_paragraph("dans un contrôle")._p)
    made.element.body.insert(-1, control)
    assert made.element.body[-1].tag == qn("w:sectPr")
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_word_documents(reading: Reader) -> None:
    (interview,) = reading({"a.docx": word_document()}).interviews
    assert interview.siren == "244400453"
    assert interview.dates == (date(2021, 2, 3),)
    assert [(a.question, a.text) for a in interview.answers] == [
        ("q1", "Un\ndeux\ttrois\n- puce\na\tb\nc\td\ngardé ajouté"),
        ("q3", "RAS\ndans un contrôle"),
    ]


def open_document() -> bytes:
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in [
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("style", "style"),
            ("fo", "xsl-fo-compatible"),
        ]
    )
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = f"<table:table-row>{cell}{cell}</table:table-row>"
    content = f"""<office:document-content {spaces}><office:automatic-styles>
    <style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>
    <style:style style:name="P1" style:parent-style-name="Heading_20_2"/>
    </office:automatic-styles><office:body><office:text>
    <text:tracked-changes><text:p>effacé</text:p></text:tracked-changes>
    <table:table>{row.format("territoire", "Questambert")}
    {row.format("durée", "1h15")}</table:table>
    <text:h text:outline-level="1">Question 1</text:h>
    <text:p>Un<text:s text:c="3"/>deux<text:line-break/>trois<text:note
    ><text:p>n</text:p></text:note></text:p>
    <text:list><text:list-item><text:p>puce</text:p></text:list-item></text:list>
    <text:p text:style-name="P1">Divers</text:p><text:p>quatre</text:p>
    <text:p><text:span text:style-name="T1">Les mobilités du quotidien</text:span></text:p>
    <text:p>cinq</text:p>
    </office:text></office:body></office:document-content>"""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def test_open_documents(reading: Reader) -> None:
    (interview,) = reading({"a.odt": open_document()}).interviews
    assert interview.siren == "245614383"
    assert interview.duration_minutes == 75
    assert [(a.question, a.text) for a in interview.answers] == [
        ("q1", "Un   deux\ntrois\n- puce\nDivers\nquatre"),
        ("q3", "cinq"),
    ]
