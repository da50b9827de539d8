"""What axe says of every screen, for each role; the exceptions are in docs/accessibilite.md."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from app.campaigns import new_database
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from synthesis.access import Role
from synthesis.accounts.first import new_code
from synthesis.accounts.passwords import hash_password
from synthesis.app.screen_list import SCREENS
from synthesis.store import open_database
from synthesis.store.accounts import add_account

from .conftest import PASSWORD, Visit, serving

pytestmark = pytest.mark.e2e

NewVisit = Callable[..., Visit]
GRAVE = {"serious", "critical"}
# Rule of axe → selector of the framework's own markup, with its row in docs/accessibilite.md.
FRAMEWORK = {"list": "[data-testid=stSidebarNav] ul", "listitem": "[data-testid=stSidebarNav] li"}
ADDRESSES = [f"/{screen.address}" for screen in SCREENS[1:]]
DEEP = ["/", "/themes?theme=mobilites", "/entretiens?entretien=broceliande", "/mon-compte"]
ENGLISH = re.compile(
    r"\b(?:open|close|search|fullscreen|remove|clear|choose|select|selected|upload|browse|drag|"
    r"sidebar|pages? app|app pages|file|show|hide|day|month|year)\b",
    re.IGNORECASE,
)
NAMES = """() => [...document.querySelectorAll('[aria-label],[placeholder]')].flatMap(
  (one) => [one.getAttribute('aria-label'), one.getAttribute('placeholder')].filter(Boolean))"""


def test_every_screen_of_the_manager_is_accessible(
    new_visit: NewVisit, demonstration_server: str
) -> None:
    visit = new_visit(demonstration_server)
    assert _faults(visit, [*DEEP, *ADDRESSES], tabs=True) == []


@pytest.mark.parametrize("role", [Role.ADVISOR, Role.OBSERVER])
def test_the_screens_of_the_other_roles_are_accessible(
    new_visit: NewVisit,
    demonstration_server: str,
    demonstration_folder: Path,
    role: Role,
) -> None:
    _give(demonstration_folder, role)
    visit = new_visit(demonstration_server, signed_in=False)
    _sign_in(visit, role)
    allowed = [*DEEP, "/analyse", "/grille", "/donnees", "/relire", "/saisir"]
    assert _faults(visit, allowed) == []


def test_a_phone_finds_the_menu_in_french(new_visit: NewVisit, demonstration_server: str) -> None:
    visit = new_visit(demonstration_server, 360, 740)
    visit.open("/", "Synthèse")
    visit.tab.get_by_role("button", name="Ouvrir le menu").click()
    expect(visit.tab.get_by_role("link", name="Entretiens").first).to_be_visible()
    assert _grave(visit.tab) == []
    assert visit.tab.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_doors_are_accessible(
    new_visit: NewVisit,
    demonstration_server: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    visit = new_visit(demonstration_server, 360, 740, signed_in=False)
    assert _faults(visit, ["/connexion"]) == []
    folder = tmp_path_factory.mktemp("porte")
    database = new_database(folder)
    new_code(database)
    database.close()
    with serving(folder, tmp_path_factory, account=False) as address:
        first = new_visit(address, 360, 740, signed_in=False)
        assert _faults(first, ["/premier-compte"]) == []


@pytest.mark.parametrize("path", ["/", "/relire", "/saisir", "/importer", "/campagnes"])
def test_no_control_has_an_english_name(
    new_visit: NewVisit, demonstration_server: str, path: str
) -> None:
    visit = new_visit(demonstration_server)
    visit.tab.goto(demonstration_server + path)
    _drawn(visit.tab)
    expect(visit.tab.locator("[aria-label='Pages de l’application']")).to_be_visible()
    for _ in range(20):  # a chart draws its controls after the page
        visit.tab.wait_for_timeout(250)
        if not _english(visit.tab):
            break
    assert _english(visit.tab) == []


def _english(tab: Page) -> list[str]:
    return [name for name in tab.evaluate(NAMES) if ENGLISH.search(name)]


def _faults(visit: Visit, paths: list[str], *, tabs: bool = False) -> list[str]:
    """« path: rule on selector » for each fault on those pages, and on their tabs."""
    found = []
    for path in paths:
        visit.tab.goto(visit.base + path)
        _drawn(visit.tab)
        found += [f"{path}: {fault}" for fault in _grave(visit.tab)]
        choices = visit.tab.get_by_role("tab").all() if tabs else []
        for choice in choices[1:]:
            choice.click()
            expect(choice).to_have_attribute("aria-selected", "true")
            _drawn(visit.tab)
            found += [f"{path} › {choice.inner_text()}: {f}" for f in _grave(visit.tab)]
    return found


def _drawn(tab: Page) -> None:
    tab.wait_for_selector("h1")
    if tab.locator("[data-testid=stApp]").count():
        tab.wait_for_selector('[data-test-script-state="notRunning"]')
        # The script may not have begun yet, and the words of the framework change after it.
        tab.wait_for_timeout(700)
        tab.wait_for_selector('[data-test-script-state="notRunning"]')


def _grave(tab: Page) -> list[str]:
    violations = Axe().run(tab).response["violations"]
    return [
        f"{violation['id']} on {node['html'][:200]}"
        for violation in violations
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
        if not _of_the_framework(tab, violation["id"], node)
    ]


def _of_the_framework(tab: Page, rule: str, node: dict[str, Any]) -> bool:
    selector = FRAMEWORK.get(rule)
    if selector is None:
        return False
    return bool(tab.locator(node["target"][0]).first.evaluate(f"e => e.matches('{selector}')"))


def _give(folder: Path, role: Role) -> None:
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    with database.session() as session:
        add_account(session, role.value, role, hash_password(PASSWORD), temporary=False)
    database.close()


def _sign_in(visit: Visit, role: Role) -> None:
    visit.tab.goto(visit.base + "/connexion")
    visit.tab.get_by_label("Nom de compte").fill(role.value)
    visit.tab.get_by_label("Mot de passe").fill(PASSWORD)
    visit.tab.get_by_role("button", name="Se connecter").click()
    visit.arrive("Synthèse")
