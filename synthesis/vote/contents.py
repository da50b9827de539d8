"""What a ballot says, and the rules of a vote that say which ballots are valid.

Options are slugs. A content is a value: two voters who say the same thing have equal contents and
the same JSON. `check` is what a ballot goes through before it is kept, and again before it counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from synthesis.domain import InputError

MOST_DOTS, MOST_GRADES = 100, 10
GRADES = ("Très bien", "Bien", "Assez bien", "Passable", "Insuffisant", "À rejeter")
_BLANK_REMEDY = "Pour ne rien choisir, votez blanc."


class Method(StrEnum):
    """How the assembly votes."""

    DOTS = "gommettes"
    APPROVAL = "approbation"
    BORDA = "borda"
    SCHULZE = "schulze"
    MAJORITY_JUDGMENT = "jugement_majoritaire"

    @property
    def label(self) -> str:
        """French name."""
        return _METHOD_LABELS[self]


_METHOD_LABELS = {
    Method.DOTS: "Gommettes",
    Method.APPROVAL: "Approbation",
    Method.BORDA: "Classement (Borda)",
    Method.SCHULZE: "Classement (Schulze)",
    Method.MAJORITY_JUDGMENT: "Jugement majoritaire",
}


class BlankJudgment(StrEnum):
    """What an option left without a grade becomes: said before the vote."""

    EXCLUDED = "ecarte"
    REJECTED = "a_rejeter"

    @property
    def label(self) -> str:
        """French sentence."""
        return _BLANK_JUDGMENT_LABELS[self]


_BLANK_JUDGMENT_LABELS = {
    BlankJudgment.EXCLUDED: "Un sujet sans mention n'est pas jugé par cette personne",
    BlankJudgment.REJECTED: "Un sujet sans mention reçoit la dernière mention",
}


class TieRule(StrEnum):
    """What is done with options that tie for the last seats: said before the vote."""

    ALL = "tous"
    NONE = "aucun"
    RUN_OFF = "second_tour"
    LOT = "tirage"

    @property
    def label(self) -> str:
        """French name."""
        return _TIE_RULES[self][0]

    @property
    def explanation(self) -> str:
        """One French sentence."""
        return _TIE_RULES[self][1]


_TIE_RULES = {
    TieRule.ALL: (
        "Tous retenus",
        "Les sujets à égalité à la limite sont tous retenus : la liste est plus longue que prévu.",
    ),
    TieRule.NONE: (
        "Aucun retenu",
        "Aucun des sujets à égalité à la limite n'est retenu : la liste est plus courte que prévu.",
    ),
    TieRule.RUN_OFF: (
        "Second tour",
        "L'assemblée vote de nouveau, entre les seuls sujets à égalité, pour les places restantes.",
    ),
    TieRule.LOT: (
        "Tirage au sort",
        "Les places restantes sont tirées au sort entre les sujets à égalité, devant l'assemblée.",
    ),
}


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank ballot: counted apart, without effect on the order."""


@dataclass(frozen=True, slots=True)
class Dots:
    """How many dots each option got, the options with none left out."""

    counts: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Dots:
        """From option → number of dots, in any order, zeros included."""
        return cls(tuple(sorted((option, n) for option, n in counts.items() if n != 0)))


@dataclass(frozen=True, slots=True)
class Approvals:
    """The options that the voter approves."""

    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Groups of equals, the preferred first; options of no group are below all, together."""

    groups: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Judgments:
    """The grade of each option judged, as its index among the grades (0 is the best)."""

    grades: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, grades: Mapping[str, int]) -> Judgments:
        """From option → index of its grade, in any order."""
        return cls(tuple(sorted(grades.items())))


Content = Blank | Dots | Approvals | Ranking | Judgments


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one vote, announced before it opens.

    `dots` for each voter, at most `dots_max` on one option; `grades` from best to worst; `seats`:
    how many options are to be retained.
    """

    method: Method
    dots: int = 5
    dots_max: int = 5
    grades: tuple[str, ...] = GRADES
    blank_judgment: BlankJudgment = BlankJudgment.EXCLUDED
    seats: int = 5
    tie_rule: TieRule = TieRule.ALL

    def __post_init__(self) -> None:
        _in_range("le nombre de gommettes", self.dots, 1, MOST_DOTS)
        _in_range("le nombre de gommettes sur un même sujet", self.dots_max, 1, self.dots)
        _in_range("le nombre de sujets à retenir", self.seats, 1, 1000)
        _in_range("le nombre de mentions", len(self.grades), 2, MOST_GRADES)
        names = [grade.strip().casefold() for grade in self.grades]
        if "" in names or len(set(names)) < len(names):
            raise InputError(
                "deux mentions sont identiques, ou l'une est vide.",
                remedy="Donnez à chaque mention un nom à elle.",
            )


