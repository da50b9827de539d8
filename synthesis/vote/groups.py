"""Working groups: who is in which, who reports, and the notes of the rapporteur."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, require
from synthesis.domain import InputError
from synthesis.store import Database
from synthesis.store.assembly_tables import (
    GroupMemberRow,
    PersonRow,
    SubjectRow,
    WorkingGroupRow,
)
from synthesis.vote.assembly import Assembly
from synthesis.vote.composing import MOST_GROUPS, balanced
from synthesis.vote.preparing import MAX_NAME
from synthesis.vote.records import assembly_row, load_assembly

MAX_NOTES = 100_000


@dataclass(frozen=True, slots=True)
class Group:
    """A working group; `members` and `rapporteur` are ids of persons.

    `version` counts what was saved of its notes.
    """

    id: int
    name: str
    rapporteur: int | None
    notes: str
    version: int
    members: tuple[int, ...] = ()


class NotesChangedError(InputError):
    """Somebody else saved notes in between; `theirs` is what is kept, under `version`."""

    def __init__(self, theirs: str, version: int) -> None:
        self.theirs, self.version = theirs, version
        super().__init__(
            "les notes ont été modifiées par quelqu'un d'autre entre-temps ; rien n'a été écrasé.",
            remedy="Comparez avec la version enregistrée, puis enregistrez de nouveau.",
        )


def load_groups(session: Session, assembly_id: int) -> list[Group]:
    """The working groups of an assembly, in order."""
    rows = session.scalars(
        select(WorkingGroupRow)
        .where(WorkingGroupRow.assembly_id == assembly_id)
        .order_by(WorkingGroupRow.position, WorkingGroupRow.id)
    ).all()
    members: dict[int, list[int]] = {row.id: [] for row in rows}
    for member in session.scalars(
        select(GroupMemberRow)
        .where(GroupMemberRow.group_id.in_(members))
        .order_by(GroupMemberRow.person_id)
    ):
        members[member.group_id].append(member.person_id)
    return [
        Group(row.id, row.name, row.rapporteur_id, row.notes, row.version, tuple(members[row.id]))
        for row in rows
    ]


def expected_people(assembly: Assembly) -> frozenset[int]:
    """Whom to put in groups: those who signed in, or everybody before anyone did."""
    return assembly.present or frozenset(person.id for person in assembly.people)


def compose(
    database: Database,
    actor: Actor,
    assembly_id: int,
    count: int,
    people: Collection[int] | None = None,
) -> None:
    """Deal people (by default `expected_people`) into `count` groups, made or taken away as needed.

    Groups that stay keep their name, notes and subjects. Raise InputError for a number that cannot
    be, and when a group that would go has notes or subjects.
    """
    require(actor, Permission.ASSEMBLY)
    if not 1 <= count <= MOST_GROUPS:
        raise InputError(f"le nombre de groupes doit être entre 1 et {MOST_GROUPS}.")
    with database.session() as session:
        assembly_row(session, assembly_id, lock=True)
        assembly = load_assembly(session, assembly_id)
        wanted = expected_people(assembly) if people is None else people
        rows = _resized(session, assembly_id, count)
        everybody = [person.id for person in assembly.people]
        session.execute(delete(GroupMemberRow).where(GroupMemberRow.person_id.in_(everybody)))
        for row, members in zip(rows, balanced(assembly, wanted, count), strict=True):
            session.add_all(GroupMemberRow(person_id=p, group_id=row.id) for p in members)


def move(
    database: Database, actor: Actor, assembly_id: int, person_id: int, group_id: int | None
) -> None:
    """Put a person in a group, out of the one they were in; None: in no group."""
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        assembly_row(session, assembly_id, lock=True)
        person = session.get(PersonRow, person_id)
        if person is None or person.assembly_id != assembly_id:
            raise InputError("cette personne n'est pas inscrite à l'assemblée.")
        session.execute(delete(GroupMemberRow).where(GroupMemberRow.person_id == person_id))
        _step_down(session, assembly_id, person_id)
        if group_id is not None:
            group = group_row(session, assembly_id, group_id)
            session.add(GroupMemberRow(person_id=person_id, group_id=group.id))


def describe_group(  # noqa: PLR0913, PLR0917 - which group of which assembly, and what it is
    database: Database,
    actor: Actor,
    assembly_id: int,
    group_id: int,
    name: str,
    rapporteur: int | None,
) -> None:
    """Name a group and its rapporteur, one of its members. Raise InputError otherwise."""
    require(actor, Permission.ASSEMBLY)
    shown = " ".join(name.split())
    if not shown or len(shown) > MAX_NAME:
        raise InputError(f"un groupe a un nom d'au plus {MAX_NAME} caractères.")
    with database.session() as session:
        assembly_row(session, assembly_id, lock=True)
        row = group_row(session, assembly_id, group_id)
        member = session.get(GroupMemberRow, rapporteur) if rapporteur is not None else None
        if rapporteur is not None and (member is None or member.group_id != group_id):
            raise InputError("le rapporteur n'est pas dans ce groupe.", where=shown)
        row.name, row.rapporteur_id = shown, rapporteur


def write_notes(  # noqa: PLR0913, PLR0917 - which group, what, and after which version
    database: Database, actor: Actor, assembly_id: int, group_id: int, notes: str, seen: int
) -> int:
    """Save the notes of a group over the version `seen`; gives the new version.

    Raise NotesChangedError when another one was saved in between, unless it says the same.
    """
    require(actor, Permission.ASSEMBLY)
    if len(notes) > MAX_NOTES:
        raise InputError(f"ces notes sont trop longues (plus de {MAX_NOTES} caractères).")
    with database.session() as session:
        row = group_row(session, assembly_id, group_id, lock=True)
        if row.notes == notes:
            return row.version
        if row.version != seen:
            raise NotesChangedError(row.notes, row.version)
        row.notes, row.version = notes, seen + 1
        return row.version


def group_row(
    session: Session, assembly_id: int, group_id: int, *, lock: bool = False
) -> WorkingGroupRow:
    """The row of a group. Raise InputError when the assembly has no such group (any more)."""
    query = select(WorkingGroupRow).where(
        WorkingGroupRow.id == group_id, WorkingGroupRow.assembly_id == assembly_id
    )
    row = session.scalar(query.with_for_update() if lock else query)
    if row is None:
        raise InputError(
            "ce groupe n'existe pas ou plus.", remedy="Revenez à la liste des groupes."
        )
    return row


def _resized(session: Session, assembly_id: int, count: int) -> list[WorkingGroupRow]:
    """As many groups as wanted; those taken away are the last ones, and say nothing yet."""
    rows = list(
        session.scalars(
            select(WorkingGroupRow)
            .where(WorkingGroupRow.assembly_id == assembly_id)
            .order_by(WorkingGroupRow.position, WorkingGroupRow.id)
        )
    )
    for row in rows[count:]:
        subject = select(SubjectRow.id).where(SubjectRow.group_id == row.id).limit(1)
        if row.notes.strip() or session.scalar(subject) is not None:
            raise InputError(
                "ce groupe a déjà des notes ou des sujets : il ne peut pas disparaître.",
                where=row.name,
                remedy="Gardez au moins autant de groupes, ou retirez ce qu'il a écrit.",
            )
        session.execute(delete(GroupMemberRow).where(GroupMemberRow.group_id == row.id))
        session.delete(row)
    for number in range(len(rows) + 1, count + 1):
        row = WorkingGroupRow(
            assembly_id=assembly_id, position=number, name=f"Groupe {number}", notes=""
        )
        session.add(row)
        rows.append(row)
    session.flush()
    for row in rows[:count]:
        row.rapporteur_id = None
    return rows[:count]


def _step_down(session: Session, assembly_id: int, person_id: int) -> None:
    """Whoever changes groups no longer reports for the one they leave."""
    rows = select(WorkingGroupRow).where(
        WorkingGroupRow.assembly_id == assembly_id, WorkingGroupRow.rapporteur_id == person_id
    )
    for row in session.scalars(rows):
        row.rapporteur_id = None
