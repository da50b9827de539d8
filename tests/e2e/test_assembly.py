"""An assembly from its groups to its result: organiser, phone, two scrutateurs, the wall."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from app.halls import Hall, hall
from playwright.sync_api import BrowserContext, Page, expect

from synthesis.access import Role
from synthesis.accounts.passwords import hash_password
from synthesis.store.accounts import add_account

from .conftest import PASSWORD, Visit, serving
from .test_access import _drawn, _english, _grave

pytestmark = pytest.mark.e2e

NewVisit = Callable[..., Visit]
TELLERS = ("premier-scrutateur", "second-scrutateur")
VIEWS = {
    "organiser": ("emargement", "membres", "pouvoirs", "convocation"),
    "groupes": ("composition", "fiches", "notes", "commun"),
}


@pytest.fixture(scope="module")
def held(
    chromium: BrowserContext, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Hall, str]]:
    """An assembly of three members, two of them there, and the address of the application."""
    here = hall(tmp_path_factory.getbasetemp()).copied(tmp_path_factory.mktemp("tenue"))
    with here.database.session() as session:
        for name in TELLERS:
            add_account(session, name, Role.TELLER, hash_password(PASSWORD), temporary=False)
    with serving(here.folder, tmp_path_factory) as address:
        yield here, address


def test_an_assembly_from_its_groups_to_its_result(
    new_visit: NewVisit, held: tuple[Hall, str], chromium: BrowserContext
) -> None:
    _, address = held
    visit = new_visit(address)
    _groups_propose(visit)
    codes = _prepare_and_open(visit)
    with _alone(chromium, script=False) as phone:
        _vote_on_a_phone(phone, address, codes[0])
    for name, said in zip(TELLERS, ("Lu une fois", "concordent"), strict=True):
        with _alone(chromium) as desk:
            _read_paper(desk, address, name, codes[1], said)
    wall = new_visit(address, 1920, 1080)
    wall.tab.goto(f"{address}/projeter")
    expect(wall.tab.get_by_text("Vote ouvert")).to_be_visible()
    expect(wall.tab.get_by_text("2 / 2")).to_be_visible()
    assert wall.tab.locator("[data-testid=stHeader]").is_hidden()
    assert _grave(wall.tab) == []

    visit.tab.get_by_text("Tout le monde a voté").click()
    visit.tab.get_by_role("button", name="Clore le vote et compter").click()
    expect(visit.tab.get_by_text("sujets sont retenus")).to_be_visible()
    # The wall follows by itself.
    expect(wall.tab.get_by_text("Vote clos")).to_be_visible()
    expect(wall.tab.locator("[data-testid=stVegaLiteChart]")).to_be_visible()
    _drawn(visit.tab)
    assert _grave(visit.tab) == []
    assert _grave(wall.tab) == []


@pytest.mark.parametrize("path", VIEWS)
def test_every_part_is_accessible_and_in_french(
    new_visit: NewVisit, held: tuple[Hall, str], path: str
) -> None:
    _, address = held
    visit = new_visit(address)
    for view in VIEWS[path]:
        visit.tab.goto(f"{address}/{path}?vue={view}")
        _drawn(visit.tab)
        assert _grave(visit.tab) == []
        assert _english(visit.tab) == []


def test_attendance_is_one_tap_on_a_tablet(new_visit: NewVisit, held: tuple[Hall, str]) -> None:
    here, address = held
    visit = new_visit(address, 820, 1180)
    visit.tab.goto(f"{address}/organiser?vue=emargement")
    _drawn(visit.tab)
    before = len(here.assembly().present)
    toggle = visit.tab.locator(".st-key-emargement label").filter(has_text="S3")
    box = toggle.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    with visit.tab.expect_download() as paper:
        visit.tab.get_by_role("button", name="Feuille d’émargement").click()
    assert paper.value.path().read_bytes().startswith(b"%PDF")
    toggle.click()
    expect(visit.tab.get_by_text(f"{before + 1} membre")).to_be_visible()
    assert len(here.assembly().present) == before + 1


def _groups_propose(visit: Visit) -> None:
    tab = visit.tab
    visit.open("/groupes", "Groupes de travail")
    tab.get_by_role("button", name="Composer les groupes").click()
    expect(tab.get_by_role("heading", name="Groupe 2")).to_be_visible()
    for place, title in enumerate(("Vivre et habiter", "L’eau")):
        visit.open("/groupes?vue=notes", "Groupes de travail")
        group = tab.locator("[class*=st-key-notes-de-]").nth(place)
        group.get_by_label("Notes du rapporteur").fill(f"Nous proposons : {title}")
        group.get_by_label("Sujet proposé").fill(title)
        group.get_by_role("button", name="Proposer ce sujet").click()
        expect(tab.get_by_text("est proposé").first).to_be_visible()
        expect(tab.get_by_label("Notes du rapporteur").nth(place)).to_have_value(
            f"Nous proposons : {title}"
        )


def _prepare_and_open(visit: Visit) -> list[str]:
    """The codes of the slips, as the organiser reads them once."""
    tab = visit.tab
    visit.open("/scrutins", "Scrutins")
    tab.get_by_label("Titre du scrutin").fill("Nos priorités")
    tab.get_by_role("button", name="Enregistrer le scrutin").click()
    expect(tab.get_by_text("Quorum", exact=False).first).to_be_visible()
    tab.get_by_role("button", name="Préparer les bulletins").click()
    tab.get_by_text("Voir les codes").click()
    cells = tab.locator("table.liste td:last-child").filter(has_text=re.compile(r"^\w{4}-\w{4}$"))
    expect(cells.first).to_be_visible()
    codes = [cell.strip() for cell in cells.all_inner_texts()]
    tab.get_by_role("button", name="Ouvrir le vote").click()
    expect(tab.get_by_text("Personne ne voit de résultat").first).to_be_visible()
    return codes


def _vote_on_a_phone(phone: Page, address: str, code: str) -> None:
    phone.set_viewport_size({"width": 390, "height": 844})
    phone.goto(f"{address}/vote?code={code}")
    phone.locator("fieldset").first.get_by_text("3", exact=True).click()
    phone.get_by_role("button", name="Relire mon bulletin").click()
    phone.get_by_role("button", name="Confirmer et voter").click()
    expect(phone.locator(".accuse")).to_be_visible()


def _read_paper(desk: Page, address: str, name: str, code: str, said: str) -> None:
    desk.goto(f"{address}/connexion")
    desk.get_by_label("Nom de compte").fill(name)
    desk.get_by_label("Mot de passe").fill(PASSWORD)
    desk.get_by_role("button", name="Se connecter").click()
    expect(desk.locator("h1")).to_have_text("Dépouiller")
    desk.get_by_label("Code imprimé sur le bulletin").fill(code)
    desk.get_by_label("L’eau").first.fill("2")
    desk.get_by_role("button", name="Enregistrer ma lecture").click()
    expect(desk.get_by_text(said).first).to_be_visible()
    assert _grave(desk) == []


@contextmanager
def _alone(chromium: BrowserContext, *, script: bool = True) -> Iterator[Page]:
    """A browser of somebody else, with or without scripts."""
    assert chromium.browser is not None
    context = chromium.browser.new_context(locale="fr-FR", java_script_enabled=script)
    try:
        yield context.new_page()
    finally:
        context.close()
