"""Read the registry of territories: the members of an alliance, with their communes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

from synthesis.domain import Commune, InputError, Territory
from synthesis.forms.yamlfile import read_yaml

INSEE = re.compile(r"\d[\dAB]\d{3}")
T = TypeVar("T", list[Any], dict[Any, Any], int)


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
    try:
        column, row = _tile(entry)
        return Territory(
            siren=str(entry.get("siren") or ""),
            name=str(entry.get("name") or ""),
            official_name=str(entry.get("official_name") or ""),
            aliases=tuple(
                str(alias) for alias in _field(entry, "aliases", list, "une liste de noms")
            ),
            communes=_communes(entry),
            population=_field(entry, "population", int, "un nombre entier d'habitants"),
            x=column,
            y=row,
        )
    except InputError as error:
        raise InputError(error.message, where=where, remedy=error.remedy) from error


def _communes(entry: dict[str, Any]) -> tuple[Commune, ...]:
    expected = "'code Insee': nom, le code entre apostrophes"
    communes = _field(entry, "communes", dict, expected)
    if not all(INSEE.fullmatch(str(code)) for code in communes):
        raise _unexpected("communes", expected)
    return tuple(Commune(str(code), str(name)) for code, name in communes.items())


def _tile(entry: dict[str, Any]) -> tuple[int, int]:
    expected = "deux nombres entiers, [colonne, ligne]"
    match _field(entry, "tile", list, expected):
        case []:
            return (0, 0)
        case [int(column), int(row)]:
            return (column, row)
    raise _unexpected("tile", expected)


def _field(entry: dict[str, Any], name: str, kind: type[T], expected: str) -> T:
    """The field of that kind, empty where it is absent."""
    value = entry.get(name) or kind()
    if not isinstance(value, kind):
        raise _unexpected(name, expected)
    return value


def _unexpected(name: str, expected: str) -> InputError:
    return InputError(
        f"le champ « {name} » n'est pas valable.", remedy=f"Forme attendue : {expected}."
    )
