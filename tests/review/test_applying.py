"""Decisions over what the machine proposed, run after run."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.domain import InputError, Quadrant
from synthesis.review.applying import Machine, Reviewed, reviewed
from synthesis.review.events import (
    ConfirmSegment,
    Event,
    ExcludeSegment,
    LearnFrom,
    MemoTheme,
    MergeThemes,
    RenameTheme,
    SetQuadrant,
    SetTheme,
    SplitTheme,
)
from synthesis.review.rules import MOST_MEMO, check, new_slug
from synthesis.review.state import replay

from .examples import LABELS, MACHINE, coding, entry, log_of, steps


def _after(*events: Event, machine: Machine = MACHINE) -> Reviewed:
    return reviewed(machine, replay([entry(i, 1, e) for i, e in enumerate(events, 1)]))


def _seen(found: Reviewed, key: str) -> tuple[Quadrant, tuple[str, ...], bool]:
    known = found.get(key)
    assert known is not None
    return known.quadrant, known.themes, known.reviewed


def test_nothing_decided_changes_nothing() -> None:
    found = _after()
    assert found.codings == MACHINE.codings
    assert found.labels == LABELS
    assert found.counted() == MACHINE.codings


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (SetQuadrant("s1", Quadrant.ATOUT), (Quadrant.ATOUT, ("eau", "routes"), True)),
        (SetTheme("s1", ("ecole",)), (Quadrant.DIFFICULTE, ("ecole",), True)),
        (SetTheme("s1"), (Quadrant.DIFFICULTE, (), True)),
        (
            ConfirmSegment("s1", Quadrant.RESSOURCE, ("ecole", "eau")),
            (Quadrant.RESSOURCE, ("ecole", "eau"), True),
        ),
        (MergeThemes("eau", "routes"), (Quadrant.DIFFICULTE, ("routes",), False)),
        (
            SplitTheme("eau", "relu-a", "A", (("s1", ("relu-a", "routes")),)),
            (Quadrant.DIFFICULTE, ("relu-a", "routes"), True),
        ),
    ],
)
def test_a_decision_overrides_the_machine(
    event: Event, expected: tuple[Quadrant, tuple[str, ...], bool]
) -> None:
    assert _seen(_after(event), "s1") == expected


def test_an_excluded_segment_no_longer_counts_but_can_be_found() -> None:
    found = _after(ExcludeSegment("s2"))
    assert [c.segment.key for c in found.counted()] == ["s0", "s1", "s3", "s4", "s5"]
    assert found.get("s2") is not None


def test_what_was_reviewed_is_no_longer_to_review() -> None:
    before, after = MACHINE.codings[2], _after(SetQuadrant("s2", Quadrant.DIFFICULTE)).get("s2")
    assert before.to_review
    assert after is not None
    assert not after.to_review


def test_a_rerun_keeps_every_decision_and_counts_those_that_it_lost() -> None:
    events = (
        ConfirmSegment("s0", Quadrant.ATOUT, ("eau",)),
        SetTheme("s2", ("decouvert-neige",)),
        ExcludeSegment("s5"),
        RenameTheme("eau", "L'eau"),
    )
    rerun = Machine.of(
        [coding("s0", Quadrant.NEUTRE), coding("s2", Quadrant.ATOUT, "eau"), coding("s9")],
        {"eau": "Eau", "routes": "Routes"},
        earlier=LABELS,
    )
    found = _after(*events, machine=rerun)
    assert _seen(found, "s0") == (Quadrant.ATOUT, ("eau",), True)
    assert _seen(found, "s2") == (Quadrant.ATOUT, ("decouvert-neige",), True)
    assert found.labels == {"eau": "L'eau", "routes": "Routes", "decouvert-neige": "Neige"}
    assert found.lost == ("s5",)


def test_labels_follow_renaming_merging_and_splitting() -> None:
    found = _after(
        RenameTheme("eau", "L'eau"),
        MergeThemes("ecole", "eau"),
        SplitTheme("routes", "relu-ponts", "Ponts", (("s2", ("relu-ponts",)),)),
    )
    assert found.labels == {
        "relu-ponts": "Ponts",
        "eau": "L'eau",
        "routes": "Routes",
        "decouvert-neige": "Neige",
    }
    labels = {c.segment.key: c.theme_label for c in found.codings}
    assert labels == {
        "s0": "L'eau", "s1": "L'eau", "s2": "Ponts", "s3": "L'eau", "s4": "", "s5": "Neige",
    }  # fmt: skip


@given(steps, st.data())
def test_starting_from_an_earlier_state_gives_the_same(
    taken: Sequence[tuple[int, Event | str]], data: st.DataObject
) -> None:
    log = log_of(taken)
    cut = data.draw(st.integers(0, len(log)))
    before = reviewed(MACHINE, replay(log[:cut]))
    whole = reviewed(MACHINE, replay(log))
    assert reviewed(MACHINE, replay(log), before=before) == whole
    assert [c.segment for c in whole.codings] == [c.segment for c in MACHINE.codings]
    assert all(theme in whole.labels or theme.startswith("relu-")
               for c in whole.codings for theme in c.themes)  # fmt: skip


@pytest.mark.parametrize(
    ("event", "message"),
    [
        (SetQuadrant("s9", Quadrant.ATOUT), "n'existe plus"),
        (SetTheme("s1", ("inconnu",)), "« inconnu » n'existe pas"),
        (SetTheme("s1", ("ecole",)), "fusionné"),
        (RenameTheme("eau", " "), "pas de libellé"),
        (RenameTheme("eau", "ROUTES "), "s'appelle déjà"),
        (RenameTheme("eau", "e" * 121), "121 signes"),
        (MergeThemes("eau", "eau"), "avec lui-même"),
        (MergeThemes("ecole", "eau"), "fusionné"),
        (MemoTheme("eau", "m" * (MOST_MEMO + 1)), "mémo"),
        (LearnFrom(2), "aucune décision n° 2"),
        (SplitTheme("eau", "relu-a", "A"), "aucun propos"),
        (SplitTheme("eau", "eau", "A", (("s0", ("eau",)),)), "déjà pris"),
    ],
)
def test_a_decision_that_cannot_hold_is_refused(event: Event, message: str) -> None:
    with pytest.raises(InputError, match=message):
        check(event, _after(MergeThemes("ecole", "eau")))


def test_a_decision_that_can_hold_is_not_refused() -> None:
    found = _after()
    for event in (
        RenameTheme("eau", "eau"),
        MergeThemes("eau", "routes"),
        SplitTheme("eau", "relu-a", "A", (("s0", ("relu-a",)),)),
        ConfirmSegment("s4", Quadrant.NEUTRE),
        LearnFrom(0),
    ):
        check(event, found)


def test_a_new_slug_is_made_of_the_label_and_is_free() -> None:
    assert new_slug("L'École & la forêt", ()) == "relu-l-ecole-la-foret"
    assert new_slug("École", {"relu-ecole", "relu-ecole-2"}) == "relu-ecole-3"
    assert new_slug("δ", ()) == "relu-theme"
