"""The tables of the urn. Ballots, receipts and codes share no key, no order and no moment.

Without row numbers, SQLite keeps these rows in the order of their keys, which are digests: the file
does not tell who came first. What a server keeps of the order goes at closing, when the rows are
written again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from synthesis.store.tables import Base, utc_now

_UNORDERED = {"sqlite_with_rowid": False}


class ScrutinRow(Base):
    """A scrutin. `salt` is there while it is open, `result` once it is closed."""

    __tablename__ = "scrutin"
    __table_args__ = (
        UniqueConstraint("assembly_id", "position"),
        CheckConstraint("state IN ('prepare', 'ouvert', 'clos')", name="state_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    position: Mapped[int]
    plan: Mapped[dict[str, Any]]
    state: Mapped[str]
    salt: Mapped[str]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    result: Mapped[dict[str, Any] | None]


class CodeRow(Base):
    """A slip. `body_id` in named modes only; `live` until it is revoked."""

    __tablename__ = "ballot_code"
    __table_args__ = (_UNORDERED,)

    digest: Mapped[str] = mapped_column(primary_key=True)
    scrutin_id: Mapped[int] = mapped_column(ForeignKey("scrutin.id"), index=True)
    college: Mapped[str]
    weight: Mapped[int]
    body_id: Mapped[int | None] = mapped_column(ForeignKey("assembly_body.id"))
    live: Mapped[bool] = mapped_column(default=True)


class BallotRow(Base):
    """What was voted, as last sent; `revision` counts the sendings until closing."""

    __tablename__ = "ballot"
    __table_args__ = (_UNORDERED,)

    scrutin_id: Mapped[int] = mapped_column(ForeignKey("scrutin.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    college: Mapped[str]
    weight: Mapped[int]
    body_id: Mapped[int | None] = mapped_column(ForeignKey("assembly_body.id"))
    revision: Mapped[int]
    content: Mapped[str]


class ReceiptRow(Base):
    """A number given to somebody whose ballot is in."""

    __tablename__ = "ballot_receipt"
    __table_args__ = (_UNORDERED,)

    scrutin_id: Mapped[int] = mapped_column(ForeignKey("scrutin.id"), primary_key=True)
    tracker: Mapped[str] = mapped_column(primary_key=True)
    college: Mapped[str]


class PaperRow(Base):
    """A paper ballot as one scrutateur read it, until another one reads the same."""

    __tablename__ = "paper_ballot"
    __table_args__ = (_UNORDERED,)

    scrutin_id: Mapped[int] = mapped_column(ForeignKey("scrutin.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str]


class ChainRow(Base):
    """A link of the chain of an assembly. Links are added, never changed."""

    __tablename__ = "assembly_chain"
    __table_args__ = (CheckConstraint("sequence > 0", name="sequence_positive"),)

    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]]
    digest: Mapped[str]


def vote_is_open(session: Session) -> bool:
    """Whether the ballots that the base holds must not leave it: nobody may see them yet."""
    opened = select(ScrutinRow.id).where(ScrutinRow.state == "ouvert").limit(1)
    return session.scalar(opened) is not None


def add_new(session: Session, row: Base) -> bool:
    """Insert a row unless its key is there, whoever inserts at the same time; says whether."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    table = type(row).__table__
    values = {column.name: getattr(row, column.name) for column in table.columns}
    insert = dialect.insert(type(row)).values(values).on_conflict_do_nothing()
    return session.execute(insert.returning(*table.primary_key)).first() is not None
