"""An assembly in a real database of each kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from synthesis.domain import Codebook, Questionnaire, Territory
from synthesis.store import Database

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
