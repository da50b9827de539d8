"""Open the database that a URL names, SQLite or PostgreSQL, and give transactions on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from json import dumps
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeftError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from synthesis.domain import InputError

BUSY_TIMEOUT_MS = 15_000
_POSTGRESQL = ("postgres", "postgresql", "postgresql+psycopg")
_SQLITE = ("sqlite", "sqlite+pysqlite")
_REMEDY_URL = "Indiquez une adresse « sqlite:///chemin/synthesis.db » ou « postgresql://… »."
_REMEDY_FILE = (
    "Vérifiez que le fichier est bien une base, que le disque n'est pas plein "
    "et qu'aucun autre programme ne la retient."
)
_REMEDY_SERVER = "Vérifiez que le serveur est démarré et que l'adresse de la base est juste."


@dataclass(frozen=True, slots=True)
class Database:
    """An open database. It can be shared by threads."""

    engine: Engine

    @property
    def path(self) -> Path | None:
        """The SQLite file; None for a server."""
        if self.engine.dialect.name != "sqlite":
            return None
        return Path(str(self.engine.url.database))

    @property
    def name(self) -> str:
        """What to call it in a message: its file, or its address without the password."""
        return str(self.path or self.engine.url.render_as_string(hide_password=True))

    @contextmanager
    def session(self, *, read_only: bool = False) -> Iterator[Session]:
        """One transaction: committed at the end of the block, undone if it raises.

        `read_only` reads one state of the database without keeping anybody from writing. Raise
        InputError when the database does not answer.
        """
        engine = self.engine.execution_options(**_options(self.engine, read_only=read_only))
        with explained(self), Session(engine) as session, session.begin():
            yield session

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open `url`; nothing is read yet. Raise InputError for an address that cannot be used."""
    parsed = _parse(url)
    if parsed.drivername in _SQLITE:
        return Database(_open_sqlite(parsed))
    if parsed.drivername in _POSTGRESQL:
        parsed = parsed.set(drivername="postgresql+psycopg")
        return Database(_create_engine(parsed, pool_pre_ping=True))
    raise InputError(
        f"le type de base « {parsed.drivername} » n'est pas pris en charge.",
        where="adresse de la base",
        remedy=_REMEDY_URL,
    )


@contextmanager
def explained(database: Database) -> Iterator[None]:
    """Turn a database that does not answer into an InputError; other errors pass."""
    try:
        yield
    except NoConnectionLeftError as error:
        raise InputError(
            "trop de personnes interrogent la base en même temps.",
            where=database.name,
            remedy="Réessayez dans quelques secondes.",
        ) from error
    except DatabaseError as error:
        if type(error) not in (DatabaseError, OperationalError):
            raise
        raise InputError(
            f"la base de données n'a pas répondu ({error.orig}).",
            where=database.name,
            remedy=_REMEDY_FILE if database.path else _REMEDY_SERVER,
        ) from error


def _parse(url: str) -> URL:
    # The address may hold a password: messages never quote it.
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as error:
        raise InputError(
            "l'adresse de la base de données est mal formée.",
            where="adresse de la base",
            remedy=_REMEDY_URL,
        ) from error


def _create_engine(url: URL, **options: Any) -> Engine:
    # A number that JSON has not (NaN) is refused alike by both databases.
    return create_engine(url, json_serializer=partial(dumps, allow_nan=False), **options)


def _open_sqlite(url: URL) -> Engine:
    if url.database in (None, "", ":memory:"):
        raise InputError(
            "l'adresse SQLite ne nomme aucun fichier.",
            where="adresse de la base",
            remedy=_REMEDY_URL,
        )
    _make_folder(Path(str(url.database)).parent)
    engine = _create_engine(url)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"le dossier de la base ne peut pas être créé ({error.strerror}).",
            where=str(folder),
            remedy="Choisissez un dossier où vous avez le droit d'écrire.",
        ) from error


def _set_up_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # No implicit transaction: `_begin_sqlite` chooses how each one begins.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # What is deleted is overwritten with zeros, not only forgotten.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads, then writes, fails at once if another wrote in between; one that
    # takes the write lock when it begins waits for its turn.
    read_only = bool(connection.get_execution_options().get("sqlite_read_only"))
    connection.exec_driver_sql(f"PRAGMA query_only = {int(read_only)}")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _options(engine: Engine, *, read_only: bool) -> dict[str, Any]:
    if not read_only:
        return {}
    if engine.dialect.name == "sqlite":
        return {"sqlite_read_only": True}
    return {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
