"""From the first start to signing out everywhere, with the keyboard alone where it matters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from app.campaigns import new_database
from playwright.sync_api import expect

from synthesis.accounts.first import new_code

from .conftest import Visit, serving

pytestmark = pytest.mark.e2e

NewVisit = Callable[..., Visit]
NAME, PASSWORD = "Élise", "une phrase pour les essais"


@pytest.fixture
def first_start(
    tmp_path_factory: pytest.TempPathFactory, chromium: object
) -> Iterator[tuple[str, str]]:
    """Address of an application where nobody has an account yet, and the code of its terminal."""
    folder = tmp_path_factory.mktemp("premier")
    database = new_database(folder)
    code = new_code(database)
    database.close()
    with serving(folder, tmp_path_factory, account=False) as address:
        yield address, code


def test_from_the_first_start_to_signing_out_everywhere(
    new_visit: NewVisit, first_start: tuple[str, str]
) -> None:
    address, code = first_start
    visit = new_visit(address, 360, 740, signed_in=False)
    tab = visit.tab
    tab.goto(f"{address}/themes?theme=eau")
    expect(tab.locator("h1")).to_have_text("Premier compte")
    for value in (code, NAME, PASSWORD):
        tab.keyboard.press("Tab")
        tab.keyboard.type(value)
    tab.keyboard.press("Enter")
    visit.arrive("Synthèse")

    other = tab.context.new_page()
    other.goto(f"{address}/campagnes")
    expect(other.locator("h1")).to_have_text("Campagnes")
    other.get_by_role("link", name=re.compile(NAME)).click()
    other.get_by_role("button", name="Se déconnecter partout").click()
    expect(other.locator("h1")).to_have_text("Connexion")
    other.close()

    tab.goto(f"{address}/themes?theme=eau")
    expect(tab.locator("h1")).to_have_text("Connexion")
    tab.get_by_label("Nom de compte").fill(NAME)
    tab.get_by_label("Mot de passe").fill(PASSWORD)
    tab.keyboard.press("Enter")
    visit.arrive("Thèmes")
    assert "theme=eau" in tab.url


def test_a_session_closed_elsewhere_ends_at_the_next_interaction(
    new_visit: NewVisit, demonstration_server: str, cookies_of: dict[str, object]
) -> None:
    visit = new_visit(demonstration_server)
    visit.open("/", "Synthèse")
    # The next visits sign in again: this one is about to close every session.
    cookies_of.pop(demonstration_server)
    other = visit.tab.context.new_page()
    other.goto(f"{demonstration_server}/mon-compte")
    other.get_by_role("button", name="Se déconnecter partout").click()
    expect(other.locator("h1")).to_have_text("Connexion")
    other.close()
    visit.tab.get_by_role("link", name="Thèmes").first.click()
    expect(visit.tab.locator("h1")).to_have_text("Connexion requise")
    expect(visit.tab.get_by_test_id("stMetric")).to_have_count(0)
    visit.tab.get_by_role("link", name="Se connecter").click()
    expect(visit.tab.locator("h1")).to_have_text("Connexion")


@pytest.mark.parametrize("width", [360, 1440])
def test_one_s_own_account_fits_the_width_and_shows_where_the_keyboard_is(
    new_visit: NewVisit, demonstration_server: str, width: int
) -> None:
    visit = new_visit(demonstration_server, width, 740)
    visit.tab.goto(f"{demonstration_server}/mon-compte")
    assert visit.tab.evaluate("document.documentElement.scrollWidth") <= width
    for _ in range(3):
        visit.tab.keyboard.press("Tab")
        style = "getComputedStyle(document.activeElement).outlineStyle"
        assert visit.tab.evaluate(style) == "solid"
