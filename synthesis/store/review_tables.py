"""The tables of the review: decisions, blind samples and their readings. No words of interviews."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from synthesis.store.tables import Base


class DecisionRow(Base):
    """A line of the review's log. Lines are added, never changed."""

    __tablename__ = "decision"
    __table_args__ = (CheckConstraint("sequence > 0", name="sequence_positive"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account: Mapped[int]
    name: Mapped[str]
    at: Mapped[datetime]
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]]
    reason: Mapped[str]


class BlindSampleRow(Base):
    """A draw of segments for a second reader; `segments` are their keys, in reading order."""

    __tablename__ = "blind_sample"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    analysis_id: Mapped[int]
    seed: Mapped[int]
    account: Mapped[int]
    name: Mapped[str]
    at: Mapped[datetime]
    segments: Mapped[list[str]]


class BlindReadingRow(Base):
    """What a second reader saw in one segment; their last word replaces the one before."""

    __tablename__ = "blind_reading"

    sample_id: Mapped[int] = mapped_column(
        ForeignKey("blind_sample.id", ondelete="CASCADE"), primary_key=True
    )
    account: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    segment: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    at: Mapped[datetime]
    quadrant: Mapped[str]
    theme: Mapped[str]
