"""Read a YAML file that a person edited, with errors that name the line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from synthesis.domain import InputError


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping that the file holds; raises `InputError` where it can't be read."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            "ce fichier ne peut pas être ouvert.", where=path.name, remedy="Vérifiez son chemin."
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            "ce fichier n'est pas en UTF-8.", where=path.name, remedy="Enregistrez-le en UTF-8."
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path.name}, ligne {mark.line + 1}" if mark else path.name
        raise InputError(
            "ce fichier YAML est mal formé.",
            where=where,
            remedy="Vérifiez les retraits, les guillemets et les deux-points.",
        ) from error
    if not isinstance(content, dict):
        raise InputError("ce fichier ne contient pas les champs attendus.", where=path.name)
    return content
