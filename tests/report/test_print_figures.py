"""Figures to print: a picture whatever the words, the same each time, told to who cannot see it."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import combinations
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from synthesis.domain import BOARD, AnswerState, Quadrant, Territory
from synthesis.language.vocabulary import Word
from synthesis.report.classes import Fork, Tree, WordClass
from synthesis.report.factorial import Plane, Point
from synthesis.report.figure import Figure
from synthesis.report.figures_board import Shared, board, convergence_bars
from synthesis.report.figures_factorial import factorial_map
from synthesis.report.figures_print import coverage_table, heat_table, shade, tile_figure
from synthesis.report.figures_tree import dendrogram
from synthesis.report.figures_words import cloud_figure, keyness_bars
from synthesis.report.palette import QUADRANTS, ink_on, luminance

HOSTILE = (
    "<script>alert(1)</script> $\\frac{1}{0}$ \\evil{ \N{RIGHT-TO-LEFT OVERRIDE}sreitrat\0\x1b[31m",
    "eau" * 30_000,
    "\n\t",
)
Build = Callable[[str], Figure]


def _territories(name: str) -> list[Territory]:
    return [Territory(f"{i:09d}", name if i else "Le Val", x=i % 4, y=i // 4) for i in range(14)]


def _tree(word: str) -> Tree:
    classes = (
        WordClass(3, (word, "eau"), Quadrant.ATOUT, word),
        WordClass(2, ()),
        WordClass(9, (word,) * 7),
    )
    return Tree(classes, (Fork((0, 1), (2, 2), 9.5), Fork((0, 0), (1, 1), 12.0)), 4)


BUILDERS: dict[str, Build] = {
    "board": lambda w: board({Quadrant.ATOUT: [Shared(w, 2, 13)] * 12}),
    "bars": lambda w: convergence_bars([Shared(w, 8, 13, {Quadrant.ATOUT: 3})], share=0.5),
    "heat": lambda w: heat_table(
        {("t", "p"): 3}, themes=[("t", w)], places=[("p", w)], silent={("t", "q")}
    ),
    "coverage": lambda w: coverage_table(
        {("e", w): AnswerState.SAID}, interviews=[("e", w)], questions=[w, "q2"]
    ),
    "tiles": lambda w: tile_figure(
        _territories(w.strip() or "?"), {"000000001": 4, "000000002": 0}, label=w, key="carte"
    ),
    "keyness": lambda w: keyness_bars({Quadrant.ATOUT: [Word(w, w, 2, 4.0)]}),
    "factorial": lambda w: factorial_map(
        Plane((Point(w, 1, 1, 0.5), Point("b", -1, 0, 0.5)), (Point(w, 0, -2, 1.0),), (0.2, 0.1))
    ),
    "tree": lambda w: dendrogram(_tree(w)),
}
EMPTY: dict[str, Callable[[], Figure]] = {
    "board": lambda: board({}),
    "bars": lambda: convergence_bars([], share=0.5),
    "heat": lambda: heat_table({}, themes=[], places=[]),
    "coverage": lambda: coverage_table({}, interviews=[], questions=[]),
    "tiles": lambda: tile_figure(_territories("B")[:1], {}, label="L'eau", key="carte"),
    "keyness": lambda: keyness_bars({}),
    "cloud": lambda: cloud_figure([], Quadrant.ATOUT),
}


def _pixels(figure: Figure) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(figure.png(60))).convert("L"))


@pytest.mark.parametrize("name", BUILDERS)
@pytest.mark.filterwarnings("ignore:Glyph")
def test_hostile_words_are_drawn_as_words(name: str) -> None:
    for word in HOSTILE:
        figure = BUILDERS[name](word)
        assert _pixels(figure).min() < 128
        assert len(figure.alt) < 2_000
        assert not set("\0\x1b\N{RIGHT-TO-LEFT OVERRIDE}") & set(figure.title + figure.alt)
    root = ElementTree.fromstring(BUILDERS[name](HOSTILE[0]).svg())
    assert not [e for e in root.iter() if e.tag.endswith("script")]


@pytest.mark.parametrize("name", EMPTY)
def test_nothing_to_show_is_a_picture_too(name: str) -> None:
    figure = EMPTY[name]()
    assert _pixels(figure).size
    assert figure.alt


def test_the_same_figure_has_the_same_bytes() -> None:
    first, second = (BUILDERS["tree"]("canal") for _ in range(2))
    assert first.png(80) == second.png(80)
    assert first.svg() == second.svg()
    assert "<text" not in first.svg()  # no font is asked for


def test_a_picture_has_the_size_that_it_announces() -> None:
    figure = BUILDERS["board"]("L'eau")
    width, height = Image.open(io.BytesIO(figure.png(254))).size
    assert (width, height) == pytest.approx((100 * figure.width, 100 * figure.height), abs=1)


def test_alternative_texts_tell_the_numbers() -> None:
    shared = [Shared("L'eau", 8, 13, dict.fromkeys(BOARD, 2)), Shared("Les routes", 3, 13)]
    assert "L’eau (8 sur 13), Les routes (3 sur 13)" in board({Quadrant.ATOUT: shared}).alt
    assert "1\N{NO-BREAK SPACE}thème dépasse" in convergence_bars(shared, share=0.5).alt
    tiles = tile_figure(_territories("B"), {"000000000": 2, "000000001": 5}, label="L", key="c")
    assert "B (5), Le Val (2)" in tiles.alt


def test_a_fourteenth_territory_is_one_column_more() -> None:
    for count in (13, 14, 40):
        places = [(f"p{i}", f"Communauté de communes {i}") for i in range(count)]
        figure = heat_table({("t", f"p{count - 1}"): 2}, themes=[("t", "Eau")], places=places)
        assert figure.width == 16
        # What is drawn leaves a margin: no name is cut by the edge.
        assert _pixels(figure)[:, -2:].min() > 128


def test_what_is_written_can_be_read_on_every_shade() -> None:
    for part in np.linspace(0, 1, 21):
        fill = shade(part)
        written = 1.05 if ink_on(fill) == "white" else 0.05
        dark, light = sorted([luminance(fill) + 0.05, written])
        assert light / dark >= 4.5


def test_quadrants_differ_without_colour() -> None:
    for one, other in combinations(BOARD, 2):
        assert QUADRANTS[one].sign != QUADRANTS[other].sign
        assert QUADRANTS[one].hatch != QUADRANTS[other].hatch


def test_a_cloud_tells_its_words() -> None:
    words = [Word("écoles", "ecole", 4, 9.0), Word("fibre", "fibre", 2, 3.0)]
    figure = cloud_figure(words, Quadrant.RESSOURCE)
    assert figure.alt.endswith("écoles, fibre.")
    assert _pixels(figure).min() < 128
