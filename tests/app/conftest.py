"""Open the application on a folder of data, and run its pages without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from synthesis.app.server import MAIN

from . import campaigns

Opened = Callable[..., AppTest]
SCREENS = {
    "Synthèse": "screens/board.py",
    "Thèmes": "screens/theme.py",
    "Entretiens": "screens/interviews.py",
}


@pytest.fixture(scope="session")
def folders_opened() -> Iterator[list[Path]]:
    """Folders opened so far; what was loaded for them is forgotten at the end."""
    yield []
    st.cache_resource.clear()


@pytest.fixture
def empty_folder(tmp_path: Path) -> Path:
    """A database that holds nothing."""
    campaigns.new_database(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def demonstration_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The thirteen fictional interviews, analysed."""
    return campaigns.demonstration(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign of hostile words."""
    return campaigns.hostile(tmp_path_factory.getbasetemp())


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch, folders_opened: list[Path]) -> Opened:
    """Open a page of the application on a folder of data, with query parameters."""

    def opened(folder: Path, screen: str, **query: str) -> AppTest:
        # What was loaded from one database must not be shown for another.
        if folders_opened[-1:] != [folder]:
            st.cache_resource.clear()
            folders_opened.append(folder)
        monkeypatch.setenv("SYNTHESIS_DATA_DIR", str(folder))
        monkeypatch.delenv("SYNTHESIS_DATABASE_URL", raising=False)
        app = AppTest.from_file(MAIN, default_timeout=30).run()
        if screen == "Synthèse":
            return app
        for name, value in query.items():
            app.query_params[name] = value
        return app.switch_page(SCREENS[screen]).run()

    return opened
