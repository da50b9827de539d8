"""Things made once for a whole run, whichever of its processes needs them first."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from synthesis.store import Database, open_database, upgrade

FILE = "synthesis.db"


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Folder of that name, shared by the processes of a run; `make` fills it the first time.

    Nobody writes in it afterwards: whoever has to, takes a copy.
    """
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder = base / name
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = Path(tempfile.mkdtemp(dir=base, prefix=name))
            make(unfinished)
            unfinished.rename(folder)
    return folder


def current_file(path: Path) -> Database:
    """A SQLite database whose schema is current and whose tables are empty, without migrating."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_current_schema())
    return open_database(f"sqlite:///{path}")


@cache
def _current_schema() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        database = open_database(f"sqlite:///{path}")
        upgrade(database)
        database.close()
        return path.read_bytes()
