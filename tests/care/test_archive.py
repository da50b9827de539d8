"""The full archive: everything, identical, into an empty installation only."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, Table, inspect, select

from synthesis.access import Actor, ForbiddenError, Permission, Role
from synthesis.accounts.sessions import open_session
from synthesis.care import archive as archives
from synthesis.care.archive import EXCLUDED, export_archive, import_archive
from synthesis.care.erasure import erase_answers
from synthesis.care.pseudonymise import decisions, keep
from synthesis.care.vault import open_vault
from synthesis.domain import InputError, Interview, Quadrant
from synthesis.language.pseudonyms import Decision, Kind
from synthesis.review.events import SignOff
from synthesis.review.log import decide
from synthesis.store import (
    Database,
    add_interviews,
    campaigns,
    load_interviews,
    open_database,
    save_campaign,
    upgrade,
)
from synthesis.store.account_tables import SessionRow
from synthesis.store.accounts import accounts, add_account
from synthesis.store.readings import add_sample, save_reading
from synthesis.store.tables import Base, InterviewRow
from tests.store.examples import CODEBOOK, QUESTIONNAIRE, TERRITORIES
from tests.store.examples import interviews as any_interview

from .conftest import ADVISOR, MANAGER, OBSERVER, OTHER, Kept

NAME = Decision(Kind.PERSON, "Jean Morvan", "Personne 1")


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty installation, on either kind of database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'ailleurs' / 'synthesis.db'}"
    else:
        url = request.getfixturevalue("postgresql_url_elsewhere")
    database = open_database(url)
    upgrade(database, force=True)
    yield database
    database.close()


def export(database: Database, folder: Path, name: str = "a.zip") -> Path:
    """Write an archive, with the key of `folder`."""
    path = folder / name
    export_archive(database, MANAGER, path, folder / "pseudonymes.cle")
    return path


@pytest.fixture
def full(kept: Kept, tmp_path: Path) -> Kept:
    """A campaign with something in every table that the tests know how to fill."""
    keep(kept.database, MANAGER, kept.campaign, [NAME], kept.vault)
    erase_answers(kept.database, MANAGER, kept.campaign, "val", [1], kept.vault)
    decide(kept.database, ADVISOR, kept.campaign, SignOff(kept.analysis, 3), seen=99)
    with kept.database.session() as session:
        account = add_account(session, "Cheffe", Role.MANAGER, "empreinte", temporary=False)
        sample = add_sample(session, kept.campaign, kept.analysis, 1, 2, "c", ["a", "b"])
        save_reading(session, sample, 3, "o", ("a", Quadrant.ATOUT.value, "eau"))
    open_session(kept.database, account)
    return kept


def test_what_comes_back_is_identical_down_to_the_byte(
    full: Kept, elsewhere: Database, tmp_path: Path
) -> None:
    first = export(full.database, tmp_path)
    there = tmp_path / "ailleurs"
    there.mkdir(exist_ok=True)
    contents = import_archive(elsewhere, MANAGER, first, there / "pseudonymes.cle")
    assert contents.rows["interview"] == 2
    again = export(elsewhere, there)
    assert again.read_bytes() == first.read_bytes()
    with elsewhere.session(read_only=True) as session:
        vault = open_vault(there / "pseudonymes.cle")
        assert decisions(session, full.campaign, vault) == [NAME]
        assert [account.name for account in accounts(session)] == ["Cheffe"]


def test_work_goes_on_after_an_import(full: Kept, elsewhere: Database, tmp_path: Path) -> None:
    path = export(full.database, tmp_path)
    import_archive(elsewhere, MANAGER, path, tmp_path / "ailleurs.cle")
    with elsewhere.session() as session:
        before = set(session.scalars(select(InterviewRow.id)))
        new = Interview("nouveau", answers=OTHER.answers)
        add_interviews(session, campaigns(session)[0].id, [new])
        assert session.scalar(select(InterviewRow.id).where(InterviewRow.key == "nouveau")) > max(
            before
        )


@settings(max_examples=5, suppress_health_check=list(HealthCheck), deadline=None)
@given(visits=st.lists(any_interview, min_size=4, max_size=4))
def test_texts_come_back_character_for_character(
    tmp_path_factory: pytest.TempPathFactory, visits: list[Interview]
) -> None:
    folder = tmp_path_factory.mktemp("textes")
    database, target = (open_database(f"sqlite:///{folder / name}") for name in ("a.db", "b.db"))
    upgrade(database)
    upgrade(target)
    with database.session() as session:
        campaign = save_campaign(session, "c", "C\0", QUESTIONNAIRE, CODEBOOK, TERRITORIES)
        add_interviews(session, campaign, visits)
        before = load_interviews(session, campaign)
    import_archive(target, MANAGER, export(database, folder), folder / "x.cle")
    with target.session(read_only=True) as session:
        assert load_interviews(session, campaign) == before
    database.close()
    target.close()


def test_every_table_of_the_database_is_exported_or_left_out_by_name(
    database: Database, tmp_path: Path
) -> None:
    with zipfile.ZipFile(export(database, tmp_path)) as archive:
        exported = {Path(name).stem for name in archive.namelist() if name.startswith("tables/")}
    tables = set(inspect(database.engine).get_table_names()) - {"alembic_version"}
    assert tables == exported | EXCLUDED
    assert not exported & EXCLUDED


def test_the_command_line_knows_every_table_too(tmp_path: Path) -> None:
    """Only what a command imports is in the metadata of its process."""
    code = "from synthesis.care.archive import archived_tables as a; print(*[t.name for t in a()])"
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert set(shown.split()) == Base.metadata.tables.keys() - EXCLUDED


def test_a_table_added_later_is_in_the_archive(database: Database, tmp_path: Path) -> None:
    table = Table("plus_tard", Base.metadata, Column("id", Integer, primary_key=True))
    try:
        table.create(database.engine)
        with database.session() as session:
            session.execute(table.insert(), [{"id": 7}])
        with zipfile.ZipFile(export(database, tmp_path)) as archive:
            assert archive.read("tables/plus_tard.jsonl") == b'{"id":7}\n'
    finally:
        table.drop(database.engine)
        Base.metadata.remove(table)


def test_an_archive_is_for_its_owner_and_never_replaces_a_file(full: Kept, tmp_path: Path) -> None:
    path = export(full.database, tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(InputError, match="existe déjà"):
        export(full.database, tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if "session" in name]
        assert archive.testzip() is None


def test_an_installation_that_holds_something_is_left_alone(full: Kept, tmp_path: Path) -> None:
    path = export(full.database, tmp_path)
    with pytest.raises(InputError, match="n'est pas vide"):
        import_archive(full.database, MANAGER, path, tmp_path / "pseudonymes.cle")


def test_accounts_become_those_of_the_archive_and_sessions_close(
    full: Kept, elsewhere: Database, tmp_path: Path
) -> None:
    with elsewhere.session() as session:
        own = add_account(session, "Nouvelle", Role.MANAGER, "autre", temporary=False)
    open_session(elsewhere, own)
    import_archive(elsewhere, MANAGER, export(full.database, tmp_path), tmp_path / "x.cle")
    with elsewhere.session(read_only=True) as session:
        assert [account.name for account in accounts(session)] == ["Cheffe"]
        assert session.scalars(select(SessionRow)).all() == []


def rewrite(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The archive with its members changed."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    target = path.with_name("modifiee.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target


def manifest(members: dict[str, bytes], **values: object) -> None:
    """Change fields of the manifest."""
    told = json.loads(members["manifeste.json"]) | values
    members["manifeste.json"] = json.dumps(told).encode()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda m: m.update({"../evil": b""}), "fichiers inattendus"),
        (lambda m: m.update({"tables/inconnue.jsonl": b""}), "fichiers inattendus"),
        (lambda m: m.update({"tables/answer.jsonl": m["tables/answer.jsonl"] + b"\n"}), "ligne"),
        (
            lambda m: m.update(
                {"tables/answer.jsonl": m["tables/answer.jsonl"].replace(b"soigne", b"soigna")}
            ),
            "tel qu'il a été écrit",
        ),
        (lambda m: m.pop("manifeste.json"), "pas une archive de l'application"),
        (lambda m: m.pop("tables/answer.jsonl"), "n'est pas entière"),
        (lambda m: manifest(m, schema="0001"), "autre version"),
        (lambda m: manifest(m, format=99), "autre version"),
        (lambda m: m.update({"manifeste.json": b"[]"}), "pas une archive de l'application"),
        (lambda m: m.update({"cle.txt": b"pas une cle"}), "pas une clé"),
        (lambda m: m.update({"tables/account.jsonl": b" " * 50_000_000}), "démesuré"),
    ],
)
def test_an_archive_that_was_touched_is_refused_whole(
    full: Kept, tmp_path: Path, change: Callable[[dict[str, bytes]], object], why: str
) -> None:
    path = rewrite(export(full.database, tmp_path), change)
    target = open_database(f"sqlite:///{tmp_path / 'cible' / 'synthesis.db'}")
    upgrade(target)
    with pytest.raises(InputError, match=why):
        import_archive(target, MANAGER, path, tmp_path / "cible" / "cle")
    with target.session(read_only=True) as session:
        assert campaigns(session) == []
    assert not (tmp_path / "cible" / "cle").exists()


@pytest.mark.parametrize("data", [b"", b"pas un zip", b"PK\x03\x04" + b"\0" * 100])
def test_what_is_no_zip_is_told(database: Database, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "faux.zip"
    path.write_bytes(data)
    with pytest.raises(InputError, match="pas une archive lisible"):
        import_archive(database, MANAGER, path, tmp_path / "cle")


def test_another_key_in_place_is_never_overwritten(
    full: Kept, elsewhere: Database, tmp_path: Path
) -> None:
    other = tmp_path / "autre.cle"
    key = open_vault(other).key
    with pytest.raises(InputError, match="clé est déjà en place"):
        import_archive(elsewhere, MANAGER, export(full.database, tmp_path), other)
    assert open_vault(other).key == key


@pytest.mark.parametrize("actor", [ADVISOR, OBSERVER], ids=lambda actor: actor.role.value)
def test_only_who_may_archive_does(database: Database, tmp_path: Path, actor: Actor) -> None:
    with pytest.raises(ForbiddenError, match=Permission.ARCHIVE.value):
        export_archive(database, actor, tmp_path / "a.zip", tmp_path / "cle")
    path = export(database, tmp_path, "b.zip")
    with pytest.raises(ForbiddenError, match=Permission.ARCHIVE.value):
        import_archive(database, actor, path, tmp_path / "cle")
    assert not (tmp_path / "a.zip").exists()


def test_large_tables_go_through_in_batches(
    kept: Kept, elsewhere: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "BATCH", 2)
    monkeypatch.setattr("synthesis.care.rows.BATCH", 2)
    path = export(kept.database, tmp_path)
    import_archive(elsewhere, MANAGER, path, tmp_path / "x.cle")
    assert export(elsewhere, tmp_path, "b.zip").read_bytes() == path.read_bytes()
