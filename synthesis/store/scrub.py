"""After an erasure: leave no trace of the deleted words in the files of the database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.exc import OperationalError

from synthesis.store.database import BUSY_TIMEOUT_MS, Database
from synthesis.store.tables import Base


def scrub(database: Database) -> bool:
    """Rewrite every page without what was deleted, the journal of SQLite included.

    False when somebody else kept the database busy: it is to be done again.
    """
    return _scrub_server(database) if database.path is None else _scrub_file(database.path)


def _scrub_server(database: Database) -> bool:
    try:
        with database.engine.connect() as connection:
            free = connection.execution_options(isolation_level="AUTOCOMMIT")
            free.exec_driver_sql(f"SET lock_timeout = {BUSY_TIMEOUT_MS}")
            for table in Base.metadata.tables:
                free.exec_driver_sql(f'VACUUM (FULL) "{table}"')
            free.exec_driver_sql("RESET lock_timeout")
    except OperationalError:
        return False
    return True


def _scrub_file(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.isolation_level = None
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("VACUUM")
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return False
    return not busy
