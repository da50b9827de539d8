"""The database of the settings, opened once in a process, and its key: for screens and routes."""

from __future__ import annotations

from functools import lru_cache

from synthesis.care.vault import Vault, open_vault
from synthesis.settings import Settings, load_settings
from synthesis.store import Database, open_database


def current_database() -> Database:
    """The database of the settings."""
    return database_of(load_settings())


def database_of(settings: Settings) -> Database:
    """The database of these settings."""
    return _opened(settings.database_url)


def current_vault() -> Vault:
    """The vault of the settings; its key is made on first use."""
    return open_vault(load_settings().pseudonym_key)


@lru_cache(maxsize=4)
def _opened(url: str) -> Database:
    return open_database(url)
