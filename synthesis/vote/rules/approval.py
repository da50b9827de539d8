"""Approval: each voter approves as many options as they like; the most approved comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from synthesis.vote.contents import Approvals, Method, Rules
from synthesis.vote.tally import Tally, Weighted, expressed, grouped, ordered


def count(ballots: Sequence[Weighted], options: Sequence[str], rules: Rules) -> Tally:
    """Votes that approve each option."""
    del rules  # approval has no setting
    scores = dict.fromkeys(options, 0)
    for ballot in expressed(ballots):
        if not isinstance(ballot.content, Approvals):
            raise TypeError(f"not approvals: {ballot.content!r}")
        for option in ballot.content.options:
            scores[option] += ballot.weight
    order = grouped(options, lambda option: -scores[option])
    return replace(ordered(Method.APPROVAL, ballots, options, order), scores=scores)
