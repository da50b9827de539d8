"""The campaign of the tests of « care »: words of people, an analysis, decisions."""

from __future__ import annotations

from care.conftest import kept, vault

__all__ = ["kept", "vault"]
