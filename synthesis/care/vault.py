"""The key of the data folder: it seals what pseudonyms stand for, and signs proofs of erasure."""

from __future__ import annotations

import hmac
import os
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from synthesis.domain import InputError

MODE = 0o600


@dataclass(frozen=True, slots=True)
class Vault:
    """Seals, unseals and hashes with a key that never enters the database."""

    key: bytes = field(repr=False)

    def seal(self, text: str) -> str:
        """The text, encrypted; never twice the same."""
        return Fernet(self.key).encrypt(text.encode("utf-8", "surrogatepass")).decode()

    def unseal(self, sealed: str) -> str:
        """The text. Raise InputError when another key sealed it."""
        try:
            return Fernet(self.key).decrypt(sealed.encode()).decode("utf-8", "surrogatepass")
        except InvalidToken as error:
            raise InputError(
                "la table des pseudonymes a été chiffrée avec une autre clé.",
                remedy="Remettez en place le fichier de clé qui allait avec cette base.",
            ) from error

    def digest(self, *parts: str) -> str:
        """Keyed hash: whoever has the words and the key can check it, nobody can guess it."""
        material = "\x1f".join(parts).encode("utf-8", "surrogatepass")
        return hmac.new(self.key, material, sha256).hexdigest()


def open_vault(path: Path) -> Vault:
    """The vault whose key is the file `path`, made on first use and readable by its owner alone.

    Raise InputError when the file cannot be read or holds no key.
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):  # another process made it at the same moment
                write_key(path, Fernet.generate_key())
        key = path.read_bytes().strip()
    except OSError as error:
        raise InputError(
            f"le fichier de clé ne peut pas être lu ({error.strerror}).",
            where=str(path),
            remedy="Vérifiez le réglage SYNTHESIS_PSEUDONYM_KEY et les droits du dossier.",
        ) from error
    return Vault(checked_key(key, str(path)))


def checked_key(key: bytes, where: str) -> bytes:
    """The key, if it is one. Raise InputError."""
    try:
        Fernet(key)
    except ValueError as error:
        raise InputError(
            "ce fichier ne contient pas une clé.",
            where=where,
            remedy="Remettez en place le fichier de clé d'origine.",
        ) from error
    return key


def write_key(path: Path, key: bytes) -> None:
    """Write a new key file, whole at once. Raise FileExistsError when there is one."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.partiel")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, MODE)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(key + b"\n")
        os.link(partial, path)
    finally:
        partial.unlink(missing_ok=True)
