"""Passwords: what is asked of them, their argon2 hash, the temporary ones."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from synthesis.domain import InputError

SHORTEST, LONGEST = 12, 256
# No 0/O nor 1/l/i: a temporary password is read aloud and copied by hand.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_HASHER = PasswordHasher()
# A verification takes 64 MiB of memory: many at once must not exhaust the computer.
_TURN = BoundedSemaphore(2)


def check_password(password: str) -> None:
    """Raise InputError for a password that is too short or too long; no other rule."""
    if len(password) < SHORTEST:
        raise InputError(
            "ce mot de passe est trop court.",
            remedy=f"Il en faut au moins {SHORTEST} caractères : une phrase convient bien.",
        )
    if len(password) > LONGEST:
        raise InputError(
            "ce mot de passe est trop long.", remedy=f"Restez sous {LONGEST} caractères."
        )


def hash_password(password: str) -> str:
    """What is kept of a password. Raise InputError as `check_password` does."""
    check_password(password)
    with _TURN:
        return _HASHER.hash(_normal(password))


def matches(password: str, kept: str | None) -> bool:
    """Whether it is the password kept; without one, as long to answer no."""
    with _TURN:
        try:
            _HASHER.verify(kept or _nobody(), _normal(password[: LONGEST + 1]))
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def readable_secret(groups: int, size: int = 4) -> str:
    """Groups of random letters and digits joined by hyphens: about 5 bits for each sign."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(size)) for _ in range(groups))


def _normal(password: str) -> bytes:
    """The same signs typed on another keyboard are the same password."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


@cache
def _nobody() -> str:
    return _HASHER.hash(secrets.token_hex())
