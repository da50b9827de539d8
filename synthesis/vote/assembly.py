"""The assembly: members, who stands for them, proxies, guests, and the statutes that decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from synthesis.domain import SIREN, InputError

MAX_WEIGHT = 10**9


class Weighting(StrEnum):
    """How many votes the voice of a member counts for."""

    EQUAL = "une_voix"
    POPULATION = "population"
    FREE = "libre"

    @property
    def label(self) -> str:
        """French name."""
        return _WEIGHTINGS[self]


_WEIGHTINGS = {
    Weighting.EQUAL: "Une voix par membre",
    Weighting.POPULATION: "Selon la population",
    Weighting.FREE: "Poids fixés par les statuts",
}


@dataclass(frozen=True, slots=True)
class Statutes:
    """The rules that the assembly gave itself.

    The quorum is a share of the members: more than `quorum_share` of them when `quorum_strict`,
    else at least that share, as two integers (1 over 2). `proxies_each`: how many one person may
    hold.
    """

    quorum_numerator: int = 1
    quorum_denominator: int = 2
    quorum_strict: bool = True
    proxies_each: int = 1
    weighting: Weighting = Weighting.EQUAL

    def __post_init__(self) -> None:
        if not 0 <= self.quorum_numerator <= self.quorum_denominator or not self.quorum_denominator:
            raise InputError(
                "la part des membres qui fait le quorum doit être entre 0 et 1.",
                remedy="Indiquez par exemple 1 sur 2.",
            )
        if self.proxies_each < 0:
            raise InputError(
                "le nombre de pouvoirs par personne ne peut pas être négatif.",
                remedy="Indiquez 0 pour n'en permettre aucun.",
            )

    def required(self, members: int) -> int:
        """How many of `members` members must be there in person."""
        share = self.quorum_numerator * members
        if self.quorum_strict:
            return share // self.quorum_denominator + 1
        return -(-share // self.quorum_denominator)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the assembly; `function` is what they are there (présidente, maire…)."""

    id: int
    name: str
    function: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A member of the alliance; `titular` and `deputy` are ids of persons, when it named any."""

    id: int
    name: str
    titular: int | None = None
    deputy: int | None = None
    siren: str = ""
    population: int = 0
    free_weight: int = 1

    def __post_init__(self) -> None:
        if self.siren and not SIREN.fullmatch(self.siren):
            raise InputError(f"le SIREN « {self.siren} » n'a pas neuf chiffres.", where=self.name)
        if self.titular is not None and self.titular == self.deputy:
            raise InputError(
                "une même personne ne peut pas être titulaire et suppléante du même membre.",
                where=self.name,
                remedy="Laissez la place de suppléant vide, ou nommez quelqu'un d'autre.",
            )
        if not 0 < self.free_weight <= MAX_WEIGHT:
            raise InputError(
                "le poids d'un membre est un nombre entier d'au moins 1.", where=self.name
            )

    def weight(self, weighting: Weighting) -> int:
        """What its voice counts for. Raise InputError for a population that is not known."""
        if weighting is Weighting.EQUAL:
            return 1
        if weighting is Weighting.FREE:
            return self.free_weight
        if self.population < 1:
            raise InputError(
                "sa population n'est pas connue.",
                where=self.name,
                remedy="Indiquez-la dans « Territoires », ou choisissez une voix par membre.",
            )
        return self.population


@dataclass(frozen=True, slots=True)
class Assembly:
    """An assembly as it stands now. `present`: ids of the persons who signed in and are there.

    `proxies`: id of a body → id of the person to whom its titulaire gave a proxy, in the order
    in which they were given. `guests`: id of a person → whom they come from.
    """

    id: int
    campaign_id: int
    title: str
    day: date
    place: str = ""
    agenda: tuple[str, ...] = ()
    statutes: Statutes = field(default_factory=Statutes)
    people: tuple[Person, ...] = ()
    bodies: tuple[Body, ...] = ()
    proxies: Mapping[int, int] = field(default_factory=dict)
    guests: Mapping[int, str] = field(default_factory=dict)
    present: frozenset[int] = frozenset()

    def person(self, number: int) -> Person:
        """A person by id."""
        return next(person for person in self.people if person.id == number)

    def body(self, number: int) -> Body:
        """A member by id."""
        return next(body for body in self.bodies if body.id == number)


def statutes_to_json(statutes: Statutes) -> dict[str, Any]:
    """Statutes as plain values."""
    return {
        "quorum": [statutes.quorum_numerator, statutes.quorum_denominator],
        "quorum_strict": statutes.quorum_strict,
        "pouvoirs": statutes.proxies_each,
        "poids": statutes.weighting.value,
    }


def statutes_from_json(values: Mapping[str, Any]) -> Statutes:
    """Statutes out of plain values."""
    numerator, denominator = values["quorum"]
    return Statutes(
        numerator,
        denominator,
        values["quorum_strict"],
        values["pouvoirs"],
        Weighting(values["poids"]),
    )


def refuse_repeated(names: Sequence[str], what: str) -> None:
    """Raise InputError when a name is there twice."""
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise InputError(
            f"« {repeated[0]} » est là deux fois.",
            where=what,
            remedy="Distinguez les deux, ou retirez-en un.",
        )
