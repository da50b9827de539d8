"""How a worker tells where it is, shows that it is alive, and learns that it must stop."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from sqlalchemy.orm import Session

from synthesis.domain import InputError
from synthesis.stages import Stage
from synthesis.store import Database
from synthesis.store.job_tables import JobState
from synthesis.store.jobs import Job, end_job, keep_alive

EVERY_SECONDS, ALIVE_SECONDS = 1.0, 5.0


class NoLongerOursError(Exception):
    """The analysis was cancelled, deleted with its campaign, or given up for lost."""


class Follower:
    """What the analysis tells of its progress, written about once a second."""

    def __init__(self, database: Database, job: Job, worker: str) -> None:
        self._database = database
        self._job = job.id
        self._worker = worker
        self._stage: Stage | None = None
        self._written = 0.0

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """Write a stage. Raise NoLongerOursError when there is no need to go on."""
        now = time.monotonic()
        if stage is self._stage and now - self._written < EVERY_SECONDS and done < total:
            return
        self._stage, self._written = stage, now
        with self._database.session() as session:
            alive = keep_alive(
                session, self._job, self._worker, stage=stage.value, done=done, total=total
            )
        if not alive:
            raise NoLongerOursError

    def kept(self, session: Session, run: int) -> None:
        """End well, in the transaction that keeps the run: cancelled meanwhile, nothing is kept."""
        ended = end_job(session, self._job, self._worker, JobState.DONE, analysis_id=run)
        if not ended:
            raise NoLongerOursError


@contextmanager
def signs_of_life(database: Database, job: Job, worker: str) -> Iterator[None]:
    """Tell every few seconds that the worker is alive, even where a stage tells nothing."""
    ended = Event()
    thread = Thread(target=_beat, args=(database, job.id, worker, ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _beat(database: Database, job: int, worker: str, ended: Event) -> None:
    while not ended.wait(ALIVE_SECONDS):
        try:
            with database.session() as session:
                if not keep_alive(session, job, worker):
                    return
        except InputError:
            # The database is busy (the run is being kept): the next sign will do.
            continue
