"""French typography: the spaces that may not break, and the curved apostrophe."""

from __future__ import annotations

import re

NBSP = "\u00a0"
_SPACE = f"[ {NBSP}\u202f]"
_RULES = (
    (re.compile(rf"{_SPACE}*([?!;]+)(?=\s|$|[»)])"), rf"{NBSP}\1"),
    (re.compile(rf"(?<=[\w»)…]){_SPACE}*:(?=\s|$|[»)])"), f"{NBSP}:"),
    (re.compile(rf"«{_SPACE}*"), f"«{NBSP}"),
    (re.compile(rf"{_SPACE}*»"), f"{NBSP}»"),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
)


def typeset(text: str) -> str:
    """The same words with French spaces around « ? ! ; : » and inside guillemets."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
