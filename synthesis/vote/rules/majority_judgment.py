"""Majority judgment: the option with the best median grade comes first.

The median is the lower one (of two middle grades, the worse). Options of the same median are told
apart by the majority value: the median is taken away from both, and the new medians compared, until
they differ. Taking the grades away one by one amounts to reading them from the middle outwards, the
worse side first at each step; so profiles are compared here as runs of equal grades, at the shares
of votes where any of them changes, which costs the same for ten votes and for a hundred thousand.

An option may have been judged by fewer voters than another (grades left out and not counted as
rejections): shares, not numbers, are then compared, as if each profile were repeated up to a common
total; repeating a profile does not change what removing medians says. An option that nobody judged
comes last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, pairwise

from synthesis.vote.contents import BlankJudgment, Judgments, Method, Rules
from synthesis.vote.tally import Profile, Tally, Weighted, expressed, grouped, ordered

_HALF = Fraction(1, 2)


def count(ballots: Sequence[Weighted], options: Sequence[str], rules: Rules) -> Tally:
    """The order by majority value, and the profile of grades of each option."""
    profiles = _profiles(expressed(ballots), options, rules)
    keys = _majority_values(profiles)
    order = grouped(options, keys.__getitem__)
    return replace(ordered(Method.MAJORITY_JUDGMENT, ballots, options, order), profiles=profiles)


def _profiles(
    ballots: Sequence[Weighted], options: Sequence[str], rules: Rules
) -> dict[str, Profile]:
    counts = {option: [0] * len(rules.grades) for option in options}
    for ballot in ballots:
        if not isinstance(ballot.content, Judgments):
            raise TypeError(f"not judgments: {ballot.content!r}")
        for option, grade in ballot.content.grades:
            counts[option][grade] += ballot.weight
    if rules.blank_judgment is BlankJudgment.REJECTED:
        votes = sum(ballot.weight for ballot in ballots)
        for grades in counts.values():
            grades[-1] += votes - sum(grades)
    return {option: Profile(tuple(grades), _median(grades)) for option, grades in counts.items()}


def _median(counts: Sequence[int]) -> int | None:
    """The best grade such that more than half of the votes give it or better."""
    total = sum(counts)
    return next((g for g, up_to in enumerate(accumulate(counts)) if 2 * up_to > total), None)


def _majority_values(profiles: Mapping[str, Profile]) -> dict[str, tuple[int, ...]]:
    """For each option, grades from the middle outwards: the smaller, the better."""
    bounds = {option: _bounds(profile) for option, profile in profiles.items() if profile.total}
    steps = sorted({abs(bound - _HALF) for found in bounds.values() for bound in found})
    return {
        option: (0, *_outwards(bounds[option], steps)) if option in bounds else (1,)
        for option in profiles
    }


def _bounds(profile: Profile) -> list[Fraction]:
    """The share of votes that give each grade or better."""
    return [Fraction(up_to, profile.total) for up_to in accumulate(profile.counts)]


def _outwards(bounds: Sequence[Fraction], steps: Sequence[Fraction]) -> list[int]:
    """Grades just before each distance from the middle: the worse side, then the better."""
    grades: list[int] = []
    for near, far in pairwise((Fraction(0), *steps)):
        if near < far:
            middle = (near + far) / 2
            grades += [_grade_at(bounds, _HALF + middle), _grade_at(bounds, _HALF - middle)]
    return grades


def _grade_at(bounds: Sequence[Fraction], share: Fraction) -> int:
    return next(grade for grade, bound in enumerate(bounds) if share < bound)
