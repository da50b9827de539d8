"""A ballot and its rules in French words: what a voter reads before confirming."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from synthesis.vote.contents import (
    Approvals,
    Blank,
    BlankJudgment,
    Content,
    Dots,
    Judgments,
    Method,
    Ranking,
)
from synthesis.vote.scrutin import Plan

BLANK = "Bulletin blanc : il est compté à part et ne choisit aucun sujet."


def told(plan: Plan, content: Content) -> list[str]:
    """What a valid ballot says, a line for each choice, as raw text (titles are not escaped)."""
    titles = plan.titles
    match content:
        case Dots(counts):
            amounts = dict(counts)
            chosen = sorted(
                (option for option in plan.options if option in amounts),
                key=lambda option: -amounts[option],
            )
            return [f"{_dots(amounts[option])} : {titles[option]}" for option in chosen]
        case Approvals(options):
            return [titles[option] for option in plan.options if option in options]
        case Ranking(groups):
            return _ranking(plan, groups, titles)
        case Judgments(grades):
            return _judgments(plan, dict(grades), titles)
        case Blank():
            return [BLANK]


def left(plan: Plan, content: Content) -> str:
    """What the ballot leaves unused, in a sentence; empty when there is nothing to say."""
    match content:
        case Dots(counts):
            number = plan.rules.dots - sum(amount for _, amount in counts)
            if number < 0:
                return f"{_dots(-number)} de trop : vous en avez {plan.rules.dots}."
            if number == 0:
                return "Toutes vos gommettes sont placées."
            return f"Il vous reste {_dots(number)} à placer."
        case Judgments(grades) if 0 < len(grades) < len(plan.subjects):
            number = len(plan.subjects) - len(grades)
            return f"{number} {_subjects(number)} sans mention."
        case Ranking(groups) if groups:
            number = len(plan.subjects) - sum(map(len, groups))
            return f"{number} {_subjects(number)} sans rang." if number else ""
    return ""


def instructions(plan: Plan) -> list[str]:
    """How to fill the ballot in, a sentence each."""
    rules = plan.rules
    match rules.method:
        case Method.DOTS:
            most = (
                f", au plus {rules.dots_max} sur un même sujet"
                if rules.dots_max < rules.dots
                else ""
            )
            return [f"Placez jusqu'à {_dots(rules.dots)}{most}."]
        case Method.APPROVAL:
            return ["Cochez tous les sujets que vous approuvez, autant que vous voulez."]
        case Method.BORDA | Method.SCHULZE:
            return [
                "Donnez le rang 1 au sujet que vous préférez, puis 2, puis 3…",
                "Deux sujets peuvent avoir le même rang.",
                "Les sujets sans rang passent après tous les autres.",
            ]
        case Method.MAJORITY_JUDGMENT:
            return ["Donnez une mention à chaque sujet.", f"{rules.blank_judgment.label}."]


def ordinal(place: int, *, tied: bool = False) -> str:
    """A place in French, marked when it is shared."""
    shown = "1er" if place == 1 else f"{place}e"
    return f"{shown} ex æquo" if tied else shown


def _ranking(plan: Plan, groups: Iterable[frozenset[str]], titles: Mapping[str, str]) -> list[str]:
    lines, place = [], 1
    for group in groups:
        names = [titles[option] for option in plan.options if option in group]
        lines += [f"{ordinal(place, tied=len(group) > 1)} : {name}" for name in names]
        place += len(group)
    ranked = frozenset().union(*groups)
    rest = [titles[option] for option in plan.options if option not in ranked]
    return [*lines, *(f"Sans rang, après les autres : {name}" for name in rest)]


def _judgments(plan: Plan, grades: Mapping[str, int], titles: Mapping[str, str]) -> list[str]:
    names = plan.rules.grades
    rejected = plan.rules.blank_judgment is BlankJudgment.REJECTED
    without = f"sans mention, compté « {names[-1]} »" if rejected else "sans mention, pas jugé"
    return [
        f"{titles[option]} : {names[grades[option]] if option in grades else without}"
        for option in plan.options
    ]


def _dots(number: int) -> str:
    return f"{number} gommette{'s' if number > 1 else ''}"


def _subjects(number: int) -> str:
    return "sujets" if number > 1 else "sujet"
