"""A document taken away by a real browser; the page for the website, opened from the disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from report.campaign import content

from synthesis.report.album import Album
from synthesis.report.website import website

from .conftest import Visit

pytestmark = pytest.mark.e2e

NewVisit = Callable[..., Visit]
LONG = 120_000


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a campaign of fourteen territories."""
    path = tmp_path_factory.mktemp("site") / "page.html"
    told = replace(content(14, said="<script>alert(1)</script>"), veiled=True)
    path.write_bytes(website(told, [Album(told).coverage()]))
    return path


def test_a_workbook_is_prepared_and_downloaded(
    new_visit: NewVisit, hostile_server: str, tmp_path: Path
) -> None:
    visit = new_visit(hostile_server)
    visit.open("/restituer", "Restituer")
    for label, wanted in (("Rapport des journées", False), ("Classeur de données", True)):
        box = visit.tab.get_by_role("checkbox", name=label)
        if box.is_checked() is not wanted:
            visit.tab.locator("label").filter(has_text=label).click()
    visit.tab.get_by_role("button", name="Préparer les documents").click()
    button = visit.tab.get_by_role("button", name="Télécharger classeur-essai.xlsx")
    expect(button).to_be_visible(timeout=LONG)
    with visit.tab.expect_download() as taken:
        button.click()
    path = tmp_path / taken.value.suggested_filename
    taken.value.save_as(path)
    assert "Propos" in openpyxl.load_workbook(path).sheetnames


@pytest.mark.parametrize("width", [360, 1920])
def test_the_page_opens_from_the_disk(new_visit: NewVisit, page: Path, width: int) -> None:
    visit = _opened(new_visit, page, width)
    grave = [v for v in Axe().run(visit.tab).response["violations"] if v["impact"] != "minor"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in grave] == []
    assert visit.tab.evaluate("document.documentElement.scrollWidth") <= width
    assert visit.tab.evaluate("document.querySelector('img').naturalWidth") > 0


def test_the_page_is_walked_through_with_the_keyboard(new_visit: NewVisit, page: Path) -> None:
    tab = _opened(new_visit, page, 1440).tab
    tab.keyboard.press("Tab")
    assert _focused(tab) == "Aller au contenu"
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    theme = _focused(tab)
    tab.keyboard.press("Enter")
    expect(tab.locator("section.theme:target h3")).to_have_text(theme)
    tab.get_by_label("Chercher un mot ou un thème").fill("zzzz")
    expect(tab.get_by_role("status")).to_have_text("0 thème")


def test_the_page_is_read_without_script(new_visit: NewVisit, page: Path) -> None:
    visit = _opened(new_visit, page, 1440)
    browser = visit.tab.context.browser
    assert browser is not None
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(page.as_uri())
        assert tab.locator("section.theme").count() == len(content(14).points)
        expect(tab.locator(".chercher")).to_be_hidden()
        expect(tab.locator("blockquote").first).to_be_visible()


def _opened(new_visit: NewVisit, page: Path, width: int) -> Visit:
    visit = new_visit(page.as_uri(), width, signed_in=False)
    visit.tab.goto(page.as_uri())
    return visit


def _focused(tab: Page) -> str:
    return str(tab.evaluate("document.activeElement.textContent"))
