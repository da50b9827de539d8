"""Files and folders that a person gives → the files to read, in a stable order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from synthesis.domain import InputError
from synthesis.ingest.problems import Log
from synthesis.ingest.safety import SUPPORTED

# Probably notes, which silence would lose; anything else in a folder is none of our business.
_LIKELY_NOTES = frozenset({".doc", ".pdf", ".rtf", ".pages", ".xls", ".ods"})


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A file: `name` is relative to the folder given, or the bare name; `named` says which."""

    name: str
    path: Path
    named: bool

    @property
    def suffix(self) -> str:
        """Lower-case suffix, with its dot."""
        return self.path.suffix.lower()


def discover(inputs: Sequence[Path], log: Log) -> tuple[list[Found], list[str]]:
    """Files to read, sorted by name, and the names of the inputs that cannot be."""
    found: list[Found] = []
    refused: list[str] = []
    for given in inputs:
        files = list(_walk(given, log)) if given.is_dir() else [Found(given.name, given, True)]
        accepted = [file for file in files if _accepts(file, log)]
        if given.is_dir() and not accepted:
            log.refuse(
                given.name or ".",
                InputError(
                    "le dossier ne contient aucun fichier lisible.",
                    remedy="Formats lus : md, txt, docx, odt, csv, xlsx.",
                ),
            )
        found += accepted
        refused += [file.name for file in files if file not in accepted]
    return sorted(found), refused


def _accepts(file: Found, log: Log) -> bool:
    if not file.path.exists():
        log.refuse(file.name, InputError("le fichier n'existe pas.", remedy="Vérifiez son chemin."))
        return False
    if file.suffix not in SUPPORTED:
        log.refuse(
            file.name,
            InputError(
                f"le format « {file.suffix or 'sans extension'} » n'est pas lu.",
                remedy="Enregistrez-le en md, txt, docx, odt, csv ou xlsx.",
            ),
        )
        return False
    return True


def _walk(folder: Path, log: Log) -> Iterator[Found]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            relative = path.relative_to(folder).as_posix()
            suffix = path.suffix.lower()
            if name.startswith((".", "~$")) or path.stem.lower() == "readme":
                continue
            if suffix in SUPPORTED:
                yield Found(relative, path, False)
            elif suffix in _LIKELY_NOTES:
                log.warn(
                    relative,
                    f"le fichier n'est pas lu : le format « {suffix} » n'est pas pris en charge.",
                    "Enregistrez-le en docx, odt, md ou xlsx.",
                )
