"""« Relire »: one tap for each decision, seen on every screen, undone to the first."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from synthesis.domain import Quadrant
from synthesis.review.events import ConfirmSegment, Event, ExcludeSegment, SetQuadrant, SetTheme
from synthesis.review.log import read_log
from synthesis.store import campaigns, open_database

from .campaigns import HOSTILE, INTERVIEWS, hostile_codings, new_database, save_example
from .conftest import Opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A campaign of hostile words of one's own."""
    save_example(new_database(tmp_path), INTERVIEWS, hostile_codings())
    return tmp_path


def log(folder: Path) -> list[Event]:
    """The decisions kept."""
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    with database.session(read_only=True) as session:
        campaign = campaigns(session)[0].id
        return [entry.event for entry in read_log(session, campaign)]


def tap(app: AppTest, label: str) -> AppTest:
    """Tap the button whose label has these words."""
    (button,) = [b for b in app.button if label in b.label]
    app = button.click().run()
    assert not app.exception
    return app


def test_each_tap_is_a_decision_and_leads_to_the_next_segment(
    open_page: Opened, folder: Path
) -> None:
    app = open_page(folder, "Relire")
    assert not app.exception
    seen = [app.query_params["propos"]]
    for label in ("Confirmer", "Ressources", "Exclure"):
        app = tap(app, label)
        seen.append(app.query_params["propos"])
    assert len(set(seen)) == 4
    assert log(folder) == [
        ConfirmSegment(seen[0], Quadrant.DIFFICULTE, ("eau", "routes")),
        SetQuadrant(seen[1], Quadrant.RESSOURCE),
        ExcludeSegment(seen[2]),
    ]
    assert "3\u00a0propos relus sur 7" in " ".join(text.value for text in app.text)


def test_a_theme_is_changed_by_choosing_it(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Relire")
    key = app.query_params["propos"]
    (chooser,) = [box for box in app.selectbox if box.label.startswith("Thème principal")]
    assert chooser.value == "eau"
    app = chooser.set_value("routes").run()
    assert not app.exception
    assert log(folder) == [SetTheme(key, ("routes",))]


def test_everything_can_be_undone_and_redone(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Relire")
    for label in ("Atouts", "Exclure"):
        app = tap(app, label)
    for _ in range(2):
        app = tap(app, "Annuler")
    assert "0\u00a0propos relu sur 7" in " ".join(text.value for text in app.text)
    (undo,) = [b for b in app.button if "Annuler" in b.label]
    assert undo.disabled
    app = tap(app, "Rétablir")
    assert "1\u00a0propos relu sur 7" in " ".join(text.value for text in app.text)


def test_decisions_are_seen_on_the_other_screens(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Relire")
    for label in ("Atouts", "Exclure"):
        app = tap(app, label)
    figures = {m.label: m.value for m in open_page(folder, "Synthèse").metric}
    assert figures["Propos classés"] == "6"
    app = open_page(folder, "Thèmes", theme="eau")
    (pills,) = [group for group in app.pills if group.label == "Quadrant"]
    assert list(pills.options) == ["Atouts (1)", "Difficultés (5)"]


def test_filters_come_from_the_address(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Relire", motif="Incertains")
    assert not app.exception
    assert "Rien ne reste à relire" in app.success[0].value
    app = open_page(folder, "Relire", motif="n'importe quoi", theme="inconnu", quadrant="rouge")
    assert not app.exception
    assert not app.success


def test_hostile_words_are_shown_as_words(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Relire")
    for _ in range(len(HOSTILE) + 2):
        assert not any(words in m.value for words in HOSTILE for m in app.markdown)
        app = tap(app, "Passer")
