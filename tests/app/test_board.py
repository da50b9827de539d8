"""« Synthèse »: its figures are those of the convergence; what changed; the heat map."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from synthesis.app.markup import plain
from synthesis.domain import BOARD, Quadrant
from synthesis.wording import plural

from .campaigns import (
    IMAGE,
    INTERVIEWS,
    SCRIPT,
    hostile_codings,
    new_database,
    save_example,
)
from .conftest import Opened
from .shown import (
    Kept,
    chart_rows,
)


def test_figures_are_those_of_the_convergence(
    open_page: Opened,
    demonstration_folder: Path,
    kept: Kept,
) -> None:
    interviews, codings, convergence = kept
    app = open_page(demonstration_folder, "Synthèse")
    assert not app.exception
    shown = {metric.label: int(metric.value.replace("\u202f", "")) for metric in app.metric}
    assert shown == {
        "Territoires interrogés": 13,
        "Entretiens": len(interviews),
        "Points de convergence": sum(convergence.converges(c) for c in convergence.points()),
        "Propos classés": len(codings),
        "À revoir": sum(coding.to_review for coding in codings),
        "Sans thème": sum(not coding.theme for coding in codings),
    }
    assert "fictifs" in app.info[0].value


def test_what_changed_since_the_analysis_before_is_told_as_plain_text(
    open_page: Opened, tmp_path: Path
) -> None:
    said = f"3 segments ont rejoint « L'eau {IMAGE} »."
    report = {"changements": [{"phrase": said}, {"phrase": f"1 thème nouveau : {SCRIPT}"}]}
    save_example(new_database(tmp_path), INTERVIEWS, hostile_codings(), report=report)
    app = open_page(tmp_path, "Synthèse")
    assert not app.exception
    expander = next(e for e in app.expander if e.label.startswith("Ce qui a changé"))
    assert expander.label == "Ce qui a changé depuis l’analyse précédente"
    assert [text.value for text in expander.text] == [
        f"3 segments ont rejoint «\u00a0L’eau {IMAGE}\u00a0».",
        f"1 thème nouveau\u00a0: {SCRIPT}",
    ]
    assert not expander.markdown


@pytest.mark.parametrize("report", [{}, {"changements": []}], ids=["first run", "no change"])
def test_nothing_changed_is_not_told(
    open_page: Opened, tmp_path: Path, report: dict[str, object]
) -> None:
    save_example(new_database(tmp_path), INTERVIEWS, hostile_codings(), report=report)
    app = open_page(tmp_path, "Synthèse")
    assert not app.exception
    assert not [e for e in app.expander if e.label.startswith("Ce qui a changé")]


@pytest.mark.parametrize("quadrant", BOARD)
def test_each_quadrant_lists_its_themes_with_their_territories(
    open_page: Opened,
    demonstration_folder: Path,
    kept: Kept,
    quadrant: Quadrant,
) -> None:
    convergence = kept.convergence
    app = open_page(demonstration_folder, "Synthèse")
    column = app.container(key=f"quadrant-{quadrant}")
    links = [(parse_qs(link.proto.query_string), link.value) for link in column.page_link]
    shown = [(query["theme"][0], label.split("** ")[0]) for query, label in links]
    expected = [
        (count.theme, f"**{count.territories}/{count.total}")
        for count in convergence.counts(quadrant)
    ]
    assert shown == expected
    assert {query["quadrant"][0] for query, _ in links} == {quadrant.value}


def test_heat_map_cells_add_up_to_the_convergence(
    open_page: Opened,
    demonstration_folder: Path,
    kept: Kept,
) -> None:
    convergence = kept.convergence
    app = open_page(demonstration_folder, "Synthèse")
    app.toggle[0].set_value(True).run()
    shown = {(row["theme"], row["place"]): row["segments"] for row in chart_rows(app)}
    expected: Counter[tuple[str, str]] = Counter()
    for (theme, quadrant, place), cell in convergence.cells.items():
        if quadrant in BOARD:
            expected[theme, place] += cell.segments
    assert {cell: count for cell, count in shown.items() if count} == dict(expected)
    assert len(shown) == len(convergence.points()) * 13


def test_heat_map_begins_with_widespread_themes(
    open_page: Opened,
    demonstration_folder: Path,
    kept: Kept,
) -> None:
    app = open_page(demonstration_folder, "Synthèse")
    widespread = {count.theme for count in kept.convergence.points() if count.territories >= 3}
    assert {row["theme"] for row in chart_rows(app)} == widespread


def test_wishes_of_nobody_known_count_no_territory(open_page: Opened, hostile_folder: Path) -> None:
    app = open_page(hostile_folder, "Synthèse")
    wishes = [link for link in app.page_link if "souhaits" in link.proto.query_string]
    assert len(wishes) == 1
    assert plain(plural(2, "territoire")) in wishes[0].value
