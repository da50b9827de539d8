"""The hash chain of an assembly: each link seals all those before it.

The digest of a link is the sha256 of its canonical JSON with the digest of the link before. Whoever
has the last digest, printed in the minutes, can tell whether anything was changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

START = "0" * 64


class Kind(StrEnum):
    """What a link tells."""

    OPENING = "ouverture"
    REPLACEMENT = "remplacement"
    CLOSING = "cloture"
    RESULT = "resultat"
    LOT = "tirage"


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `at` is a moment in UTC as ISO 8601, to the second."""

    sequence: int
    at: str
    kind: Kind
    payload: Mapping[str, Any]
    digest: str


def canonical(value: Any) -> bytes:
    """JSON of plain values, the same bytes everywhere."""
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode("utf-8", "surrogatepass")


def sealed(previous: str, sequence: int, at: str, kind: Kind, payload: Mapping[str, Any]) -> Link:
    """A new link after the one whose digest is `previous` (`START` before the first)."""
    return Link(sequence, at, kind, payload, _digest(previous, sequence, at, kind, payload))


def first_broken(links: Sequence[Link]) -> int | None:
    """Position in `links` of the first one that does not follow from those before, else None."""
    previous = START
    for position, link in enumerate(links):
        expected = _digest(previous, position + 1, link.at, link.kind, link.payload)
        if link.sequence != position + 1 or link.digest != expected:
            return position
        previous = link.digest
    return None


def sha256(data: bytes) -> str:
    """Hexadecimal sha256."""
    return hashlib.sha256(data).hexdigest()


def _digest(previous: str, sequence: int, at: str, kind: Kind, payload: Mapping[str, Any]) -> str:
    return sha256(
        canonical(
            {"apres": previous, "rang": sequence, "a": at, "acte": kind.value, "contenu": payload}
        )
    )
