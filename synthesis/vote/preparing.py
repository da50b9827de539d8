"""Write an assembly: its statutes, members, people, proxies, guests and signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, require
from synthesis.domain import InputError, Territory
from synthesis.store import Database
from synthesis.store.assembly_tables import (
    AssemblyRow,
    BodyRow,
    GuestRow,
    PersonRow,
    PresenceRow,
    ProxyRow,
)
from synthesis.store.ballot_tables import CodeRow, ScrutinRow
from synthesis.store.removal import delete_with_dependents
from synthesis.store.tables import Base, utc_now
from synthesis.vote.assembly import Body, Statutes, refuse_repeated, statutes_to_json
from synthesis.vote.records import assembly_row, load_assembly
from synthesis.vote.scrutin import State

MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member as typed in the table of members; `number` is None for a new one."""

    name: str
    titular: str = ""
    deputy: str = ""
    number: int | None = None
    siren: str = ""
    population: int = 0
    free_weight: int = 1


@dataclass(frozen=True, slots=True)
class Notice:
    """What convenes an assembly (« convocation »)."""

    title: str
    day: date
    place: str = ""
    agenda: tuple[str, ...] = ()
    statutes: Statutes = field(default_factory=Statutes)


def create_assembly(  # noqa: PLR0913 - who, where, what, and of whom
    database: Database,
    actor: Actor,
    campaign_id: int,
    notice: Notice,
    territories: Sequence[Territory] = (),
    *,
    demonstration: bool = False,
) -> int:
    """Keep a new assembly whose members are `territories`, and give its number."""
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        row = AssemblyRow(campaign_id=campaign_id, demonstration=demonstration, statutes={})
        _write_notice(row, notice)
        session.add(row)
        session.flush()
        for position, territory in enumerate(territories, 1):
            line = MemberLine(
                territory.name, siren=territory.siren, population=territory.population
            )
            _save_member(session, row.id, position, line)
        return row.id


def change_assembly(database: Database, actor: Actor, assembly_id: int, notice: Notice) -> None:
    """Change its title, day, place, agenda or statutes; statutes not while a scrutin is open."""
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        row = assembly_row(session, assembly_id, lock=True)
        if row.statutes != statutes_to_json(notice.statutes):
            _refuse_open(session, assembly_id)
        _write_notice(row, notice)


def delete_assembly(database: Database, actor: Actor, assembly_id: int, typed: str) -> None:
    """Delete an assembly and its votes, when its title was typed in full."""
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        row = assembly_row(session, assembly_id, lock=True)
        if typed.strip() != row.title:
            raise InputError(
                "le titre saisi n'est pas celui de l'assemblée.",
                remedy="Recopiez son titre exactement : la suppression est définitive.",
            )
        table = Base.metadata.tables[AssemblyRow.__tablename__]
        delete_with_dependents(session, table, table.c.id == assembly_id)


def save_members(
    database: Database, actor: Actor, assembly_id: int, lines: Sequence[MemberLine]
) -> None:
    """Make the members those of `lines`, in that order; people are known by their name.

    A line without number adds a member; a member of no line leaves, unless it has a slip. Raise
    InputError for a member without name or a name given twice, and while a scrutin is open.
    """
    require(actor, Permission.ASSEMBLY)
    refuse_repeated([line.name.strip() for line in lines], "membres")
    with database.session() as session:
        assembly_row(session, assembly_id, lock=True)
        _refuse_open(session, assembly_id)
        _remove_others(session, assembly_id, {line.number for line in lines})
        for position, line in enumerate(lines, 1):
            _save_member(session, assembly_id, position, line)
        _forget_unused_people(session, assembly_id)


def save_guests(
    database: Database, actor: Actor, assembly_id: int, guests: Sequence[tuple[str, str]]
) -> None:
    """Make the guests those given, as (name, organisation); a name given twice is refused."""
    require(actor, Permission.ASSEMBLY)
    refuse_repeated([name.strip() for name, _ in guests], "invités")
    with database.session() as session:
        assembly_row(session, assembly_id, lock=True)
        people = select(PersonRow.id).where(PersonRow.assembly_id == assembly_id)
        session.execute(delete(GuestRow).where(GuestRow.person_id.in_(people)))
        for name, organisation in guests:
            person = _person(session, assembly_id, name)
            if person is None:
                raise InputError("un invité n'a pas de nom.", where="invités")
            session.add(GuestRow(person_id=person, organisation=organisation.strip()))
        session.flush()
        _forget_unused_people(session, assembly_id)


def set_function(
    database: Database, actor: Actor, assembly_id: int, person_id: int, function: str
) -> None:
    """Say what a person is (présidente, maire…), for the minutes."""
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        _known_person(session, assembly_id, person_id).function = _name(function, "fonction")


