"""The registry of territories: extended by hand, line by line, or by a YAML file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from synthesis.access import Actor, Permission, require
from synthesis.domain import Commune, InputError, Territory
from synthesis.forms.defaults import default_territories
from synthesis.forms.registry import INSEE, read_territories
from synthesis.store import Database
from synthesis.store.registry import (
    registered_territories,
    remove_territory,
    save_territories,
)

_LINE = re.compile(rf"({INSEE.pattern})[\s;,:]+(\S.*)")


def registry(database: Database, actor: Actor) -> list[Territory]:
    """Every territory that a campaign can take: those kept, and those of the shipped registry."""
    require(actor, Permission.READ)
    with database.session(read_only=True) as session:
        kept = {territory.siren: territory for territory in registered_territories(session)}
    shipped = {territory.siren: territory for territory in _shipped()}
    return sorted((shipped | kept).values(), key=lambda t: (t.name, t.siren))


def shipped_sirens() -> frozenset[str]:
    """SIREN of the territories that every installation knows."""
    return frozenset(territory.siren for territory in _shipped())


@cache
def _shipped() -> tuple[Territory, ...]:
    return read_territories(default_territories())


def keep_territories(database: Database, actor: Actor, territories: Sequence[Territory]) -> None:
    """Add territories, or describe again those that are known. Campaigns see the change."""
    require(actor, Permission.CAMPAIGNS)
    with database.session() as session:
        save_territories(session, territories)


def forget_territory(database: Database, actor: Actor, siren: str) -> None:
    """Take a territory out of the registry. Raise InputError while a campaign uses it."""
    require(actor, Permission.CAMPAIGNS)
    with database.session() as session:
        remove_territory(session, siren)


def parse_communes(text: str) -> tuple[Commune, ...]:
    """Municipalities from pasted lines « 44001 Nom »; raise InputError naming the line."""
    found: dict[str, Commune] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise InputError(
                f"« {line.strip()[:60]} » n'est pas une commune.",
                where=f"communes, ligne {number}",
                remedy="Écrivez le code Insee, une espace, puis le nom : « 44001 Abbaretz ».",
            )
        found[match[1]] = Commune(match[1], match[2].strip())
    return tuple(found.values())


def communes_text(communes: Sequence[Commune]) -> str:
    """Lines that `parse_communes` gives back."""
    return "\n".join(f"{commune.code} {commune.name}" for commune in communes)
