"""Analyses asked for: by whom, one at a time, followed, cancelled, taken by one worker only."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import update

from synthesis.access import Actor, ForbiddenError
from synthesis.domain import Answer, InputError, Interview, Questionnaire
from synthesis.jobs.asking import ask, cancel, current, history
from synthesis.store import Database, add_interviews, campaigns, save_analysis, save_campaign
from synthesis.store.job_tables import JobRow, JobState
from synthesis.store.jobs import SILENCE, claim, end_job, end_silent, keep_alive
from synthesis.store.removal import delete_campaign
from synthesis.store.tables import utc_now

from .conftest import ADVISOR, CODEBOOK, MANAGER, OBSERVER


def taken(database: Database, worker: str = "w") -> int | None:
    """Number of what a worker takes."""
    with database.session() as session:
        job = claim(session, worker)
    return job.id if job else None


def fall_silent(database: Database) -> None:
    """As if every worker had been killed some time ago."""
    with database.session() as session:
        session.execute(update(JobRow).values(heartbeat=utc_now() - 2 * SILENCE))


def state_of(database: Database, campaign: int) -> JobState | None:
    job = current(database, MANAGER, campaign)
    return job.state if job else None


@pytest.mark.parametrize("act", [ask, cancel, current, history])
def test_nobody_acts_without_the_permission(
    database: Database, campaign: int, act: Callable[[Database, Actor, int], Any]
) -> None:
    ask(database, MANAGER, campaign)
    with pytest.raises(ForbiddenError):
        act(database, OBSERVER, campaign)
    assert state_of(database, campaign) is JobState.ASKED


@pytest.mark.parametrize("actor", [MANAGER, ADVISOR])
def test_what_is_asked_waits_under_the_name_of_who_asked(
    database: Database, campaign: int, actor: Actor
) -> None:
    number = ask(database, actor, campaign)
    job = current(database, actor, campaign)
    assert job is not None
    assert (job.id, job.name, job.state) == (number, actor.name, JobState.ASKED)


@pytest.mark.parametrize("interviews", [[], [Interview("vide", answers=(Answer("q1", " "),))]])
def test_nothing_said_is_nothing_to_analyse(
    database: Database, empty_campaign: int, interviews: list[Interview]
) -> None:
    with database.session() as session:
        add_interviews(session, empty_campaign, interviews)
    with pytest.raises(InputError, match="aucune réponse à analyser"):
        ask(database, MANAGER, empty_campaign)
    assert state_of(database, empty_campaign) is None


def test_a_campaign_is_analysed_once_at_a_time(database: Database, campaign: int) -> None:
    ask(database, MANAGER, campaign)
    with pytest.raises(InputError, match="déjà demandée"):
        ask(database, ADVISOR, campaign)
    taken(database)
    with pytest.raises(InputError, match="déjà en cours"):
        ask(database, ADVISOR, campaign)


def test_two_who_ask_at_once_ask_once(database: Database, campaign: int) -> None:
    def asked(_: int) -> bool:
        try:
            return bool(ask(database, MANAGER, campaign))
        except InputError:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(asked, range(4))) == [False, False, False, True]


def test_workers_at_once_never_take_the_same(
    database: Database, campaign: int, form: Questionnaire
) -> None:
    asked = [ask(database, MANAGER, campaign)]
    with database.session() as session:
        for number in range(2):
            other = save_campaign(session, f"c{number}", "C", form, CODEBOOK, [])
            row = JobRow(campaign_id=other, account=1, name="x")
            session.add(row)
            session.flush()
            asked.append(row.id)
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda n: taken(database, f"w{n}"), range(6)))
    assert sorted(number for number in found if number) == sorted(asked)
    assert found.count(None) == 3


def test_progress_is_kept_and_belongs_to_its_worker(database: Database, campaign: int) -> None:
    number = ask(database, MANAGER, campaign)
    taken(database, "w1")
    with database.session() as session:
        assert keep_alive(session, number, "w1", stage="découpage", done=3, total=7)
        assert not keep_alive(session, number, "w2", stage="comptage", done=9, total=9)
        assert not end_job(session, number, "w2", JobState.DONE)
    job = current(database, MANAGER, campaign)
    assert job is not None
    assert (job.stage, job.done, job.total, job.state) == ("découpage", 3, 7, JobState.RUNNING)


@pytest.mark.parametrize("running", [False, True])
def test_what_is_cancelled_is_nobodys(database: Database, campaign: int, running: bool) -> None:
    number = ask(database, MANAGER, campaign)
    if running:
        taken(database)
    assert cancel(database, ADVISOR, campaign)
    assert state_of(database, campaign) is JobState.CANCELLED
    assert taken(database) is None
    with database.session() as session:
        assert not keep_alive(session, number, "w")
        assert not end_job(session, number, "w", JobState.DONE)
    assert not cancel(database, ADVISOR, campaign)
    assert ask(database, MANAGER, campaign) > number


def test_a_worker_that_dies_leaves_an_interrupted_analysis(
    database: Database, campaign: int
) -> None:
    number = ask(database, MANAGER, campaign)
    taken(database)
    fall_silent(database)
    assert state_of(database, campaign) is JobState.INTERRUPTED
    again = ask(database, MANAGER, campaign)
    assert taken(database, "w2") == again
    with database.session() as session:
        assert not keep_alive(session, number, "w")
    assert [run.state for run in history(database, MANAGER, campaign)] == [JobState.INTERRUPTED]


def test_only_the_silent_are_ended(database: Database, campaign: int) -> None:
    ask(database, MANAGER, campaign)
    with database.session() as session:
        assert end_silent(session) == 0
    taken(database)
    with database.session() as session:
        assert end_silent(session) == 0
    fall_silent(database)
    with database.session() as session:
        assert end_silent(session) == 1


def test_history_tells_every_run_latest_first(database: Database, campaign: int) -> None:
    with database.session() as session:
        outside = save_analysis(session, campaign, [], [], {"segments": 1}, {})
    number = ask(database, ADVISOR, campaign)
    taken(database)
    with database.session() as session:
        inside = save_analysis(session, campaign, [], [], {}, {"changements": []})
        end_job(session, number, "w", JobState.DONE, analysis_id=inside)
    number = ask(database, MANAGER, campaign)
    taken(database)
    with database.session() as session:
        end_job(session, number, "w", JobState.FAILED, message="rien.")
    runs = history(database, MANAGER, campaign)
    assert [(run.state, run.by, run.analysis_id, run.message) for run in runs] == [
        (JobState.FAILED, MANAGER.name, None, "rien."),
        (JobState.DONE, ADVISOR.name, inside, ""),
        (JobState.DONE, "", outside, ""),
    ]


def test_a_campaign_goes_with_its_requests(database: Database, campaign: int) -> None:
    ask(database, MANAGER, campaign)
    with database.session() as session:
        delete_campaign(session, campaign)
        assert campaigns(session) == []
    assert state_of(database, campaign) is None
