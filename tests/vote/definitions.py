"""The rules as their authors define them, slowly: what the counting is compared with.

Nothing here is shared with `synthesis.vote.rules`. A profile is a list of (content, weight).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise, permutations, product
from math import lcm

from synthesis.vote.contents import Approvals, Dots, Judgments, Ranking

Ranked = Sequence[tuple[Ranking, int]]
Judged = Sequence[tuple[Judgments, int]]


def by_points(points: Mapping[str, Fraction | int]) -> list[set[str]]:
    """Options of equal points together, the most first."""
    most_first = sorted(set(points.values()), reverse=True)
    return [{option for option in points if points[option] == n} for n in most_first]


def dots_order(profile: Sequence[tuple[Dots, int]], options: Sequence[str]) -> list[set[str]]:
    """Dots placed one after the other, each as often as its ballot weighs."""
    heap = [
        option for dots, weight in profile for option, n in dots.counts * weight for _ in "x" * n
    ]
    return by_points({option: heap.count(option) for option in options})


def approval_order(
    profile: Sequence[tuple[Approvals, int]], options: Sequence[str]
) -> list[set[str]]:
    """Votes of those who approve."""
    return by_points({o: sum(w for said, w in profile if o in said.options) for o in options})


def borda_order(profile: Ranked, options: Sequence[str]) -> list[set[str]]:
    """By points, as below."""
    return by_points(borda_points(profile, options))


def borda_points(profile: Ranked, options: Sequence[str]) -> dict[str, Fraction]:
    """The mean, over every way to untie a ballot, of the options placed below."""
    total = dict.fromkeys(options, Fraction(0))
    for ranking, weight in profile:
        orders = linear_orders(ranking, options)
        for order in orders:
            for below, option in enumerate(reversed(order)):
                total[option] += Fraction(weight * below, len(orders))
    return total


def linear_orders(ranking: Ranking, options: Sequence[str]) -> list[tuple[str, ...]]:
    """Every strict order that agrees with the ballot, unranked options last."""
    left_out = [o for o in options if not any(o in group for group in ranking.groups)]
    ways = [list(permutations(sorted(group))) for group in ranking.groups]
    ways.append(list(permutations(left_out)))
    return [tuple(o for part in parts for o in part) for parts in product(*ways)]


def prefers(ranking: Ranking, first: str, second: str) -> bool:
    """Whether the ballot puts the first above the second."""

    def place(option: str) -> int:
        found = [i for i, group in enumerate(ranking.groups) if option in group]
        return found[0] if found else len(ranking.groups)

    return place(first) < place(second)


def schulze_paths(profile: Ranked, options: Sequence[str]) -> dict[tuple[str, str], int]:
    """The strongest path of each pair, found by trying every path: a step is a victory."""

    def votes(first: str, second: str) -> int:
        return sum(weight for ranking, weight in profile if prefers(ranking, first, second))

    pairs = {(a, b): votes(a, b) for a in options for b in options if a != b}
    step = {(a, b): n if n > pairs[b, a] else 0 for (a, b), n in pairs.items()}
    strongest = {}
    for start, end in pairs:
        others = [option for option in options if option not in (start, end)]
        strengths = [0]
        for length in range(len(others) + 1):
            for between in permutations(others, length):
                path = (start, *between, end)
                strengths.append(min(step[a, b] for a, b in pairwise(path)))
        strongest[start, end] = max(strengths)
    return strongest


def schulze_order(profile: Ranked, options: Sequence[str]) -> list[set[str]]:
    """Those that nobody beats, then those that nobody left beats, and so on."""
    strongest = schulze_paths(profile, options)
    left, order = set(options), []
    while left:
        first = {a for a in left if all(strongest[a, b] >= strongest[b, a] for b in left if b != a)}
        order.append(first)
        left -= first
    return order


def judgment_order(
    profile: Judged, options: Sequence[str], *, worst: int, rejected: bool
) -> list[set[str]]:
    """Majority values got by removing medians one by one, from lists of single grades."""
    grades = {option: single_grades(profile, option, worst, rejected) for option in options}
    left, order = {option for option in options if grades[option]}, []
    while left:
        best = {a for a in left if not any(better(grades[b], grades[a]) for b in left if b != a)}
        order.append(best)
        left -= best
    unjudged = {option for option in options if not grades[option]}
    return [*order, unjudged] if unjudged else order


def better(first: Sequence[int], second: Sequence[int]) -> bool:
    """Whether the first has the better majority value, both repeated up to a common length."""
    common = lcm(len(first), len(second))
    values = [
        majority_value([grade for grade in grades for _ in range(common // len(grades))])
        for grades in (first, second)
    ]
    return values[0] < values[1]


def single_grades(profile: Judged, option: str, worst: int, rejected: bool) -> list[int]:
    """One grade for each vote that judged the option (0 is the best)."""
    found: list[int] = []
    for judgments, weight in profile:
        given = dict(judgments.grades).get(option, worst if rejected else None)
        found += [] if given is None else [given] * weight
    return found


def majority_value(grades: Sequence[int]) -> tuple[int, ...]:
    """The lower median, again and again until nothing is left."""
    left, value = sorted(grades), []
    while left:
        value.append(left.pop(len(left) // 2))
    return tuple(value)
