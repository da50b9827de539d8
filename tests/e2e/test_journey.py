"""From the figures to the words: the journey of a user in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from app.campaigns import IMAGE, LINK, RIGHT_TO_LEFT, SCRIPT
from playwright.sync_api import Locator, expect

from .conftest import Visit

pytestmark = pytest.mark.e2e

NewVisit = Callable[..., Visit]
ADDRESSES = {
    "/": "Synthèse",
    "/themes?theme=mobilites&quadrant=difficulte": "Thèmes",
    "/themes": "Thèmes",
    "/entretiens": "Entretiens",
    "/entretiens?entretien=redon": "Entretiens",
    "/saisir": "Saisir",
    "/saisir?entretien=redon": "Saisir",
    "/importer": "Importer",
    "/campagnes": "Campagnes",
    "/territoires": "Territoires",
    "/grille": "Grille",
    "/grille?theme=mobilites": "Grille",
    "/comptes": "Comptes",
}
WIDTHS = {360: 740, 1440: 900, 1920: 1080}
SOURCE = re.compile(r"Difficultés \S.* · (?:Q\d+ – \S.*|Hors question) · \d+\u00a0% de certitude")
CELL = '.st-key-carte path[aria-roledescription="rect mark"]'
NUMBER = '.st-key-carte text[aria-label^="territoire: Redon Agglomération"]'
# Words of the framework's own controls, and the commonest words of English.
ENGLISH = re.compile(
    r"\b(?:Deploy|Rerun|Settings|Clear cache|Print|Record|About|Choose|Select|No results|"
    r"Press Enter|Streamlit|View more|Help|Report a bug|Wait|Running|Loading|Stop|Drag|Browse|"
    r"Show|Download|Copy|Search|Error|the|and|with|not|this|from|your)\b"
)


def test_two_clicks_from_a_figure_to_the_words_in_context(
    new_visit: NewVisit, demonstration_server: str
) -> None:
    visit = new_visit(demonstration_server)
    visit.open("/", "Synthèse")
    tab = visit.tab
    figure = tab.locator(".st-key-quadrant-difficulte").get_by_role("link").first
    label = figure.inner_text()
    assert re.search(r"\d+/\d+", label)

    figure.click()
    visit.arrive("Thèmes")
    assert "quadrant=difficulte" in tab.url
    expect(tab.get_by_role("radio", name=re.compile("Difficultés"))).to_be_checked()
    verbatim = tab.locator(".verbatim").first
    assert SOURCE.search(verbatim.locator(".source").inner_text())
    words = verbatim.locator(".mot").inner_text()

    tab.get_by_role("link", name="Lire dans l’entretien").first.click()
    visit.arrive("Entretiens")
    outlined = tab.locator(".st-key-passage mark.vise")
    expect(outlined).to_be_in_viewport()
    assert outlined.inner_text() == f"▲\u00a0{words}"
    assert outlined.evaluate("mark => getComputedStyle(mark).outlineStyle") == "solid"


def test_a_cell_of_the_heat_map_opens_its_words(
    new_visit: NewVisit, demonstration_server: str
) -> None:
    visit = new_visit(demonstration_server)
    visit.open("/", "Synthèse")
    tab = visit.tab
    number = tab.locator(NUMBER).filter(has_text=re.compile(r"^\d+$")).first
    count = int(number.text_content() or 0)
    _centre(number)
    number.click()
    visit.arrive("Thèmes")
    territory = tab.get_by_role("combobox", name=re.compile("Territoire"))
    assert "Redon Agglomération" in _shown(territory)
    expect(tab.get_by_role("heading", level=2)).to_be_visible()
    sources = tab.locator(".verbatim .source").all_inner_texts()
    # The map leaves out what belongs to no quadrant, the page of the theme does not.
    assert len(sources) >= min(count, 25)
    assert all("Redon Agglomération" in source for source in sources)

    tab.get_by_role("link", name="Synthèse").click()
    visit.arrive("Synthèse")
    expect(tab.locator(".st-key-quadrant-atout")).to_be_visible()


def test_from_the_list_to_one_interview_and_back(
    new_visit: NewVisit, demonstration_server: str
) -> None:
    visit = new_visit(demonstration_server)
    visit.open("/", "Synthèse")
    tab = visit.tab
    tab.get_by_role("link", name="Entretiens").click()
    visit.arrive("Entretiens")
    expect(tab).to_have_title("Entretiens – Synthèse des territoires")
    listed = tab.get_by_test_id("stMain").get_by_test_id("stPageLink")
    expect(listed).to_have_count(13)

    listed.filter(has_text="Pays d’Ancenis").or_(listed.filter(has_text="Pays d'Ancenis")).click()
    expect(tab.locator("h2.titre")).to_have_text(re.compile("Pays d.Ancenis"))
    assert tab.locator(".mot mark").count() > 10

    tab.get_by_role("link", name="Tous les entretiens").click()
    expect(listed).to_have_count(13)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_screen_speaks_french_and_fits_the_width(
    new_visit: NewVisit, demonstration_server: str, tmp_path: Path, width: int
) -> None:
    visit = new_visit(demonstration_server, width, WIDTHS[width])
    for number, (address, heading) in enumerate(ADDRESSES.items()):
        visit.open(address, heading)
        visit.tab.screenshot(path=tmp_path / f"{number}-{width}.png")
        for box in ("document.documentElement", 'document.querySelector("[data-testid=stMain]")'):
            assert visit.tab.evaluate(f"{box}.scrollWidth - {box}.clientWidth") <= 0, address
        assert visit.tab.locator("html").get_attribute("lang") == "fr"
        expect(visit.tab.get_by_test_id("stMainMenu")).to_be_hidden()
        assert not ENGLISH.findall(_visible_words(visit)), address


@pytest.mark.parametrize("width", [360, 1440])
def test_cells_of_the_heat_map_are_large_enough_to_touch(
    new_visit: NewVisit, demonstration_server: str, width: int
) -> None:
    visit = new_visit(demonstration_server, width, WIDTHS[width])
    visit.open("/", "Synthèse")
    cell = visit.tab.locator(CELL).last
    _centre(cell)
    box = cell.bounding_box()
    assert box is not None
    assert box["width"] >= 24
    assert box["height"] >= 24
    assert 0 <= box["x"] < width


@pytest.mark.parametrize(
    ("address", "heading", "words"),
    [
        ("/", "Synthèse", [IMAGE]),
        ("/themes?theme=eau", "Thèmes", [SCRIPT, IMAGE, LINK, RIGHT_TO_LEFT]),
        ("/entretiens", "Entretiens", [IMAGE]),
        ("/entretiens?entretien=sans-siren", "Entretiens", [IMAGE, SCRIPT, LINK]),
        ("/entretiens?entretien=nulle-part", "Entretiens", [f"Hors grille {IMAGE} {SCRIPT}"]),
    ],
)
def test_hostile_words_are_read_as_words(
    new_visit: NewVisit, hostile_server: str, address: str, heading: str, words: list[str]
) -> None:
    visit = new_visit(hostile_server, 360, 740)
    visit.open(address, heading)
    main = visit.tab.get_by_test_id("stMain")
    for text in words:
        expect(main).to_contain_text(text)
    assert main.locator('img, a[href*="evil.example"], .katex').count() == 0
    assert visit.tab.evaluate("document.documentElement.scrollWidth") <= 360


def _centre(cell: Locator) -> None:
    """Bring a cell away from the bar at the top, which would cover it."""
    cell.evaluate("cell => cell.scrollIntoView({block: 'center', inline: 'center'})")


def _shown(box: Locator) -> str:
    """What a closed list shows as chosen, wherever the framework writes it."""
    return f"{box.input_value()} {box.get_attribute('aria-label')} {box.locator('..').inner_text()}"


def _visible_words(visit: Visit) -> str:
    """Text and visible hints of the page, without the names of icons."""
    hints = visit.tab.locator("input:visible").evaluate_all(
        "boxes => boxes.filter(box => !box.value).map(box => box.placeholder)"
    )
    icons = '[data-testid="stIconMaterial"]{display:none}'
    visit.tab.add_style_tag(content=icons)
    return " ".join([*hints, visit.tab.locator("body").inner_text()])
