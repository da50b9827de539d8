"""Fixtures that every room's tests share: a real database of each kind, the real French model."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import settings
from once import current_file
from spacy.language import Language
from sqlalchemy import URL, create_engine, make_url, text
from xdist.scheduler import LoadFileScheduling

from synthesis.domain import Codebook, Questionnaire, Territory
from synthesis.forms.codebook import read_codebook
from synthesis.forms.defaults import default_codebook, default_questionnaire, default_territories
from synthesis.forms.registry import read_territories
from synthesis.forms.xlsform import read_questionnaire
from synthesis.language.tagging import pipeline
from synthesis.learning.model import TrainedModel, default_model
from synthesis.store.database import Database, open_database
from synthesis.store.migrate import upgrade

BROWSER = "tests/e2e/"
SERVER_VARIABLE = "SYNTHESIS_TEST_POSTGRESQL_URL"


class OneProcessForBrowsers(LoadFileScheduling):
    """Two processes share the test files; those that drive a browser all go to the same one."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return BROWSER if file.startswith(BROWSER) else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneProcessForBrowsers:
    """How pytest-xdist shares the tests."""
    return OneProcessForBrowsers(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest comes first: the other process takes all the rest meanwhile."""
    items.sort(key=lambda item: not item.nodeid.startswith(BROWSER))


# Speed is measured in benchmarks/: a busy machine fails no property.
settings.register_profile("sans montre", deadline=None)
settings.load_profile("sans montre")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are no name: a zip file holds the time, and two processes must name tests alike."""
    return argname if isinstance(val, bytes) else None


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
    server = _driver(postgresql_server)
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


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> Iterator[URL]:
    """Server, and name of a database of it whose schema is current: others are its copies."""
    with _new_database(_driver(postgresql_server)) as url:
        database = open_database(url.render_as_string(hide_password=False))
        upgrade(database, force=True)
        database.close()
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database whose schema is current and whose tables are empty."""
    if request.param == "sqlite":
        database = current_file(tmp_path / "synthesis.db")
        yield database
        database.close()
        return
    template = request.getfixturevalue("postgresql_template")
    with _new_database(template, f"TEMPLATE {template.database}") as url:
        database = open_database(url.render_as_string(hide_password=False))
        yield database
        database.close()


@contextmanager
def _new_database(server: URL, options: str = "") -> Iterator[URL]:
    name = f"test_{uuid4().hex}"
    _run_sql(server.set(database="postgres"), f"CREATE DATABASE {name} {options}")
    yield server.set(database=name)
    _run_sql(server.set(database="postgres"), f"DROP DATABASE {name} WITH (FORCE)")


def _driver(postgresql_server: str) -> URL:
    return make_url(postgresql_server).set(drivername="postgresql+psycopg")


def _run_sql(server: URL, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
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
