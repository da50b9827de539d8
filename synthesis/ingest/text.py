"""Bytes → text, and the folding under which two spellings are the same words."""

from __future__ import annotations

import codecs
import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss"})
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def word_set(text: str) -> frozenset[str]:
    """The set of the words of `text`."""
    return frozenset(text.split())


def fold(text: str) -> str:
    """Lower case, no accents, every run of other signs than letters and digits → one space."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()
    return " ".join(re.findall(r"[^\W_]+", letters))


def decode(data: bytes) -> tuple[str, bool]:
    """Text of a file without its byte order mark, and whether every byte was understood.

    UTF-8 and UTF-16 by their mark, else UTF-8, else Windows-1252.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], encoding)
    try:
        return data.decode("utf-8"), True
    except UnicodeDecodeError:
        return _decode(data, "cp1252")


def _decode(data: bytes, encoding: str) -> tuple[str, bool]:
    try:
        return data.decode(encoding), True
    except UnicodeDecodeError:
        return data.decode(encoding, errors="replace"), False


def normalise_newlines(text: str) -> str:
    """Every end of line as a single line feed; no other character changes."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def mend_surrogates(text: str) -> str:
    """Halves of surrogate pairs joined; a lone half, which no file can hold, replaced."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
