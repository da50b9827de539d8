"""The log replays to one state, undo included."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.domain import InputError, Quadrant
from synthesis.review.events import (
    KINDS,
    ConfirmSegment,
    Event,
    MergeThemes,
    RenameTheme,
    SetQuadrant,
    SetTheme,
    SplitTheme,
    from_json,
    segments_of,
    themes_of,
    to_json,
)
from synthesis.review.state import NOTHING_DECIDED, ReviewState, extended, replay, standing
from synthesis.review.undoing import next_redo, next_undo, redo_of, undo_of

from .examples import entry, events, log_of, steps


def _decisions(state: ReviewState) -> tuple[object, ...]:
    """The state but for how many lines it took."""
    return state.segments, state.themes, state.signature, state.learnt_through


@given(events)
def test_an_event_comes_back_from_json(event: Event) -> None:
    stored = json.loads(json.dumps(to_json(event)))
    assert from_json(event.kind, stored) == event


def test_every_kind_has_its_own_name() -> None:
    assert len(KINDS) == 16


@pytest.mark.parametrize(("kind", "version"), [("inconnu", 1), ("valider", 2)])
def test_an_event_of_a_newer_version_is_refused(kind: str, version: int) -> None:
    with pytest.raises(InputError, match="inconnue"):
        from_json(kind, {"version": version, "theme": "eau", "valid": True})


@given(steps)
def test_replaying_twice_gives_the_same_state(taken: list[tuple[int, Event | str]]) -> None:
    log = log_of(taken)
    assert replay(log) == replay(log)


@given(steps, st.data())
def test_replaying_from_any_point_gives_the_same_state(
    taken: list[tuple[int, Event | str]], data: st.DataObject
) -> None:
    log = log_of(taken)
    cut = data.draw(st.integers(0, len(log)))
    assert extended(replay(log[:cut]), log, log[cut:]) == replay(log)


@given(steps)
def test_a_log_with_undos_is_that_of_the_decisions_that_hold(
    taken: list[tuple[int, Event | str]],
) -> None:
    log = log_of(taken)
    assert _decisions(replay(log)) == _decisions(replay(standing(log)))


@given(steps)
def test_one_reader_can_undo_to_the_first_and_redo_to_the_last(
    taken: list[tuple[int, Event | str]],
) -> None:
    log = log_of([(1, step) for _, step in taken])
    states = [_decisions(replay(log))]
    while next_undo(log, 1):
        log.append(entry(len(log) + 1, 1, undo_of(log, 1)))
        states.append(_decisions(replay(log)))
    assert states[-1] == _decisions(NOTHING_DECIDED)
    # What was undone before the last decision stays undone.
    for state in reversed(states[:-1]):
        log.append(entry(len(log) + 1, 1, redo_of(log, 1)))
        assert _decisions(replay(log)) == state


@given(steps)
def test_an_undo_that_is_allowed_leaves_the_decisions_of_others(
    taken: list[tuple[int, Event | str]],
) -> None:
    log = log_of(taken)
    others = [e for e in standing(log) if e.account == 2]
    try:
        log.append(entry(len(log) + 1, 1, undo_of(log, 1)))
    except InputError:
        return
    assert [e for e in standing(log) if e.account == 2] == others


def test_what_another_built_upon_cannot_be_undone() -> None:
    log = [
        entry(1, 1, SplitTheme("eau", "relu-neige", "Neige", (("s1", ("relu-neige",)),))),
        entry(2, 2, SetTheme("s3", ("relu-neige",))),
    ]
    with pytest.raises(InputError, match="personne 2 a décidé depuis"):
        undo_of(log, 1)
    assert undo_of(log, 2).target == 2


def test_another_subject_is_no_obstacle() -> None:
    log = [entry(1, 1, SetQuadrant("s1", Quadrant.ATOUT)), entry(2, 2, SetTheme("s1", ("eau",)))]
    assert undo_of(log, 1).target == 1


def test_a_new_decision_forgets_what_could_be_redone() -> None:
    log = log_of([(1, SetTheme("s1")), (1, "undo"), (1, SetTheme("s2"))])
    assert next_redo(log, 1) is None
    with pytest.raises(InputError, match="rétablir"):
        redo_of(log, 1)


def test_merges_are_followed_to_the_end_and_never_in_a_circle() -> None:
    merges = [("eau", "routes"), ("routes", "ecole"), ("ecole", "eau")]
    state = replay([entry(i, 1, MergeThemes(*pair)) for i, pair in enumerate(merges, 1)])
    assert {state.resolve(theme) for theme in ("eau", "routes", "ecole")} == {"ecole"}


def test_subjects_of_an_event_are_told() -> None:
    assert segments_of(ConfirmSegment("s1", Quadrant.ATOUT, ("eau",))) == {"s1"}
    assert themes_of(ConfirmSegment("s1", Quadrant.ATOUT, ("eau",))) == {"eau"}
    assert themes_of(RenameTheme("eau", "L'eau")) == {"eau"}
    assert themes_of(MergeThemes("eau", "routes")) == {"eau", "routes"}
