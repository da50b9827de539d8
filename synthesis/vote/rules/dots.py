"""Gommettes: each voter places dots; the option with the most dots comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from synthesis.vote.contents import Dots, Method, Rules
from synthesis.vote.tally import Tally, Weighted, expressed, grouped, ordered


def count(ballots: Sequence[Weighted], options: Sequence[str], rules: Rules) -> Tally:
    """Dots of each option, times the weight of the ballot."""
    del rules  # how many dots a voter has is checked when the ballot is cast
    scores = dict.fromkeys(options, 0)
    for ballot in expressed(ballots):
        if not isinstance(ballot.content, Dots):
            raise TypeError(f"not dots: {ballot.content!r}")
        for option, number in ballot.content.counts:
            scores[option] += number * ballot.weight
    order = grouped(options, lambda option: -scores[option])
    return replace(ordered(Method.DOTS, ballots, options, order), scores=scores)
