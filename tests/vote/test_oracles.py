"""Real elections, and what another library answers on the same ballots."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from synthesis.vote.contents import Method, Ranking, Rules, TieRule
from synthesis.vote.counting import count, retained
from synthesis.vote.tally import Weighted

BESIDE = Path("shared", "data", "votes")
VOTES = next((p / BESIDE for p in Path(__file__).parents if (p / BESIDE).is_dir()), BESIDE)
ANSWERS = Path(__file__).parents[1] / "oracles" / "pref_voting.json"
published = pytest.mark.skipif(
    not VOTES.is_dir(), reason="no folder shared/data/votes beside the repository"
)


@published
def test_debian_2002_elects_bdale_garbee() -> None:
    lines = (VOTES / "debian_2002_leader.soi").read_text(encoding="utf-8").splitlines()
    ballots = []
    for line in lines:
        if not line.startswith("#"):
            number, order = line.split(":")
            groups = tuple(frozenset({option.strip()}) for option in order.split(","))
            ballots.append(Weighted(Ranking(groups), int(number)))
    tally = count(ballots, ("1", "2", "3", "4"), Rules(Method.SCHULZE))
    assert tally.weight == 475
    assert tally.order[0] == ("3",)


@published
def test_kubernetes_2023_gives_its_two_seats() -> None:
    text = (VOTES / "k8s_coc_2023_ballots.csv").read_text(encoding="utf-8")
    options, *rows = csv.reader(text.splitlines())
    ballots = [Weighted(k8s_ranking(dict(zip(options, row, strict=True)))) for row in rows]
    tally = count(ballots, options, Rules(Method.SCHULZE))
    found = retained(tally, 2, TieRule.RUN_OFF)
    assert set(found.kept) == {"anammedina21", "jeremyrickard"}
    assert not found.tied_at_the_limit


def k8s_ranking(ranks: dict[str, str]) -> Ranking:
    """Equal ranks together; « No opinion » is left out."""
    given = {option: int(rank) for option, rank in ranks.items() if rank.isdigit()}
    return Ranking(
        tuple(
            frozenset(o for o, r in given.items() if r == rank)
            for rank in sorted(set(given.values()))
        )
    )


RECORDED: list[dict[str, Any]] = json.loads(ANSWERS.read_text(encoding="utf-8"))


def asked(one: dict[str, Any]) -> tuple[list[Weighted], list[str]]:
    """The ballots and options of a recorded profile."""
    ballots = [
        Weighted(Ranking(tuple(frozenset(map(str, group)) for group in groups)), weight)
        for groups, weight in one["ballots"]
    ]
    return ballots, [str(option) for option in range(one["options"])]


def test_three_hundred_profiles_are_recorded() -> None:
    assert len(RECORDED) == 300


def test_borda_agrees_with_pref_voting() -> None:
    for one in RECORDED:
        ballots, options = asked(one)
        tally = count(ballots, options, Rules(Method.BORDA))
        assert list(tally.order[0]) == [str(option) for option in one["borda"]]
        # It counts those below less those above: twice our points, less the mean.
        middle = Fraction((len(options) - 1) * tally.weight)
        assert [2 * tally.scores[o] - middle for o in options] == one["borda_scores"]


def test_schulze_agrees_with_pref_voting() -> None:
    for one in RECORDED:
        ballots, options = asked(one)
        tally = count(ballots, options, Rules(Method.SCHULZE))
        assert list(tally.order[0]) == [str(option) for option in one["schulze"]]
        assert tally.duels is not None
        size = range(len(options))
        beats = [[a, b] for a in size for b in size if tally.duels.beats(a, b)]
        assert beats == one["beats"]
