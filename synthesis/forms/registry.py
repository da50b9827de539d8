"""Read the registry of territories: the members of an alliance, with their communes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from synthesis.domain import Commune, InputError, Territory
from synthesis.forms.yamlfile import read_yaml


def read_territories(path: Path) -> tuple[Territory, ...]:
    """Territories of a YAML registry, in its order; raises `InputError` naming the entry."""
    entries = read_yaml(path).get("territories")
    if not isinstance(entries, list) or not entries:
        raise InputError(
            "ce registre ne contient aucun territoire.",
            where=path.name,
            remedy="Ajoutez une liste « territories ».",
        )
    territories = tuple(_territory(path, number, entry) for number, entry in enumerate(entries, 1))
    sirens = [territory.siren for territory in territories]
    for siren in sirens:
        if sirens.count(siren) > 1:
            raise InputError(
                f"le SIREN {siren} figure deux fois.", where=path.name, remedy="Retirez un doublon."
            )
    return territories


def _territory(path: Path, number: int, entry: Any) -> Territory:
    where = f"{path.name}, territoire n° {number}"
    if not isinstance(entry, dict):
        raise InputError("ce territoire n'est pas décrit par des champs.", where=where)
    column, row = entry.get("tile") or (0, 0)
    try:
        return Territory(
            siren=str(entry.get("siren", "")),
            name=str(entry.get("name", "")),
            official_name=str(entry.get("official_name", "")),
            aliases=tuple(str(alias) for alias in entry.get("aliases") or ()),
            communes=tuple(
                Commune(str(code), str(name))
                for code, name in (entry.get("communes") or {}).items()
            ),
            population=int(entry.get("population") or 0),
            x=int(column),
            y=int(row),
        )
    except InputError as error:
        raise InputError(error.message, where=where, remedy=error.remedy) from error
