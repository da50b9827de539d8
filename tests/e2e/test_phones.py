"""Three phones vote: one without scripts, one changes its ballot, one sends twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Error, Page, expect

from benchmarks.voters import Hall, hall
from synthesis.care.vault import open_vault
from synthesis.vote.casting import Admission, admit
from synthesis.vote.codes import shown
from synthesis.vote.contents import Blank, Dots

from .conftest import serving

pytestmark = pytest.mark.e2e

GRAVE = {"serious", "critical"}
NewPhone = Callable[..., Page]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Hall]:
    """An open scrutin of twelve subjects."""
    made = hall(tmp_path, 4)
    yield made
    made.database.close()


@pytest.fixture
def new_phone(
    chromium: BrowserContext, opened: Hall, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NewPhone]:
    """A phone of its own, 320 px wide unless told, in front of the real server."""
    browser = chromium.browser
    assert browser is not None
    contexts: list[BrowserContext] = []
    with serving(opened.folder, tmp_path_factory) as address:

        def phone(width: int = 320, *, scripts: bool = True) -> Page:
            context = browser.new_context(
                base_url=address,
                java_script_enabled=scripts,
                viewport={"width": width, "height": 640},
                has_touch=True,
                locale="fr-FR",
            )
            contexts.append(context)
            return context.new_page()

        yield phone
        for context in contexts:
            context.close()


def _choose(tab: Page, subject: str, number: int) -> None:
    group = tab.get_by_role("group", name=subject, exact=True)
    group.get_by_role("radio", name=str(number), exact=True).check()


def _press(tab: Page, name: str, heading: str) -> None:
    tab.get_by_role("button", name=name).click()
    expect(tab.locator("h1")).to_have_text(heading)


def _look(tab: Page) -> None:
    """Nothing grave for axe, nothing wider than the phone."""
    found = Axe().run(tab).response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in GRAVE] == []
    width = tab.viewport_size["width"] if tab.viewport_size else 0
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_three_phones_vote(opened: Hall, new_phone: NewPhone) -> None:
    one, two, three, last = opened.codes
    _votes_without_scripts(opened, new_phone(scripts=False), one)
    _changes_its_ballot(opened, new_phone(), two)
    tab = new_phone(390)
    receipt = _sends_twice(opened, tab, three)
    assert opened.close() == {
        **{f"sujet-{n}": 0 for n in range(3, 12)},
        **{"sujet-1": 3, "sujet-2": 2, "sujet-12": 3, "bulletins": 3},
    }
    tab.goto(f"/vote?code={last}")
    expect(tab.locator("h1")).to_have_text("Résultat")
    _look(tab)
    tab.get_by_label("Numéro d’accusé de réception").fill(receipt)
    tab.get_by_role("button", name="Vérifier").click()
    expect(tab.get_by_text(re.compile("est compté"))).to_be_visible()
    _look(tab)
    tab.goto("/assemblee")
    expect(tab.locator("h1")).to_have_text("Assemblée de mesure")
    expect(tab.get_by_text("3 bulletins comptés, dont 1 blanc.")).to_be_visible()
    _look(tab)


def _kept(opened: Hall, code: str) -> Admission:
    return admit(opened.database, open_vault(opened.folder / "pseudonymes.cle"), code)


def _votes_without_scripts(opened: Hall, tab: Page, code: str) -> None:
    """Types its code wrongly, then well; sees what is wrong with its ballot, corrects it."""
    tab.goto("/vote")
    tab.get_by_label("Votre code").fill("AAAA-AAAA")
    _press(tab, "Ouvrir mon bulletin", "Voter")
    expect(tab.get_by_role("alert")).to_contain_text("n’est pas reconnu")
    tab.get_by_label("Votre code").fill(shown(code).lower())
    _press(tab, "Ouvrir mon bulletin", "Priorités")
    _choose(tab, "Sujet numéro 1", 3)
    _choose(tab, "Sujet numéro 2", 3)
    tab.get_by_role("button", name="Relire mon bulletin").click()
    expect(tab.get_by_role("alert")).to_contain_text("Retirez-en 1")
    _choose(tab, "Sujet numéro 2", 2)
    _press(tab, "Relire mon bulletin", "Relisez votre bulletin")
    _press(tab, "Confirmer et voter", "A voté")
    assert _kept(opened, code).kept == Dots.of({"sujet-1": 3, "sujet-2": 2})


def _changes_its_ballot(opened: Hall, tab: Page, code: str) -> None:
    """Opens its QR code, votes with the keyboard alone, then changes its ballot."""
    tab.goto(f"/vote?code={code}")
    _look(tab)
    tab.get_by_role("radio").first.focus()
    for key in ("ArrowRight", "Tab", "ArrowRight", "ArrowRight", "Enter"):
        tab.keyboard.press(key)
    expect(tab.locator("h1")).to_have_text("Relisez votre bulletin")
    expect(tab.get_by_text("Il vous reste 2 gommettes à placer.")).to_be_visible()
    _look(tab)
    _press(tab, "Modifier", "Priorités")
    _choose(tab, "Sujet numéro 2", 1)
    _press(tab, "Relire mon bulletin", "Relisez votre bulletin")
    _press(tab, "Confirmer et voter", "A voté")
    _look(tab)
    _press(tab, "Changer mon bulletin", "Priorités")
    _look(tab)
    _press(tab, "Voter blanc", "Relisez votre bulletin")
    _press(tab, "Confirmer et voter", "A voté")
    assert _kept(opened, code).kept == Blank()


def _sends_twice(opened: Hall, tab: Page, code: str) -> str:
    """Touches twice, reloads the receipt, goes back and sends again; gives its receipt."""
    tab.goto(f"/vote?code={code}")
    _choose(tab, "Sujet numéro 12", 3)
    _press(tab, "Relire mon bulletin", "Relisez votre bulletin")
    tab.get_by_role("button", name="Confirmer et voter").dblclick(no_wait_after=True)
    expect(tab.locator("h1")).to_have_text("A voté")
    receipt = tab.locator(".accuse").inner_text()
    tab.reload()
    expect(tab.get_by_text("il compte une seule fois")).to_be_visible()
    # Nothing of a ballot stays in the phone: the browser asks before it sends the form again.
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        tab.go_back()
    tab = tab.context.new_page()
    tab.goto(f"/vote?code={code}")
    expect(tab.get_by_text("Votre bulletin est déjà dans l’urne.")).to_be_visible()
    _press(tab, "Relire mon bulletin", "Relisez votre bulletin")
    _press(tab, "Confirmer et voter", "A voté")
    expect(tab.get_by_text("il compte une seule fois")).to_be_visible()
    assert tab.locator(".accuse").inner_text() == receipt
    assert _kept(opened, code).revision == 1
    return receipt
