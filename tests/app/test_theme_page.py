"""« Thèmes »: every segment of a theme once, where it was said, under the filters asked for."""

from __future__ import annotations

from html import escape, unescape
from pathlib import Path

import pytest

from synthesis.domain import Quadrant, Territory
from synthesis.wording import plural

from .conftest import Opened
from .shown import (
    Kept,
    linked_segments,
    most_said,
    pagination_key,
    verbatims,
)

SECONDARY_FILTERS = {"quadrant": "inconnu", "territoire": "nulle part", "souhaits": "0"}


def test_themes_page_asks_for_a_theme(open_page: Opened, demonstration_folder: Path) -> None:
    app = open_page(demonstration_folder, "Thèmes")
    assert not app.exception
    assert "Choisissez un thème" in app.info[-1].value
    assert app.selectbox[0].value is None


@pytest.mark.parametrize("quadrant", Quadrant)
def test_theme_page_shows_what_the_quadrant_counts(
    open_page: Opened,
    demonstration_folder: Path,
    kept: Kept,
    quadrant: Quadrant,
) -> None:
    said = [coding for coding in kept.codings if coding.quadrant is quadrant]
    theme = most_said(said)
    expected = [coding for coding in said if theme in coding.themes]
    app = open_page(demonstration_folder, "Thèmes", theme=theme, quadrant=quadrant.value)
    assert not app.exception
    assert app.header[0].value == plural(len(expected), "propos", "propos")
    assert len(verbatims(app)) == min(25, len(expected))
    assert {c.segment.key for c in expected} >= set(linked_segments(app))


def test_pages_of_a_theme_hold_every_segment_once(
    open_page: Opened,
    demonstration_folder: Path,
    kept: Kept,
) -> None:
    theme = most_said(kept.codings)
    expected = [c.segment.key for c in kept.codings if theme in c.themes]
    app = open_page(demonstration_folder, "Thèmes", theme=theme)
    shown = list(linked_segments(app))
    pages = -(-len(expected) // 25)
    assert pages > 1
    for number in range(2, pages + 1):
        app.session_state[pagination_key(app)] = number
        app.run()
        shown += linked_segments(app)
    assert sorted(shown) == sorted(expected)


def test_each_verbatim_says_where_and_under_which_question(
    open_page: Opened,
    demonstration_folder: Path,
    kept: Kept,
    territories: tuple[Territory, ...],
) -> None:
    names = {territory.siren: territory.name for territory in territories}
    segments = {coding.segment.key: coding.segment for coding in kept.codings}
    app = open_page(demonstration_folder, "Thèmes", theme=most_said(kept.codings))
    keys = list(linked_segments(app))
    assert len(keys) == len(verbatims(app)) > 0
    for key, html in zip(keys, verbatims(app), strict=True):
        segment = segments[key]
        assert escape(segment.text) in html
        question = "Hors question" if segment.question == "hq" else f"{segment.question.upper()} – "
        assert f"</span> {names[segment.siren]} · " in unescape(html)
        assert f" · {question}" in html


def test_territory_filter_keeps_that_territory(
    open_page: Opened,
    demonstration_folder: Path,
    kept: Kept,
) -> None:
    theme = most_said(kept.codings)
    spoken = [c for c in kept.codings if theme in c.themes]
    place = spoken[0].segment.place
    app = open_page(demonstration_folder, "Thèmes", theme=theme, territoire=place)
    expected = sorted(c.segment.key for c in spoken if c.segment.place == place)
    assert sorted(linked_segments(app)) == expected
    app.selectbox[1].select("Tous les territoires").run()
    assert app.header[0].value == plural(len(spoken), "propos", "propos")


def test_wishes_only_until_the_toggle_is_off(
    open_page: Opened,
    demonstration_folder: Path,
    kept: Kept,
) -> None:
    theme = most_said([coding for coding in kept.codings if coding.wish])
    said = [coding for coding in kept.codings if theme in coding.themes]
    app = open_page(demonstration_folder, "Thèmes", theme=theme, souhaits="1")
    wished = sum(coding.wish for coding in said)
    assert app.header[0].value == plural(wished, "propos", "propos")
    app.toggle[0].set_value(False).run()
    assert app.header[0].value == plural(len(said), "propos", "propos")


def test_unknown_names_in_the_address_are_ignored(
    open_page: Opened,
    demonstration_folder: Path,
    kept: Kept,
) -> None:
    theme = most_said(kept.codings)
    said = sum(theme in coding.themes for coding in kept.codings)
    app = open_page(demonstration_folder, "Thèmes", theme=theme, **SECONDARY_FILTERS)
    assert app.header[0].value == plural(said, "propos", "propos")
    app = open_page(demonstration_folder, "Thèmes", theme="inconnu")
    assert "Choisissez un thème" in app.info[-1].value
    app = open_page(demonstration_folder, "Entretiens", entretien="inconnu")
    assert len(app.page_link) == 13
    assert not app.exception
