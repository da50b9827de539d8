"""Random ballots for the tests: the same seed, the same ballots."""

from __future__ import annotations

from random import Random

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
from synthesis.vote.tally import Weighted

NAMES = ("eau", "air", "sol", "bois", "rail", "port", "lait", "soin", "mur", "sel", "vin", "pain")


def some_dots(random: Random, options: list[str], rules: Rules) -> Content:
    """At least one dot, no more than allowed."""
    counts: dict[str, int] = {}
    for _ in range(random.randint(1, rules.dots)):
        option = random.choice(options)
        if counts.get(option, 0) < rules.dots_max:
            counts[option] = counts.get(option, 0) + 1
    return Dots.of(counts)


def some_approvals(random: Random, options: list[str], rules: Rules) -> Content:
    """One option, or several, or all."""
    return Approvals(frozenset(random.sample(options, random.randint(1, len(options)))))


def some_ranking(random: Random, options: list[str], rules: Rules) -> Content:
    """Groups with ties, often not of every option."""
    chosen = random.sample(options, random.randint(1, len(options)))
    groups: list[set[str]] = []
    for option in chosen:
        if groups and random.random() < 0.3:
            groups[-1].add(option)
        else:
            groups.append({option})
    return Ranking(tuple(frozenset(group) for group in groups))


def some_judgments(random: Random, options: list[str], rules: Rules) -> Content:
    """Grades, now and then none."""
    judged = [option for option in options if random.random() < 0.85] or options[:1]
    return Judgments.of({option: random.randrange(len(rules.grades)) for option in judged})


MAKERS = {
    Method.DOTS: some_dots,
    Method.APPROVAL: some_approvals,
    Method.BORDA: some_ranking,
    Method.SCHULZE: some_ranking,
    Method.MAJORITY_JUDGMENT: some_judgments,
}


def some_ballots(
    random: Random, rules: Rules, *, most_options: int = 5, most_voters: int = 26
) -> tuple[list[Weighted], tuple[str, ...]]:
    """Ballots, some of them blank, and the options that they are about."""
    options = random.sample(NAMES, random.randint(1, most_options))
    ballots = [
        Weighted(
            Blank() if random.random() < 0.1 else MAKERS[rules.method](random, options, rules),
            random.choice((1, 1, 1, 2, 3)),
        )
        for _ in range(random.randint(0, most_voters))
    ]
    return ballots, tuple(options)
