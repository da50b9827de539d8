"""Analyses asked for, as rows: whoever runs one holds it by its name, and loses it if silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from synthesis.domain import InputError
from synthesis.store.campaigns import get_campaign
from synthesis.store.job_tables import ACTIVE, JobRow, JobState
from synthesis.store.tables import utc_now

# Without a sign of life for this long, whoever ran an analysis is gone.
SILENCE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Job:
    """An analysis asked for by `name`. Moments are in UTC; `done` of `total` is of the stage."""

    id: int
    campaign_id: int
    name: str
    asked_at: datetime
    state: JobState
    stage: str
    done: int
    total: int
    message: str
    heartbeat: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    analysis_id: int | None


def add_job(session: Session, campaign_id: int, account: int, name: str) -> int:
    """Ask for an analysis and give its number.

    Raise InputError when one is asked for or running. Who asks at the same time waits.
    """
    get_campaign(session, campaign_id, lock=True)
    end_silent(session)
    latest = latest_job(session, campaign_id)
    if latest and latest.state.active:
        raise InputError(
            f"une analyse de cette campagne est déjà {latest.state.label}.",
            remedy="Attendez qu'elle finisse, ou annulez-la.",
        )
    row = JobRow(campaign_id=campaign_id, account=account, name=name)
    session.add(row)
    session.flush()
    return row.id


def latest_job(session: Session, campaign_id: int) -> Job | None:
    """The last analysis asked for, None before the first; one without sign of life has ended."""
    found = jobs_of(session, campaign_id, most=1)
    return found[0] if found else None


def jobs_of(session: Session, campaign_id: int, *, most: int) -> list[Job]:
    """The last analyses asked for, latest first."""
    rows = session.scalars(
        select(JobRow)
        .where(JobRow.campaign_id == campaign_id)
        .order_by(JobRow.id.desc())
        .limit(most)
    )
    return [_job(row) for row in rows]


def claim(session: Session, worker: str) -> Job | None:
    """Take the oldest analysis asked for, so that nobody else runs it; None when there is none."""
    row = session.scalar(
        select(JobRow)
        .where(JobRow.state == JobState.ASKED)
        .order_by(JobRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    row.state, row.worker = JobState.RUNNING, worker
    row.started_at = row.heartbeat = utc_now()
    session.flush()
    return _job(row)


def keep_alive(session: Session, job_id: int, worker: str, **progress: Any) -> bool:
    """Give a sign of life, with `stage`, `done`, `total` when they moved.

    False when the analysis is no longer this worker's: cancelled, given up for lost, deleted.
    """
    return _change(session, job_id, worker, heartbeat=utc_now(), **progress)


def end_job(  # noqa: PLR0913 - what ended, by whom, how
    session: Session,
    job_id: int,
    worker: str,
    state: JobState,
    *,
    message: str = "",
    analysis_id: int | None = None,
) -> bool:
    """Say how a running analysis ended; False when it was no longer this worker's."""
    return _change(
        session,
        job_id,
        worker,
        state=state,
        message=message,
        analysis_id=analysis_id,
        ended_at=utc_now(),
    )


def cancel_job(session: Session, campaign_id: int) -> bool:
    """Cancel what is asked for or running over a campaign; False when nothing was."""
    statement = update(JobRow).where(JobRow.campaign_id == campaign_id, JobRow.state.in_(ACTIVE))
    return _rows(session, statement.values(state=JobState.CANCELLED, ended_at=utc_now())) > 0


def end_silent(session: Session) -> int:
    """Mark as interrupted what nobody runs any more; gives how many."""
    statement = update(JobRow).where(
        JobRow.state == JobState.RUNNING, JobRow.heartbeat < utc_now() - SILENCE
    )
    return _rows(session, statement.values(state=JobState.INTERRUPTED, ended_at=utc_now()))


def _change(session: Session, job_id: int, worker: str, **values: Any) -> bool:
    statement = update(JobRow).where(
        JobRow.id == job_id, JobRow.worker == worker, JobRow.state == JobState.RUNNING
    )
    return _rows(session, statement.values(**values)) > 0


def _rows(session: Session, statement: Any) -> int:
    done = session.execute(statement)
    return done.rowcount if isinstance(done, CursorResult) else 0


def _job(row: JobRow) -> Job:
    state = JobState(row.state)
    if state is JobState.RUNNING and row.heartbeat and row.heartbeat < utc_now() - SILENCE:
        state = JobState.INTERRUPTED
    return Job(
        row.id,
        row.campaign_id,
        row.name,
        row.asked_at,
        state,
        row.stage,
        row.done,
        row.total,
        row.message,
        row.heartbeat,
        row.started_at,
        row.ended_at,
        row.analysis_id,
    )