def give_proxy(
    database: Database, actor: Actor, assembly_id: int, body_id: int, holder_id: int | None
) -> None:
    """Record the proxy that the titulaire of a member gave to `holder_id`, or take it back.

    Raise InputError for a proxy given to oneself, and while a scrutin is open.
    """
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        assembly_row(session, assembly_id, lock=True)
        _refuse_open(session, assembly_id)
        body = load_assembly(session, assembly_id).body(body_id)
        session.execute(delete(ProxyRow).where(ProxyRow.body_id == body_id))
        if holder_id is None:
            return
        _known_person(session, assembly_id, holder_id)
        if holder_id in (body.titular, body.deputy):
            raise InputError(
                "un pouvoir se donne à quelqu'un qui représente un autre membre.", where=body.name
            )
        last = session.scalar(select(func.max(ProxyRow.position))) or 0
        session.add(ProxyRow(body_id=body_id, holder_id=holder_id, position=last + 1))


def sign_in(
    database: Database, actor: Actor, assembly_id: int, person_id: int, *, there: bool
) -> None:
    """Record that a person is there, or has left. Doing it twice changes nothing."""
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        _known_person(session, assembly_id, person_id)
        row = session.get(PresenceRow, person_id)
        if row is None:
            if there:
                session.add(PresenceRow(person_id=person_id, arrived_at=utc_now(), left_at=None))
        elif there:
            row.left_at = None
        else:
            row.left_at = row.left_at or utc_now()


def _write_notice(row: AssemblyRow, notice: Notice) -> None:
    title = _name(notice.title, "titre de l'assemblée")
    if not title:
        raise InputError("l'assemblée n'a pas de titre.", remedy="Donnez-lui un titre.")
    row.title, row.day, row.place = title, notice.day, notice.place.strip()
    row.agenda = [item.strip() for item in notice.agenda if item.strip()]
    row.statutes = statutes_to_json(notice.statutes)


def _refuse_open(session: Session, assembly_id: int) -> None:
    opened = (ScrutinRow.assembly_id == assembly_id, ScrutinRow.state == State.OPEN.value)
    if session.scalar(select(ScrutinRow.id).where(*opened).limit(1)) is not None:
        raise InputError(
            "un scrutin est ouvert : ses voix sont arrêtées.", remedy="Clôturez-le d'abord."
        )


def _remove_others(session: Session, assembly_id: int, kept: set[int | None]) -> None:
    for row in session.scalars(select(BodyRow).where(BodyRow.assembly_id == assembly_id)):
        if row.id in kept:
            continue
        if session.scalar(select(CodeRow.digest).where(CodeRow.body_id == row.id).limit(1)):
            raise InputError(
                "ce membre a un bulletin : il ne peut plus être retiré.", where=row.name
            )
        session.execute(delete(ProxyRow).where(ProxyRow.body_id == row.id))
        session.delete(row)
    session.flush()


def _save_member(session: Session, assembly_id: int, position: int, line: MemberLine) -> None:
    titular = _person(session, assembly_id, line.titular)
    deputy = _person(session, assembly_id, line.deputy)
    name = _name(line.name, "membre")
    if not name:
        raise InputError("un membre n'a pas de nom.", where=f"ligne {position}")
    # Checks what a member may be.
    body = Body(0, name, titular, deputy, line.siren, line.population, line.free_weight)
    row = session.get(BodyRow, line.number) if line.number is not None else None
    if row is None or row.assembly_id != assembly_id:
        row = BodyRow(assembly_id=assembly_id)
        session.add(row)
    row.position, row.name, row.siren = position, body.name, body.siren
    row.population, row.free_weight = body.population, body.free_weight
    row.titular_id, row.deputy_id = titular, deputy
    session.flush()


def _person(session: Session, assembly_id: int, name: str) -> int | None:
    """Number of the person of that name, made on first use; None without a name."""
    wanted = _name(name, "personne")
    if not wanted:
        return None
    for row in session.scalars(select(PersonRow).where(PersonRow.assembly_id == assembly_id)):
        if row.name.casefold() == wanted.casefold():
            return row.id
    row = PersonRow(assembly_id=assembly_id, name=wanted, function="")
    session.add(row)
    session.flush()
    return row.id


def _known_person(session: Session, assembly_id: int, person_id: int) -> PersonRow:
    row = session.get(PersonRow, person_id)
    if row is None or row.assembly_id != assembly_id:
        raise InputError("cette personne n'est pas inscrite à l'assemblée.")
    return row


def _forget_unused_people(session: Session, assembly_id: int) -> None:
    """People whom nobody names any more and who did not sign."""
    used = {
        *session.scalars(select(BodyRow.titular_id)),
        *session.scalars(select(BodyRow.deputy_id)),
        *session.scalars(select(GuestRow.person_id)),
        *session.scalars(select(PresenceRow.person_id)),
        *session.scalars(select(ProxyRow.holder_id)),
    }
    for row in session.scalars(select(PersonRow).where(PersonRow.assembly_id == assembly_id)):
        if row.id not in used:
            session.delete(row)


def _name(text: str, what: str) -> str:
    name = " ".join(text.split())
    if len(name) > MAX_NAME:
        raise InputError(f"ce nom est trop long (plus de {MAX_NAME} caractères).", where=what)
    return name
