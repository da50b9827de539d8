"""Fixtures that every room's tests share: a real database of each kind, the real French model."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from spacy.language import Language
from sqlalchemy import URL, create_engine, make_url, text

from synthesis.domain import Codebook, Questionnaire, Territory
from synthesis.forms.codebook import read_codebook
from synthesis.forms.defaults import default_codebook, default_questionnaire, default_territories
from synthesis.forms.registry import read_territories
from synthesis.forms.xlsform import read_questionnaire
from synthesis.language.tagging import pipeline
from synthesis.learning.model import TrainedModel, default_model
from synthesis.store.database import Database, open_database
from synthesis.store.migrate import upgrade

SERVER_VARIABLE = "SYNTHESIS_TEST_POSTGRESQL_URL"


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The French pipeline, loaded once."""
    return pipeline()


@pytest.fixture(scope="session")
def shipped_model() -> TrainedModel:
    """The trained model of the package, loaded once."""
    return default_model()


@pytest.fixture(scope="session")
def form() -> Questionnaire:
    """The questionnaire of 2021."""
    return read_questionnaire(default_questionnaire())


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    """The grid of themes of 2021."""
    return read_codebook(default_codebook())


@pytest.fixture(scope="session")
def territories() -> tuple[Territory, ...]:
    """The thirteen members of 2021."""
    return tuple(read_territories(default_territories()))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """URL of a PostgreSQL server: the one of the environment, else a private one."""
    url = os.environ.get(SERVER_VARIABLE)
    if url:
        yield url
        return
    folder = Path(tempfile.mkdtemp(prefix="synthesis-pg-"))
    try:
        yield from _private_server(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """URL of an empty schema of that server, dropped at the end."""
    yield from _schema(postgresql_server)


@pytest.fixture
def postgresql_url_elsewhere(postgresql_server: str) -> Iterator[str]:
    """URL of another empty schema of that server."""
    yield from _schema(postgresql_server)


def _schema(postgresql_server: str) -> Iterator[str]:
    server = make_url(postgresql_server).set(drivername="postgresql+psycopg")
    schema = f"test_{uuid4().hex}"
    _run_sql(server, f"CREATE SCHEMA {schema}")
    url = server.update_query_dict({"options": f"-csearch_path={schema}"})
    yield url.render_as_string(hide_password=False)
    _run_sql(server, f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'synthesis.db'}"
    else:
        url = request.getfixturevalue("postgresql_url")
    database = open_database(url)
    yield database
    database.close()


@pytest.fixture
def database(empty_database: Database) -> Database:
    """A database whose schema is current and whose tables are empty."""
    upgrade(empty_database, force=True)
    return empty_database


def _run_sql(server: URL, statement: str) -> None:
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _private_server(folder: Path) -> Iterator[str]:
    as_user = _unprivileged(folder)
    binaries = _binaries()
    data = folder / "data"
    initdb = [binaries / "initdb", "-D", data, "-U", "synthesis", "-A", "trust"]
    _run([*as_user, *initdb, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], folder)
    control = [*as_user, binaries / "pg_ctl", "-D", data, "-w"]
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    _run([*control, "-l", folder / "log", "-o", options, "start"], folder)
    try:
        yield f"postgresql+psycopg://synthesis@/postgres?host={folder}"
    finally:
        _run([*control, "-m", "immediate", "stop"], folder)


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        pytest.skip(f"no PostgreSQL: {SERVER_VARIABLE} is not set and initdb is not installed")
    return Path(on_path).parent if on_path else found[-1].parent


def _unprivileged(folder: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    if not shutil.which("runuser"):
        pytest.skip("no PostgreSQL: its server refuses root, and runuser is not installed")
    try:
        shutil.chown(folder, "postgres")
    except LookupError:
        pytest.skip("no PostgreSQL: its server refuses root, and there is no user postgres")
    return ["runuser", "-u", "postgres", "--"]


def _run(command: list[str | Path], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stdout}{done.stderr}")
