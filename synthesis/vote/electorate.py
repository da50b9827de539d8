"""Who carries the voice of each member now, and whether the quorum is reached.

A suppléant votes only for an absent titulaire. Failing both, a proxy given by the titulaire counts
if its holder is there and carries a voice in person, within the number that statutes allow; a proxy
never counts for the quorum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from synthesis.vote.assembly import Assembly, Body, Person


class Bearing(StrEnum):
    """In what capacity a person carries a voice."""

    TITULAR = "titulaire"
    DEPUTY = "suppleant"
    PROXY = "pouvoir"

    @property
    def label(self) -> str:
        """French name."""
        return {"titulaire": "titulaire", "suppleant": "suppléant", "pouvoir": "pouvoir"}[self]


@dataclass(frozen=True, slots=True)
class Voice:
    """A member's voice, who carries it, and the votes that it counts for."""

    body: Body
    person: Person
    bearing: Bearing
    weight: int


@dataclass(frozen=True, slots=True)
class Silent:
    """A member whom nobody carries, and why, in French."""

    body: Body
    why: str


@dataclass(frozen=True, slots=True)
class Quorum:
    """Members there in person, members needed, members in all."""

    present: int
    required: int
    members: int

    @property
    def reached(self) -> bool:
        """Whether the assembly may deliberate."""
        return self.members > 0 and self.present >= self.required


@dataclass(frozen=True, slots=True)
class Electorate:
    """Voices and silent members, in the order of the assembly's members, and the quorum."""

    voices: tuple[Voice, ...]
    silent: tuple[Silent, ...]
    quorum: Quorum


def electorate(assembly: Assembly) -> Electorate:
    """Who votes for whom at this moment.

    Raise InputError when a weight cannot be known.
    """
    in_person = _in_person(assembly)
    by_proxy, refused = _by_proxy(assembly, in_person)
    carried = {**in_person, **by_proxy}
    voices = tuple(
        Voice(body, *carried[body.id], body.weight(assembly.statutes.weighting))
        for body in assembly.bodies
        if body.id in carried
    )
    silent = tuple(
        Silent(body, refused.get(body.id) or "personne n'est là et aucun pouvoir n'est donné")
        for body in assembly.bodies
        if body.id not in carried
    )
    members = len(assembly.bodies)
    quorum = Quorum(len(in_person), assembly.statutes.required(members), members)
    return Electorate(voices, silent, quorum)


def _in_person(assembly: Assembly) -> dict[int, tuple[Person, Bearing]]:
    """Member → who carries it in person: nobody does so for two members."""
    carried: dict[int, tuple[Person, Bearing]] = {}
    busy: set[int] = set()
    for bearing in (Bearing.TITULAR, Bearing.DEPUTY):
        for body in assembly.bodies:
            number = body.titular if bearing is Bearing.TITULAR else body.deputy
            if number is None or body.id in carried or number in busy:
                continue
            if number in assembly.present:
                carried[body.id] = (assembly.person(number), bearing)
                busy.add(number)
    return carried


def _by_proxy(
    assembly: Assembly, in_person: Mapping[int, tuple[Person, Bearing]]
) -> tuple[dict[int, tuple[Person, Bearing]], dict[int, str]]:
    """Member → who holds its proxy, and member → why its proxy does not count."""
    voters = {person.id for person, _ in in_person.values()}
    held: dict[int, int] = {}
    carried: dict[int, tuple[Person, Bearing]] = {}
    refused: dict[int, str] = {}
    for body, holder in assembly.proxies.items():
        if body in in_person:
            continue
        if holder not in voters:
            refused[body] = "la personne qui a reçu son pouvoir n'est pas là pour voter"
        elif held.get(holder, 0) >= assembly.statutes.proxies_each:
            refused[body] = "la personne qui a reçu son pouvoir en tient déjà assez"
        else:
            held[holder] = held.get(holder, 0) + 1
            carried[body] = (assembly.person(holder), Bearing.PROXY)
    return carried, refused
