"""Figures of a result: every subject in its place, every number written, nothing told by colour
alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import altair as alt
import pytest

from synthesis.report.palette import luminance
from synthesis.vote.contents import GRADES, Method, Rules, TieRule
from synthesis.vote.counting import count, retained
from synthesis.vote.drawing import ON_PAGE, PROJECTED, grade_shades
from synthesis.vote.figures import (
    EVEN,
    KEPT,
    LEFT,
    LOSES,
    TIED,
    WINS,
    duel_matrix,
    figure,
    merit_profile,
    score_bars,
)
from synthesis.vote.tally import Tally, Weighted
from synthesis.vote.telling import result_told
from tests.vote.shorthand import Rows, dots, judgments, rankings

TITLES = {"a": "Eau", "b": "Santé", "c": "Logement", "d": "Mobilités", "e": "Culture"}
HOSTILE = "<script>alert(1)</script> ![](http://evil.example/x.png) [0] a.b 'c' \\ \u202e"


def dotted(text: str, options: str = "abcde") -> Tally:
    """One ballot of dots."""
    return count([Weighted(dots(text))], tuple(options), Rules(Method.DOTS, dots=99, dots_max=99))


def judged(rows: Rows, options: str = "abc") -> Tally:
    """Weighted judgments."""
    ballots = [Weighted(judgments(text), weight) for weight, text in rows]
    return count(ballots, tuple(options), Rules(Method.MAJORITY_JUDGMENT))


def ranked(rows: Rows, options: str = "abc") -> Tally:
    """Weighted rankings, by Schulze."""
    return count(rankings(rows), tuple(options), Rules(Method.SCHULZE))


def rows_of(chart: alt.LayerChart, column: str) -> list[dict[str, Any]]:
    """The rows that the chart carries and that have this column, once each."""
    return [row for rows in chart.to_dict()["datasets"].values() for row in rows if column in row]


def axes(chart: alt.LayerChart) -> Iterator[dict[str, Any]]:
    """The encoding of each layer that names its subjects."""
    for layer in chart.to_dict()["layer"]:
        y = layer["encoding"].get("y", {})
        if "axis" in y:
            yield y


def names(chart: alt.LayerChart) -> list[str]:
    """Labels of the rows, from the top."""
    [first, *others] = [y["scale"]["domain"] for y in axes(chart)]
    assert all(other == first for other in others)
    return first


def test_bars_stand_in_the_order_of_the_result() -> None:
    chart = score_bars(dotted("b3 a2 d2 c1"), TITLES)
    assert names(chart) == [
        "1er · Santé",
        "2e ex æquo · Eau",
        "2e ex æquo · Mobilités",
        "4e · Logement",
        "5e · Culture",
    ]
    assert [row["ecrit"] for row in rows_of(chart, "points")] == ["3", "2", "2", "1", "0"]


def test_equals_are_joined_by_a_line() -> None:
    chart = score_bars(dotted("a3 b3 c3 d1 e1"), TITLES)
    assert rows_of(chart, "dernier") == [
        {"sujet": "1er ex æquo · Eau", "dernier": "1er ex æquo · Logement"},
        {"sujet": "4e ex æquo · Mobilités", "dernier": "4e ex æquo · Culture"},
    ]


def test_what_is_retained_shows() -> None:
    tally = dotted("a3 b2 c2 d1")
    chart = score_bars(tally, TITLES, retained=retained(tally, 2, TieRule.RUN_OFF))
    states = [row["etat"] for row in rows_of(chart, "points")]
    assert states == [KEPT, TIED, TIED, LEFT, LEFT]
    assert chart.to_dict()["layer"][0]["encoding"]["color"]["legend"] == {"orient": "top"}


def test_without_limit_no_bar_is_set_apart() -> None:
    chart = score_bars(dotted("a3 b2"), TITLES)
    assert {row["etat"] for row in rows_of(chart, "points")} == {KEPT}
    assert chart.to_dict()["layer"][0]["encoding"]["color"]["legend"] is None


def test_half_points_are_written_with_a_comma() -> None:
    tally = count(rankings([(1, "a>b=c")]), tuple("abc"), Rules(Method.BORDA))
    written = [row["ecrit"] for row in rows_of(score_bars(tally, TITLES), "points")]
    assert written == ["2", "0,5", "0,5"]


def test_a_profile_has_its_shares_from_best_to_worst() -> None:
    tally = judged([(2, "a0 b1"), (1, "a1 b1"), (1, "a5 b1")])
    chart = merit_profile(tally, TITLES)
    parts = [(r["sujet"].split("\n")[0], r["mention"], r["voix"], r["debut"], r["fin"])
             for r in rows_of(chart, "mention")]  # fmt: skip
    assert parts == [
        ("1er · Eau", "Très bien", 2, 0.0, 0.5),
        ("1er · Eau", "Bien", 1, 0.5, 0.75),
        ("1er · Eau", "À rejeter", 1, 0.75, 1.0),
        ("2e · Santé", "Bien", 4, 0.0, 1.0),
    ]
    assert names(chart)[-1] == "3e · Logement\nSans mention"


def test_a_profile_names_the_majority_grade_under_each_subject() -> None:
    chart = merit_profile(judged([(3, "a0 b2"), (1, "a1 b5")]), TITLES)
    assert names(chart) == [
        "1er · Eau\nTrès bien",
        "2e · Santé\nAssez bien",
        "3e · Logement\nSans mention",
    ]


def test_the_middle_line_is_drawn_at_half_of_the_votes() -> None:
    chart = merit_profile(judged([(1, "a0")]), TITLES)
    assert rows_of(chart, "milieu") == [{"milieu": 0.5}]


@pytest.mark.parametrize(
    ("rows", "place"),
    [([(3, "a0")], 0.25), ([(3, "a0"), (1, "a1")], 0.25), ([(1, "a0"), (3, "a1")], 0.75)],
)
def test_no_number_is_written_under_the_middle_line(rows: Rows, place: float) -> None:
    parts = rows_of(merit_profile(judged(rows), TITLES), "mention")
    [widest] = [row["place"] for row in parts if row["voix"] == 3]
    assert widest == place


@pytest.mark.parametrize(("votes", "written"), [(1000, ["1000", ""]), (4, ["4", "1"])])
def test_a_number_is_written_where_it_fits(votes: int, written: list[str]) -> None:
    parts = rows_of(merit_profile(judged([(votes, "a0"), (1, "a1")]), TITLES), "mention")
    assert [row["ecrit"] for row in parts] == written


@pytest.mark.parametrize("number", range(2, 11))
def test_grades_are_told_apart_in_grey(number: int) -> None:
    greys = [luminance(shade) for shade in grade_shades(number)]
    assert len(greys) == number
    assert greys == sorted(set(greys))


def test_a_duel_shows_the_votes_of_both_sides() -> None:
    chart = duel_matrix(ranked([(2, "a>b>c"), (1, "c>b>a")]), TITLES)
    assert names(chart) == ["A · 1er · Eau", "B · 2e · Santé", "C · 3e · Logement"]
    cells = {(r["sujet"][0], r["contre"]): (r["ecrit"], r["etat"])
             for r in rows_of(chart, "contre")}  # fmt: skip
    assert cells == {
        ("A", "B"): ("2", WINS),
        ("A", "C"): ("2", WINS),
        ("B", "A"): ("1", LOSES),
        ("B", "C"): ("2", WINS),
        ("C", "A"): ("1", LOSES),
        ("C", "B"): ("1", LOSES),
    }


def test_an_even_duel_has_a_sign() -> None:
    cells = rows_of(duel_matrix(ranked([(1, "a>b"), (1, "b>a")], "ab"), TITLES), "contre")
    assert [(cell["ecrit"], cell["etat"]) for cell in cells] == [("1 =", EVEN), ("1 =", EVEN)]


def test_columns_have_letters_beyond_z() -> None:
    options = [f"o{n}" for n in range(28)]
    tally = count([], options, Rules(Method.SCHULZE))
    chart = duel_matrix(tally, {option: option for option in options})
    assert chart.to_dict()["layer"][0]["encoding"]["x"]["scale"]["domain"][25:] == ["Z", "AA", "AB"]


def test_duels_are_of_schulze_only() -> None:
    with pytest.raises(ValueError, match="no duels"):
        duel_matrix(dotted("a1"), TITLES)


SOME = [dotted("a2 b2 c1"), judged([(1, "a0 b3"), (1, "")]), ranked([(2, "b>a=c")])]
NONE = [dotted(""), judged([]), ranked([])]
ONE = [dotted("a1", "a"), judged([(1, "a5")], "a"), ranked([(1, "a")], "a")]


@pytest.mark.parametrize("tally", [*SOME, *NONE, *ONE])
@pytest.mark.parametrize("size", [PROJECTED, ON_PAGE])
def test_every_figure_says_its_result_to_who_does_not_see_it(tally: Tally, size: Any) -> None:
    spec = figure(tally, TITLES, size=size).to_dict()
    assert spec["description"] == result_told(tally, TITLES, GRADES)
    assert spec["config"]["axis"]["labelFontSize"] == size.font


@pytest.mark.parametrize("tally", SOME)
def test_letters_are_large_when_projected(tally: Tally) -> None:
    spec = figure(tally, TITLES).to_dict()
    fonts = [spec["config"][part]["labelFontSize"] for part in ("axis", "legend")]
    fonts += [x["mark"]["fontSize"] for x in spec["layer"] if x["mark"]["type"] == "text"]
    assert min(fonts) >= 20


@pytest.mark.parametrize("tally", SOME)
def test_subjects_of_one_title_stay_apart(tally: Tally) -> None:
    labels = names(figure(tally, dict.fromkeys(TITLES, "Eau")))
    assert len(set(labels)) == len(labels) == len(tally.options)


@pytest.mark.parametrize("tally", SOME)
def test_a_title_that_tries_something_is_only_text(tally: Tally) -> None:
    chart = figure(tally, dict.fromkeys(TITLES, HOSTILE))
    assert all("<script>" in label for label in names(chart))
    for axis in axes(chart):
        assert "script" not in str(axis["axis"])


def test_a_long_title_is_cut_to_two_lines() -> None:
    titles = dict.fromkeys(TITLES, "transmission des exploitations agricoles " * 5)
    assert all(label.count("\n") == 1 for label in names(score_bars(dotted("a3 b2"), titles)))
    assert names(score_bars(dotted("a3 b2"), titles))[0].endswith("…")
