"""The schema: built by the migrations, kept current, never changed behind anybody's back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, delete, insert, inspect, select, text
from sqlalchemy.exc import IntegrityError

from synthesis.domain import InputError
from synthesis.store.database import Database, open_database
from synthesis.store.migrate import migrate_to, revisions, upgrade
from synthesis.store.tables import AnalysisRow, Base, CampaignRow, InterviewRow


def _revision(database: Database) -> str | None:
    with database.session(read_only=True) as session:
        return MigrationContext.configure(session.connection()).get_current_revision()


def _add_campaign(database: Database) -> None:
    with database.session() as session:
        campaign = {"key": "c", "title": "C", "demonstration": False}
        session.execute(insert(CampaignRow), [{**campaign, "questionnaire": {}, "codebook": {}}])


def _set_revision(database: Database, revision: str) -> None:
    with database.session() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :new"), {"new": revision})


def _older_file(folder: Path) -> Database:
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    migrate_to(database, "0001")
    _add_campaign(database)
    return database


def test_migrations_build_exactly_the_tables_of_the_code(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrations_build_the_checks_of_the_code(database: Database) -> None:
    inspector = inspect(database.engine)
    for table in Base.metadata.tables.values():
        expected = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
        assert {c["name"] for c in inspector.get_check_constraints(table.name)} == expected


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE interview SET duration_minutes = 0",
        "INSERT INTO answer (id, interview_id, position, question, text, speaker, state, row) "
        "VALUES (1, 1, 0, '', '', '', 'autre', 0)",
        "INSERT INTO analysis_theme (analysis_id, slug, position, label, origin, keywords) "
        "VALUES (1, 'a', 0, 'A', 'autre', '[]')",
        "UPDATE interview SET siren = '200000000'",
    ],
    ids=["duration", "state", "origin", "unknown territory"],
)
def test_database_refuses_a_value_out_of_its_bounds(database: Database, wrong: str) -> None:
    _add_campaign(database)
    interview = {"campaign_id": 1, "key": "e", "territory": "", "interviewer": "", "source": ""}
    with database.session() as session:
        session.execute(
            insert(InterviewRow), [{**interview, "dates": [], "people": [], "content_hash": "h"}]
        )
        session.execute(insert(AnalysisRow), [{"campaign_id": 1, "manifest": {}, "report": {}}])
    with pytest.raises(IntegrityError), database.session() as session:
        session.execute(text(wrong))


def test_a_new_file_is_built_without_a_copy(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'nouveau' / 'synthesis.db'}")
    assert upgrade(database) is None
    assert _revision(database) == revisions()[-1]
    assert not list(tmp_path.rglob("*.sauvegarde"))


def test_a_current_file_is_left_alone(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'synthesis.db'}")
    upgrade(database)
    _add_campaign(database)
    assert upgrade(database) is None
    assert not list(tmp_path.glob("*.sauvegarde"))


def test_an_older_file_is_copied_then_migrated_with_its_data(tmp_path: Path) -> None:
    database = _older_file(tmp_path)
    before = datetime.now(UTC).replace(microsecond=0)
    copy = upgrade(database)
    assert copy is not None
    moment = copy.name.removeprefix("synthesis.db.").removesuffix(".sauvegarde")
    assert datetime.strptime(moment, "%Y-%m-%d-%H%M%S").astimezone() >= before
    assert _revision(database) == revisions()[-1]
    with database.session() as session:
        assert session.scalars(select(CampaignRow.key)).all() == ["c"]
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
        assert old.execute("SELECT key FROM campaign").fetchall() == [("c",)]


def test_numbers_given_before_a_migration_are_not_given_again(tmp_path: Path) -> None:
    database = _older_file(tmp_path)
    upgrade(database)
    with database.session() as session:
        session.execute(delete(CampaignRow))
    _add_campaign(database)
    with database.session() as session:
        assert session.scalars(select(CampaignRow.id)).all() == [2]


def test_foreign_keys_hold_again_after_a_migration(tmp_path: Path) -> None:
    database = _older_file(tmp_path)
    upgrade(database)
    with pytest.raises(IntegrityError), database.session() as session:
        session.execute(insert(AnalysisRow), [{"campaign_id": 9, "manifest": {}, "report": {}}])


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    database = _older_file(tmp_path)
    with database.session() as session:
        session.execute(text("CREATE TABLE coding (id INTEGER)"))
    with pytest.raises(InputError):
        upgrade(database)
    assert _revision(database) == "0001"
    assert "analysis" not in inspect(database.engine).get_table_names()


@pytest.mark.parametrize("revision", [None, "0001"])
def test_a_server_is_migrated_only_on_demand(postgresql_url: str, revision: str | None) -> None:
    database = open_database(postgresql_url)
    if revision:
        migrate_to(database, revision)
    with pytest.raises(InputError, match="synthesis db upgrade"):
        upgrade(database)
    assert _revision(database) == revision
    upgrade(database, force=True)
    assert _revision(database) == revisions()[-1]
    assert upgrade(database) is None
    database.close()


def test_a_database_newer_than_the_code_is_refused(database: Database) -> None:
    _set_revision(database, "9999")
    with pytest.raises(InputError, match=r"version plus récente.*« 9999 »"):
        upgrade(database, force=True)
    assert _revision(database) == "9999"


def test_a_database_of_another_program_is_refused(empty_database: Database) -> None:
    with empty_database.session() as session:
        session.execute(text("CREATE TABLE interview (id INTEGER)"))
    with pytest.raises(InputError, match="« interview »"):
        upgrade(empty_database, force=True)
    assert inspect(empty_database.engine).get_table_names() == ["interview"]
