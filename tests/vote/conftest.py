"""An assembly in a real database of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from synthesis.domain import Codebook, Questionnaire, Territory
from synthesis.store import Database, open_database, upgrade

from . import examples


@pytest.fixture
def room(
    database: Database,
    tmp_path: Path,
    form: Questionnaire,
    codebook: Codebook,
    territories: tuple[Territory, ...],
) -> examples.Room:
    """Five members whose titulaires are there."""
    return examples.room(database, tmp_path, form, codebook, territories)


@pytest.fixture(scope="module")
def room_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the lasting room is kept: `synthesis.db` and its key, `cle`."""
    return tmp_path_factory.mktemp("salle")


@pytest.fixture(scope="module")
def lasting_room(
    room_folder: Path, form: Questionnaire, codebook: Codebook, territories: tuple[Territory, ...]
) -> Iterator[examples.Room]:
    """The same on SQLite, made once for a module: each test opens scrutins of its own."""
    database = open_database(f"sqlite:///{room_folder / 'synthesis.db'}")
    upgrade(database)
    yield examples.room(database, room_folder, form, codebook, territories)
    database.close()
