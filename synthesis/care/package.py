"""Deterministic zip files: written member by member as a stream, checked before being read."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from synthesis.domain import InputError
from synthesis.ingest.safety import MAX_RATIO, escapes

MAX_UNPACKED = 20 * 1024**3
MAX_LINE = 256 * 1024**2
MAX_SMALL = 1024**2
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ANOTHER = "Prenez une autre copie de l'archive."


def write_member(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes]) -> tuple[int, str]:
    """Write a member; gives how many chunks there were and the sha256 of its bytes.

    Nothing in it tells when nor where it was written: same content, same bytes.
    """
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system, info.external_attr = 3, 0o600 << 16
    digest, count = hashlib.sha256(), 0
    with archive.open(info, "w", force_zip64=True) as member:
        for chunk in chunks:
            member.write(chunk)
            digest.update(chunk)
            count += 1
    return count, digest.hexdigest()


@contextmanager
def writing(path: Path) -> Iterator[zipfile.ZipFile]:
    """A new zip file that appears only when it is complete, readable by its owner alone.

    Raise InputError when it is there already or cannot be written.
    """
    if path.exists():
        raise InputError(
            "ce fichier existe déjà ; il n'a pas été remplacé.",
            where=str(path),
            remedy="Choisissez un autre nom.",
        )
    partial = path.with_name(path.name + ".partiel")
    try:
        partial.touch(mode=0o600)
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            yield archive
        partial.rename(path)
    except OSError as error:
        raise InputError(
            f"le fichier n'a pas pu être écrit ({error.strerror}).",
            where=str(path),
            remedy="Vérifiez que le dossier existe et qu'il reste de la place.",
        ) from error
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def reading(path: Path, allowed: Iterable[str]) -> Iterator[zipfile.ZipFile]:
    """A zip file that holds nothing but members named in `allowed`, of a measured size.

    Raise InputError for what is no such file, is damaged, encrypted, or could harm.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive, path.stat().st_size, set(allowed))
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise InputError(
            "ce fichier n'est pas une archive lisible.", where=path.name, remedy=_ANOTHER
        ) from error


def _check(archive: zipfile.ZipFile, packed: int, allowed: set[str]) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if any(map(escapes, names)) or len(set(names)) < len(names) or set(names) - allowed:
        raise _refused("elle contient des fichiers inattendus")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > min(MAX_UNPACKED, MAX_RATIO * packed):
        raise _refused("elle se déploie en un contenu démesuré")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise _refused("elle est protégée par un mot de passe")


def small(archive: zipfile.ZipFile, name: str) -> bytes:
    """A member that is never long. Raise InputError for one that is, KeyError without it."""
    if archive.getinfo(name).file_size > MAX_SMALL:
        raise _refused(f"« {name} » est démesuré")
    return archive.read(name)


def lines(archive: zipfile.ZipFile, name: str, digest: str) -> Iterator[bytes]:
    """The lines of a member. Raise InputError at its end if its sha256 is not `digest`."""
    found = hashlib.sha256()
    with archive.open(name) as member:
        while line := _line(member):
            found.update(line)
            yield line
    if found.hexdigest() != digest:
        raise _refused(f"« {name} » n'est pas tel qu'il a été écrit")


def _line(member: IO[bytes]) -> bytes:
    line = member.readline(MAX_LINE + 1)
    if len(line) > MAX_LINE:
        raise _refused("une de ses lignes est démesurée")
    return line


def _refused(why: str) -> InputError:
    return InputError(f"l'archive est refusée : {why}.", where="archive", remedy=_ANOTHER)
