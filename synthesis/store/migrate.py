"""Bring the schema of a database to the one that this code expects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from synthesis.domain import InputError
from synthesis.store.backup import backup
from synthesis.store.database import Database, explained
from synthesis.store.tables import Base

# Alembic keeps what it is doing in a global: one migration at a time in a process.
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class _Schema:
    """What a database holds: its revision, None when it has none, and its tables."""

    revision: str | None
    tables: frozenset[str]


def upgrade(database: Database, *, force: bool = False) -> Path | None:
    """Make the schema current, and give the backup copy made before, if any.

    A SQLite file is migrated by itself, after a copy beside it unless it is empty. A server is
    migrated only by `force`. Raise InputError when the server's schema is not current, when the
    database is newer than the code, or when its tables are not ours.
    """
    with _ONE_AT_A_TIME, explained(database):
        schema = _read_schema(database)
        known = revisions()
        if schema.revision == known[-1]:
            return None
        _refuse_newer(database, schema, known)
        _refuse_foreign(database, schema)
        if database.path is None:
            _refuse_server(database, force=force)
        copy = _copy_before(database.path) if database.path and schema.tables else None
        if copy:
            backup(database, copy)
        migrate_to(database, "head")
        return copy


def revisions() -> list[str]:
    """Every revision of the schema, oldest first."""
    script = ScriptDirectory.from_config(_config())
    return [revision.revision for revision in script.walk_revisions()][::-1]


def migrate_to(database: Database, revision: str) -> None:
    """Run the migrations up to `revision` in one transaction: all of them or none."""
    config = _config()
    with database.engine.connect() as connection:
        if database.path:
            _suspend_foreign_keys(connection)
        with connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            if database.path:
                _check_foreign_keys(connection)


def _config() -> Config:
    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _read_schema(database: Database) -> _Schema:
    with database.session(read_only=True) as session:
        connection = session.connection()
        revision = MigrationContext.configure(connection).get_current_revision()
        return _Schema(revision, frozenset(inspect(connection).get_table_names()))


def _refuse_newer(database: Database, schema: _Schema, known: Iterable[str]) -> None:
    if schema.revision is not None and schema.revision not in known:
        raise InputError(
            "la base a été créée par une version plus récente de l'application "
            f"(schéma « {schema.revision} »).",
            where=database.name,
            remedy="Installez la dernière version de l'application.",
        )


def _refuse_foreign(database: Database, schema: _Schema) -> None:
    clash = sorted(schema.tables & Base.metadata.tables.keys())
    if schema.revision is None and clash:
        raise InputError(
            f"la base contient déjà une table « {clash[0]} » qui n'est pas de l'application.",
            where=database.name,
            remedy="Indiquez une base vide.",
        )


def _refuse_server(database: Database, *, force: bool) -> None:
    if not force:
        raise InputError(
            "le schéma de la base n'est pas à jour.",
            where=database.name,
            remedy="Sauvegardez la base, puis lancez la commande « synthesis db upgrade ».",
        )


def _copy_before(path: Path) -> Path:
    moment = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    return path.with_name(f"{path.name}.{moment}.sauvegarde")


def _suspend_foreign_keys(connection: Connection) -> None:
    # SQLite changes a table by copying and dropping it, which would delete the rows that refer
    # to it. Detached, the connection is closed afterwards: nobody else gets it in this state.
    connection.detach()
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    cursor.close()


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise RuntimeError(f"the migration broke a foreign key: {tuple(broken)}")
