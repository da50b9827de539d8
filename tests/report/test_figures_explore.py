"""Figures of « Explorer »: every territory has a tile of its own; same words, same picture."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from synthesis.domain import BOARD, Quadrant, Territory
from synthesis.report.figures_explore import placed, theme_bars, tile_map, word_bars, word_cloud

CELLS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=40)


def territories(cells: list[tuple[int, int]]) -> list[Territory]:
    return [
        Territory(f"{number:09d}", f"Territoire {number}", x=x, y=y)
        for number, (x, y) in enumerate(cells)
    ]


@given(CELLS)
def test_no_two_territories_share_a_tile(cells: list[tuple[int, int]]) -> None:
    found = placed(territories(cells))
    assert len(found) == len(set(found.values())) == len(cells)
    for number, cell in enumerate(cells):
        if cells.index(cell) == number:
            assert found[f"{number:09d}"] == cell


def test_a_tile_shows_its_name_and_its_value() -> None:
    here = [Territory("000000001", "Pays d'Ancenis", x=2, y=1), Territory("000000002", "B", x=3)]
    chart = tile_map(here, {"000000001": 0.5}, {"000000001": "50 %"}, measure="Part")
    rows = chart.to_dict()["datasets"].popitem()[1]
    assert [(r["nom"], r["ecrit"], r["x"], r["y"]) for r in rows] == [
        ("Pays d'Ancenis", "50 %", 0, 1),
        ("B", "–", 1, 0),
    ]


def test_a_long_name_is_cut_in_three_lines() -> None:
    name = "Communauté de communes du pays de la vallée de la rivière sans fin"
    chart = tile_map([Territory("000000001", name)], {}, {}, measure="Part")
    (row,) = chart.to_dict()["datasets"].popitem()[1]
    assert row["nom"].count("\n") == 2
    assert row["nom"].endswith("…")


@pytest.mark.parametrize("quadrant", Quadrant)
def test_bars_can_be_picked(quadrant: Quadrant) -> None:
    words = pd.DataFrame([{"mot": "écoles", "lemme": "école", "propos": 3, "chi2": 1.5}])
    spec = word_bars(words, quadrant=quadrant).to_dict()
    assert [p["select"]["fields"] for p in spec["params"]] == [["lemme"]]


def test_theme_bars_carry_the_sign_of_their_quadrant() -> None:
    rows = [
        {
            "theme": "eau", "libelle": "L'eau", "quadrant": q.value, "nom": q.label,
            "rang": rank, "propos": 2, "ecrit": f"{rank} 2",
        }
        for rank, q in enumerate(BOARD)
    ]  # fmt: skip
    spec = theme_bars(pd.DataFrame(rows), themes=["L'eau"]).to_dict()
    assert spec["layer"][1]["mark"]["type"] == "text"


def test_a_cloud_is_a_picture_always_the_same() -> None:
    weights = {"école": 5.0, "fibre": 2.0, "<script>": 1.0}
    first = word_cloud(weights, Quadrant.ATOUT)
    assert first == word_cloud(weights, Quadrant.ATOUT)
    assert Image.open(io.BytesIO(first)).size == (1040, 600)
