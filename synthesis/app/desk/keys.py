"""The keys of the desk: a component that listens to the keyboard and shows the list of themes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from typing import Any

import streamlit as st

from synthesis.domain import Quadrant
from synthesis.forms.typography import typeset

KEY = "touches"
# Where a digit leads to a likely theme, and a letter to each theme in the order of labels.
DIGITS, LETTERS = "123456789", ascii_lowercase + ascii_uppercase
QUADRANT_KEYS = dict(zip("12345", Quadrant, strict=True))
# Digits without the shift key on a French keyboard.
_AZERTY = dict(zip("&é\"'(", Quadrant, strict=True))
_HTML = """
<div class="palette" popover="manual" tabindex="-1" role="group">
<div class="head"><h3></h3><input type="text" autocomplete="off">
<button type="button" class="close"></button></div>
<div class="list"></div>
</div>
"""


def _asset(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


_KEYS = st.components.v2.component(
    "synthesis_touches", html=_HTML, css=_asset("keys.css"), js=_asset("keys.js")
)


@dataclass(frozen=True, slots=True)
class ThemeKey:
    """A theme and the key that chooses it, empty when there are more themes than keys."""

    key: str
    slug: str
    label: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a key asks for: `act`, its value, and the segment that was in front of the person."""

    act: str
    value: str
    segment: str


def listen_to_keys(  # noqa: PLR0913 - what is listened for, and whether
    segment: str,
    themes: Sequence[ThemeKey],
    *,
    enabled: bool,
    turn: int,
    on_pressed: Callable[[], None],
    blind: bool = False,
) -> None:
    """Listen for the segment shown; `turn` must change whenever the screen has answered a key.

    `blind`: only for the keys of the second reader.
    """
    _KEYS(
        key=KEY,
        data={
            "segment": segment,
            "enabled": enabled,
            "turn": turn,
            "keys": _blind_acts() if blind else _acts(),
            "themes": [asdict(theme) for theme in themes],
            "words": {
                "title": "Choisir le thème",
                "search": typeset("Chercher (touche /)"),
                "close": typeset("Fermer (Échap)"),
            },
        },
        on_pressed_change=on_pressed,
    )


def pressed() -> Pressed | None:
    """What the key just pressed asks for, in the callback."""
    value: Mapping[str, Any] | None = st.session_state[KEY].pressed
    if value is None:
        return None
    return Pressed(
        str(value.get("act", "")), str(value.get("value", "")), str(value.get("segment", ""))
    )


def theme_keys(labels: Mapping[str, str], likely: Sequence[str], current: str) -> list[ThemeKey]:
    """Likely themes on the digits, then every theme, by label, on the letters; none on 0."""
    first = [
        ThemeKey(key, slug, labels[slug], slug == current)
        for key, slug in zip(DIGITS, (s for s in likely if s in labels), strict=False)
    ]
    ordered = sorted(labels, key=lambda slug: (labels[slug].casefold(), slug))
    keys = [*LETTERS, *[""] * max(0, len(ordered) - len(LETTERS))]
    rest = [
        ThemeKey(key, slug, labels[slug], slug == current)
        for key, slug in zip(keys, ordered, strict=False)
    ]
    return [*first, ThemeKey("0", "", "Sans thème", not current), *rest]


def _blind_acts() -> dict[str, list[str]]:
    """Key → act and its value, for who sees no proposal to confirm."""
    quadrants = {key: ["quadrant", q.value] for key, q in (QUADRANT_KEYS | _AZERTY).items()}
    return quadrants | {"t": ["palette", ""]}


def _acts() -> dict[str, list[str]]:
    """Key → act and its value."""
    return _blind_acts() | {
        "Enter": ["confirm", ""],
        " ": ["confirm", ""],
        "x": ["exclude", ""],
        "u": ["undo", ""],
        "r": ["redo", ""],
        "p": ["why", ""],
        "ArrowRight": ["next", ""],
        "ArrowLeft": ["previous", ""],
    }