def _in_range(what: str, value: int, least: int, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise InputError(
            f"{what} ({value}) n'est pas valable.",
            remedy=f"Choisissez un nombre entre {least} et {most}.",
        )


def is_blank(content: Content) -> bool:
    """Whether it chooses nothing at all."""
    match content:
        case Dots(counts):
            return not counts
        case Approvals(options):
            return not options
        case Ranking(groups):
            return not groups
        case Judgments(grades):
            return not grades
        case Blank():
            return True


def check(
    content: Content,
    rules: Rules,
    options: Sequence[str],
    titles: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Raise InputError unless the ballot is valid under these rules, on these options.

    `titles`: option → what to call it in the message, its slug unless told.
    """
    if isinstance(content, Blank):
        return
    if not isinstance(content, _KINDS[rules.method]):
        raise InputError(
            f"ce bulletin n'est pas fait pour ce scrutin ({rules.method.label.lower()}).",
            remedy="Rechargez la page de vote et recommencez.",
        )
    if is_blank(content):
        raise InputError("votre bulletin ne choisit rien.", remedy=_BLANK_REMEDY)
    _check_options(named(content), options, titles)
    match content:
        case Dots(counts):
            _check_dots([(titles.get(option, option), n) for option, n in counts], rules)
        case Ranking(groups):
            _check_groups(groups)
        case Judgments(grades):
            _check_grades([(titles.get(option, option), g) for option, g in grades], rules)


_KINDS: dict[Method, type[Dots | Approvals | Ranking | Judgments]] = {
    Method.DOTS: Dots,
    Method.APPROVAL: Approvals,
    Method.BORDA: Ranking,
    Method.SCHULZE: Ranking,
    Method.MAJORITY_JUDGMENT: Judgments,
}


def named(content: Content) -> list[str]:
    """Every option that the ballot names, as often as it names it."""
    match content:
        case Dots(pairs) | Judgments(pairs):
            return [option for option, _ in pairs]
        case Approvals(options):
            return sorted(options)
        case Ranking(groups):
            return [option for group in groups for option in sorted(group)]
        case Blank():
            return []


def _check_options(
    chosen: Sequence[str], options: Sequence[str], titles: Mapping[str, str]
) -> None:
    for option in chosen:
        if option not in options:
            raise InputError(
                f"le sujet « {option[:60]} » n'est pas soumis à ce vote.",
                remedy="Rechargez la page de vote : la liste des sujets a peut-être changé.",
            )
    twice = sorted({option for option in chosen if chosen.count(option) > 1})
    if twice:
        raise InputError(
            f"le sujet « {titles.get(twice[0], twice[0])} » figure deux fois sur votre bulletin.",
            remedy="Ne le gardez qu'une fois.",
        )


def _check_dots(counts: Sequence[tuple[str, int]], rules: Rules) -> None:
    for option, number in counts:
        if not _whole(number) or number < 1:
            raise InputError(
                f"le nombre de gommettes sur « {option} » n'est pas valable.",
                remedy="Placez un nombre entier de gommettes.",
            )
        if number > rules.dots_max:
            raise InputError(
                f"vous avez placé {number} gommettes sur « {option} », "
                f"le maximum par sujet est {rules.dots_max}.",
                remedy="Retirez-en, ou placez-les sur d'autres sujets.",
            )
    total = sum(number for _, number in counts)
    if total > rules.dots:
        extra = total - rules.dots
        raise InputError(
            f"vous avez placé {total} gommettes sur {rules.dots}.",
            remedy=f"Retirez-en {extra}.",
        )


def _check_groups(groups: Sequence[frozenset[str]]) -> None:
    if not all(groups):
        raise InputError(
            "un rang de votre classement est vide.", remedy="Rangez-y un sujet, ou supprimez-le."
        )


def _check_grades(grades: Sequence[tuple[str, int]], rules: Rules) -> None:
    for option, grade in grades:
        if not _whole(grade) or not 0 <= grade < len(rules.grades):
            raise InputError(
                f"la mention donnée à « {option} » n'existe pas.",
                remedy=f"Choisissez parmi : {', '.join(rules.grades)}.",
            )


def _whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)
