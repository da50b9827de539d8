"""Secrets that are given once and kept as a hash."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, as text for a cookie."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is kept of a token or a code: hexadecimal sha256. They are random, so no salt."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
