"""Subjects: proposed by the groups, pooled, merged into one another and split again.

A subject that was merged stays as it was written: splitting gives it back whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, require
from synthesis.domain import InputError
from synthesis.store import Database
from synthesis.store.assembly_tables import SubjectRow, WorkingGroupRow
from synthesis.vote.groups import group_row
from synthesis.vote.records import assembly_row
from synthesis.vote.scrutin import Subject
from synthesis.wording import folded

MAX_TITLE, MAX_QUESTION, MAX_SLUG = 200, 2_000, 40
_OTHER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """What is written of a subject; `themes` are slugs of the grid that it covers."""

    title: str
    question: str = ""
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A subject proposed; `group` is the name of its group, `merged` those it took in."""

    id: int
    group_id: int | None
    group: str
    wording: Wording
    merged: tuple[Proposal, ...] = ()

    @property
    def themes(self) -> tuple[str, ...]:
        """Its themes and those of what it took in, each once."""
        taken = (theme for one in self.merged for theme in one.themes)
        return tuple(dict.fromkeys((*self.wording.themes, *taken)))


def pooled(session: Session, assembly_id: int) -> list[Proposal]:
    """The subjects of an assembly as the vote would take them, those merged under their host."""
    rows = session.scalars(
        select(SubjectRow)
        .where(SubjectRow.assembly_id == assembly_id)
        .order_by(SubjectRow.position, SubjectRow.id)
    ).all()
    groups = select(WorkingGroupRow.id, WorkingGroupRow.name).where(
        WorkingGroupRow.assembly_id == assembly_id
    )
    names = dict(session.execute(groups).tuples().all())
    hosts: dict[int | None, list[SubjectRow]] = {}
    for row in rows:
        hosts.setdefault(row.merged_into, []).append(row)
    return [_proposal(row, names, hosts) for row in hosts.get(None, [])]


def propose(
    database: Database,
    actor: Actor,
    assembly_id: int,
    wording: Wording,
    group_id: int | None = None,
) -> int:
    """Add a subject, of a group or of the assembly, and give its id."""
    require(actor, Permission.ASSEMBLY)
    said = _checked(wording)
    with database.session() as session:
        assembly_row(session, assembly_id, lock=True)
        if group_id is not None:
            group_row(session, assembly_id, group_id)
        last = select(func.max(SubjectRow.position)).where(SubjectRow.assembly_id == assembly_id)
        row = SubjectRow(
            assembly_id=assembly_id, group_id=group_id, position=(session.scalar(last) or 0) + 1
        )
        _write(row, said)
        session.add(row)
        session.flush()
        return row.id


def reword(  # noqa: PLR0913, PLR0917 - which subject, as it was read, as it becomes
    database: Database,
    actor: Actor,
    assembly_id: int,
    subject_id: int,
    seen: Wording,
    wording: Wording,
) -> None:
    """Change what is written of a subject, unless it is no longer as it was `seen`."""
    require(actor, Permission.ASSEMBLY)
    said = _checked(wording)
    with database.session() as session:
        row = _row(session, assembly_id, subject_id)
        if _wording(row) not in (seen, said):
            raise InputError(
                "ce sujet a été modifié par quelqu'un d'autre entre-temps ; rien n'a été écrasé.",
                where=row.title,
                remedy="Relisez-le, puis enregistrez de nouveau.",
            )
        _write(row, said)


def withdraw(database: Database, actor: Actor, assembly_id: int, subject_id: int) -> None:
    """Take a subject away; what it had taken in stands by itself again."""
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        row = _row(session, assembly_id, subject_id)
        _release(session, subject_id)
        session.delete(row)


def merge(
    database: Database, actor: Actor, assembly_id: int, host: int, others: Collection[int]
) -> None:
    """Put `others` under the subject `host`. Raise InputError without two distinct subjects."""
    require(actor, Permission.ASSEMBLY)
    if not set(others) - {host}:
        raise InputError("il faut au moins deux sujets pour fusionner.")
    with database.session() as session:
        assembly_row(session, assembly_id, lock=True)
        if _row(session, assembly_id, host).merged_into is not None:
            raise InputError("ce sujet est déjà fusionné dans un autre.")
        for other in set(others) - {host}:
            row = _row(session, assembly_id, other)
            # What it had taken in comes along, at the same level.
            for below in session.scalars(select(SubjectRow).where(SubjectRow.merged_into == other)):
                below.merged_into = host
            row.merged_into = host


def split(database: Database, actor: Actor, assembly_id: int, subject_id: int) -> None:
    """Give back every subject that `subject_id` took in, as it was written."""
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        assembly_row(session, assembly_id, lock=True)
        _row(session, assembly_id, subject_id)
        _release(session, subject_id)


def to_vote(wordings: Iterable[Wording], kept: Sequence[Subject] = ()) -> tuple[Subject, ...]:
    """Subjects of a ballot paper, each under a slug of its own.

    Those of `kept` that say the same thing keep their slug.
    """
    known = {subject.title: subject.slug for subject in kept}
    subjects: list[Subject] = []
    taken: set[str] = set(known.values())
    for wording in wordings:
        said = _checked(wording)
        slug = known.get(said.title) or _free_slug(said.title, taken)
        taken.add(slug)
        subjects.append(Subject(slug, said.title, said.question, said.themes))
    return tuple(subjects)


def _proposal(
    row: SubjectRow, names: dict[int, str], hosts: dict[int | None, list[SubjectRow]]
) -> Proposal:
    below = tuple(_proposal(other, names, hosts) for other in hosts.get(row.id, []))
    group = names.get(row.group_id, "") if row.group_id is not None else ""
    return Proposal(row.id, row.group_id, group, _wording(row), below)


def _wording(row: SubjectRow) -> Wording:
    return Wording(row.title, row.question, tuple(row.themes))


def _checked(wording: Wording) -> Wording:
    title = " ".join(wording.title.split())
    if not title or len(title) > MAX_TITLE:
        raise InputError(
            f"un sujet a un titre d'au plus {MAX_TITLE} caractères.", remedy="Donnez-lui un titre."
        )
    if len(wording.question) > MAX_QUESTION:
        raise InputError(
            f"la question est trop longue (plus de {MAX_QUESTION} caractères).", where=title
        )
    return replace(wording, title=title, question=wording.question.strip())


def _write(row: SubjectRow, wording: Wording) -> None:
    row.title, row.question, row.themes = wording.title, wording.question, list(wording.themes)


def _row(session: Session, assembly_id: int, subject_id: int) -> SubjectRow:
    query = select(SubjectRow).where(
        SubjectRow.id == subject_id, SubjectRow.assembly_id == assembly_id
    )
    row = session.scalar(query.with_for_update())
    if row is None:
        raise InputError("ce sujet n'existe pas ou plus.", remedy="Rechargez la page.")
    return row


def _release(session: Session, subject_id: int) -> None:
    for row in session.scalars(select(SubjectRow).where(SubjectRow.merged_into == subject_id)):
        row.merged_into = None


def _free_slug(title: str, taken: set[str]) -> str:
    base = _OTHER.sub("_", folded(title))[:MAX_SLUG].strip("_") or "sujet"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}_{number}", number + 1
    return slug
