"""The report read back: its figures are those of the csv, its words inert, its French set."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table

from synthesis.domain import InputError
from synthesis.forms.typography import NBSP, typeset
from synthesis.report.chapters import Chapter
from synthesis.report.content import Restitution
from synthesis.report.document import TEMPLATE, Options, report
from synthesis.report.french import of
from synthesis.report.ooxml import as_xml, visible
from synthesis.report.template import report_template

from .campaign import LABELS, content
from .conftest import MADE_ON, Tables

HOSTILE = (
    "<w:t>&amp; {{ 7*7 }} {% for %} {_{ x }_} </w:p> ![](http://a.example/x.png) \x00\x07\x0c"
    "\u202e "
    'HYPERLINK "http://a.example" on ne passe plus du tout sur ce chemin.'
)
FIELDS = ("SEQ ", "PAGE", "PAGEREF ", "NUMPAGES")
DOUBTFUL = {"Quote", "Référence"}


@pytest.fixture(scope="module")
def document(report_bytes: bytes) -> Document:
    return Document(io.BytesIO(report_bytes))


def table(document: Document, *heads: str) -> list[list[str]]:
    """Rows, without the head, of the first table that has these heads."""
    return rows(next(t for t in document.tables if cells(t, 0)[: len(heads)] == list(heads)))[1:]


def rows(found: Table) -> list[list[str]]:
    return [cells(found, number) for number in range(len(found.rows))]


def cells(found: Table, number: int) -> list[str]:
    return [cell.text.strip() for cell in found.rows[number].cells]


def everything(document: Document) -> list[tuple[str, str]]:
    """Style and text of every paragraph, those of tables too."""
    found = []
    for element in document.element.body.iter(qn("w:p")):
        style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = "" if style is None else style.get(qn("w:val"))
        found.append((name, "".join(t.text or "" for t in element.iter(qn("w:t")))))
    return found


def test_points_of_convergence_are_those_of_the_table(document: Document, tables: Tables) -> None:
    told = table(document, "Rang", "Thème", "EPCI")
    assert told == [
        [
            row["rang"],
            typeset(row["libelle"]),
            f"{row['territoires']}/{row['territoires_total']}",
            f"{round(100 * float(row['part']))}{NBSP}%",
            row["segments"],
            row["a_revoir"],
            "●" if row["converge"] == "1" else "",
        ]
        for row in tables["points_de_convergence"]
    ]


def test_each_theme_has_its_page_and_its_quadrants(document: Document, tables: Tables) -> None:
    found = [
        rows(t)[1:]
        for t in document.tables
        if cells(t, 0)[:2] == ["Quadrant", "EPCI qui en parlent"]
    ]
    expected = {(r["theme"], r["quadrant"]): r for r in tables["themes"]}
    points = tables["points_de_convergence"]
    assert len(found) == len(points)
    for told, point in zip(found, points, strict=True):
        for line, quadrant in zip(
            told, ("atout", "ressource", "difficulte", "inquietude"), strict=True
        ):
            row = expected.get((point["theme"], quadrant))
            shown = f"{row['territoires']}/{row['territoires_total']}" if row else "0"
            assert line[1:3] == [shown, row["segments"] if row else "0"]


def test_each_theme_says_how_many_speak_of_it(document: Document, tables: Tables) -> None:
    leads = [text for _, text in everything(document) if text.startswith("Thème dit dans ")]
    told = [re.findall(r"\d+", lead)[:3] for lead in leads]
    assert told == [
        [row["territoires"], row["territoires_total"], row["segments"]]
        for row in tables["points_de_convergence"]
    ]


def test_each_territory_has_its_own_board(document: Document, tables: Tables) -> None:
    boards = [t for t in document.tables if cells(t, 0)[0].startswith("● Atouts")][1:]
    names = sorted(
        {row["territoire"] for row in tables["segments"]}, key=lambda n: n.replace("É", "E")
    )
    assert len(boards) == len(names) == 13
    for board, name in zip(boards, names, strict=True):
        told = Counter(
            int(line.split("\t")[0])
            for row in rows(board)
            for cell in row
            for line in cell.split("\n")
            if "\t" in line
        )
        said = [r for r in tables["convergences"] if r["territoire"] == name]
        assert told == Counter(int(r["segments"]) for r in said if r["quadrant"] != "neutre")


def test_visits_wishes_and_certainty_are_those_of_the_tables(
    document: Document, tables: Tables
) -> None:
    said = Counter(typeset(row["territoire"]) for row in tables["segments"])
    assert {row[0]: int(row[4]) for row in table(document, "EPCI", "Dates")} == said
    wished = Counter(typeset(row["libelle"]) for row in tables["souhaits"])
    assert {row[0]: int(row[1]) for row in table(document, "Sujet", "EPCI")} == wished
    certainty = {row[0]: row[1] for row in table(document, "Ce qui est compté")}
    assert certainty["Propos comptés"] == str(len(tables["segments"]))
    assert certainty["Encore à revoir"] == str(
        sum(r["a_revoir"] == "1" for r in tables["segments"])
    )
    assert certainty["Sans thème"] == str(sum(not r["theme"] for r in tables["segments"]))


def test_every_sentence_is_set_in_french(document: Document) -> None:
    own = [text for style, text in everything(document) if style not in ("Quote", "Rfrence")]
    for text in own:
        assert typeset(text) == text
        assert "  " not in text
        assert not re.search(r"\b(?:de|le|la|que) (?:[Aa]rc|[ÉéEe]claircie)\b", text)
    assert not any("{" in text or "}" in text for text in own)


def test_fiction_is_stated(document: Document) -> None:
    texts = [text for _, text in everything(document)]
    assert sum("fictifs" in text for text in texts) >= 2
    assert "fictifs" in document.sections[0].header.paragraphs[0].text
    true = Document(io.BytesIO(report(replace(content(3), demonstration=False), _few())))
    assert not any("fictif" in text for _, text in everything(true))


def test_heads_are_repeated_and_no_row_is_cut(document: Document) -> None:
    dressed = [t for t in document.tables if t.style and t.style.name == "Tableau de synthèse"]
    assert len(dressed) > 10
    for found in dressed:
        assert found.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in found.rows)


def test_every_picture_says_what_it_shows(document: Document) -> None:
    described = [e.get("descr") for e in document.element.body.iter(qn("wp:docPr"))]
    assert described
    assert all(described)


def test_the_contents_lead_to_every_heading(document: Document) -> None:
    body = document.element.body
    marks = {e.get(qn("w:name")) for e in body.iter(qn("w:bookmarkStart"))}
    links = [e.get(qn("w:anchor")) for e in body.iter(qn("w:hyperlink"))]
    headings = [p for p in document.paragraphs if p.style.name in ("Heading 1", "Heading 2")]
    assert len(links) == len(headings)
    assert set(links) == marks


def test_hostile_words_are_shown_and_do_nothing() -> None:
    told = content(3, said=HOSTILE, title="Campagne <b>{{ 1 }}</b> {% raw %}")
    data = report(told, _few(Chapter.CONTEXT, Chapter.THEMES, Chapter.TERRITORIES, Chapter.DOUBTS))
    document = Document(io.BytesIO(data))
    texts = "\n".join(text for _, text in everything(document))
    assert visible(HOSTILE)[:100] in texts
    assert "49" not in texts
    codes = [e.text.strip() for e in document.element.body.iter(qn("w:instrText"))]
    assert codes
    assert all(code.startswith(FIELDS) for code in codes)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = [archive.read(n).decode() for n in archive.namelist() if n.endswith(".rels")]
    assert not any("a.example" in text or 'TargetMode="External"' in text for text in relations)


def test_another_member_is_in_the_report() -> None:
    document = Document(io.BytesIO(report(content(14), _few(Chapter.TERRITORIES, Chapter.VISITS))))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert "Quatorzième Membre" in headings
    assert len(table(document, "EPCI", "Dates")) == 14


def test_chapters_are_chosen(told: Restitution) -> None:
    document = Document(io.BytesIO(report(told, _few(Chapter.WISHES, Chapter.CONTEXT))))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == [Chapter.CONTEXT.label, Chapter.WISHES.label]


def test_the_same_day_gives_the_same_bytes(told: Restitution) -> None:
    options = _few(Chapter.CONTEXT, Chapter.CONVERGENCES)
    assert report(told, options) == report(told, options)
    later = replace(options, made_on=MADE_ON.replace(day=1))
    assert "1er mai 2021" in _text(report(told, later)).replace(NBSP, " ")


def test_nothing_said_is_no_error() -> None:
    empty = replace(content(2), codings=(), disputed={}, keywords={})
    texts = _text(report(empty, Options(MADE_ON)))
    assert "Aucun souhait de travail commun" in texts


def test_the_template_is_what_the_script_makes() -> None:
    with (
        zipfile.ZipFile(TEMPLATE) as kept,
        zipfile.ZipFile(io.BytesIO(report_template())) as made,
    ):
        assert kept.namelist() == made.namelist()
        for name in kept.namelist():
            assert kept.read(name) == made.read(name), name


def test_a_template_that_is_none_is_refused(told: Restitution, tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "modele.docx"
    path.write_bytes(b"pas un fichier Word")
    with pytest.raises(InputError, match="modèle du rapport"):
        report(told, replace(_few(), template=path))


@pytest.mark.parametrize("text", ["{_{ x }_}", "{{ 1 }}", "<w:p/>", "a\x00b", "\ud800", "a\tb"])
def test_what_is_written_is_valid_xml(text: str) -> None:
    written = str(as_xml(text))
    assert not re.search(r"[{}<>\x00-\x09\ud800-\udfff]", written)


def test_labels_are_shown_as_they_are(document: Document) -> None:
    headings = {p.text for p in document.paragraphs if p.style.name == "Heading 2"}
    said = set(LABELS.values()) - {"Le thème dont personne ne parle"}
    assert {typeset(label) for label in said} <= headings
    assert of("Éclaircie") == "d'Éclaircie"


def _few(*chapters: Chapter) -> Options:
    return Options(MADE_ON, chapters=chapters or (Chapter.CONTEXT,))


def _text(data: bytes) -> str:
    return "\n".join(text for _, text in everything(Document(io.BytesIO(data))))
