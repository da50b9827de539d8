"""Who votes for whom, and the quorum, told as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from synthesis.domain import InputError
from synthesis.vote.assembly import (
    Assembly,
    Body,
    Person,
    Statutes,
    Weighting,
    statutes_from_json,
    statutes_to_json,
)
from synthesis.vote.electorate import Bearing, electorate

# Three members; person 3 is suppléant of two of them; the last member named nobody.
PEOPLE = tuple(Person(number, f"personne {number}") for number in range(1, 6))
BODIES = (
    Body(1, "Nord", 1, 3, population=10_000),
    Body(2, "Sud", 2, 3, population=500),
    Body(3, "Est", 4, None, population=70, free_weight=2),
    Body(4, "Ouest"),
)
ASSEMBLY = Assembly(1, 1, "Essai", date(2021, 6, 17), people=PEOPLE, bodies=BODIES)

# Who is there, proxies given (member → holder) → member → (who carries it, how).
CARRIED = {
    "everybody": ({1, 2, 4}, {}, {1: (1, "titulaire"), 2: (2, "titulaire"), 3: (4, "titulaire")}),
    "a suppléant stands in": ({2, 3}, {}, {1: (3, "suppleant"), 2: (2, "titulaire")}),
    "the titulaire first": ({1, 3}, {}, {1: (1, "titulaire"), 2: (3, "suppleant")}),
    "one person, one member": ({3}, {}, {1: (3, "suppleant")}),
    "a proxy": ({2}, {1: 2}, {2: (2, "titulaire"), 1: (2, "pouvoir")}),
    "there in person before a proxy": ({2, 3}, {1: 2}, {1: (3, "suppleant"), 2: (2, "titulaire")}),
    "its holder is away": ({4}, {1: 2}, {3: (4, "titulaire")}),
    "its holder does not vote": ({2, 5}, {1: 5}, {2: (2, "titulaire")}),
    "one proxy each, the first given": (
        {2},
        {3: 2, 1: 2},
        {2: (2, "titulaire"), 3: (2, "pouvoir")},
    ),
    "nobody": (set(), {1: 2}, {}),
}


@pytest.mark.parametrize(("present", "proxies", "expected"), CARRIED.values(), ids=CARRIED.keys())
def test_who_carries_each_voice(
    present: set[int], proxies: dict[int, int], expected: dict[int, tuple[int, str]]
) -> None:
    found = electorate(replace(ASSEMBLY, present=frozenset(present), proxies=proxies))
    assert {v.body.id: (v.person.id, v.bearing.value) for v in found.voices} == expected
    assert {s.body.id for s in found.silent} == {1, 2, 3, 4} - set(expected)
    in_person = sum(v.bearing is not Bearing.PROXY for v in found.voices)
    assert found.quorum.present == in_person


# Share, strict, members → needed.
QUORUMS = [
    ((1, 2), True, 13, 7),
    ((1, 2), True, 12, 7),
    ((1, 2), False, 12, 6),
    ((1, 2), False, 13, 7),
    ((1, 3), False, 13, 5),
    ((0, 1), False, 13, 0),
    ((1, 1), False, 13, 13),
]


@pytest.mark.parametrize(("share", "strict", "members", "needed"), QUORUMS)
def test_how_many_make_the_quorum(
    share: tuple[int, int], strict: bool, members: int, needed: int
) -> None:
    assert Statutes(*share, strict).required(members) == needed


def test_a_proxy_does_not_make_the_quorum() -> None:
    statutes = Statutes(proxies_each=5)
    two = replace(ASSEMBLY, statutes=statutes, present=frozenset({2}), proxies={1: 2, 3: 2})
    found = electorate(two)
    assert (len(found.voices), found.quorum.present, found.quorum.reached) == (3, 1, False)
    three = electorate(replace(ASSEMBLY, present=frozenset({1, 2, 4})))
    assert (three.quorum.required, three.quorum.reached) == (3, True)


def test_an_assembly_without_members_has_no_quorum() -> None:
    assert not electorate(replace(ASSEMBLY, bodies=())).quorum.reached


@pytest.mark.parametrize(
    ("weighting", "weights"),
    [
        (Weighting.EQUAL, [1, 1, 1]),
        (Weighting.POPULATION, [10_000, 500, 70]),
        (Weighting.FREE, [1, 1, 2]),
    ],
)
def test_what_a_voice_counts_for(weighting: Weighting, weights: list[int]) -> None:
    statutes = Statutes(weighting=weighting)
    found = electorate(replace(ASSEMBLY, statutes=statutes, present=frozenset({1, 2, 4})))
    assert [voice.weight for voice in found.voices] == weights


def test_a_population_that_is_not_known_is_told() -> None:
    with pytest.raises(InputError, match="population"):
        BODIES[3].weight(Weighting.POPULATION)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Statutes(2, 1),
        lambda: Statutes(1, 0),
        lambda: Statutes(proxies_each=-1),
        lambda: Body(1, "Nord", 1, 1),
        lambda: Body(1, "Nord", siren="12"),
        lambda: Body(1, "Nord", free_weight=0),
    ],
)
def test_what_statutes_and_members_cannot_be(wrong: object) -> None:
    with pytest.raises(InputError):
        wrong()  # type: ignore[operator]


def test_statutes_come_back_from_plain_values() -> None:
    statutes = Statutes(1, 3, False, 2, Weighting.POPULATION)
    assert statutes_from_json(statutes_to_json(statutes)) == statutes
