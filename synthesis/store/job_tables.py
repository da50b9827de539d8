"""The table of the analyses that people ask for, and that another process runs."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from synthesis.store.tables import Base, utc_now


class JobState(StrEnum):
    """What became of an analysis that was asked for."""

    ASKED = "demandee"
    RUNNING = "en_cours"
    DONE = "terminee"
    FAILED = "echouee"
    CANCELLED = "annulee"
    INTERRUPTED = "interrompue"

    @property
    def label(self) -> str:
        """French name, after « analyse »."""
        return _LABELS[self]

    @property
    def active(self) -> bool:
        """Whether it is still to end."""
        return self in ACTIVE


_LABELS = {
    JobState.ASKED: "demandée",
    JobState.RUNNING: "en cours",
    JobState.DONE: "terminée",
    JobState.FAILED: "échouée",
    JobState.CANCELLED: "annulée",
    JobState.INTERRUPTED: "interrompue",
}
ACTIVE = (JobState.ASKED, JobState.RUNNING)
_STATES = ", ".join(f"'{state}'" for state in JobState)


class JobRow(Base):
    """An analysis asked for. `worker` is who runs it; `heartbeat`, its last sign of life.

    `done` of `total` is about the `stage`; `message` says why it failed; `analysis_id` is the run
    that it made.
    """

    __tablename__ = "analysis_job"
    __table_args__ = (CheckConstraint(f"state IN ({_STATES})", name="state_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    account: Mapped[int]
    name: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(default=utc_now)
    state: Mapped[str] = mapped_column(default=JobState.ASKED, index=True)
    stage: Mapped[str] = mapped_column(default="")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(default="")
    worker: Mapped[str] = mapped_column(default="")
    heartbeat: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    analysis_id: Mapped[int | None] = mapped_column(ForeignKey("analysis.id", ondelete="SET NULL"))
