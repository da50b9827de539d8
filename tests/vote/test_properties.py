"""What any fair count obeys: neither the order of ballots nor names matter, support never harms."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.vote.contents import (
    Approvals,
    Blank,
    Content,
    Dots,
    Judgments,
    Method,
    Ranking,
    Rules,
)
from synthesis.vote.counting import count
from synthesis.vote.tally import Tally, Weighted
from tests.vote.profiles import some_ballots

Case = tuple[list[Weighted], tuple[str, ...], Rules, Random]


def every_method(test: Callable[[Case], None]) -> Callable[..., None]:
    """Run on random profiles of each method, with a source of chance that hypothesis shrinks."""

    @pytest.mark.parametrize("method", list(Method))
    @given(random=st.randoms(use_true_random=False))
    @settings(max_examples=30, deadline=None)
    def run(method: Method, random: Random) -> None:
        rules = Rules(method)
        ballots, options = some_ballots(random, rules, most_options=4, most_voters=8)
        test((ballots, options, rules, random))

    return run


@every_method
def test_the_order_of_the_ballots_does_not_matter(case: Case) -> None:
    ballots, options, rules, random = case
    shuffled = random.sample(ballots, len(ballots))
    assert count(shuffled, options, rules) == count(ballots, options, rules)


@every_method
def test_the_order_of_the_ballot_paper_breaks_no_tie(case: Case) -> None:
    ballots, options, rules, random = case
    paper = tuple(random.sample(options, len(options)))
    first, second = count(ballots, options, rules), count(ballots, paper, rules)
    assert [set(group) for group in first.order] == [set(group) for group in second.order]
    for group in second.order:
        assert list(group) == sorted(group, key=paper.index)


@every_method
def test_names_do_not_matter(case: Case) -> None:
    ballots, options, rules, random = case
    names = dict(zip(options, random.sample(options, len(options)), strict=True))
    renamed = [Weighted(rename(b.content, names), b.weight) for b in ballots]
    expected = [{names[o] for o in group} for group in count(ballots, options, rules).order]
    found = count(renamed, options, rules).order
    assert [set(group) for group in found] == expected


def rename(content: Content, names: dict[str, str]) -> Content:
    """The same ballot about the options renamed."""
    match content:
        case Dots(counts):
            return Dots.of({names[o]: n for o, n in counts})
        case Judgments(grades):
            return Judgments.of({names[o]: n for o, n in grades})
        case Approvals(options):
            return Approvals(frozenset(names[o] for o in options))
        case Ranking(groups):
            return Ranking(tuple(frozenset(names[o] for o in group) for group in groups))
        case Blank():
            return content


@every_method
def test_multiplying_every_weight_changes_nothing(case: Case) -> None:
    ballots, options, rules, random = case
    factor = random.choice((2, 3, 7, 100_000))
    heavier = [Weighted(b.content, b.weight * factor) for b in ballots]
    assert count(heavier, options, rules).order == count(ballots, options, rules).order


@every_method
def test_a_weight_is_as_many_ballots(case: Case) -> None:
    ballots, options, rules, _ = case
    copies = [Weighted(b.content) for b in ballots for _ in range(b.weight)]
    one, other = count(ballots, options, rules), count(copies, options, rules)
    assert (one.order, one.scores, one.profiles, one.duels) == (
        (other.order, other.scores, other.profiles, other.duels)
    )
    assert (one.weight, one.blank_weight) == (other.voters, other.blanks)


@every_method
def test_blank_ballots_do_not_change_the_order(case: Case) -> None:
    ballots, options, rules, _ = case
    more = [*ballots, Weighted(Blank(), 50)]
    assert count(more, options, rules).order == count(ballots, options, rules).order


@every_method
def test_more_support_never_harms(case: Case) -> None:
    ballots, options, rules, random = case
    if not ballots:
        return
    option, changed = random.choice(options), random.randrange(len(ballots))
    raised = list(ballots)
    content = lift(ballots[changed].content, option, rules)
    raised[changed] = Weighted(content, ballots[changed].weight)
    before, after = count(ballots, options, rules), count(raised, options, rules)
    assert above(after, option) <= above(before, option)


def above(tally: Tally, option: str) -> int:
    """How many options are strictly above, 0 for a winner."""
    place = next(i for i, group in enumerate(tally.order) if option in group)
    return sum(len(group) for group in tally.order[:place])


def lift(content: Content, option: str, rules: Rules) -> Content:
    """The same ballot with the option higher and the others as they were."""
    match content:
        case Dots(counts):
            given = dict(counts)
            spare = sum(given.values()) < rules.dots
            return Dots.of({**given, option: given.get(option, 0) + 1}) if spare else content
        case Judgments(grades):
            return Judgments.of({**dict(grades), option: 0})
        case Approvals(options):
            return Approvals(options | {option})
        case Ranking(groups):
            others = (group - {option} for group in groups)
            return Ranking((frozenset({option}), *(group for group in others if group)))
        case Blank():
            return content


@every_method
def test_scores_are_exact(case: Case) -> None:
    ballots, options, rules, _ = case
    tally = count(ballots, options, rules)
    assert all(type(score) in (int, Fraction) for score in tally.scores.values())
    figures = [n for profile in tally.profiles.values() for n in profile.counts]
    if tally.duels:
        figures += [n for m in (tally.duels.votes, tally.duels.paths) for r in m for n in r]
    assert all(type(n) is int for n in figures)


@every_method
def test_every_option_has_one_place(case: Case) -> None:
    ballots, options, rules, _ = case
    placed = [o for group in count(ballots, options, rules).order for o in group]
    assert sorted(placed) == sorted(options)
