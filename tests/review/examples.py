"""A small run, and random decisions about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from synthesis.domain import Coding, Quadrant, Segment
from synthesis.review.applying import Machine
from synthesis.review.events import (
    ConfirmSegment,
    Event,
    ExcludeSegment,
    IncludeSegment,
    LearnFrom,
    MemoTheme,
    MergeThemes,
    MoveSegments,
    Redo,
    RenameTheme,
    SetQuadrant,
    SetTheme,
    SettleDisagreement,
    SignOff,
    SplitTheme,
    Undo,
    ValidateTheme,
)
from synthesis.review.state import Entry
from synthesis.review.undoing import next_redo, next_undo

SEGMENTS = tuple(f"s{i}" for i in range(6))
THEMES = ("eau", "routes", "ecole", "decouvert-neige")
LABELS = {"eau": "Eau", "routes": "Routes", "ecole": "École", "decouvert-neige": "Neige"}
START = datetime(2021, 3, 1, 9, tzinfo=UTC)

_segment = st.sampled_from(SEGMENTS)
_theme = st.sampled_from(THEMES)
_themes = st.lists(_theme, max_size=3, unique=True).map(tuple)
_quadrant = st.sampled_from(Quadrant)
_assigned = st.lists(st.tuples(_segment, _themes), max_size=3).map(tuple)
_text = st.text(max_size=5)

events: st.SearchStrategy[Event] = st.one_of(
    st.builds(ConfirmSegment, _segment, _quadrant, _themes),
    st.builds(SettleDisagreement, _segment, _quadrant, _themes),
    st.builds(SetQuadrant, _segment, _quadrant),
    st.builds(SetTheme, _segment, _themes),
    st.builds(ExcludeSegment, _segment),
    st.builds(IncludeSegment, _segment),
    st.builds(RenameTheme, _theme, _text),
    st.builds(MergeThemes, _theme, _theme),
    st.builds(SplitTheme, _theme, st.sampled_from(("relu-a", "relu-b")), _text, _assigned),
    st.builds(MoveSegments, _theme, _theme, _assigned),
    st.builds(MemoTheme, _theme, _text),
    st.builds(ValidateTheme, _theme, st.booleans()),
    st.builds(SignOff, st.integers(1, 9), st.integers(0, 99)),
    st.builds(LearnFrom, st.integers(0, 99)),
)
# What each person does in turn: a decision, an undo or a redo.
steps = st.lists(
    st.tuples(st.integers(1, 2), events | st.sampled_from(("undo", "redo"))), max_size=30
)


def entry(sequence: int, account: int, event: Event) -> Entry:
    """A line of the log."""
    at = START + timedelta(minutes=sequence)
    return Entry(sequence, account, f"personne {account}", at, event)


def log_of(taken: Sequence[tuple[int, Event | str]]) -> list[Entry]:
    """The log that these steps leave; an undo or a redo without an object leaves none."""
    log: list[Entry] = []
    for account, step in taken:
        event = step
        if step == "undo":
            found = next_undo(log, account)
            event = Undo(found.sequence) if found else ""
        elif step == "redo":
            found = next_redo(log, account)
            event = Redo(found.sequence) if found else ""
        if isinstance(event, Event):
            log.append(entry(len(log) + 1, account, event))
    return log


def coding(
    key: str,
    quadrant: Quadrant = Quadrant.ATOUT,
    *themes: str,
    sure: float = 0.8,
    text: str = "",
) -> Coding:
    """A coding of the machine."""
    text = text or f"Propos {key}."
    rest = (1 - sure) / 4
    return Coding(
        Segment(key, "val", 0, 0, len(text), text, "q1", siren="200000008"),
        {q: sure if q is quadrant else rest for q in Quadrant},
        theme=themes[0] if themes else "",
        theme_label=LABELS.get(themes[0], "") if themes else "",
        theme_probability=0.7,
        secondary_themes=themes[1:],
        to_review=sure < 0.5,
    )


MACHINE = Machine.of(
    [
        coding("s0", Quadrant.ATOUT, "eau"),
        coding("s1", Quadrant.DIFFICULTE, "eau", "routes"),
        coding("s2", Quadrant.DIFFICULTE, "routes", sure=0.4),
        coding("s3", Quadrant.INQUIETUDE, "ecole"),
        coding("s4", Quadrant.NEUTRE),
        coding("s5", Quadrant.RESSOURCE, "decouvert-neige"),
    ],
    LABELS,
)
