"""Copy a SQLite database while it is in use."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from synthesis.domain import InputError
from synthesis.store.database import Database


def backup(database: Database, path: Path) -> Path:
    """Copy the whole database to the new file `path`, and give its name back.

    The file appears only when the copy is complete. Raise InputError for a server, for a file
    that is there already, and when the copy cannot be written.
    """
    if database.path is None:
        raise InputError(
            "la sauvegarde d'un serveur PostgreSQL ne se fait pas d'ici.",
            where=database.name,
            remedy="Utilisez la commande « pg_dump » de PostgreSQL.",
        )
    if path.exists():
        raise InputError(
            "ce fichier existe déjà ; il n'a pas été remplacé.",
            where=str(path),
            remedy="Choisissez un autre nom pour la sauvegarde.",
        )
    partial = path.with_name(path.name + ".partiel")
    try:
        _copy(database.path, partial)
        partial.rename(path)
    except (sqlite3.Error, OSError) as error:
        partial.unlink(missing_ok=True)
        raise InputError(
            f"la sauvegarde n'a pas pu être écrite ({error}).",
            where=str(path),
            remedy="Vérifiez que le dossier existe et qu'il reste de la place.",
        ) from error
    return path


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)
        # One file that can be read from a disk without the right to write.
        written.execute("PRAGMA journal_mode = DELETE")
