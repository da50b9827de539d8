"""Passwords are hashed for real, at the least cost: the cost itself has a test of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from synthesis.accounts import passwords


@pytest.fixture(autouse=True, scope="package")
def cheap_hashes() -> Iterator[None]:
    """One pass over eight blocks of memory."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(1, 8, 1))
        passwords._nobody.cache_clear()
        yield
    passwords._nobody.cache_clear()
