"""From the bulletins of a closed scrutin to its result, as plain values that a file can hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from synthesis.vote.chain import canonical, sha256
from synthesis.vote.contents import Content
from synthesis.vote.counting import count, retained
from synthesis.vote.scrutin import College, Plan
from synthesis.vote.tally import Tally, Weighted
from synthesis.vote.wire import to_json


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A ballot out of the urn; `body` is the member's name in public mode, else empty."""

    college: College
    weight: int
    content: Content
    body: str = ""


def deciding(plan: Plan) -> College:
    """The college whose count is the decision; the other one is consulted."""
    return College.MEMBERS if College.MEMBERS in plan.colleges else plan.colleges[0]


def tally_of(plan: Plan, bulletins: Iterable[Bulletin], college: College) -> Tally:
    """The count of a college. Raise InputError for a bulletin that the rules refuse."""
    ballots = [Weighted(b.content, b.weight) for b in bulletins if b.college is college]
    return count(ballots, plan.options, plan.rules)


def outcome(plan: Plan, bulletins: Sequence[Bulletin]) -> dict[str, Any]:
    """Result of a scrutin: the count of each college, and what the assembly retains."""
    tallies = {college: tally_of(plan, bulletins, college) for college in plan.colleges}
    kept = retained(tallies[deciding(plan)], plan.rules.seats, plan.rules.tie_rule)
    return {
        "colleges": {college.value: _tally(tally) for college, tally in tallies.items()},
        "decide": deciding(plan).value,
        "retenus": list(kept.kept),
        "a_egalite": list(kept.tied_at_the_limit),
        "places_restantes": kept.places_left,
        "en_attente": kept.pending,
    }


def sealed_ballots(bulletins: Iterable[Bulletin]) -> str:
    """Digest of the bulletins, whatever their order."""
    rows = sorted(
        canonical([b.college.value, b.weight, b.body, to_json(b.content)]) for b in bulletins
    )
    return sha256(b"\n".join(rows))


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "methode": tally.method.value,
        "ordre": [list(group) for group in tally.order],
        "bulletins": tally.voters,
        "blancs": tally.blanks,
        "voix": tally.weight,
        "voix_blanches": tally.blank_weight,
        "points": {option: _exact(score) for option, score in tally.scores.items()},
        "mentions": {
            option: {"nombres": list(profile.counts), "mediane": profile.median}
            for option, profile in tally.profiles.items()
        },
        "duels": _duels(tally),
    }


def _duels(tally: Tally) -> Mapping[str, Any] | None:
    if tally.duels is None:
        return None
    return {
        "voix": [list(row) for row in tally.duels.votes],
        "chemins": [list(row) for row in tally.duels.paths],
    }


def _exact(score: int | Fraction) -> int | str:
    """A whole number, or a fraction as « 7/2 »: no rounding."""
    return int(score) if score == int(score) else f"{score.numerator}/{score.denominator}"
