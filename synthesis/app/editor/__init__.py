"""The editor of an interview: a component that saves by itself and keeps a draft in the browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from synthesis.app.campaign import OPEN_QUESTION
from synthesis.entry.writing import Box, Typed
from synthesis.forms.typography import typeset
from synthesis.store import Slot

Callback = Callable[[], None]
_FOLDER = Path(__file__).parent


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


_EDITOR = st.components.v2.component(
    "synthesis_editor",
    html=_asset("editor.html"),
    css=_asset("editor.css"),
    # One module: a component takes a single text.
    js="\n".join(map(_asset, ("editor.js", "box.js", "draft.js"))),
)


@dataclass(frozen=True, slots=True)
class Reply:
    """Number of the last save treated, and why it was refused, if it was."""

    sequence: int = 0
    problem: str = ""


def editor(
    boxes: Sequence[Box], roles: Sequence[str], reply: Reply, *, key: str, on_typed: Callback
) -> None:
    """Show the boxes of an interview; `roles` are those that can be marked as speaking.

    `on_typed` is called for each save, and finds it by `typed_in(key)`. The browser keeps its
    draft under `key`, which must name the account and the interview.
    """
    _EDITOR(
        key=key,
        data={
            "draft_key": key,
            "roles": list(roles),
            "reply": asdict(reply),
            "boxes": [_shown(box) for box in boxes],
        },
        on_typed_change=on_typed,
    )


def typed_in(key: str) -> tuple[int, list[Typed]]:
    """What the editor sends to be saved, and the number of this save; nothing when malformed."""
    sent = st.session_state.get(key, {}).get("typed") or {}
    try:
        return int(sent["sequence"]), [_typed(box) for box in sent["boxes"]]
    except (KeyError, TypeError, ValueError):
        return 0, []


def _typed(box: Mapping[str, Any]) -> Typed:
    question, ordinal = json.loads(box["slot"])
    return Typed(
        Slot(str(question), int(ordinal)),
        str(box["text"]),
        bool(box["not_asked"]),
        int(box["base"]),
        tuple(str(text) for text in box["own"]),
    )


def _shown(box: Box) -> dict[str, Any]:
    entry = box.entry
    return {
        "slot": json.dumps(box.slot),
        "title": _title(box),
        "short": _short(box),
        "prompts": [typeset(prompt) for prompt in box.question.prompts] if box.question else [],
        "text": entry.content.text,
        "not_asked": entry.content.not_asked,
        "speaker": entry.content.speaker,
        "version": entry.version,
        "author": entry.author,
        "at": entry.written_at.astimezone().strftime("%H:%M:%S") if entry.written_at else "",
    }


def _title(box: Box) -> str:
    if box.question is None:
        return box.slot.question or "Sans question"
    title = typeset(box.question.title)
    numbered = title if box.slot.question == OPEN_QUESTION else f"{_short(box)} – {title}"
    return numbered


def _short(box: Box) -> str:
    if box.question is None:
        return "Autre"
    name = "Hors question" if box.slot.question == OPEN_QUESTION else box.slot.question.upper()
    return f"{name} ({box.slot.ordinal + 1})" if box.slot.ordinal else name
