"""All that the minutes tell of an assembly, read at once from the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from synthesis.domain import InputError
from synthesis.vote.assembly import Assembly
from synthesis.vote.chain import Kind, Link
from synthesis.vote.electorate import Electorate, electorate
from synthesis.vote.groups import load_groups
from synthesis.vote.ledger import read_chain
from synthesis.vote.outcome import Bulletin, tally_of
from synthesis.vote.records import load_assembly, load_bulletins, scrutins
from synthesis.vote.scrutin import College, Mode, Scrutin, State
from synthesis.vote.settling import drawn_in
from synthesis.vote.subjects import pooled
from synthesis.vote.tally import Tally


@dataclass(frozen=True, slots=True)
class WorkedGroup:
    """A working group as the minutes tell it: names of people, titles of subjects."""

    name: str
    rapporteur: str
    members: tuple[str, ...]
    notes: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vote:
    """A closed scrutin: the count of each college, and the acts that the chain sealed.

    `bulletins` are there in public mode only; `drawn`: what a lot added to what was retained.
    """

    scrutin: Scrutin
    tallies: Mapping[College, Tally]
    opening: Mapping[str, Any]
    closing: Mapping[str, Any]
    bulletins: tuple[Bulletin, ...] = ()
    drawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proceedings:
    """An assembly and what it did; `head` is the end of its chain, empty before any vote."""

    assembly: Assembly
    electorate: Electorate
    groups: tuple[WorkedGroup, ...]
    votes: tuple[Vote, ...]
    head: str


def load_proceedings(session: Session, assembly_id: int) -> Proceedings:
    """What an assembly did. Raise InputError while a scrutin is open."""
    assembly = load_assembly(session, assembly_id)
    links = read_chain(session, assembly_id)
    held = scrutins(session, assembly_id)
    if any(scrutin.state is State.OPEN for scrutin in held):
        raise InputError(
            "un scrutin est ouvert : le procès-verbal attend sa clôture.",
            remedy="Clôturez-le d'abord.",
        )
    closed = [scrutin for scrutin in held if scrutin.state is State.CLOSED]
    return Proceedings(
        assembly,
        electorate(assembly),
        _groups(session, assembly),
        tuple(_vote(session, scrutin, links) for scrutin in closed),
        links[-1].digest if links else "",
    )


def _groups(session: Session, assembly: Assembly) -> tuple[WorkedGroup, ...]:
    names = {person.id: person.name for person in assembly.people}
    proposals = pooled(session, assembly.id)
    every = [*proposals, *(one for host in proposals for one in host.merged)]
    return tuple(
        WorkedGroup(
            group.name,
            "" if group.rapporteur is None else names[group.rapporteur],
            tuple(names[member] for member in group.members),
            group.notes,
            tuple(one.wording.title for one in every if one.group_id == group.id),
        )
        for group in load_groups(session, assembly.id)
    )


def _vote(session: Session, scrutin: Scrutin, links: list[Link]) -> Vote:
    bulletins = load_bulletins(session, scrutin)
    plan = scrutin.plan
    return Vote(
        scrutin,
        {college: tally_of(plan, bulletins, college) for college in plan.colleges},
        _act(links, scrutin, Kind.OPENING),
        _act(links, scrutin, Kind.CLOSING),
        tuple(bulletins) if plan.mode is Mode.PUBLIC else (),
        drawn_in(links, scrutin),
    )


def _act(links: list[Link], scrutin: Scrutin, kind: Kind) -> Mapping[str, Any]:
    return next(
        link.payload
        for link in links
        if link.kind is kind and link.payload["scrutin"] == scrutin.number
    )
