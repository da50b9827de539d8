"""Borda: a place is worth as many points as there are options below it.

Options ranked together share the mean of the places that they take; those that the ballot leaves
out share the last places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from synthesis.vote.contents import Method, Ranking, Rules
from synthesis.vote.tally import Tally, Weighted, expressed, grouped, ordered


def count(ballots: Sequence[Weighted], options: Sequence[str], rules: Rules) -> Tally:
    """Points of each option, exact: halves are possible."""
    del rules  # Borda has no setting
    doubled = dict.fromkeys(options, 0)
    for ballot in expressed(ballots):
        if not isinstance(ballot.content, Ranking):
            raise TypeError(f"not a ranking: {ballot.content!r}")
        for option, points in _doubled_points(ballot.content, options):
            doubled[option] += points * ballot.weight
    scores = {option: Fraction(points, 2) for option, points in doubled.items()}
    order = grouped(options, lambda option: -doubled[option])
    return replace(ordered(Method.BORDA, ballots, options, order), scores=scores)


def _doubled_points(ranking: Ranking, options: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Twice the points of each option, a whole number: the options below, more those beside / 2."""
    ranked = frozenset[str]().union(*ranking.groups)
    below = len(options)
    for group in (*ranking.groups, frozenset(options) - ranked):
        below -= len(group)
        for option in group:
            yield option, 2 * below + len(group) - 1
