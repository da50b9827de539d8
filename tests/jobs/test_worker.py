"""The worker, with the real analysis: done, cancelled, failed, killed; never half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from synthesis.domain import Questionnaire
from synthesis.jobs import process, worker
from synthesis.jobs.asking import ask, cancel, current, history
from synthesis.jobs.following import Follower, NoLongerOursError, signs_of_life
from synthesis.settings import Settings
from synthesis.stages import Stage
from synthesis.store import (
    Database,
    add_interviews,
    latest_analysis_id,
    open_database,
    save_campaign,
    upgrade,
)
from synthesis.store.care import add_care_event
from synthesis.store.job_tables import JobState
from synthesis.store.jobs import claim
from synthesis.store.removal import delete_campaign
from synthesis.store.tables import AnalysisRow, CodingRow

from .conftest import CODEBOOK, MANAGER, VISIT
from .test_asking import fall_silent, state_of


@pytest.fixture
def file(tmp_path: Path, form: Questionnaire, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder of the settings, with a campaign to analyse; no worker is left behind."""
    database = open_database(f"sqlite:///{tmp_path / 'synthesis.db'}")
    upgrade(database)
    with database.session() as session:
        add_interviews(session, save_campaign(session, "e", "E", form, CODEBOOK, []), [VISIT])
    monkeypatch.setenv("SYNTHESIS_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("SYNTHESIS_DATABASE_URL", raising=False)
    yield tmp_path
    process.stop_worker()


def runs(database: Database) -> tuple[int, int]:
    """How many runs are kept, and how many codings."""
    with database.session(read_only=True) as session:
        counts = (select(func.count()).select_from(table) for table in (AnalysisRow, CodingRow))
        return tuple(session.scalar(query) or 0 for query in counts)  # type: ignore[return-value]


def cancel_at(monkeypatch: pytest.MonkeyPatch, stage: Stage, act: object) -> None:
    """Do something when the analysis comes to a stage."""
    told = Follower.__call__

    def meanwhile(self: Follower, now: Stage, done: int, total: int) -> None:
        if now is stage:
            act()  # type: ignore[operator]
        told(self, now, done, total)

    monkeypatch.setattr(Follower, "__call__", meanwhile)


def test_nothing_to_do(database: Database) -> None:
    assert not worker.run_next(database, Settings())


def test_what_is_asked_is_analysed_and_kept(database: Database, campaign: int) -> None:
    ask(database, MANAGER, campaign)
    assert worker.run_next(database, Settings())
    with database.session(read_only=True) as session:
        kept = latest_analysis_id(session, campaign)
    job = current(database, MANAGER, campaign)
    assert job is not None
    assert (job.state, job.analysis_id, job.stage) == (JobState.DONE, kept, Stage.SAVING)
    (run,) = history(database, MANAGER, campaign)
    assert run.seconds is not None
    assert run.manifest["entretiens"] == 1


@pytest.mark.parametrize("stage", [Stage.CODING, Stage.DISCOVERY, Stage.SAVING])
def test_cancelled_nothing_is_kept(
    database: Database, campaign: int, monkeypatch: pytest.MonkeyPatch, stage: Stage
) -> None:
    ask(database, MANAGER, campaign)
    cancel_at(monkeypatch, stage, lambda: cancel(database, MANAGER, campaign))
    assert worker.run_next(database, Settings())
    assert state_of(database, campaign) is JobState.CANCELLED
    assert runs(database) == (0, 0)


def test_cancelled_at_the_last_moment_nothing_is_kept(database: Database, campaign: int) -> None:
    ask(database, MANAGER, campaign)
    with database.session() as session:
        job = claim(session, "w")
        assert job is not None
    follower = Follower(database, job, "w")
    cancel(database, MANAGER, campaign)
    with pytest.raises(NoLongerOursError), database.session() as session:
        session.add(AnalysisRow(campaign_id=campaign, manifest={}, report={}))
        session.flush()
        follower.kept(session, 1)
    assert runs(database) == (0, 0)


def test_a_campaign_deleted_meanwhile_stops_its_analysis(
    database: Database, campaign: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(database, MANAGER, campaign)

    def delete() -> None:
        with database.session() as session:
            delete_campaign(session, campaign)

    cancel_at(monkeypatch, Stage.COUNTING, delete)
    assert worker.run_next(database, Settings())
    assert runs(database) == (0, 0)


def test_words_erased_meanwhile_come_back_nowhere(
    database: Database, campaign: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(database, MANAGER, campaign)

    def erase() -> None:
        with database.session() as session:
            add_care_event(session, campaign, 1, "cheffe", "effacement", {})

    cancel_at(monkeypatch, Stage.DISCOVERY, erase)
    worker.run_next(database, Settings())
    (run,) = history(database, MANAGER, campaign)
    assert run.state is JobState.FAILED
    assert "effacées" in run.message
    assert runs(database) == (0, 0)


def test_a_fault_of_ours_leaves_an_interrupted_analysis(
    database: Database, campaign: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(database, MANAGER, campaign)

    def break_down() -> None:
        raise ZeroDivisionError

    cancel_at(monkeypatch, Stage.CUTTING, break_down)
    with pytest.raises(ZeroDivisionError):
        worker.run_next(database, Settings())
    assert state_of(database, campaign) is JobState.INTERRUPTED


def test_a_slow_stage_still_gives_signs_of_life(
    database: Database, campaign: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("synthesis.jobs.following.ALIVE_SECONDS", 0.05)
    ask(database, MANAGER, campaign)
    with database.session() as session:
        job = claim(session, "w")
    assert job is not None
    fall_silent(database)
    with signs_of_life(database, job, "w"):
        _wait(lambda: state_of(database, campaign) is JobState.RUNNING)
    assert state_of(database, campaign) is JobState.RUNNING


def test_a_worker_alone_ends(database: Database) -> None:
    turns = iter([True, False])
    worker.serve(database, Settings(), wanted=lambda: next(turns))
    worker.serve(database, Settings(), wanted=lambda: True, idle_seconds=0.0)
    assert next(turns, None) is None


def test_another_process_does_the_work_and_stays(file: Path) -> None:
    database = open_database(f"sqlite:///{file / 'synthesis.db'}")
    first = process.ensure_worker()
    for _ in range(2):
        ask(database, MANAGER, 1)
        assert process.ensure_worker() == first
        _wait(lambda: state_of(database, 1) is JobState.DONE)
    assert runs(database)[0] == 2


def test_killed_then_launched_again(file: Path) -> None:
    database = open_database(f"sqlite:///{file / 'synthesis.db'}")
    ask(database, MANAGER, 1)
    killed = process.ensure_worker()
    _wait(lambda: state_of(database, 1) is JobState.RUNNING)
    os.kill(killed, signal.SIGKILL)
    os.waitpid(killed, os.WNOHANG)
    fall_silent(database)
    assert state_of(database, 1) is JobState.INTERRUPTED
    assert runs(database) == (0, 0)
    ask(database, MANAGER, 1)
    _wait(lambda: process.ensure_worker() != killed)
    _wait(lambda: state_of(database, 1) is JobState.DONE)
    assert runs(database)[0] == 1


def test_stopped_with_the_application_it_says_so(file: Path) -> None:
    database = open_database(f"sqlite:///{file / 'synthesis.db'}")
    ask(database, MANAGER, 1)
    process.ensure_worker()
    _wait(lambda: state_of(database, 1) is JobState.RUNNING)
    process.stop_worker()
    assert state_of(database, 1) is JobState.INTERRUPTED


def test_it_ends_when_its_owner_is_killed(file: Path) -> None:
    owner = "import time; from synthesis.jobs.process import ensure_worker as e; "
    owner += "print(e(), flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", owner], stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        number = int(program.stdout.readline())
        program.kill()
    _wait(lambda: _gone(number))
    assert _gone(number)


def _gone(number: int) -> bool:
    stat = Path(f"/proc/{number}/stat")
    return not stat.exists() or ") Z " in stat.read_text()


def _wait(until: object, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if until():  # type: ignore[operator]
            return
        time.sleep(0.1)
    raise TimeoutError
