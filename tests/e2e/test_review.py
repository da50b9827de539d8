"""The desk in a browser: two keys at most for a decision, at every width, in French."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from app.campaigns import demonstration
from playwright.sync_api import BrowserContext, Page, expect

from synthesis.domain import Quadrant
from synthesis.review.events import (
    ConfirmSegment,
    Event,
    ExcludeSegment,
    Redo,
    SetQuadrant,
    SetTheme,
    Undo,
)
from synthesis.review.log import read_log
from synthesis.store import campaigns, open_database
from synthesis.store.database import Database

from .conftest import Visit, serving
from .test_journey import ENGLISH, WIDTHS

pytestmark = pytest.mark.e2e

NewVisit = Callable[..., Visit]
TABS = ("Propos", "Thèmes", "Second lecteur", "Hors ligne", "Journal", "Signer")


@pytest.fixture(scope="module")
def desk(
    chromium: BrowserContext, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Database]]:
    """Address of the application on a demonstration of one's own, and its database."""
    folder = demonstration(tmp_path_factory)
    with serving(folder, tmp_path_factory) as address:
        yield address, open_database(f"sqlite:///{folder / 'synthesis.db'}")


def _log(database: Database) -> list[Event]:
    with database.session(read_only=True) as session:
        return [entry.event for entry in read_log(session, campaigns(session)[0].id)]


def shown_segment(tab: Page) -> str:
    found = re.search(r"propos=(\w+)", tab.evaluate("location.search"))
    assert found
    return found[1]


def press(tab: Page, *keys: str) -> str:
    """Press keys, wait for the next segment, and give the one that they were about."""
    before = shown_segment(tab)
    for key in keys:
        tab.keyboard.press(key)
    tab.wait_for_function("old => !location.search.includes(old)", arg=before)
    tab.wait_for_selector('[data-test-script-state="notRunning"]')
    # The component listens for the segment it was last given.
    expect(tab.locator(".verbatim").first).to_be_visible()
    tab.wait_for_timeout(300)
    return before


def test_two_keys_at_most_for_each_decision(
    new_visit: NewVisit, desk: tuple[str, Database]
) -> None:
    address, database = desk
    visit = new_visit(address)
    visit.open("/relire", "Relire")
    tab = visit.tab
    tab.wait_for_function("location.search.includes('propos=')")
    tab.wait_for_timeout(500)
    first = press(tab, "3")
    second = press(tab, "Enter")
    third = press(tab, "t", "0")
    fourth = press(tab, "t", "b")
    fifth = press(tab, "x")
    press(tab, "u")
    press(tab, "u")
    press(tab, "ArrowRight")
    events = _log(database)
    assert events[0] == SetQuadrant(first, Quadrant.DIFFICULTE)
    assert isinstance(events[1], ConfirmSegment)
    assert events[1].segment == second
    assert events[2] == SetTheme(third)
    assert isinstance(events[3], SetTheme)
    assert events[3].segment == fourth
    assert len(events[3].themes) >= 1
    assert events[4:] == [ExcludeSegment(fifth), Undo(5), Undo(4)]
    tab.keyboard.press("r")
    tab.wait_for_function("key => location.search.includes(key)", arg=fourth)
    assert _log(database)[-1] == Redo(4)


def test_keys_are_let_go_where_they_mean_something_else(
    new_visit: NewVisit, desk: tuple[str, Database]
) -> None:
    address, database = desk
    visit = new_visit(address)
    visit.open("/relire", "Relire")
    tab = visit.tab
    tab.wait_for_timeout(500)
    before = _log(database)
    tab.get_by_text("Autres thèmes du propos").click()
    reason = tab.get_by_label(re.compile("Pourquoi \\? \\(facultatif"))
    reason.click()
    tab.keyboard.type("12345xutr")
    expect(reason).to_have_value("12345xutr")
    tab.keyboard.press("t")
    tab.get_by_text("Raccourcis clavier").click()
    tab.wait_for_timeout(500)
    tab.locator("h1").click()
    for key in ("1", "x", "Enter"):
        tab.keyboard.press(key)
    tab.wait_for_timeout(500)
    assert _log(database) == before


def test_the_palette_is_searched_and_escaped(
    new_visit: NewVisit, desk: tuple[str, Database]
) -> None:
    address, database = desk
    visit = new_visit(address)
    visit.open("/relire", "Relire")
    tab = visit.tab
    tab.wait_for_timeout(500)
    tab.keyboard.press("t")
    palette = tab.get_by_text("Choisir le thème")
    expect(palette).to_be_visible()
    tab.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    segment = press(tab, "t", "/", "m", "o", "b", "i", "l", "i", "Enter")
    event = _log(database)[-1]
    assert isinstance(event, SetTheme)
    assert (event.segment, event.themes[0]) == (segment, "mobilites")


def test_arrows_still_go_from_tab_to_tab(new_visit: NewVisit, desk: tuple[str, Database]) -> None:
    visit = new_visit(desk[0])
    visit.open("/relire", "Relire")
    tab = visit.tab
    tab.wait_for_function("location.search.includes('propos=')")
    tab.get_by_role("tab", name="Propos").focus()
    before = shown_segment(tab)
    tab.keyboard.press("ArrowRight")
    expect(tab.get_by_role("tab", name="Thèmes")).to_be_focused()
    assert shown_segment(tab) == before


@pytest.mark.parametrize("width", WIDTHS)
def test_every_tab_speaks_french_and_fits_the_width(
    new_visit: NewVisit, desk: tuple[str, Database], width: int
) -> None:
    visit = new_visit(desk[0], width, WIDTHS[width])
    for tab in TABS:
        visit.open(f"/relire?onglet={tab}", "Relire")
        visit.tab.wait_for_timeout(300)
        shown = visit.tab.locator("body").inner_text()
        assert not ENGLISH.search(shown), tab
        wide = visit.tab.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, tab
