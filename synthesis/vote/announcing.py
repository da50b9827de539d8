"""A result in French words and figures: places, ties, what is retained. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from synthesis.vote.contents import Method, TieRule
from synthesis.vote.scrutin import College, Plan
from synthesis.vote.telling import number_text

Result = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A subject in the result of a college, best first; `place` is shared when `tied`.

    `share`: its bar, between 0 and 1. `profile`: votes for each grade, best first, in majority
    judgment. `kept`: the assembly retains it.
    """

    place: int
    tied: bool
    title: str
    figure: str
    share: float
    profile: tuple[int, ...]
    kept: bool


def lines(plan: Plan, result: Result, college: College) -> list[Line]:
    """The subjects in the order of a college."""
    count = result["colleges"][college.value]
    titles = plan.titles
    found, place = [], 1
    for group in count["ordre"]:
        for option in group:
            profile = tuple(count["mentions"].get(option, {}).get("nombres", ()))
            found.append(
                Line(
                    place,
                    len(group) > 1,
                    titles[option],
                    _figure(plan, count, option),
                    _share(count, option),
                    profile,
                    option in result["retenus"],
                )
            )
        place += len(group)
    return found


def turnout_line(result: Result, college: College) -> str:
    """How many ballots were counted, and how many were blank."""
    count = result["colleges"][college.value]
    ballots, blanks = count["bulletins"], count["blancs"]
    said = f"{_plural(ballots, 'bulletin compté', 'bulletins comptés')}"
    if count["voix"] != ballots:
        said += f", pour {count['voix']} voix"
    return f"{said}, dont {_plural(blanks, 'blanc', 'blancs')}." if blanks else f"{said}."


def decision(plan: Plan, result: Result) -> list[str]:
    """What the assembly retains, and what a tie at the limit leaves to do, a sentence each."""
    titles = plan.titles
    kept = [titles[option] for option in result["retenus"]]
    tied = [titles[option] for option in result["a_egalite"]]
    said = [_retained(kept)]
    if tied:
        said.append(f"À égalité à la limite : {_listed(tied)}. {_tie(plan, result)}")
    return said


def _retained(kept: Sequence[str]) -> str:
    if not kept:
        return "Aucun sujet n'est retenu."
    if len(kept) == 1:
        return f"Un sujet est retenu : {_listed(kept)}."
    return f"{len(kept)} sujets sont retenus : {_listed(kept)}."


def _tie(plan: Plan, result: Result) -> str:
    places = _plural(result["places_restantes"], "place reste", "places restent")
    match plan.rules.tie_rule:
        case TieRule.ALL:
            return "La règle annoncée les retient tous."
        case TieRule.NONE:
            return "La règle annoncée n'en retient aucun."
        case TieRule.RUN_OFF:
            return f"La règle annoncée est un second tour entre eux : {places} à pourvoir."
        case TieRule.LOT:
            return f"La règle annoncée est un tirage au sort entre eux : {places} à pourvoir."


def _figure(plan: Plan, count: Result, option: str) -> str:
    points = count["points"].get(option, 0)
    match plan.rules.method:
        case Method.DOTS:
            return _plural(points, "gommette", "gommettes")
        case Method.APPROVAL:
            return f"{points} voix"
        case Method.BORDA:
            return _plural(number_text(Fraction(points)), "point", "points")
        case Method.SCHULZE:
            return f"préféré à {_plural(points, 'autre sujet', 'autres sujets')}"
        case Method.MAJORITY_JUDGMENT:
            median = count["mentions"][option]["mediane"]
            return "aucune mention" if median is None else plan.rules.grades[median]


def _share(count: Result, option: str) -> float:
    most = max((Fraction(points) for points in count["points"].values()), default=Fraction(0))
    return float(Fraction(count["points"].get(option, 0)) / most) if most else 0.0


def _plural(number: int | str, one: str, several: str) -> str:
    few = number in (0, 1, "0", "1")
    return f"{number} {one if few else several}"


def _listed(names: Sequence[str]) -> str:
    return " ; ".join(names)
