"""Every decision is told in French."""

from __future__ import annotations

import pytest
from hypothesis import given

from synthesis.domain import Quadrant
from synthesis.review.applying import reviewed
from synthesis.review.events import (
    ConfirmSegment,
    Event,
    ExcludeSegment,
    IncludeSegment,
    MergeThemes,
    MoveSegments,
    SetQuadrant,
    SetTheme,
    SettleDisagreement,
    SplitTheme,
    Undo,
    ValidateTheme,
    is_about_segment,
    is_about_theme,
    segments_of,
)
from synthesis.review.state import replay
from synthesis.review.telling import every_label, told

from .examples import LABELS, MACHINE, SEGMENTS, entry, events


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (SetQuadrant("s1", Quadrant.ATOUT), "Quadrant : Atouts"),
        (SetTheme("s1", ("eau", "routes")), "Thème : « Eau », « Routes »"),
        (SetTheme("s1"), "Thème : sans thème"),
        (ConfirmSegment("s1", Quadrant.NEUTRE), "Classement confirmé : Hors quadrant, sans thème"),
        (SettleDisagreement("s1", Quadrant.ATOUT, ("x",)), "Désaccord tranché : Atouts, « x »"),
        (ExcludeSegment("s1"), "Propos exclu des comptes"),
        (IncludeSegment("s1"), "Propos de nouveau compté"),
        (MergeThemes("eau", "routes"), "« Eau » fusionné avec « Routes »"),
        (
            SplitTheme("eau", "relu-a", "A", (("s1", ("relu-a",)),)),
            "« Eau » scindé : « A » prend 1\N{NO-BREAK SPACE}propos",
        ),
        (ValidateTheme("eau", valid=False), "« Eau » à valider de nouveau"),
        (Undo(12), "Décision n° 12 annulée"),
    ],
)
def test_a_decision_is_told(event: Event, expected: str) -> None:
    assert told(event, LABELS) == expected


@given(events)
def test_every_decision_can_be_told(event: Event) -> None:
    assert told(event, LABELS)


@given(events)
def test_the_quick_look_at_subjects_agrees_with_the_whole(event: Event) -> None:
    about = {key for key in SEGMENTS if is_about_segment(event, key)}
    assert about == segments_of(event)


def test_subjects_among_themes_are_not_the_choices_made_for_segments() -> None:
    assert is_about_theme(MergeThemes("eau", "routes"), "routes")
    assert is_about_theme(MoveSegments("eau", "routes"), "eau")
    assert not is_about_theme(SetTheme("s1", ("eau",)), "eau")


def test_a_theme_that_was_merged_keeps_a_name_to_be_told_by() -> None:
    found = reviewed(MACHINE, replay([entry(1, 1, MergeThemes("eau", "routes"))]))
    assert every_label(found)["eau"] == "Eau"
