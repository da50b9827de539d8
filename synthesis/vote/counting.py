"""From ballots to a result: the rule of the vote, then what is retained of its order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from synthesis.vote.contents import Method, Rules, TieRule, check
from synthesis.vote.rules import approval, borda, dots, majority_judgment, schulze
from synthesis.vote.tally import Order, Tally, Weighted

Count = Callable[[Sequence[Weighted], Sequence[str], Rules], Tally]
COUNTS: dict[Method, Count] = {
    Method.DOTS: dots.count,
    Method.APPROVAL: approval.count,
    Method.BORDA: borda.count,
    Method.SCHULZE: schulze.count,
    Method.MAJORITY_JUDGMENT: majority_judgment.count,
}
_CHOSEN = (Method.DOTS, Method.APPROVAL)


@dataclass(frozen=True, slots=True)
class Retained:
    """What the assembly retains.

    `kept`, best first; `tied_at_the_limit`: options equal among themselves, too many for the
    `places_left`; `pending`: the tie rule asks for an act (run-off, lot) before the list is final.
    """

    kept: tuple[str, ...]
    tied_at_the_limit: tuple[str, ...]
    places_left: int
    pending: bool


def count(ballots: Sequence[Weighted], options: Sequence[str], rules: Rules) -> Tally:
    """The result of these ballots; an invalid one is an InputError, never counted in part."""
    if len(set(options)) < len(options):
        raise ValueError("an option is on the ballot paper twice")
    for content in dict.fromkeys(ballot.content for ballot in ballots):
        check(content, rules, options)
    return COUNTS[rules.method](ballots, options, rules)


def retained(tally: Tally, seats: int, tie_rule: TieRule) -> Retained:
    """The first `seats` options; a tie that straddles the limit is left to `tie_rule`.

    An option that nobody chose (dots, approval) or judged is not retained, nor is any when every
    ballot is blank.
    """
    if seats < 1:
        raise ValueError(f"not a number of seats: {seats}")
    kept: list[str] = []
    for group in _chosen(tally):
        left = seats - len(kept)
        if len(group) > left > 0:
            return _tied(tuple(kept), group, left, tie_rule)
        if left > 0:
            kept += group
    return Retained(tuple(kept), (), seats - len(kept), pending=False)


def _chosen(tally: Tally) -> Order:
    if not tally.expressed:
        return ()
    return tuple(group for group in tally.order if _is_chosen(tally, group[0]))


def _is_chosen(tally: Tally, option: str) -> bool:
    if tally.method is Method.MAJORITY_JUDGMENT:
        return tally.profiles[option].total > 0
    return tally.method not in _CHOSEN or tally.scores[option] > 0


def _tied(kept: tuple[str, ...], tied: tuple[str, ...], left: int, tie_rule: TieRule) -> Retained:
    match tie_rule:
        case TieRule.ALL:
            return Retained((*kept, *tied), tied, 0, pending=False)
        case TieRule.NONE:
            return Retained(kept, tied, left, pending=False)
        case TieRule.RUN_OFF | TieRule.LOT:
            return Retained(kept, tied, left, pending=True)
