"""What a phone posted, before anything believes it: its size, its kind, each field once."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

from synthesis.domain import InputError

LARGEST, MOST_FIELDS = 40_000, 500
CODE, TICKET, SCRUTIN, REVISION, ACT, BLANK = "code titre scrutin revision faire blanc".split()
SUBJECT = "s."
_FORM = "application/x-www-form-urlencoded"
_LARGEST_NUMBER = 9

Fields = Mapping[str, str]


async def posted(request: Request) -> Fields:
    """The fields of a form. Raise InputError for what none of our pages sends."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    length = request.headers.get("content-length", "")
    if not (length.isascii() and length.isdecimal() and len(length) <= _LARGEST_NUMBER):
        raise _unreadable()
    if kind != _FORM or int(length) > LARGEST:
        raise _unreadable()
    # Only browsers on https tell it; a page from elsewhere has nothing to send here.
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        raise _unreadable()
    return _parsed(await request.body())


def _parsed(body: bytes) -> Fields:
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError as error:  # UnicodeDecodeError is one
        raise _unreadable() from error
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise _unreadable()
    return fields


def cells(fields: Fields) -> dict[str, str]:
    """What was chosen, subject by subject, as typed."""
    return {
        name.removeprefix(SUBJECT): value
        for name, value in fields.items()
        if name.startswith(SUBJECT)
    }


def number(fields: Fields, name: str) -> int:
    """A number of ours that went to the phone and back. Raise InputError when it is none."""
    value = fields.get(name, "")
    if not (value.isascii() and value.isdecimal() and len(value) <= _LARGEST_NUMBER):
        raise _unreadable()
    return int(value)


def _unreadable() -> InputError:
    return InputError(
        "ce formulaire est illisible ou trop long.", remedy="Reprenez à la page de vote."
    )
