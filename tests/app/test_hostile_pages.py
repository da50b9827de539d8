"""Hostile words are shown as words, on the pages that only read."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from synthesis.app.markup import plain

from .campaigns import (
    HOSTILE,
    IMAGE,
    INTERVIEWS,
    LINK,
    SCRIPT,
    VALLEY,
    foreign_html,
)
from .conftest import Opened
from .shown import (
    headings,
    markdown,
)


@pytest.mark.parametrize(
    ("screen", "query"),
    [
        ("Synthèse", {}),
        ("Thèmes", {"theme": "eau"}),
        ("Thèmes", {"theme": "eau", "souhaits": "1", "territoire": IMAGE}),
        ("Thèmes", {"theme": "eau", "territoire": ""}),
        ("Entretiens", {}),
        ("Entretiens", {"entretien": "val", "segment": "val-0-1"}),
        ("Entretiens", {"entretien": "sans-siren"}),
        ("Entretiens", {"entretien": "nulle-part"}),
    ],
)
def test_hostile_words_stay_words(
    open_page: Opened, hostile_folder: Path, screen: str, query: dict[str, str]
) -> None:
    app = open_page(hostile_folder, screen, **query)
    assert not app.exception
    for text in markdown(app):
        assert "![" not in text
        assert "](" not in text
    for html in foreign_html(app):
        assert "<script" not in html
        assert "<img" not in html


def test_hostile_words_are_all_shown(open_page: Opened, hostile_folder: Path) -> None:
    app = open_page(hostile_folder, "Entretiens", entretien="val")
    html = "".join(html.value for html in app.html)
    for words in HOSTILE:
        assert escape(words) in html
    assert f"Personnes rencontrées\u00a0: {SCRIPT}, {IMAGE}" in [text.value for text in app.text]


def test_a_territory_without_siren_goes_by_its_name(
    open_page: Opened, hostile_folder: Path
) -> None:
    app = open_page(hostile_folder, "Entretiens")
    labels = [link.value for link in app.page_link]
    named = [VALLEY.name, plain(IMAGE), "Territoire non indiqué"]
    assert sorted(labels) == sorted(f"**{name}**" for name in named)
    app = open_page(hostile_folder, "Entretiens", entretien="sans-siren")
    assert headings(app)[0] == ("h2", IMAGE)


def test_an_unknown_question_goes_by_its_words(open_page: Opened, hostile_folder: Path) -> None:
    app = open_page(hostile_folder, "Entretiens", entretien="nulle-part")
    assert headings(app)[1:] == [("h3", INTERVIEWS[2].answers[0].question)]
    assert escape(LINK) in "".join(html.value for html in app.html)


def test_a_question_that_was_not_asked_says_so(open_page: Opened, hostile_folder: Path) -> None:
    app = open_page(hostile_folder, "Entretiens", entretien="val")
    assert headings(app)[2] == ("h3", f"Q2 – Et {IMAGE}\u00a0?")
    assert [caption.value for caption in app.caption] == ["Question non posée."]
