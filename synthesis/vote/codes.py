"""Codes that open a ballot: drawn by the system's random source, kept only as keyed hashes.

Eight characters among 31 that nobody confuses: 40 bits. With 500 live codes, a million guesses find
one with probability 6e-4; guesses are slowed down long before (`guessing.py`).
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from synthesis.care.vault import Vault

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
# In the digests, so that none of them serves for another.
_CODE, _BALLOT, _TRACKER = "code de vote", "bulletin", "accusé"
_TRACKER_LENGTH = 12
_SEPARATORS = re.compile(r"[\s\-–—.·_]+")


def new_codes(count: int) -> list[str]:
    """Distinct new codes, in the order in which they were drawn."""
    codes: dict[str, None] = {}
    while len(codes) < count:
        codes["".join(secrets.choice(ALPHABET) for _ in range(LENGTH))] = None
    return list(codes)


def typed(text: str) -> str:
    """A code as typed by a person, without what they add; empty when it cannot be one."""
    code = _SEPARATORS.sub("", text[:100]).upper()
    well_made = len(code) == LENGTH and all(letter in ALPHABET for letter in code)
    return code if well_made else ""


def shown(code: str) -> str:
    """A code as printed: two groups of four."""
    return f"{code[:4]}-{code[4:]}"


def new_salt() -> str:
    """What makes the keys of one scrutin unlike those of any other; destroyed at its closing."""
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class Seals:
    """The digests of a scrutin: none leads to another without the code, the key and the salt."""

    vault: Vault
    scrutin: int
    salt: str

    def ballot(self, holder: str) -> str:
        """Where the ballot of a code (or, in named modes, of a member) is kept."""
        return self.vault.digest(_BALLOT, str(self.scrutin), self.salt, holder)

    def tracker(self, holder: str) -> str:
        """The number of a receipt; it proves that a ballot is in, not what it says."""
        digest = self.vault.digest(_TRACKER, str(self.scrutin), self.salt, holder)
        number = int(digest, 16)
        letters = []
        for _ in range(_TRACKER_LENGTH):
            number, rest = divmod(number, len(ALPHABET))
            letters.append(ALPHABET[rest])
        return "".join(letters)


def code_digest(vault: Vault, code: str) -> str:
    """What is kept of a code."""
    return vault.digest(_CODE, code)
