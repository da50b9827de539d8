"""The counting equals the definitions, written independently, on random profiles."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.vote.contents import Blank, BlankJudgment, Method, Rules
from synthesis.vote.counting import count
from synthesis.vote.rules import majority_judgment
from synthesis.vote.tally import Tally, Weighted
from tests.vote import definitions
from tests.vote.profiles import some_ballots
from tests.vote.shorthand import judgments

PROFILES = 300


def said(ballots: list[Weighted]) -> list[tuple[Any, int]]:
    """The ballots that are not blank, as the definitions take them."""
    return [(b.content, b.weight) for b in ballots if not isinstance(b.content, Blank)]


def groups(tally: Tally) -> list[set[str]]:
    """The order, without the order of the paper inside groups."""
    return [set(group) for group in tally.order]


@pytest.mark.parametrize(
    ("method", "definition"),
    [(Method.DOTS, definitions.dots_order), (Method.APPROVAL, definitions.approval_order)],
)
def test_dots_and_approvals_add_up(method: Method, definition: Callable[..., Any]) -> None:
    random = Random(4)
    for _ in range(PROFILES):
        ballots, options = some_ballots(random, Rules(method))
        expected = definition(said(ballots), options)
        assert groups(count(ballots, options, Rules(method))) == expected


def test_borda_is_the_mean_over_every_way_to_untie() -> None:
    random = Random(1)
    for _ in range(PROFILES):
        ballots, options = some_ballots(random, Rules(Method.BORDA), most_voters=12)
        tally = count(ballots, options, Rules(Method.BORDA))
        assert tally.scores == definitions.borda_points(said(ballots), options)
        assert groups(tally) == definitions.borda_order(said(ballots), options)


def test_schulze_is_the_strongest_of_all_paths() -> None:
    random = Random(2)
    for _ in range(PROFILES):
        ballots, options = some_ballots(random, Rules(Method.SCHULZE))
        tally = count(ballots, options, Rules(Method.SCHULZE))
        assert groups(tally) == definitions.schulze_order(said(ballots), options)
        paths = definitions.schulze_paths(said(ballots), options)
        assert tally.duels is not None
        assert all(
            tally.duels.paths[options.index(a)][options.index(b)] == strength
            for (a, b), strength in paths.items()
        )


@pytest.mark.parametrize("blank", list(BlankJudgment))
@pytest.mark.parametrize("grades", [("Oui", "Non"), ("Oui", "Bof", "Non"), tuple("ABCDEF")])
def test_majority_judgment_removes_medians_one_by_one(
    blank: BlankJudgment, grades: tuple[str, ...]
) -> None:
    rules = Rules(Method.MAJORITY_JUDGMENT, grades=grades, blank_judgment=blank)
    random = Random(3)
    for _ in range(PROFILES // 3):
        ballots, options = some_ballots(random, rules)
        expected = definitions.judgment_order(
            said(ballots),
            options,
            worst=len(grades) - 1,
            rejected=blank is BlankJudgment.REJECTED,
        )
        assert groups(count(ballots, options, rules)) == expected


counts = st.lists(st.integers(0, 6), min_size=4, max_size=4).filter(any)


@given(st.lists(counts, min_size=2, max_size=4))
@settings(max_examples=100)
def test_runs_of_grades_equal_grades_one_by_one(profiles: list[list[int]]) -> None:
    options = tuple("abcd"[: len(profiles)])
    ballots = [
        Weighted(judgments(f"{option}{grade}"), votes)
        for option, counted in zip(options, profiles, strict=True)
        for grade, votes in enumerate(counted)
        if votes
    ]
    rules = Rules(Method.MAJORITY_JUDGMENT, grades=tuple("ABCD"))
    expected = definitions.judgment_order(said(ballots), options, worst=3, rejected=False)
    assert groups(majority_judgment.count(ballots, options, rules)) == expected


def test_a_single_vote_among_millions_decides() -> None:
    rules = Rules(Method.MAJORITY_JUDGMENT)
    rows = [(10**12, "a2 b2"), (10**12, "a1 b1"), (1, "a0 b1"), (1, "a5 b5")]
    ballots = [Weighted(judgments(text), weight) for weight, text in rows]
    assert count(ballots, ("b", "a"), rules).order == (("a",), ("b",))
