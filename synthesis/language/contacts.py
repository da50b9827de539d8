"""Telephone numbers and e-mail addresses as people write them in French notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_BLANK = " \u00a0\u202f\u2009"
_SIGN = rf"[{_BLANK}]?[.\-–·/{_BLANK}][{_BLANK}]?"
# Pairs joined, or parted by one sign; a slash parts all of them or none: dates have slashes too.
_PAIRS = (
    r"(?:(?:\d\d){4}"
    rf"|(?:[{_BLANK}]?/[{_BLANK}]?\d\d){{4}}"
    rf"|(?:[{_BLANK}]?[.\-–·{_BLANK}][{_BLANK}]?\d\d){{4}}"
    rf"|{_SIGN}\d{{4}}{_SIGN}?\d{{4}}|{_SIGN}\d{{8}})"
)
_TRIPLES = rf"\d\d(?:{_SIGN}\d{{3}}){{2}}"
_ABROAD = rf"(?:\+|\b00)[{_BLANK}]?33[{_BLANK}.\-]?(?:\(0\)|0)?[{_BLANK}]?"
_PHONE = re.compile(
    rf"(?<![\d+.,])(?:{_ABROAD}|\(0(?=[1-9]\))|0[{_BLANK}]?)"
    rf"[1-9]\)?(?:{_PAIRS}|{_TRIPLES})(?!\d)(?![.,]\d)"
)
# Bounded and anchored at a word's start, so that a long line without an address stays cheap.
_EMAIL = re.compile(
    r"(?<![\w.+%'’-])[\w.+%'-]{1,64}"
    rf"(?:@|[{_BLANK}]?[(\[](?:at|arobase|@)[)\]][{_BLANK}]?)"
    r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
)
_DIGITS = re.compile(r"\D+")


def phones(text: str) -> Iterator[Span]:
    """Spans of French numbers, national or international."""
    for match in _PHONE.finditer(text):
        yield match.span()


def emails(text: str) -> Iterator[Span]:
    """Spans of addresses."""
    for match in _EMAIL.finditer(text):
        yield match.span()


def same_phone(written: str) -> str:
    """What two writings of one number share: « +33 6 12… » and « 06.12… »."""
    digits = _DIGITS.sub("", written.replace("(0)", ""))
    if len(digits) > 10:
        digits = digits.removeprefix("00").removeprefix("33")
    return "0" + digits.lstrip("0")


def same_email(written: str) -> str:
    """What two writings of one address share."""
    return re.sub(r"\s*[(\[](?:at|arobase|@)[)\]]\s*", "@", written.casefold())
