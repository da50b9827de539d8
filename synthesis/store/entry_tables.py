"""What is known of an answer that somebody writes on the screen: its version, its author."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from synthesis.store.tables import Base


class AnswerEntryRow(Base):
    """The latest writing of an answer; an answer without such a row is at version 0.

    `not_asked` says that a person marked the question as not asked: an empty answer alone does
    not tell it from one still to be filled in.
    """

    __tablename__ = "answer_entry"
    __table_args__ = (
        ForeignKeyConstraint(
            ["interview_id", "position"],
            ["answer.interview_id", "answer.position"],
            ondelete="CASCADE",
        ),
        CheckConstraint("version > 0", name="version_positive"),
    )

    interview_id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
    not_asked: Mapped[bool]
    author: Mapped[str]
    written_at: Mapped[datetime]
