"""Ask for an analysis, follow it, cancel it, and read what the earlier ones gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, require
from synthesis.domain import InputError
from synthesis.store import Database
from synthesis.store.job_tables import JobState
from synthesis.store.jobs import Job, add_job, cancel_job, jobs_of, latest_job
from synthesis.store.tables import AnalysisRow, AnswerRow, InterviewRow

MOST = 30


@dataclass(frozen=True, slots=True)
class Run:
    """An analysis that was kept (`analysis_id`) or that did not come to its end.

    `by` is who asked for it, empty for one made outside the screens; `seconds` how long it took.
    """

    at: datetime
    state: JobState
    by: str
    message: str
    seconds: float | None
    analysis_id: int | None
    manifest: Mapping[str, Any]
    report: Mapping[str, Any]


def ask(database: Database, actor: Actor, campaign_id: int) -> int:
    """Ask for an analysis of a campaign and give the number of the request.

    Raise ForbiddenError, and InputError without any word to analyse, or when one is already on
    its way.
    """
    require(actor, Permission.ANALYSE)
    with database.session() as session:
        if not _has_words(session, campaign_id):
            raise InputError(
                "cette campagne n'a encore aucune réponse à analyser.",
                remedy="Saisissez ou importez des entretiens.",
            )
        return add_job(session, campaign_id, actor.account, actor.name)


def cancel(database: Database, actor: Actor, campaign_id: int) -> bool:
    """Cancel the analysis of a campaign; False when it ended before. Raise ForbiddenError."""
    require(actor, Permission.ANALYSE)
    with database.session() as session:
        return cancel_job(session, campaign_id)


def current(database: Database, actor: Actor, campaign_id: int) -> Job | None:
    """The last analysis asked for, None before the first. Raise ForbiddenError."""
    require(actor, Permission.ANALYSE)
    with database.session(read_only=True) as session:
        return latest_job(session, campaign_id)


def history(database: Database, actor: Actor, campaign_id: int) -> list[Run]:
    """The analyses of a campaign, latest first, wherever they were launched."""
    require(actor, Permission.ANALYSE)
    with database.session(read_only=True) as session:
        jobs = [job for job in jobs_of(session, campaign_id, most=MOST) if not job.state.active]
        by_run = {job.analysis_id: job for job in jobs if job.analysis_id is not None}
        kept = session.scalars(
            select(AnalysisRow)
            .where(AnalysisRow.campaign_id == campaign_id)
            .order_by(AnalysisRow.id.desc())
            .limit(MOST)
        )
        runs = [_kept(row, by_run.get(row.id)) for row in kept]
    runs += [_ended(job) for job in jobs if job.analysis_id is None]
    return sorted(runs, key=lambda run: run.at, reverse=True)[:MOST]


def _has_words(session: Session, campaign_id: int) -> bool:
    texts = session.scalars(
        select(AnswerRow.text)
        .join(InterviewRow, InterviewRow.id == AnswerRow.interview_id)
        .where(InterviewRow.campaign_id == campaign_id)
    )
    return any(text.strip() for text in texts)


def _kept(row: AnalysisRow, job: Job | None) -> Run:
    return Run(
        row.created_at,
        JobState.DONE,
        job.name if job else "",
        "",
        _seconds(job) if job else None,
        row.id,
        row.manifest,
        row.report,
    )


def _ended(job: Job) -> Run:
    at = job.ended_at or job.heartbeat or job.asked_at
    return Run(at, job.state, job.name, job.message, _seconds(job), None, {}, {})


def _seconds(job: Job) -> float | None:
    if job.started_at is None or job.ended_at is None:
        return None
    return (job.ended_at - job.started_at).total_seconds()
