"""Office files that are safe and always the same: words without markup, bytes without clock."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

from markupsafe import Markup, escape
from matplotlib.colors import to_hex

from synthesis.forms.typography import typeset

_EPOCH = (1980, 1, 1, 0, 0, 0)
# What XML 1.0 cannot hold, the surrogates that utf-8 cannot, and what docxtpl reads as a break.
_FORBIDDEN = re.compile("[^\n\u0020-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]|\u007f")
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATE, _END = "\u2068", "\u2069"
LONGEST_NAME = 160


def visible(text: str) -> str:
    """The text as an office file can hold it: « \ufffd » for what it cannot, a tab as a space.

    Marks that turn the direction of writing are kept, and kept from turning what follows.
    """
    plain = _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\t", " "))
    if _TURNS.search(plain):
        closed = _END * sum(plain.count(mark) for mark in "\u2066\u2067\u2068")
        return f"{_ISOLATE}{plain}{closed}{_END}"
    return plain


def rgb(colour: str) -> str:
    """« RRGGBB », as office files write a colour of the palette."""
    return to_hex(colour).lstrip("#").upper()


def named(text: str) -> str:
    """A name on one line in French typography, shortened when nobody could read it."""
    line = typeset(visible(" ".join(text[: 2 * LONGEST_NAME].split())))
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1]}…"


def as_xml(value: object) -> object:
    """What a template writes: words give way to inert XML; pictures and markup pass."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    # docxtpl would turn « {_{ » into « {{ » after the rendering: no brace is left for it.
    inert = str(escape(visible(value))).replace("{", "&#123;").replace("}", "&#125;")
    return Markup(inert)  # noqa: S704 - escaped on the line above


def settled(data: bytes, made_on: date) -> bytes:
    """The same office file without a trace of when it was written but `made_on`.

    Workbooks inside (data of the charts) are settled too.
    """
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            info.create_system = 3
            archive.writestr(info, _settled_member(name, source.read(name), made_on))
    return target.getvalue()


def _settled_member(name: str, content: bytes, made_on: date) -> bytes:
    if name.endswith(".xlsx"):
        return settled(content, made_on)
    if name == "docProps/core.xml":
        clock = f"{made_on.isoformat()}T00:00:00Z".encode()
        return _CLOCK.sub(rb"\g<1>" + clock + rb"\g<2>", content)
    return content
