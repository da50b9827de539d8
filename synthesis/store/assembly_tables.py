"""The tables of an assembly: who is there, working groups, subjects; not its ballots."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from synthesis.store.tables import Base, utc_now


class AssemblyRow(Base):
    """A meeting of the alliance."""

    __tablename__ = "assembly"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    title: Mapped[str]
    day: Mapped[date]
    place: Mapped[str]
    agenda: Mapped[list[str]]
    statutes: Mapped[dict[str, Any]]
    demonstration: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class PersonRow(Base):
    """Somebody of the assembly."""

    __tablename__ = "assembly_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    name: Mapped[str]
    function: Mapped[str]


class BodyRow(Base):
    """A member of the alliance as it was when the assembly was prepared."""

    __tablename__ = "assembly_body"
    __table_args__ = (UniqueConstraint("assembly_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    siren: Mapped[str]
    population: Mapped[int]
    free_weight: Mapped[int]
    titular_id: Mapped[int | None] = mapped_column(
        ForeignKey("assembly_person.id", ondelete="SET NULL")
    )
    deputy_id: Mapped[int | None] = mapped_column(
        ForeignKey("assembly_person.id", ondelete="SET NULL")
    )


class ProxyRow(Base):
    """The proxy that a titulaire gave; `position` keeps the order in which they were given."""

    __tablename__ = "assembly_proxy"

    body_id: Mapped[int] = mapped_column(
        ForeignKey("assembly_body.id", ondelete="CASCADE"), primary_key=True
    )
    holder_id: Mapped[int] = mapped_column(ForeignKey("assembly_person.id", ondelete="CASCADE"))
    position: Mapped[int]


class GuestRow(Base):
    """A person invited, without a deliberative voice as such."""

    __tablename__ = "assembly_guest"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("assembly_person.id", ondelete="CASCADE"), primary_key=True
    )
    organisation: Mapped[str]


class PresenceRow(Base):
    """A signature on arrival; `left_at` when the person is gone."""

    __tablename__ = "assembly_presence"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("assembly_person.id", ondelete="CASCADE"), primary_key=True
    )
    arrived_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class WorkingGroupRow(Base):
    """A working group of the assembly, and its rapporteur's notes; `version` guards them."""

    __tablename__ = "working_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    rapporteur_id: Mapped[int | None] = mapped_column(
        ForeignKey("assembly_person.id", ondelete="SET NULL")
    )
    notes: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)


class GroupMemberRow(Base):
    """A person in a working group: one group each."""

    __tablename__ = "working_group_member"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("assembly_person.id", ondelete="CASCADE"), primary_key=True
    )
    group_id: Mapped[int] = mapped_column(ForeignKey("working_group.id", ondelete="CASCADE"))


class SubjectRow(Base):
    """A subject proposed; `merged_into` when another one took it in."""

    __tablename__ = "assembly_subject"
    __table_args__ = (CheckConstraint("merged_into <> id", name="merged_elsewhere"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("working_group.id", ondelete="SET NULL")
    )
    position: Mapped[int]
    title: Mapped[str]
    question: Mapped[str]
    themes: Mapped[list[str]]
    merged_into: Mapped[int | None] = mapped_column(
        ForeignKey("assembly_subject.id", ondelete="SET NULL")
    )
