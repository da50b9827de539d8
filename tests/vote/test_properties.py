"""What any fair count obeys: neither the order of ballots nor names matter, support never harms."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

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

PROFILES = 40
EVERY = pytest.mark.parametrize("method", list(Method))
Case = tuple[list[Weighted], tuple[str, ...], Rules, Random]


def cases(method: Method, seed: int) -> list[Case]:
    """Random profiles of the method, and a source of chance for the test."""
    random, rules = Random(seed), Rules(method)
    return [(*some_ballots(random, rules), rules, random) for _ in range(PROFILES)]


@EVERY
def test_the_order_of_the_ballots_does_not_matter(method: Method) -> None:
    for ballots, options, rules, random in cases(method, 1):
        shuffled = random.sample(ballots, len(ballots))
        assert count(shuffled, options, rules) == count(ballots, options, rules)


@EVERY
def test_the_order_of_the_ballot_paper_breaks_no_tie(method: Method) -> None:
    for ballots, options, rules, random in cases(method, 2):
        paper = tuple(random.sample(options, len(options)))
        first, second = count(ballots, options, rules), count(ballots, paper, rules)
        assert [set(group) for group in first.order] == [set(group) for group in second.order]
        for group in second.order:
            assert list(group) == sorted(group, key=paper.index)


@EVERY
def test_names_do_not_matter(method: Method) -> None:
    for ballots, options, rules, random in cases(method, 3):
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


@EVERY
def test_multiplying_every_weight_changes_nothing(method: Method) -> None:
    for ballots, options, rules, random in cases(method, 4):
        factor = random.choice((2, 3, 7, 100_000))
        heavier = [Weighted(b.content, b.weight * factor) for b in ballots]
        assert count(heavier, options, rules).order == count(ballots, options, rules).order


@EVERY
def test_a_weight_is_as_many_ballots(method: Method) -> None:
    for ballots, options, rules, _ in cases(method, 5):
        copies = [Weighted(b.content) for b in ballots for _ in range(b.weight)]
        one, other = count(ballots, options, rules), count(copies, options, rules)
        assert (one.order, one.scores, one.profiles, one.duels) == (
            (other.order, other.scores, other.profiles, other.duels)
        )
        assert (one.weight, one.blank_weight) == (other.voters, other.blanks)


@EVERY
def test_blank_ballots_do_not_change_the_order(method: Method) -> None:
    for ballots, options, rules, _ in cases(method, 6):
        more = [*ballots, Weighted(Blank(), 50)]
        assert count(more, options, rules).order == count(ballots, options, rules).order


@EVERY
def test_more_support_never_harms(method: Method) -> None:
    for ballots, options, rules, random in cases(method, 7):
        if not ballots:
            continue
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


@EVERY
def test_scores_are_exact(method: Method) -> None:
    for ballots, options, rules, _ in cases(method, 8):
        tally = count(ballots, options, rules)
        assert all(type(score) in (int, Fraction) for score in tally.scores.values())
        figures = [n for profile in tally.profiles.values() for n in profile.counts]
        if tally.duels:
            figures += [n for m in (tally.duels.votes, tally.duels.paths) for r in m for n in r]
        assert all(type(n) is int for n in figures)


@EVERY
def test_every_option_has_one_place(method: Method) -> None:
    for ballots, options, rules, _ in cases(method, 9):
        placed = [o for group in count(ballots, options, rules).order for o in group]
        assert sorted(placed) == sorted(options)
