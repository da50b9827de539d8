"""Assemblies and scrutins out of the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from synthesis.domain import InputError
from synthesis.store.assembly_tables import (
    AssemblyRow,
    BodyRow,
    GuestRow,
    PersonRow,
    PresenceRow,
    ProxyRow,
)
from synthesis.store.ballot_tables import BallotRow, CodeRow, ReceiptRow, ScrutinRow
from synthesis.vote.assembly import Assembly, Body, Person, statutes_from_json
from synthesis.vote.outcome import Bulletin
from synthesis.vote.scrutin import College, Mode, Scrutin, State, plan_from_json
from synthesis.vote.wire import from_json


@dataclass(frozen=True, slots=True)
class Summary:
    """An assembly in a list."""

    id: int
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class Turnout:
    """Ballots in, of slips that can vote, in a college."""

    college: College
    voted: int
    slips: int


def assemblies(session: Session, campaign_id: int) -> list[Summary]:
    """The assemblies of a campaign, latest first."""
    rows = session.scalars(
        select(AssemblyRow)
        .where(AssemblyRow.campaign_id == campaign_id)
        .order_by(AssemblyRow.day.desc(), AssemblyRow.id.desc())
    )
    return [Summary(row.id, row.title, row.day) for row in rows]


def assembly_row(session: Session, number: int, *, lock: bool = False) -> AssemblyRow:
    """The row of an assembly. Raise InputError when it does not exist (any more)."""
    query = select(AssemblyRow).where(AssemblyRow.id == number)
    row = session.scalar(query.with_for_update() if lock else query)
    if row is None:
        raise InputError(
            "cette assemblée n'existe pas ou plus.", remedy="Revenez à la liste des assemblées."
        )
    return row


def load_assembly(session: Session, number: int) -> Assembly:
    """An assembly with everybody in it. Raise InputError when it does not exist (any more)."""
    row = assembly_row(session, number)
    people = session.scalars(
        select(PersonRow).where(PersonRow.assembly_id == number).order_by(PersonRow.id)
    )
    return Assembly(
        row.id,
        row.campaign_id,
        row.title,
        row.day,
        row.place,
        tuple(row.agenda),
        statutes_from_json(row.statutes),
        tuple(Person(person.id, person.name, person.function) for person in people),
        tuple(_bodies(session, number)),
        _proxies(session, number),
        _guests(session, number),
        _present(session, number),
    )


def _bodies(session: Session, number: int) -> list[Body]:
    rows = session.scalars(
        select(BodyRow).where(BodyRow.assembly_id == number).order_by(BodyRow.position, BodyRow.id)
    )
    return [
        Body(
            row.id,
            row.name,
            row.titular_id,
            row.deputy_id,
            row.siren,
            row.population,
            row.free_weight,
        )
        for row in rows
    ]


def _proxies(session: Session, number: int) -> dict[int, int]:
    rows = session.execute(
        select(ProxyRow.body_id, ProxyRow.holder_id)
        .join(BodyRow, BodyRow.id == ProxyRow.body_id)
        .where(BodyRow.assembly_id == number)
        .order_by(ProxyRow.position, ProxyRow.body_id)
    )
    return dict(rows.tuples().all())


def _guests(session: Session, number: int) -> dict[int, str]:
    rows = session.execute(
        select(GuestRow.person_id, GuestRow.organisation)
        .join(PersonRow, PersonRow.id == GuestRow.person_id)
        .where(PersonRow.assembly_id == number)
        .order_by(GuestRow.person_id)
    )
    return dict(rows.tuples().all())


def _present(session: Session, number: int) -> frozenset[int]:
    rows = session.scalars(
        select(PresenceRow.person_id)
        .join(PersonRow, PersonRow.id == PresenceRow.person_id)
        .where(PersonRow.assembly_id == number, PresenceRow.left_at.is_(None))
    )
    return frozenset(rows)


def scrutin_row(session: Session, number: int, *, lock: bool = False) -> ScrutinRow:
    """The row of a scrutin; `lock` keeps others off it.

    Raise InputError when it does not exist (any more).
    """
    query = select(ScrutinRow).where(ScrutinRow.id == number)
    row = session.scalar(query.with_for_update() if lock else query)
    if row is None:
        raise InputError(
            "ce scrutin n'existe pas ou plus.", remedy="Revenez à la liste des scrutins."
        )
    return row


def scrutins(session: Session, assembly_id: int) -> list[Scrutin]:
    """The scrutins of an assembly, in the order of its agenda."""
    rows = session.scalars(
        select(ScrutinRow)
        .where(ScrutinRow.assembly_id == assembly_id)
        .order_by(ScrutinRow.position, ScrutinRow.id)
    )
    return [as_scrutin(row) for row in rows]


def load_scrutin(session: Session, number: int) -> Scrutin:
    """A scrutin. Raise InputError when it does not exist (any more)."""
    return as_scrutin(scrutin_row(session, number))


def as_scrutin(row: ScrutinRow) -> Scrutin:
    """A scrutin out of its row."""
    return Scrutin(
        row.id,
        row.assembly_id,
        row.position,
        plan_from_json(row.plan),
        State(row.state),
        row.opened_at,
        row.closed_at,
        row.result,
    )


def turnout(session: Session, scrutin: Scrutin) -> list[Turnout]:
    """How many voted in each college: all that anybody may know before the closing."""
    voted = _by_college(session, ReceiptRow, scrutin.id)
    slips = _by_college(session, CodeRow, scrutin.id)
    return [
        Turnout(college, voted.get(college, 0), slips.get(college, 0))
        for college in scrutin.plan.colleges
    ]


def _by_college(
    session: Session, row: type[ReceiptRow] | type[CodeRow], number: int
) -> dict[str, int]:
    query = select(row.college, func.count()).where(row.scrutin_id == number)
    if row is CodeRow:
        query = query.where(CodeRow.live)
    return dict(session.execute(query.group_by(row.college)).tuples().all())


def live_codes(session: Session, number: int) -> Sequence[CodeRow]:
    """The slips of a scrutin that can vote, in the order of their digests."""
    return session.scalars(
        select(CodeRow).where(CodeRow.scrutin_id == number, CodeRow.live).order_by(CodeRow.digest)
    ).all()


def load_bulletins(session: Session, scrutin: Scrutin) -> list[Bulletin]:
    """The ballots of a scrutin that is closed, or being closed, in the order of their keys."""
    names = {body.id: body.name for body in _bodies(session, scrutin.assembly_id)}
    public = scrutin.plan.mode is Mode.PUBLIC
    rows = session.scalars(
        select(BallotRow).where(BallotRow.scrutin_id == scrutin.id).order_by(BallotRow.key)
    )
    return [
        Bulletin(
            College(row.college),
            row.weight,
            from_json(row.content),
            names.get(row.body_id, "") if public and row.body_id is not None else "",
        )
        for row in rows
    ]
