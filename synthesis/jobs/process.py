"""Start the worker when there is something to do, and stop it with the application."""

from __future__ import annotations

import os
import subprocess
import sys
from threading import Lock

_LOCK = Lock()
_RUNNING: list[subprocess.Popen[bytes]] = []
# Sums must leave a core to the screens.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
STOP_SECONDS = 20.0


def ensure_worker() -> int:
    """Have one worker of this process alive, and give its process number."""
    with _LOCK:
        _RUNNING[:] = [worker for worker in _RUNNING if worker.poll() is None]
        if not _RUNNING:
            _RUNNING.append(
                # A session of its own: Ctrl+C in the terminal is for the application.
                subprocess.Popen(  # noqa: S603 - our own program
                    [sys.executable, "-m", "synthesis.jobs.worker", str(os.getpid())],
                    env=os.environ | _ONE_THREAD,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    start_new_session=True,
                )
            )
        return _RUNNING[0].pid


def stop_worker() -> None:
    """End the worker, if any; what it was running is marked as interrupted."""
    with _LOCK:
        for worker in _RUNNING:
            worker.terminate()
        for worker in _RUNNING:
            try:
                worker.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()
        _RUNNING.clear()
