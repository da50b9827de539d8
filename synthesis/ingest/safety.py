"""What a file must be before anything parses it: size, true nature, a harmless archive."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath

from synthesis.domain import InputError

MAX_BYTES = 10 * 1024**2
MAX_UNPACKED = 100 * 1024**2
MAX_RATIO = 200
MAX_ENTRIES = 2_000
CHUNK = 1024**2

TEXT_SUFFIXES = frozenset({".md", ".markdown", ".txt", ".csv", ".tsv"})
OFFICE_PARTS = {".docx": "word/", ".xlsx": "xl/", ".odt": "content.xml"}
SUPPORTED = TEXT_SUFFIXES | OFFICE_PARTS.keys()

_FOREIGN = (b"MZ", b"\x7fELF", b"PK\x03\x04", b"PK\x05\x06", b"%PDF", b"{\\rtf", b"\x89PNG")
_OLE = b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DECLARATIONS = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_OVERLAP = max(map(len, _DECLARATIONS)) - 1
_DRIVE = re.compile(r"[A-Za-z]:")

_RESAVE = "Ouvrez-le dans votre logiciel et enregistrez-le à nouveau."
_RENAMED = "le contenu du fichier ne correspond pas à son extension « {} » : il a été renommé."
_CHOOSE = "Indiquez un fichier md, txt, docx, odt, csv ou xlsx."


def check_size(size: int) -> None:
    """Refuse an empty file and one over the limit. `size` in bytes. Raises InputError."""
    if size == 0:
        raise InputError("le fichier est vide.", remedy="Vérifiez qu'il a bien été enregistré.")
    if size > MAX_BYTES:
        raise InputError(
            f"le fichier dépasse la limite de {MAX_BYTES // 1024**2} Mo.",
            remedy="Retirez-en les images ou séparez-le en plusieurs fichiers.",
        )


def check_content(suffix: str, data: bytes) -> None:
    """Refuse what is not of the kind that `suffix` says, or could harm. Raises InputError."""
    if suffix in TEXT_SUFFIXES:
        _check_text(suffix, data)
    elif data.startswith(_OLE):
        raise InputError(
            "le fichier est protégé par un mot de passe ou d'un format ancien (doc, xls).",
            remedy="Retirez la protection ou enregistrez-le en docx ou xlsx.",
        )
    elif not data.startswith(b"PK"):
        raise InputError(_RENAMED.format(suffix), remedy=_CHOOSE)
    else:
        _check_archive(suffix, data)


def _check_text(suffix: str, data: bytes) -> None:
    binary = b"\0" in data and not data.startswith(_UTF16)
    if binary or data.startswith((*_FOREIGN, _OLE)):
        raise InputError(_RENAMED.format(suffix), remedy=_CHOOSE)


def _check_archive(suffix: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(suffix, archive.infolist(), len(data))
            for entry in archive.infolist():
                if entry.filename.lower().endswith((".xml", ".rels")):
                    _check_xml(archive, entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise InputError("le fichier est abîmé.", remedy=_RESAVE) from error
    except RuntimeError as error:  # zipfile's word for « encrypted »
        raise InputError(
            "le fichier est protégé par un mot de passe.", remedy="Retirez la protection."
        ) from error


def _check_directory(suffix: str, entries: list[zipfile.ZipInfo], packed: int) -> None:
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > min(MAX_UNPACKED, MAX_RATIO * packed):
        raise InputError(
            "le fichier se déploie en un contenu démesuré.",
            remedy="Copiez le texte utile dans un nouveau document.",
        )
    if any(map(escapes, names)):
        raise InputError("le fichier contient des chemins interdits.", remedy=_RESAVE)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise InputError(
            "le fichier est protégé par un mot de passe.", remedy="Retirez la protection."
        )
    if not any(name.startswith(OFFICE_PARTS[suffix]) for name in names):
        raise InputError(_RENAMED.format(suffix), remedy=_CHOOSE)


def escapes(name: str) -> bool:
    """Whether the name of an archive's entry leads out of the folder it is unpacked in."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or bool(_DRIVE.match(name))


def _check_xml(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Office software never declares a DOCTYPE; whoever does prepares an attack on the parser."""
    tail = b""
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            window = tail + chunk
            if any(word in window for word in _DECLARATIONS):
                raise InputError(
                    "le fichier contient une déclaration XML interdite (DOCTYPE ou ENTITY).",
                    remedy=_RESAVE,
                )
            tail = window[-_OVERLAP:]
