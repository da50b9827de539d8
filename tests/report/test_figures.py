"""Charts: valid, with as many cells as there is to show, and nothing to show is no error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd
import pytest

from synthesis.report.figures import CELL, coverage_map, heat_map
from synthesis.report.palette import EMPTY

COUNTS = ("theme", "libelle", "place", "territoire", "segments")
STATES = ("territoire", "question", "intitule", "etat")
HOSTILE = "<script>alert(1)</script> ![](http://evil.example/x.png) [0] a.b 'c' \\ \u202e"


def counts(themes: Sequence[str], places: Sequence[str], segments: int = 3) -> pd.DataFrame:
    """Every theme × place, with `segments`, or none on the diagonal."""
    rows = [
        (f"t{i}", theme, f"p{j}", place, segments * (i != j))
        for i, theme in enumerate(themes)
        for j, place in enumerate(places)
    ]
    return pd.DataFrame(rows, columns=list(COUNTS))


def states(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Rows of territory, question and state."""
    return pd.DataFrame([(t, q, q, e) for t, q, e in rows], columns=list(STATES))


def data_of(chart: alt.Chart | alt.LayerChart) -> list[dict[str, Any]]:
    """The rows that the chart carries, after validation of its whole specification."""
    spec = chart.to_dict()
    datasets: dict[str, list[dict[str, Any]]] = spec.get("datasets", {})
    return [row for rows in datasets.values() for row in rows]


@pytest.mark.parametrize(
    ("themes", "places", "segments"), [(1, 1, 0), (1, 13, 9), (12, 2, 3), (5, 5, 0)]
)
def test_heat_map_has_a_cell_for_each_theme_and_territory(
    themes: int, places: int, segments: int
) -> None:
    labels, names = [f"Thème {i}" for i in range(themes)], [f"Lieu {i}" for i in range(places)]
    table = counts(labels, names, segments)
    rows = data_of(heat_map(table, themes=labels, territories=names))
    assert len(rows) == themes * places
    assert sum(row["segments"] for row in rows) == table["segments"].sum()


def test_heat_map_keeps_the_order_asked_for() -> None:
    table = counts(["Eau", "Air"], ["Val", "Bourg"])
    chart = heat_map(table, themes=["Eau", "Air"], territories=["Val", "Bourg"])
    cells, numbers = chart.to_dict()["layer"]
    for layer in (cells, numbers):
        assert layer["encoding"]["y"]["sort"] == ["Eau", "Air"]
        assert layer["encoding"]["x"]["sort"] == ["Val", "Bourg"]


def test_heat_map_cells_give_their_theme_and_place_when_picked() -> None:
    table = counts(["Eau"], ["Val"])
    spec = heat_map(table, themes=["Eau"], territories=["Val"]).to_dict()
    [pick] = [param for param in spec["params"] if param["name"] == CELL]
    assert pick["select"]["fields"] == ["theme", "place"]
    assert set(pick["select"]["fields"]) <= set(table.columns)


def test_heat_map_shows_an_empty_cell_as_empty_and_without_number() -> None:
    spec = heat_map(counts(["Eau"], ["Val"]), themes=["Eau"], territories=["Val"]).to_dict()
    cells, numbers = (layer["encoding"] for layer in spec["layer"])
    assert cells["color"]["condition"]["test"] == "datum.segments > 0"
    assert cells["color"]["value"] == EMPTY
    assert numbers["text"]["condition"]["test"] == "datum.segments > 0"
    assert numbers["text"]["value"] == ""


def test_heat_map_writes_in_white_on_the_darker_half() -> None:
    table = counts(["Eau", "Air"], ["Val", "Bourg"], segments=8)
    spec = heat_map(table, themes=["Eau", "Air"], territories=["Val", "Bourg"]).to_dict()
    colour = spec["layer"][1]["encoding"]["color"]
    assert colour["condition"] == {"test": "datum.segments > 4.0", "value": "white"}


def test_heat_map_of_nothing_is_an_empty_chart() -> None:
    assert data_of(heat_map(counts([], []), themes=[], territories=[])) == []


def test_coverage_has_a_sign_for_each_state() -> None:
    table = states(("Val", "Q1", "dit"), ("Val", "Q2", "rien"), ("Bourg", "Q1", "non_posee"))
    rows = data_of(coverage_map(table, questions=["Q1", "Q2"]))
    assert [(row["signe"], row["libelle_etat"]) for row in rows] == [
        ("●", "dit"),
        ("○", "posée, rien à en dire"),
        ("–", "non posée"),
    ]


def test_coverage_keeps_the_order_of_the_questions() -> None:
    table = states(("Val", "Q10", "dit"), ("Val", "Q2", "dit"))
    spec = coverage_map(table, questions=["Q2", "Q10", "HQ"]).to_dict()
    assert spec["encoding"]["x"]["sort"] == ["Q2", "Q10", "HQ"]


def test_coverage_of_nothing_is_an_empty_chart() -> None:
    assert data_of(coverage_map(states(), questions=[])) == []


def test_coverage_leaves_its_table_alone() -> None:
    table = states(("Val", "Q1", "dit"))
    coverage_map(table, questions=["Q1"])
    assert tuple(table.columns) == STATES


@pytest.mark.parametrize("name", [HOSTILE, "Saint-Gildas – l'Étang", " "])
def test_names_go_through_unchanged(name: str) -> None:
    table = counts([name], [name])
    [cell] = data_of(heat_map(table, themes=[name], territories=[name]))
    assert (cell["libelle"], cell["territoire"]) == (name, name)
    [state] = data_of(coverage_map(states((name, name, "dit")), questions=[name]))
    assert (state["territoire"], state["intitule"]) == (name, name)
