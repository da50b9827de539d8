"""Opening a database, transactions, and what a database that does not answer says."""

from __future__ import annotations

from pathlib import Path
from threading import Barrier, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, StatementError

from synthesis.domain import InputError
from synthesis.store.database import Database, open_database
from synthesis.store.migrate import upgrade
from synthesis.store.naming import escape, unescape
from synthesis.store.tables import CampaignRow


def _campaign(key: str, title: str = "C") -> CampaignRow:
    return CampaignRow(key=key, title=title, demonstration=False, questionnaire={}, codebook={})


def _keys(database: Database) -> list[str]:
    with database.session(read_only=True) as session:
        return list(session.scalars(select(CampaignRow.key).order_by(CampaignRow.id)))


@given(st.text(alphabet=st.one_of(st.sampled_from("\0\x1b01a"), st.characters(codec="utf-8"))))
def test_any_text_is_escaped_without_nul_and_comes_back(words: str) -> None:
    assert "\0" not in escape(words)
    assert unescape(escape(words)) == words


@pytest.mark.parametrize("words", ["Rien à dire.", "« l'eau »\r\n\t", "\\0 %00 \\x1b"])
def test_ordinary_text_is_kept_as_it_is(words: str) -> None:
    assert escape(words) == words


def test_sqlite_is_set_up_for_safety(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a' / 'b.db'}")
    found = {}
    with database.session() as session:
        for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout"):
            found[name] = session.execute(text(f"PRAGMA {name}")).scalar()
    assert found["busy_timeout"] >= 1000
    del found["busy_timeout"]
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}


def test_a_session_that_ends_well_is_kept(database: Database) -> None:
    with database.session() as session:
        session.add(_campaign("a"))
    assert _keys(database) == ["a"]


def test_a_session_that_raises_is_undone(database: Database) -> None:
    with pytest.raises(KeyError), database.session() as session:
        session.add(_campaign("a"))
        session.flush()
        raise KeyError("stop")
    assert _keys(database) == []


def test_a_session_that_only_reads_cannot_write(database: Database) -> None:
    with pytest.raises((InputError, DBAPIError)), database.session(read_only=True) as session:
        session.add(_campaign("a"))
    with database.session() as session:
        session.add(_campaign("b"))
    assert _keys(database) == ["b"]


def test_reading_does_not_keep_from_writing_and_sees_one_state(database: Database) -> None:
    count = select(CampaignRow.key)
    with database.session(read_only=True) as reader:
        assert reader.scalars(count).all() == []
        with database.session() as writer:
            writer.add(_campaign("a"))
        assert reader.scalars(count).all() == []
    assert _keys(database) == ["a"]


def test_sqlite_writers_that_first_read_wait_for_each_other(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'synthesis.db'}")
    upgrade(database)
    ready = Barrier(4)

    def write(number: int) -> None:
        ready.wait()
        with database.session() as session:
            position = len(session.scalars(select(CampaignRow.key)).all())
            session.add(_campaign(f"{number}", title=f"{position}"))

    threads = [Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.session() as session:
        titles = session.scalars(select(CampaignRow.title).order_by(CampaignRow.title)).all()
    assert titles == ["0", "1", "2", "3"]


def test_moments_come_back_in_utc(database: Database) -> None:
    with database.session() as session:
        session.add(_campaign("a"))
    with database.session() as session:
        moment = session.scalars(select(CampaignRow.created_at)).one()
    assert str(moment.tzinfo) == "UTC"


def test_json_without_an_equivalent_is_refused_alike(database: Database) -> None:
    campaign = _campaign("a")
    campaign.codebook = {"share": float("nan")}
    with pytest.raises((StatementError, ValueError), match="JSON"), database.session() as session:
        session.add(campaign)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "mal formée"),
        ("n'importe quoi", "mal formée"),
        ("postgresql://u:secret@h:port/x", "mal formée"),
        ("mysql://u:secret@h/x", "« mysql » n'est pas pris en charge"),
        ("postgresql+psycopg2://u:secret@h/x", "« postgresql\\+psycopg2 » n'est pas"),
        ("sqlite://", "aucun fichier"),
        ("sqlite:///:memory:", "aucun fichier"),
    ],
)
def test_an_address_that_cannot_be_used_is_explained(url: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        open_database(url)
    assert "sqlite:///" in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_is_understood(scheme: str) -> None:
    database = open_database(f"{scheme}://u:secret@localhost/x")
    assert database.engine.url.drivername == "postgresql+psycopg"
    assert database.path is None
    assert "secret" not in database.name


def test_a_file_that_is_no_database_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("Ceci n'est pas une base de données." * 100, encoding="utf-8")
    with pytest.raises(InputError, match=r"notes\.db.*n'a pas répondu"):
        upgrade(open_database(f"sqlite:///{path}"))


def test_a_server_that_is_not_there_is_explained() -> None:
    database = open_database("postgresql://u:secret@127.0.0.1:1/x")
    with pytest.raises(InputError, match="serveur est démarré") as caught:
        upgrade(database)
    assert "secret" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="dossier de la base"):
        open_database(f"sqlite:///{tmp_path / 'fichier' / 'synthesis.db'}")
