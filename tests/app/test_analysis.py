"""« Analyse »: launched, followed, cancelled, told; the worker is the real one, in its process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from synthesis.access import Role
from synthesis.jobs.process import stop_worker
from synthesis.store import open_database, save_analysis
from synthesis.store.job_tables import JobRow, JobState
from synthesis.store.jobs import SILENCE, add_job, claim, end_job, keep_alive, latest_job
from synthesis.store.tables import utc_now

from .campaigns import IMAGE, INTERVIEWS, SCRIPT, hostile_codings, new_database, save_example
from .conftest import Opened


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A campaign of hostile words of one's own; no worker is left behind."""
    save_example(new_database(tmp_path), INTERVIEWS, hostile_codings())
    yield tmp_path
    stop_worker()


def ended(folder: Path, state: JobState, message: str = "") -> None:
    """An analysis asked for, then ended."""
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    with database.session() as session:
        number = add_job(session, 1, 1, IMAGE)
        claim(session, "w")
        keep_alive(session, number, "w", stage="étiquetage et classement", done=4, total=16)
        if state is not JobState.RUNNING:
            run = None
            if state is JobState.DONE:
                report = {"changements": [{"phrase": f"1 thème nouveau : {SCRIPT}"}]}
                run = save_analysis(session, 1, [], [], {}, report)
            end_job(session, number, "w", state, message=message, analysis_id=run)


def state_in(folder: Path) -> JobState | None:
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    with database.session(read_only=True) as session:
        job = latest_job(session, 1)
    return job.state if job else None


def tap(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADVISOR])
def test_launched_it_runs_elsewhere_to_its_end(open_page: Opened, folder: Path, role: Role) -> None:
    app = tap(open_page(folder, "Analyse", role), "Lancer l’analyse")
    assert not app.exception
    assert [button.label for button in app.button] == ["Annuler l’analyse"]
    for _ in range(600):
        if state_in(folder) is JobState.DONE:
            break
        time.sleep(0.1)
    app.run()
    assert [success.value for success in app.success] == ["L’analyse est terminée."]
    assert [button.label for button in app.button] == ["Lancer l’analyse"]
    assert any(f"demandée par {role.label}" in text.value for text in app.text)
    app.run()
    assert not app.success


def test_the_stage_is_shown_and_the_analysis_can_be_cancelled(
    open_page: Opened, folder: Path
) -> None:
    ended(folder, JobState.RUNNING)
    app = open_page(folder, "Analyse")
    (progress,) = app.get("progress")
    assert progress.proto.text == (
        "Étape 3 sur 6\u00a0: étiquetage et classement (4 propos sur 16)"
    )
    assert 5 < progress.proto.value < 80
    app = tap(app, "Annuler l’analyse")
    assert state_in(folder) is JobState.CANCELLED
    assert [button.label for button in app.button] == ["Lancer l’analyse"]
    assert "annulée" in app.success[0].value


def test_an_interrupted_one_says_so_and_can_be_launched_again(
    open_page: Opened, folder: Path
) -> None:
    ended(folder, JobState.RUNNING)
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    with database.session() as session:
        session.execute(update(JobRow).values(heartbeat=utc_now() - 2 * SILENCE))
    app = open_page(folder, "Analyse")
    assert "interrompue" in app.warning[0].value
    tap(app, "Lancer l’analyse")
    assert state_in(folder) in {JobState.ASKED, JobState.RUNNING}


def test_hostile_names_and_messages_stay_words(open_page: Opened, folder: Path) -> None:
    ended(folder, JobState.DONE)
    ended(folder, JobState.FAILED, f"{SCRIPT} {IMAGE}")
    app = open_page(folder, "Analyse")
    assert not app.exception
    assert "](" not in app.error[0].value
    texts = [text.value for text in app.text]
    assert any(f"demandée par {IMAGE}" in text for text in texts)
    assert any(text == f"1 thème nouveau\u00a0: {SCRIPT}" for text in texts)
    assert [e.label for e in app.expander] == ["1\u00a0changement depuis l’analyse précédente"]


def test_without_interview_it_says_what_to_do(open_page: Opened, tmp_path: Path) -> None:
    save_example(new_database(tmp_path), (), [])
    app = tap(open_page(tmp_path, "Analyse"), "Lancer l’analyse")
    assert "Saisissez ou importez" in app.error[0].value
    assert state_in(tmp_path) is None
