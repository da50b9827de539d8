"""A proposal for the working groups: territories mixed, groups of nearly the same size."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from synthesis.vote.assembly import Assembly

MOST_GROUPS = 20


def balanced(assembly: Assembly, people: Collection[int], count: int) -> list[list[int]]:
    """`people` (ids) dealt into `count` groups whose sizes differ by one at most.

    A titulaire and the suppléant of the same member are never together when there are two groups
    or more; titulaires, suppléants and guests are spread. Same assembly, same proposal.
    """
    groups: list[list[int]] = [[] for _ in range(count)]
    titulars = {body.titular for body in assembly.bodies}
    for party in _parties(assembly, people):
        free = list(range(count))
        for person in party:
            kind = person in titulars
            places = free or list(range(count))
            chosen = min(places, key=lambda g: (len(groups[g]), _alike(groups[g], titulars, kind)))
            groups[chosen].append(person)
            free = [place for place in free if place != chosen]
    return groups


def _alike(group: Sequence[int], titulars: Collection[int | None], kind: bool) -> int:
    return sum((person in titulars) is kind for person in group)


def _parties(assembly: Assembly, people: Collection[int]) -> list[list[int]]:
    """People who come from the same member together; pairs first, so that sizes stay even."""
    seen: set[int] = set()
    parties = []
    for body in assembly.bodies:
        party = [p for p in (body.titular, body.deputy) if p in people and p not in seen]
        parties.append([person for person in party if person is not None])
        seen.update(parties[-1])
    rest = [[person.id] for person in assembly.people if person.id in people]
    parties += [party for party in rest if party[0] not in seen]
    return sorted((party for party in parties if party), key=lambda party: -len(party))
