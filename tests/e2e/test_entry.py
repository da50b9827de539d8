"""Interviews typed in a browser: the server dies, tabs close, two people write, nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from app.campaigns import (
    FORM,
    IMAGE,
    LINK,
    RIGHT_TO_LEFT,
    ROADS,
    SCRIPT,
    VALLEY,
    WATER,
    new_database,
)
from playwright.sync_api import BrowserContext, Locator, expect

from synthesis.access import Actor, Role
from synthesis.domain import Codebook
from synthesis.entry.visiting import begin_visit
from synthesis.store import load_interviews, open_database, save_campaign

from .application import Application, forget_absence
from .conftest import Visit, free_port, give_account

pytestmark = pytest.mark.e2e

NewVisit = Callable[..., Visit]
FORMULA = "=cmd|' /C calc'!A1"
LONG = "eau" * 33_334
SAVED = re.compile("Enregistré à")
PATIENCE = 30_000


@pytest.fixture(scope="module")
def running(
    chromium: BrowserContext, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Application]:
    """An application with a campaign of one territory."""
    folder = tmp_path_factory.mktemp("saisie")
    database = new_database(folder)
    with database.session() as session:
        codebook = Codebook("grille", "Grille", (WATER, ROADS))
        save_campaign(session, "essai", "Essai", FORM, codebook, [VALLEY])
    database.close()
    give_account(folder)
    application = Application(folder, free_port(), folder / "journal")
    application.start()
    yield application
    application.kill()


@dataclass(frozen=True)
class Begun:
    """An interview begun, in the application that runs."""

    running: Application
    key: str

    def text(self) -> str:
        """What the database holds of its first answer."""
        return self.running.text(interview=self.key)


@pytest.fixture
def application(running: Application) -> Begun:
    """An interview of the test's own, of a day of its own."""
    database = open_database(f"sqlite:///{running.folder / 'synthesis.db'}")
    with database.session(read_only=True) as session:
        day = date(2021, 1, 1) + timedelta(days=len(load_interviews(session, 1)))
    key = begin_visit(database, Actor(0, "essai", Role.MANAGER), 1, VALLEY.siren, [day])
    database.close()
    return Begun(running, key)


@pytest.fixture
def write(application: Begun, new_visit: NewVisit) -> Callable[[], tuple[Visit, Locator]]:
    """Open the interview in a new tab, and give its first box."""

    def opened() -> tuple[Visit, Locator]:
        visit = new_visit(application.running.address)
        visit.open(f"/saisir?entretien={application.key}", "Saisir")
        return visit, _box(visit)

    return opened


Write = Callable[[], tuple[Visit, Locator]]


def _box(visit: Visit) -> Locator:
    return visit.tab.locator("textarea").first


def _state(visit: Visit) -> Locator:
    return visit.tab.locator(".state")


def test_a_page_reloaded_while_the_server_is_away_gives_back_what_was_typed(
    write: Write, application: Begun
) -> None:
    visit, box = write()
    box.click()
    visit.tab.keyboard.type("Avant. ")
    expect(_state(visit)).to_have_text(SAVED, timeout=PATIENCE)
    application.running.kill()
    visit.tab.keyboard.type("Pendant.")
    visit.tab.wait_for_timeout(500)
    application.running.start()
    visit.tab.reload()
    expect(_box(visit)).to_have_value("Avant. Pendant.", timeout=PATIENCE)
    expect(_state(visit)).to_have_text(SAVED, timeout=PATIENCE)
    assert application.text() == "Avant. Pendant."
    forget_absence(visit)


def test_a_page_reloaded_at_once_gives_back_what_was_typed(write: Write) -> None:
    visit, box = write()
    box.click()
    visit.tab.keyboard.type("Tapé à l'instant.")
    visit.tab.reload()
    expect(_box(visit)).to_have_value("Tapé à l'instant.", timeout=PATIENCE)


def test_a_tab_closed_at_once_gives_back_what_was_typed(write: Write, application: Begun) -> None:
    visit, box = write()
    box.click()
    visit.tab.keyboard.type("Tapé puis fermé.")
    visit.tab.close(run_before_unload=True)
    again, box = write()
    expect(box).to_have_value("Tapé puis fermé.", timeout=PATIENCE)
    expect(_state(again)).to_have_text(re.compile("nregistré"), timeout=PATIENCE)
    again.tab.wait_for_timeout(3_000)
    assert application.text() == "Tapé puis fermé."


def test_leaving_for_another_page_keeps_what_was_typed(write: Write, application: Begun) -> None:
    visit, box = write()
    box.click()
    visit.tab.keyboard.type("Tapé puis parti.")
    visit.tab.get_by_role("link", name="Importer").click(delay=120)
    visit.arrive("Importer")
    assert application.text() == "Tapé puis parti."


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("Garder le mien", "Second."),
        ("Garder le texte enregistré", "Premier."),
        ("Garder les deux", "Premier.\n\nSecond."),
    ],
)
def test_two_tabs_on_one_answer_show_both_texts(
    write: Write, application: Begun, choice: str, kept: str
) -> None:
    first, box = write()
    second, other = write()
    box.click()
    first.tab.keyboard.type("Premier.")
    expect(_state(first)).to_have_text(SAVED, timeout=PATIENCE)
    second.tab.bring_to_front()
    other.click()
    second.tab.keyboard.type("Second.")
    expect(_state(second)).to_have_text(re.compile("Conflit"), timeout=PATIENCE)
    expect(second.tab.locator(".conflict .mine")).to_have_text("Second.")
    expect(second.tab.locator(".conflict .theirs")).to_have_text("Premier.")
    assert application.text() == "Premier."

    second.tab.get_by_role("button", name=choice).click()
    expect(second.tab.locator(".conflict")).to_have_count(0)
    expect(other).to_have_value(kept)
    second.tab.wait_for_timeout(3_000)
    assert application.text() == kept


@pytest.mark.parametrize("words", [SCRIPT, IMAGE, LINK, FORMULA, RIGHT_TO_LEFT, LONG])
def test_hostile_words_are_typed_saved_and_shown_as_words(
    write: Write, application: Begun, words: str
) -> None:
    visit, box = write()
    box.click()
    visit.tab.keyboard.insert_text(words)
    expect(_state(visit)).to_have_text(SAVED, timeout=PATIENCE)
    assert application.text() == words
    visit.tab.reload()
    expect(_box(visit)).to_have_value(words, timeout=PATIENCE)
    assert visit.tab.locator("[data-testid=stMain] img").count() == 0


def test_the_keyboard_does_everything(write: Write, application: Begun) -> None:
    visit, box = write()
    tab = visit.tab
    roles = tab.get_by_role("combobox", name=re.compile("Rôles"))
    roles.click()
    tab.keyboard.type("garde champêtre")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Escape")
    chip = tab.get_by_role("button", name="garde champêtre", exact=True).first
    expect(chip).to_be_visible(timeout=PATIENCE)
    box = _box(visit)
    box.click()
    tab.keyboard.press("Alt+r")
    tab.keyboard.type("L'eau manque.")
    tab.keyboard.press("Control+s")
    expect(tab.locator(".speaker").first).to_have_text(
        re.compile("garde champêtre"), timeout=PATIENCE
    )
    assert application.text() == "garde champêtre\u00a0: L'eau manque."
    tab.keyboard.press("Alt+ArrowDown")
    tab.keyboard.type("Autre réponse.")
    expect(tab.locator("textarea").nth(1)).to_have_value("Autre réponse.")
    tab.keyboard.press("Alt+ArrowUp")
    expect(box).to_be_focused()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    expect(tab.get_by_label("non posée").first).to_be_checked()
