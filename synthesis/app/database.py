"""The database of the settings, opened once in a process, for screens and routes alike."""

from __future__ import annotations

from functools import lru_cache

from synthesis.settings import load_settings
from synthesis.store import Database, open_database


def current_database() -> Database:
    """The database of the settings."""
    return _opened(load_settings().database_url)


@lru_cache(maxsize=4)
def _opened(url: str) -> Database:
    return open_database(url)
