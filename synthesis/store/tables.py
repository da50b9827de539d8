"""The tables. Texts are raw; what belongs to a run of the analysis is deleted with it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from synthesis.domain import AnswerState, Origin
from synthesis.store.naming import LosslessText, UtcDateTime, new_metadata


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def _among(column: str, values: type[AnswerState] | type[Origin]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


class Base(DeclarativeBase):
    """What every table shares: names of constraints and types of columns."""

    metadata = new_metadata()
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: LosslessText,
        float: Double,
        datetime: UtcDateTime,
        list[str]: JSON,
        dict[str, Any]: JSON,
    }


class TerritoryRow(Base):
    """A territory as last described; campaigns share it."""

    __tablename__ = "territory"

    siren: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    official_name: Mapped[str]
    aliases: Mapped[list[str]]
    population: Mapped[int]
    x: Mapped[int]
    y: Mapped[int]


class CommuneRow(Base):
    """A municipality of a territory; `position` keeps the order given."""

    __tablename__ = "commune"

    siren: Mapped[str] = mapped_column(
        ForeignKey("territory.siren", ondelete="CASCADE"), primary_key=True
    )
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    position: Mapped[int]


class CampaignRow(Base):
    """A round of interviews, with its form and its codebook as they were then."""

    __tablename__ = "campaign"
    # The number of a deleted campaign is never given again: logs keep it.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    demonstration: Mapped[bool]
    begins: Mapped[date | None]
    ends: Mapped[date | None]
    questionnaire: Mapped[dict[str, Any]]
    codebook: Mapped[dict[str, Any]]


class CampaignTerritoryRow(Base):
    """The members of the alliance at the time of a campaign; alliances grow."""

    __tablename__ = "campaign_territory"

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True
    )
    siren: Mapped[str] = mapped_column(ForeignKey("territory.siren"), primary_key=True)
    position: Mapped[int]


class InterviewRow(Base):
    """A visit. `content_hash` tells the same content under another name."""

    __tablename__ = "interview"
    __table_args__ = (
        UniqueConstraint("campaign_id", "key"),
        UniqueConstraint("campaign_id", "content_hash"),
        CheckConstraint("duration_minutes > 0", name="duration_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    key: Mapped[str]
    territory: Mapped[str]
    siren: Mapped[str | None] = mapped_column(ForeignKey("territory.siren"))
    dates: Mapped[list[str]]
    duration_minutes: Mapped[int | None]
    people: Mapped[list[str]]
    interviewer: Mapped[str]
    source: Mapped[str]
    content_hash: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)


class AnswerRow(Base):
    """An answer, raw; `position` counts from 0 in its interview."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("interview_id", "position"),
        _among("state", AnswerState),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id", ondelete="CASCADE"))
    position: Mapped[int]
    question: Mapped[str]
    text: Mapped[str]
    speaker: Mapped[str]
    state: Mapped[str]
    row: Mapped[int]


class AnalysisRow(Base):
    """A run of the analysis over a campaign."""

    __tablename__ = "analysis"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    manifest: Mapped[dict[str, Any]]
    report: Mapped[dict[str, Any]]


class AnalysisThemeRow(Base):
    """A theme as a run knew it."""

    __tablename__ = "analysis_theme"
    __table_args__ = (_among("origin", Origin),)

    analysis_id: Mapped[int] = mapped_column(
        ForeignKey("analysis.id", ondelete="CASCADE"), primary_key=True
    )
    slug: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    label: Mapped[str]
    origin: Mapped[str]
    keywords: Mapped[list[str]]


class CodingRow(Base):
    """A segment and what was proposed for it; its words are `answer.text[start:end]`."""

    __tablename__ = "coding"
    __table_args__ = (
        ForeignKeyConstraint(
            ["interview_id", "answer"],
            ["answer.interview_id", "answer.position"],
            ondelete="CASCADE",
        ),
        Index(None, "analysis_id", "theme"),
        Index(None, "interview_id", "answer"),
    )

    analysis_id: Mapped[int] = mapped_column(
        ForeignKey("analysis.id", ondelete="CASCADE"), primary_key=True
    )
    segment_key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    interview_id: Mapped[int]
    answer: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    p_atout: Mapped[float]
    p_ressource: Mapped[float]
    p_difficulte: Mapped[float]
    p_inquietude: Mapped[float]
    p_neutre: Mapped[float]
    theme: Mapped[str]
    theme_label: Mapped[str]
    p_theme: Mapped[float]
    secondary_themes: Mapped[list[str]]
    wish: Mapped[bool]
    to_review: Mapped[bool]
