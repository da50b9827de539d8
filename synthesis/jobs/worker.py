"""The process that runs the analyses asked for, one after the other, apart from the screens.

It stays, its French model loaded, while its owner lives; alone, it ends when nothing is left to do.
It is polite: the screens have the processor first.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import NoReturn
from uuid import uuid4

from synthesis.domain import InputError
from synthesis.jobs.following import Follower, NoLongerOursError, signs_of_life
from synthesis.settings import Settings, load_settings
from synthesis.store import Database, open_database
from synthesis.store.job_tables import JobState
from synthesis.store.jobs import Job, claim, end_job, end_silent

NICENESS = 10
POLL_SECONDS, IDLE_SECONDS = 0.5, 600.0


def main() -> None:
    """Serve the database of the settings until the owner is gone or nothing comes for long."""
    signal.signal(signal.SIGTERM, _stop)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    settings = load_settings()
    database = open_database(settings.database_url)
    # Told, not asked for: the owner may be gone already.
    owner = int(sys.argv[1])
    serve(database, settings, wanted=lambda: os.getppid() == owner)


def serve(
    database: Database,
    settings: Settings,
    *,
    wanted: Callable[[], bool],
    idle_seconds: float = IDLE_SECONDS,
) -> None:
    """Run what is asked for; stop when idle for long, or idle while not `wanted` any more."""
    last = time.monotonic()
    while True:
        if run_next(database, settings):
            last = time.monotonic()
        elif not wanted() or time.monotonic() - last > idle_seconds:
            return
        else:
            time.sleep(POLL_SECONDS)


def run_next(database: Database, settings: Settings) -> bool:
    """Run the oldest analysis asked for, if there is one; says whether there was."""
    worker = uuid4().hex
    with database.session() as session:
        end_silent(session)
        job = claim(session, worker)
    if job is None:
        return False
    _run(database, settings, job, worker)
    return True


def _run(database: Database, settings: Settings, job: Job, worker: str) -> None:
    follower = Follower(database, job, worker)
    state, message = JobState.INTERRUPTED, ""
    try:
        # Imported here: spaCy takes seconds, and the job must be seen as taken at once.
        from synthesis.runs import analyse_campaign  # noqa: PLC0415

        with signs_of_life(database, job, worker):
            analyse_campaign(
                database, job.campaign_id, settings, progress=follower, kept=follower.kept
            )
    except NoLongerOursError:
        return
    except InputError as error:
        state, message = JobState.FAILED, str(error)
    finally:
        # Whatever stopped it; nothing changes once the run is kept.
        with database.session() as session:
            end_job(session, job.id, worker, state, message=message)


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(0)


if __name__ == "__main__":
    main()
