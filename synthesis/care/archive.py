"""The full archive: every table but the sessions, as lines of JSON in a zip, and the way back.

Whatever the rooms add to the metadata is in it: a table is left out only by its name here. The same
content gives the same bytes, so that what came back can be compared with what left.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from sqlalchemy import Integer, Table, delete, func, insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, require
from synthesis.care.package import lines, reading, small, write_member, writing
from synthesis.care.rows import BATCH, dumped, read
from synthesis.care.vault import checked_key, write_key
from synthesis.domain import InputError
from synthesis.store import Database
from synthesis.store.ballot_tables import vote_is_open
from synthesis.store.migrate import revisions
from synthesis.store.tables import Base

FORMAT = 1
MANIFEST, KEY = "manifeste.json", "cle.txt"
# Doors that are open for a moment, to one browser: nobody wants them elsewhere.
EXCLUDED = frozenset({"account_session", "sign_in_attempt", "first_account_code"})
# Those of the person who imports; the accounts of the archive take their place.
REPLACED = frozenset({"account"})


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive holds: table → rows."""

    rows: dict[str, int]

    @property
    def total(self) -> int:
        """Rows of all tables."""
        return sum(self.rows.values())


def archived_tables() -> list[Table]:
    """Every table but those left out, those that others refer to first."""
    return [table for table in Base.metadata.sorted_tables if table.name not in EXCLUDED]


def export_archive(database: Database, actor: Actor, path: Path, key_file: Path) -> Contents:
    """Write everything to the new file `path`, the key of the pseudonyms included.

    Raise ForbiddenError, and InputError when a vote is open or the file cannot be written.
    """
    require(actor, Permission.ARCHIVE)
    with writing(path) as archive, database.session(read_only=True) as session:
        _refuse_open_vote(session)
        tables = {}
        for table in archived_tables():
            count, digest = write_member(archive, _member(table.name), dumped(session, table))
            tables[table.name] = {"lignes": count, "sha256": digest}
        key = key_file.read_bytes().strip() if key_file.exists() else b""
        if key:
            write_member(archive, KEY, [key + b"\n"])
        manifest = {"format": FORMAT, "schema": revisions()[-1], "tables": tables}
        body = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
        write_member(archive, MANIFEST, [body.encode()])
    return Contents({name: int(str(told["lignes"])) for name, told in tables.items()})


def import_archive(database: Database, actor: Actor, path: Path, key_file: Path) -> Contents:
    """Put an archive into an empty installation, all of it or nothing.

    Accounts become those of the archive, and every session is closed. Raise ForbiddenError, and
    InputError when the installation is not empty or the archive is not whole.
    """
    require(actor, Permission.ARCHIVE)
    tables = archived_tables()
    allowed = [MANIFEST, KEY, *(_member(table.name) for table in tables)]
    with reading(path, allowed) as archive, database.session() as session:
        told = _manifest(archive, {table.name for table in tables})
        _refuse_full(session)
        _empty_accounts(session)
        for table in tables:
            _insert(session, table, archive, told[table.name])
        _restart_numbers(session, tables)
        _place_key(archive, key_file)
    return Contents({name: told[name]["lignes"] for name in told})


def _refuse_open_vote(session: Session) -> None:
    if vote_is_open(session):
        raise InputError(
            "un vote est ouvert : l'archive montrerait ses bulletins avant la clôture.",
            remedy="Clôturez le scrutin, puis exportez l'archive.",
        )


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"


def _manifest(archive: ZipFile, expected: set[str]) -> dict[str, dict[str, Any]]:
    try:
        manifest = json.loads(small(archive, MANIFEST))
        format_, schema, tables = (manifest[key] for key in ("format", "schema", "tables"))
        told = {str(name): {**item, "lignes": int(item["lignes"])} for name, item in tables.items()}
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise InputError(
            "ce fichier n'est pas une archive de l'application.",
            where="archive",
            remedy="Choisissez un fichier écrit par « synthesis export --archive ».",
        ) from error
    if (format_, schema) != (FORMAT, revisions()[-1]) or told.keys() != expected:
        raise InputError(
            f"l'archive a été écrite par une autre version de l'application (schéma « {schema} »).",
            where="archive",
            remedy="Importez-la avec cette version, puis mettez l'application à jour.",
        )
    missing = {_member(name) for name in expected} - set(archive.namelist())
    if missing:
        raise InputError(
            f"l'archive n'est pas entière : « {min(missing)} » y manque.",
            where="archive",
            remedy="Prenez une autre copie de l'archive.",
        )
    return told


def is_empty(session: Session) -> bool:
    """Whether an archive could be imported here."""
    return _first_full(session) is None


def _first_full(session: Session) -> str | None:
    for table in archived_tables():
        if table.name not in REPLACED and session.execute(select(table).limit(1)).first():
            return table.name
    return None


def _refuse_full(session: Session) -> None:
    if (table := _first_full(session)) is not None:
        raise InputError(
            f"cette installation n'est pas vide (table « {table} »).",
            remedy="Importez l'archive dans une installation neuve : un autre dossier de "
            "données (SYNTHESIS_DATA_DIR) ou une autre base.",
        )


def _empty_accounts(session: Session) -> None:
    for table in reversed(Base.metadata.sorted_tables):
        if table.name in EXCLUDED | REPLACED:
            session.execute(delete(table))


def _insert(session: Session, table: Table, archive: ZipFile, told: dict[str, Any]) -> None:
    count = 0
    rows = _rows(table, archive, str(told.get("sha256")))
    try:
        while batch := list(islice(rows, BATCH)):
            session.execute(insert(table), batch)
            count += len(batch)
    except (IntegrityError, StatementError) as error:
        raise InputError(
            f"la table « {table.name} » de l'archive contient des valeurs impossibles.",
            where="archive",
            remedy="L'archive a été modifiée : prenez-en une autre copie.",
        ) from error
    if count != told["lignes"]:
        raise InputError(
            f"la table « {table.name} » de l'archive n'est pas entière.",
            where="archive",
            remedy="Prenez une autre copie de l'archive.",
        )


def _rows(table: Table, archive: ZipFile, digest: str) -> Iterator[dict[str, Any]]:
    for line in lines(archive, _member(table.name), digest):
        yield read(line, table)


def _restart_numbers(session: Session, tables: list[Table]) -> None:
    """A server counts identifiers apart from the rows: it goes on after the last one."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in tables:
        column = table.autoincrement_column
        if column is not None and isinstance(column.type, Integer):
            last = session.scalar(select(func.max(column)))
            sequence = session.scalar(
                text("SELECT pg_get_serial_sequence(:table, :column)"),
                {"table": table.name, "column": column.name},
            )
            if last is not None and sequence is not None:
                session.execute(
                    text("SELECT setval(:name, :last)"), {"name": sequence, "last": last}
                )


def _place_key(archive: ZipFile, key_file: Path) -> None:
    """The last step: what precedes is undone if it fails."""
    if KEY not in archive.namelist():
        return
    key = checked_key(small(archive, KEY).strip(), KEY)
    if key_file.exists() and key_file.read_bytes().strip() != key:
        raise InputError(
            "un autre fichier de clé est déjà en place.",
            where=str(key_file),
            remedy="Déplacez-le : l'archive apporte la clé qui va avec ses pseudonymes.",
        )
    if not key_file.exists():
        key_file.parent.mkdir(parents=True, exist_ok=True)
        write_key(key_file, key)
