"""Read and write codebooks: the grid of themes, as a YAML file that the manager can edit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from synthesis.domain import Codebook, Exclusion, InputError, Quadrant, Theme
from synthesis.forms.yamlfile import read_yaml

VERSION = 1


def read_codebook(path: Path) -> Codebook:
    """The codebook of a YAML file; raises `InputError` that names the theme at fault."""
    content = read_yaml(path)
    if content.get("version", VERSION) != VERSION:
        raise InputError(
            f"cette grille est de la version {content['version']}, inconnue ici.",
            where=path.name,
            remedy="Mettez l'outil à jour.",
        )
    entries = content.get("themes")
    if not isinstance(entries, list) or not entries:
        raise InputError(
            "cette grille ne contient aucun thème.",
            where=path.name,
            remedy="Ajoutez une liste « themes ».",
        )
    themes = tuple(_theme(path, number, entry) for number, entry in enumerate(entries, start=1))
    try:
        return Codebook(
            str(content.get("key") or path.stem), str(content.get("title") or path.stem), themes
        )
    except InputError as error:
        raise InputError(error.message, where=path.name, remedy=error.remedy) from error


def write_codebook(codebook: Codebook, path: Path) -> None:
    """Write a codebook so that `read_codebook` gives it back."""
    content = {
        "version": VERSION,
        "key": codebook.key,
        "title": codebook.title,
        "themes": [_entry(theme) for theme in codebook.themes],
    }
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
    path.write_text(text, encoding="utf-8", newline="\n")


def _theme(path: Path, number: int, entry: Any) -> Theme:
    where = f"{path.name}, thème n° {number}"
    if not isinstance(entry, dict):
        raise InputError("ce thème n'est pas décrit par des champs.", where=where)
    try:
        return Theme(
            slug=str(entry.get("slug") or ""),
            label=str(entry.get("label") or ""),
            definition=str(entry.get("definition") or ""),
            includes=_texts(entry, "includes"),
            excludes=tuple(_exclusion(item) for item in _list(entry, "excludes")),
            terms=_texts(entry, "terms"),
            acronyms=_texts(entry, "acronyms"),
            published_quadrant=Quadrant(entry["quadrant"]) if entry.get("quadrant") else None,
        )
    except InputError as error:
        raise InputError(error.message, where=where, remedy=error.remedy) from error
    except ValueError as error:
        raise InputError(
            f"« {entry['quadrant']} » n'est pas un quadrant.",
            where=where,
            remedy=f"Choisissez parmi : {', '.join(Quadrant)}.",
        ) from error


def _list(entry: dict[str, Any], field: str) -> list[Any]:
    values = entry.get(field) or []
    if not isinstance(values, list):
        raise InputError(f"le champ « {field} » doit être une liste.")
    return values


def _texts(entry: dict[str, Any], field: str) -> tuple[str, ...]:
    return tuple(str(value) for value in _list(entry, field))


def _exclusion(item: Any) -> Exclusion:
    if not isinstance(item, dict) or not item.get("what") or not item.get("goes_to"):
        raise InputError(
            "une exclusion doit dire « what » (ce qui est exclu) et « goes_to » (où cela va)."
        )
    return Exclusion(str(item["what"]), str(item["goes_to"]))


def _entry(theme: Theme) -> dict[str, Any]:
    optional: Sequence[tuple[str, Any]] = (
        ("quadrant", theme.published_quadrant.value if theme.published_quadrant else None),
        ("definition", theme.definition),
        ("includes", list(theme.includes)),
        ("excludes", [{"what": e.what, "goes_to": e.goes_to} for e in theme.excludes]),
        ("terms", list(theme.terms)),
        ("acronyms", list(theme.acronyms)),
    )
    return {"slug": theme.slug, "label": theme.label} | {k: v for k, v in optional if v}
