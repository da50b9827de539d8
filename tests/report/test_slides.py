"""The slides read back: figures of the csv, words within their boxes, charts that can be edited."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Emu

from synthesis.domain import InputError
from synthesis.forms.typography import typeset
from synthesis.report.ballots import BallotLine, BallotResult
from synthesis.report.content import Restitution
from synthesis.report.fit import needed
from synthesis.report.slide_canvas import PAD, PAD_Y
from synthesis.report.slides import MOST, TEMPLATE, SlideOptions, slides
from synthesis.report.slides_template import slides_template

from .campaign import content
from .conftest import MADE_ON, Tables
from .test_document import HOSTILE

_ORDER = ((1, "Habiter", 21), (2, "Déchets", 9), (2, "Eau", 9), (4, "Vélo", 1))
VOTE = BallotResult(
    "L'ordre des sujets",
    "gommettes",
    tuple(
        BallotLine(rank, label, f"{value} gommettes", value)
        for rank, label, value in (
            (1, "Habiter", 21),
            (2, "Déchets", 9),
            (2, "Eau", 9),
            (4, "Vélo", 1),
        )
    ),
    voters=13,
    blanks=1,
    unit="gommettes",
)


@pytest.fixture(scope="module")
def deck(slides_bytes: bytes) -> Any:
    return Presentation(io.BytesIO(slides_bytes))


def opened(told: Restitution, **options: Any) -> Any:
    return Presentation(io.BytesIO(slides(told, SlideOptions(MADE_ON, **options))))


def words(slide: Any) -> str:
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    found += [cell.text for table in tables for row in table.rows for cell in row.cells]
    return "\n".join(found)


def chart_of(slide: Any) -> dict[str, float]:
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    plot = chart.plots[0]
    return dict(zip(plot.categories, plot.series[0].values, strict=True))


def titled(deck: Any, title: str) -> Any:
    return next(slide for slide in deck.slides if slide.shapes.title.text == typeset(title))


@pytest.mark.parametrize("votes", [0, 1, 2, 3])
def test_there_are_twelve_to_fifteen_slides(told: Restitution, votes: int) -> None:
    subjects = ("Habiter", "Déchets") if votes else ()
    found = opened(told, subjects=subjects, results=(VOTE,) * votes)
    assert 12 <= len(found.slides) <= MOST
    assert found.slide_width / found.slide_height == pytest.approx(16 / 9, rel=1e-3)


def test_convergences_are_those_of_the_table(deck: Any, tables: Tables) -> None:
    told = chart_of(titled(deck, "Les points de convergence"))
    converging = [r for r in tables["points_de_convergence"] if r["converge"] == "1"]
    assert told == {
        f"{typeset(r['libelle'])} ({r['territoires']}/{r['territoires_total']})": int(
            r["territoires"]
        )
        for r in converging
    }


def test_each_major_theme_has_its_quadrants_and_its_references(deck: Any, tables: Tables) -> None:
    by_quadrant = {(r["libelle"], r["quadrant"]): int(r["territoires"]) for r in tables["themes"]}
    keys = {row["segment"] for row in tables["segments"]}
    for row in tables["points_de_convergence"][:6]:
        slide = titled(deck, row["libelle"])
        assert list(chart_of(slide).values()) == [
            by_quadrant.get((row["libelle"], quadrant), 0)
            for quadrant in ("atout", "ressource", "difficulte", "inquietude")
        ]
        notes = slide.notes_slide.notes_text_frame.text
        assert sum(key in notes for key in keys) == words(slide).count("«")


def test_wishes_are_those_of_the_table(deck: Any, tables: Tables) -> None:
    asked: dict[str, int] = {}
    for row in tables["souhaits"]:
        asked[typeset(row["libelle"])] = asked.get(typeset(row["libelle"]), 0) + 1
    told = chart_of(titled(deck, "Les sujets à travailler ensemble"))
    assert told == {label: asked[label] for label in told}
    assert told


@pytest.mark.parametrize("votes", [False, True])
def test_no_words_overflow_their_box(votes: bool) -> None:
    told = content(said=HOSTILE, title="Un titre sans fin " * 30)
    options: dict[str, Any] = {}
    if votes:
        long = "Vivre et habiter les territoires ruraux, logements, emplois, mobilités " * 4
        options = {"subjects": (long,) * 14, "results": (VOTE,), "steps": (long,) * 9}
    boxes = [
        s for slide in opened(told, **options).slides for s in slide.shapes if s.has_text_frame
    ]
    for shape in boxes:
        paragraphs = [p for p in shape.text_frame.paragraphs if p.runs and p.runs[0].font.size]
        if not paragraphs:
            continue
        size = paragraphs[0].runs[0].font.size.pt
        texts = [p.text.replace("\v", "\n") for p in paragraphs]
        bold = bool(paragraphs[0].runs[0].font.bold)
        width, height = (Emu(side).cm for side in (shape.width, shape.height))
        assert needed(texts, width - 2 * PAD, size, bold=bold) <= height - 2 * PAD_Y + 0.2, texts
        assert shape.left >= 0
        assert shape.left + shape.width <= Emu(12_192_120)


def test_charts_tables_and_pictures_say_what_they_show(told: Restitution) -> None:
    found = opened(told, results=(VOTE,))
    frames = [s for slide in found.slides for s in slide.shapes if s.has_chart or s.has_table]
    assert len(frames) > 8
    assert all(s._element.nvGraphicFramePr.cNvPr.get("descr") for s in frames)


def test_a_result_shows_its_order_and_its_ties(told: Restitution) -> None:
    slide = titled(opened(told, results=(VOTE,)), VOTE.title)
    shown = words(slide)
    assert shown.count("2 ex æquo") == 2
    assert "13\u00a0bulletins, dont 1\u00a0blanc" in shown
    assert chart_of(slide) == {"Habiter": 21, "Déchets": 9, "Eau": 9, "Vélo": 1}


def test_another_member_is_on_the_slides() -> None:
    found = opened(content(14))
    assert "Quatorzième Membre" in words(titled(found, "Les visites"))


def test_fiction_is_stated_on_every_slide(deck: Any) -> None:
    assert all("fictifs" in words(slide) for slide in deck.slides)


def test_hostile_words_do_nothing() -> None:
    data = slides(content(3, said=HOSTILE), SlideOptions(MADE_ON, subjects=(HOSTILE,)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = [archive.read(n).decode() for n in archive.namelist() if n.endswith(".rels")]
    assert not any("a.example" in text or 'TargetMode="External"' in text for text in relations)
    assert "{{ 7*7 }}" in "".join(words(s) for s in Presentation(io.BytesIO(data)).slides)


def test_the_same_day_gives_the_same_bytes(told: Restitution, slides_bytes: bytes) -> None:
    assert slides(told, SlideOptions(MADE_ON)) == slides_bytes


def test_nothing_said_is_no_error(told: Restitution) -> None:
    empty = replace(content(2), codings=(), disputed={}, keywords={})
    assert len(opened(empty).slides) >= 8


def test_the_template_is_what_the_script_makes() -> None:
    with (
        zipfile.ZipFile(TEMPLATE) as kept,
        zipfile.ZipFile(io.BytesIO(slides_template())) as made,
    ):
        assert kept.namelist() == made.namelist()
        for name in kept.namelist():
            assert kept.read(name) == made.read(name), name


def test_a_template_that_is_none_is_refused(told: Restitution, tmp_path: Any) -> None:
    path = tmp_path / "modele.pptx"
    path.write_bytes(b"rien")
    with pytest.raises(InputError, match="modèle du support"):
        opened(told, template=path)
