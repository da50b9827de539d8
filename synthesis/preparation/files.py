"""Forms, grids and registries received as files, checked before anything parses them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import TypeVar

from synthesis.domain import Codebook, InputError, Questionnaire, Territory
from synthesis.forms.codebook import read_codebook, write_codebook
from synthesis.forms.registry import read_territories
from synthesis.forms.xlsform import read_questionnaire
from synthesis.ingest.safety import check_content, check_size

LARGEST_YAML = 1024**2
T = TypeVar("T")


def questionnaire_of(name: str, data: bytes) -> Questionnaire:
    """The questionnaire of an XLSForm workbook. Raise InputError for anything else."""
    try:
        check_size(len(data))
        check_content(".xlsx", data)
    except InputError as error:
        raise InputError(error.message, where=name, remedy=error.remedy) from error
    return _read(name, ".xlsx", data, read_questionnaire)


def codebook_of(name: str, data: bytes) -> Codebook:
    """The grid of a YAML file. Raise InputError for anything else."""
    return _read(name, ".yaml", _small(name, data), read_codebook)


def territories_of(name: str, data: bytes) -> tuple[Territory, ...]:
    """The territories of a YAML registry. Raise InputError for anything else."""
    return _read(name, ".yaml", _small(name, data), read_territories)


def codebook_file(codebook: Codebook) -> bytes:
    """The grid as a YAML file that `codebook_of` gives back."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "grille.yaml"
        write_codebook(codebook, path)
        return path.read_bytes()


def _small(name: str, data: bytes) -> bytes:
    if len(data) > LARGEST_YAML:
        raise InputError(
            "ce fichier YAML dépasse 1 Mo.", where=name, remedy="Vérifiez que c'est le bon."
        )
    return data


def _read(name: str, suffix: str, data: bytes, read: Callable[[Path], T]) -> T:
    """What `read` finds in a file of that content, named so in the messages."""
    stem = "".join(c for c in PurePath(name).stem if c.isalnum() or c in " ._-")[:60].strip(" .")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{stem or 'fichier'}{suffix}"
        path.write_bytes(data)
        return read(path)
