"""Open the application on a folder of data, and run its pages without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from synthesis.access import Role
from synthesis.accounts.sessions import open_session
from synthesis.app import identity
from synthesis.app.screen_list import SCREENS as ALL_SCREENS
from synthesis.app.server import MAIN
from synthesis.store import Database, open_database
from synthesis.store.accounts import add_account, find_account

from . import campaigns, halls
from .shown import Kept, kept_in

Opened = Callable[..., AppTest]
# Title → file, as AppTest wants it.
SCREENS = {screen.title: f"screens/{screen.file}" for screen in ALL_SCREENS}


@pytest.fixture(scope="session")
def folders_opened() -> Iterator[list[Path]]:
    """Folders opened so far; what was loaded for them is forgotten at the end."""
    yield []
    st.cache_resource.clear()


@pytest.fixture(scope="session", autouse=True)
def components_scanned() -> Iterator[None]:
    """Components of the installed packages, looked for once: AppTest does it for every test."""
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture
def empty_folder(tmp_path: Path) -> Path:
    """A database that holds nothing."""
    campaigns.new_database(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def demonstration_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The thirteen fictional interviews, analysed."""
    return campaigns.demonstration(tmp_path_factory)


@pytest.fixture(scope="session")
def kept(demonstration_folder: Path) -> Kept:
    """What the store holds of the demonstration."""
    return kept_in(demonstration_folder)


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign of hostile words."""
    return campaigns.hostile(tmp_path_factory)


@pytest.fixture
def hall(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> halls.Hall:
    """An assembly of hostile words, to change."""
    return halls.hall(tmp_path_factory.getbasetemp()).copied(tmp_path)


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch, folders_opened: list[Path]) -> Opened:
    """Open a page of the application on a folder of data, signed in, with query parameters.

    `open_page(folder, "Thèmes", role=Role.OBSERVER, theme="eau")`; without a role, the cheffe de
    projet; `role=None` is a visitor who is not signed in. AppTest has no cookies: the token of a
    real session of a real account is put where the application reads the cookie.
    """

    def opened(
        folder: Path, screen: str, role: Role | None = Role.MANAGER, **query: str
    ) -> AppTest:
        # What was loaded from one database must not be shown for another.
        if folders_opened[-1:] != [folder]:
            st.cache_resource.clear()
            folders_opened.append(folder)
        monkeypatch.setenv("SYNTHESIS_DATA_DIR", str(folder))
        monkeypatch.delenv("SYNTHESIS_DATABASE_URL", raising=False)
        app = AppTest.from_file(MAIN, default_timeout=90)
        # The framework knows its pages after a first run: that of a stranger is the shortest.
        monkeypatch.setattr(identity, "session_token", lambda: "")
        app.run()
        token = "" if role is None else session_of(folder, role)
        monkeypatch.setattr(identity, "session_token", lambda: token)
        for name, value in query.items():
            app.query_params[name] = value
        return app.switch_page(SCREENS[screen]).run()

    return opened


def session_of(folder: Path, role: Role) -> str:
    """Token of a new session of the account of a role, made on first use."""
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    token = open_session(database, account_of(database, role))
    database.close()
    return token


def account_of(database: Database, role: Role) -> int:
    """Id of the account of a role, whose password nobody knows."""
    name = role.label
    with database.session() as session:
        row = find_account(session, name)
        return row.id if row else add_account(session, name, role, "aucun", temporary=False)
