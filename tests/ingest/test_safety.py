"""Files that must not reach a parser."""

from __future__ import annotations

import io
import zipfile

import pytest

from synthesis.domain import InputError
from synthesis.ingest import safety

DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}


def archive(entries: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as target:
        for name, content in entries.items():
            target.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("size", [0, safety.MAX_BYTES + 1])
def test_empty_and_huge_files_are_refused(size: int) -> None:
    with pytest.raises(InputError):
        safety.check_size(size)


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".docx", b"MZ\x90\x00 a program"),
        (".docx", b"plain words"),
        (".docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        (".docx", archive({"xl/workbook.xml": b"<workbook/>"})),
        (".xlsx", archive(DOCX)),
        (".odt", archive(DOCX)),
        (".docx", archive(DOCX)[:40]),
        (".txt", b"MZ\x90\x00"),
        (".txt", b"\x7fELF\x02"),
        (".md", archive(DOCX)),
        (".csv", b"%PDF-1.7"),
        (".txt", b"words\x00words"),
    ],
)
def test_renamed_and_broken_files_are_refused(suffix: str, data: bytes) -> None:
    with pytest.raises(InputError):
        safety.check_content(suffix, data)


@pytest.mark.parametrize(
    ("entries", "word"),
    [
        (DOCX | {"word/media/a.bin": b"\0" * 20_000_000}, "démesuré"),
        (DOCX | {f"word/{n}": b"" for n in range(2_001)}, "démesuré"),
        (DOCX | {"../evil": b""}, "chemins"),
        (DOCX | {"/etc/evil": b""}, "chemins"),
        (DOCX | {"C:\\evil": b""}, "chemins"),
        (DOCX | {"word/styles.xml": b"<?xml version='1.0'?><!DOCTYPE a>"}, "DOCTYPE"),
        (DOCX | {"word/a.xml": b" " * (safety.CHUNK - 4) + b"<!ENTITY a>" + b"."}, "ENTITY"),
        (DOCX | {"word/a.xml": "<!DOCTYPE a>".encode("utf-16")}, "DOCTYPE"),
    ],
)
def test_hostile_archives_are_refused(entries: dict[str, bytes], word: str) -> None:
    stored = archive(entries, compression=zipfile.ZIP_STORED if "E" in word else 8)
    with pytest.raises(InputError, match=word):
        safety.check_content(".docx", stored)


def test_an_encrypted_archive_is_refused() -> None:
    data = bytearray(archive(DOCX))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    with pytest.raises(InputError, match="mot de passe"):
        safety.check_content(".docx", bytes(data))


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".docx", archive(DOCX)),
        (".txt", "é\x0c\x01".encode()),
        (".txt", "été".encode("utf-16")),
        (".csv", "été".encode("cp1252")),
    ],
)
def test_honest_files_pass(suffix: str, data: bytes) -> None:
    assert safety.check_content(suffix, data) is None  # type: ignore[func-returns-value]
