"""Copies of a database in use."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from synthesis.domain import InputError
from synthesis.store.backup import backup
from synthesis.store.campaigns import campaigns, save_campaign
from synthesis.store.database import Database, open_database
from synthesis.store.migrate import upgrade

from .examples import CODEBOOK, QUESTIONNAIRE, TERRITORIES


def _database(folder: Path, key: str) -> Database:
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    upgrade(database)
    with database.session() as session:
        save_campaign(session, key, "C", QUESTIONNAIRE, CODEBOOK, TERRITORIES)
    return database


def test_a_copy_holds_what_is_committed_while_another_writes(tmp_path: Path) -> None:
    database = _database(tmp_path, "kept")
    with database.session() as session:
        save_campaign(session, "pending", "C", QUESTIONNAIRE, CODEBOOK, TERRITORIES)
        copy = backup(database, tmp_path / "copie.db")
    with open_database(f"sqlite:///{copy}").session() as session:
        assert [campaign.key for campaign in campaigns(session)] == ["kept"]


def test_a_copy_is_one_whole_file(tmp_path: Path) -> None:
    database = _database(tmp_path, "c")
    target = tmp_path / "sauvegardes" / "copie.db"
    target.parent.mkdir()
    assert backup(database, target) == target
    with closing(sqlite3.connect(f"file:{target}?mode=ro", uri=True)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert copy.execute("PRAGMA journal_mode").fetchall() == [("delete",)]
    assert list(target.parent.iterdir()) == [target]


def test_a_file_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    database = _database(tmp_path, "c")
    target = tmp_path / "copie.db"
    target.write_text("précieux", encoding="utf-8")
    with pytest.raises(InputError, match=r"copie\.db : ce fichier existe déjà"):
        backup(database, target)
    assert target.read_text(encoding="utf-8") == "précieux"


def test_a_copy_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    database = _database(tmp_path, "c")
    with pytest.raises(InputError, match="n'a pas pu être écrite"):
        backup(database, tmp_path / "absent" / "copie.db")


def test_a_server_is_backed_up_by_its_own_tool(tmp_path: Path) -> None:
    database = open_database("postgresql://u:secret@localhost/x")
    with pytest.raises(InputError, match="pg_dump") as caught:
        backup(database, tmp_path / "copie.db")
    assert "secret" not in str(caught.value)
