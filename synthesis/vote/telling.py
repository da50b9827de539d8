"""A result in French: ranks, exact scores, and the whole count in sentences for who sees no figure.

`titles` gives the title of each option by its slug; the words are an organiser's, to be escaped
where they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from synthesis.forms.typography import typeset
from synthesis.vote.contents import Method
from synthesis.vote.tally import Duels, Tally
from synthesis.wording import plural

Titles = Mapping[str, str]

MEASURES = {
    Method.DOTS: "Gommettes",
    Method.APPROVAL: "Approbations",
    Method.BORDA: "Points",
    Method.SCHULZE: "Sujets battus",
    Method.MAJORITY_JUDGMENT: "Mention majoritaire",
}
UNJUDGED = "Sans mention"


def rank_of(tally: Tally, option: str) -> int:
    """1 for the first; equals share the better rank, and the next one counts them all."""
    above = 0
    for group in tally.order:
        if option in group:
            return above + 1
        above += len(group)
    raise ValueError(f"not an option: {option!r}")


def is_tied(tally: Tally, option: str) -> bool:
    """Whether another option has the same rank."""
    return any(option in group and len(group) > 1 for group in tally.order)


def rank_label(tally: Tally, option: str) -> str:
    """« 1er », « 3e ex æquo »."""
    rank = rank_of(tally, option)
    return f"{rank}{'er' if rank == 1 else 'e'}{' ex æquo' if is_tied(tally, option) else ''}"


def number_text(number: int | Fraction) -> str:
    """Exact: « 12 », « 10,5 »; what is no half, as a fraction: « 7/3 »."""
    exact = Fraction(number)
    if exact.denominator == 1:
        return str(exact.numerator)
    if exact.denominator == 2:
        return f"{'-' if exact < 0 else ''}{abs(exact.numerator) // 2},5"
    return f"{exact.numerator}/{exact.denominator}"


def score_label(tally: Tally, option: str, grades: Sequence[str]) -> str:
    """What the option got: a number, or its majority grade."""
    if tally.method is not Method.MAJORITY_JUDGMENT:
        return number_text(tally.scores[option])
    median = tally.profiles[option].median
    return UNJUDGED if median is None else grades[median]


def turnout_told(tally: Tally) -> str:
    """« 26 bulletins, dont 2 blancs ; 31 voix exprimées. »"""
    sheets = plural(tally.voters, "bulletin")
    blanks = f", dont {plural(tally.blanks, 'blanc')}" if tally.blanks else ""
    return typeset(f"{sheets}{blanks} ; {plural(tally.expressed, 'voix exprimée')}.")


def result_told(tally: Tally, titles: Titles, grades: Sequence[str]) -> str:
    """Every option with its rank and what it got, in the order of the result."""
    parts = [
        f"{rank_label(tally, group[0])} : "
        + ", ".join(f"{titles[option]} ({_details(tally, option, grades)})" for option in group)
        for group in tally.order
    ]
    return typeset(f"{MEASURES[tally.method]}. {' ; '.join(parts)}. {turnout_told(tally)}")


def _details(tally: Tally, option: str, grades: Sequence[str]) -> str:
    label = score_label(tally, option, grades)
    if tally.method is not Method.MAJORITY_JUDGMENT:
        return label
    given = zip(grades, tally.profiles[option].counts, strict=True)
    counts = ", ".join(f"{number} {grade}" for grade, number in given if number)
    return f"{label} : {counts}" if counts else label


def duels_told(tally: Tally, titles: Titles) -> str:
    """Who wins each duel, and by how many votes."""
    duels = tally.duels
    if duels is None:
        return ""
    names = [titles[option] for option in tally.options]
    pairs = [(a, b) for a in range(len(names)) for b in range(a + 1, len(names))]
    return typeset(" ; ".join(_duel_told(duels, names, a, b) for a, b in pairs) + ".")


def _duel_told(duels: Duels, names: Sequence[str], first: int, second: int) -> str:
    won, lost = duels.votes[first][second], duels.votes[second][first]
    if won == lost:
        return f"{names[first]} et {names[second]} à égalité, {won} voix chacun"
    if won < lost:
        return _duel_told(duels, names, second, first)
    return f"{names[first]} l'emporte sur {names[second]}, {won} voix contre {lost}"
