"""The whole story, in one browser: from an empty folder to the same campaign on another computer.

A project manager opens the application for the first time, enters and imports interviews, has them
analysed, reviews; the advisor reads blindly and signs; everything leaves, and comes back elsewhere.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from app.campaigns import IMAGE, SCRIPT
from playwright.sync_api import BrowserContext, Locator, expect

from synthesis.demonstration import INTERVIEWS
from synthesis.domain import Theme
from synthesis.review.events import Event
from synthesis.review.log import read_log
from synthesis.store import Database, latest_analysis_id, load_codings, open_database

from .application import Application, forget_absence
from .conftest import Visit, free_port
from .test_review import press, shown_segment

pytestmark = pytest.mark.e2e

NewVisit = Callable[..., Visit]
MANAGER, ADVISOR = "cheffe", "conseil"
PASSWORD = "une phrase pour le voyage"
CAMPAIGN = "Visites du printemps"
VISITED = "Pays de Blain"
SAVED = re.compile("Enregistré à")
# Milliseconds; a machine that does something else takes its time.
PATIENCE, ANALYSIS = 60_000, 240_000
NOTE = f"---\nterritoire: Oust à Brocéliande\ndates: 2021-03-04\n---\n## q4\n{SCRIPT} {IMAGE}\n"
# One key for each decision, or two for a theme.
TEN = (("3",), ("Enter",), ("t", "0"), ("t", "b"), ("x",), ("1",), ("2",), ("4",), ("5",), ("3",))


@pytest.fixture
def houses(
    chromium: BrowserContext, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Application, Application]]:
    """Two empty folders of data, and the application that each will have."""
    made = []
    for name in ("maison", "ailleurs"):
        log = tmp_path_factory.mktemp("terminal") / name
        made.append(Application(tmp_path_factory.mktemp(name), free_port(), log))
    yield made[0], made[1]
    for house in made:
        house.kill()


def test_from_an_empty_folder_to_the_same_campaign_elsewhere(
    houses: tuple[Application, Application], new_visit: NewVisit, tmp_path: Path
) -> None:
    house, elsewhere = houses
    house.start()
    visit = new_visit(house.address, signed_in=False)
    visit.tab.set_default_timeout(PATIENCE)
    _make_the_first_account(visit, house)
    _create_the_campaign(visit)
    _write_an_interview_while_the_server_dies(visit, house)
    _import_a_folder(visit, _notes(tmp_path))
    _analyse(visit)
    _explore(visit)
    _review_ten_segments(visit, house)
    _merge_split_and_undo(visit, house)
    _draw_a_blind_sample(visit)
    provisional = _give_the_advisor_an_account(visit)

    _sign_in(visit, ADVISOR, provisional)
    _choose_a_password(visit, provisional)
    _read_blindly(visit)
    _sign_the_campaign(visit)

    _sign_in(visit, MANAGER, PASSWORD)
    archive = _take_everything_away(visit, tmp_path / "archive.zip")
    visit.tab.goto("about:blank")
    house.kill()
    elsewhere.start()
    other = new_visit(elsewhere.address, signed_in=False)
    _make_the_first_account(other, elsewhere)
    _bring_everything_back(other, archive)
    _sign_in(other, MANAGER, PASSWORD)
    again = _take_everything_away(other, tmp_path / "encore.zip")
    assert _tables(again) == _tables(archive)
    assert _tables(archive)["decision"].count(b"\n") >= len(TEN) + 4


def _make_the_first_account(visit: Visit, house: Application) -> None:
    tab = visit.tab
    tab.goto(visit.base)
    expect(tab.locator("h1")).to_have_text("Premier compte")
    tab.get_by_label("Code affiché dans le terminal").fill(house.code())
    tab.get_by_label("Votre nom de compte").fill(MANAGER)
    tab.get_by_label("Choisissez un mot de passe").fill(PASSWORD)
    tab.get_by_role("button", name="Créer le compte").click()
    # The first page of a process loads what draws tables and charts.
    expect(tab.locator("h1")).to_have_text("Synthèse", timeout=ANALYSIS)


def _create_the_campaign(visit: Visit) -> None:
    visit.open("/campagnes", "Campagnes")
    visit.tab.get_by_label("Nom", exact=True).fill(CAMPAIGN)
    visit.tab.get_by_role("button", name="Créer la campagne").click()
    _says(visit, re.compile(f"La campagne.*{CAMPAIGN}.*est créée"))
    _says(visit, "13\xa0territoires")


def _write_an_interview_while_the_server_dies(visit: Visit, house: Application) -> None:
    visit.open("/saisir", "Saisir")
    _choose(visit, "Territoire", VISITED)
    visit.tab.get_by_role("button", name="Commencer").click()
    box, state = visit.tab.locator("textarea").first, visit.tab.locator(".state")
    box.click()
    keyboard = visit.tab.keyboard
    keyboard.type("Avant la panne. ", delay=30)
    expect(state).to_have_text(SAVED, timeout=PATIENCE)
    keyboard.type("Au moment de la panne, ", delay=20)
    house.kill()
    words = "pendant la panne, jusqu'à ce que la fenêtre d'erreur soit passée. " * 2
    keyboard.type(words, delay=20)
    expect(state).to_have_text(re.compile("Hors connexion"), timeout=PATIENCE)
    house.start()
    expect(state).to_have_text(SAVED, timeout=ANALYSIS)
    keyboard.type("L'eau manque en été.", delay=20)
    typed = f"Avant la panne. Au moment de la panne, {words}L'eau manque en été."
    expect(box).to_have_value(typed)
    expect(state).to_have_text(re.compile("Enregistrement"))
    expect(state).to_have_text(SAVED, timeout=PATIENCE)
    assert house.text() == typed
    forget_absence(visit)


def _notes(folder: Path) -> Path:
    """Two good notes, one that tries to be code, one that is broken, and a picture."""
    notes = folder / "notes"
    (notes / "mars").mkdir(parents=True)
    for name in ("redon.md", "questembert.md"):
        shutil.copy(INTERVIEWS / name, notes / "mars" / name)
    (notes / "oust.md").write_text(NOTE, encoding="utf-8")
    (notes / "casse.docx").write_bytes(b"PK\x03\x04 rien de bon")
    (notes / "photo.jpg").write_bytes(b"\xff\xd8")
    return notes


def _import_a_folder(visit: Visit, notes: Path) -> None:
    visit.open("/importer", "Importer")
    visit.tab.locator(".st-key-depot-dossier input[type=file]").set_input_files(notes)
    confirm = visit.tab.get_by_role("button", name=re.compile("Confirmer"))
    expect(confirm).to_be_visible(timeout=ANALYSIS)
    for words in ("casse.docx", "le fichier est abîmé", "photo.jpg", "mars/redon.md"):
        _says(visit, words)
    visit.tab.get_by_text("Ce qui a été compris").last.click()
    _says(visit, f"{SCRIPT} {IMAGE}")
    assert _main(visit).locator('img, a[href*="evil.example"]').count() == 0
    confirm.click()
    _says(visit, "3\xa0entretiens ajoutés")
    visit.tab.get_by_role("link", name=re.compile("avancement")).click(delay=100)
    visit.arrive("Saisir")
    _says(visit, "04/03/2021")


def _analyse(visit: Visit) -> None:
    visit.open("/analyse", "Analyse")
    visit.tab.get_by_role("button", name=re.compile("Lancer l.analyse")).click()
    expect(visit.tab.get_by_role("progressbar")).to_be_visible()
    _says(visit, re.compile(r"Étape \d sur \d"), ANALYSIS)
    _says(visit, re.compile("L.analyse est terminée"), ANALYSIS)
    visit.tab.get_by_role("link", name="Voir la synthèse").click()
    visit.arrive("Synthèse")
    # The way past the navigation, for the keyboard, is in French too.
    expect(visit.tab.get_by_role("link", name="Aller au contenu")).to_have_count(1)


def _explore(visit: Visit) -> None:
    visit.open("/explorer", "Explorer")
    expect(_main(visit).get_by_test_id("stVegaLiteChart").first).to_be_visible()
    visit.open("/explorer?vue=contexte&mot=eau&formes=lemmes", "Explorer")
    expect(_main(visit).get_by_role("link", name=re.compile("entretien")).first).to_be_visible()


def _review_ten_segments(visit: Visit, house: Application) -> None:
    visit.open("/relire", "Relire")
    visit.tab.wait_for_function("location.search.includes('propos=')")
    _listening(visit)
    read = [press(visit.tab, *keys) for keys in TEN]
    press(visit.tab, "u")
    press(visit.tab, "u")
    visit.tab.keyboard.press("r")
    _says(visit, re.compile(r"Rétabli\s?:"))
    assert len(set(read)) == len(TEN)
    assert [event.kind for event in _decisions(house)] == [
        "quadrant",
        "confirmer",
        "theme",
        "theme",
        "exclure",
        *["quadrant"] * 5,
        "annuler",
        "annuler",
        "retablir",
    ]
    assert shown_segment(visit.tab) == read[8]


def _merge_split_and_undo(visit: Visit, house: Application) -> None:
    largest, second, _, fourth = _most_said(house, 4)
    visit.open(f"/relire?onglet=Thèmes&examine={second.slug}", "Relire")
    _choose(visit, re.compile("Fusionner avec"), fourth.label)
    visit.tab.get_by_role("button", name="Fusionner", exact=True).click()
    _says(visit, re.compile("[Ff]usion"))
    visit.open(f"/relire?onglet=Thèmes&examine={largest.slug}", "Relire")
    visit.tab.get_by_text("Scinder le thème").click()
    visit.tab.get_by_text("Proposer deux groupes").click()
    _says(visit, "Groupe 2")
    visit.tab.get_by_label(re.compile("Libellé du nouveau thème")).fill("Ce qui en sort")
    visit.tab.get_by_role("button", name="Scinder", exact=True).click()
    _says(visit, "Ce qui en sort")
    visit.open("/relire?onglet=Journal", "Relire")
    visit.tab.get_by_role("button", name="Annuler").click()
    _says(visit, re.compile("Annulé.*Ce qui en sort"))
    kinds = [event.kind for event in _decisions(house)][-3:]
    assert kinds == ["fusionner", "scinder", "annuler"]


def _draw_a_blind_sample(visit: Visit) -> None:
    visit.open("/relire?onglet=Second lecteur", "Relire")
    visit.tab.get_by_label("Nombre de propos").fill("10")
    visit.tab.get_by_role("button", name="Tirer", exact=True).click()
    _says(visit, re.compile(r"Échantillon de 10\s+propos"))


def _give_the_advisor_an_account(visit: Visit) -> str:
    visit.open("/comptes", "Comptes")
    visit.tab.get_by_label("Nom de compte").fill(ADVISOR)
    form = visit.tab.get_by_test_id("stForm").last
    form.get_by_text("Conseiller scientifique").click()
    visit.tab.get_by_role("button", name="Créer le compte").click()
    return visit.tab.locator(".st-key-provisoire code").inner_text().strip()


def _sign_in(visit: Visit, name: str, password: str) -> None:
    visit.tab.context.clear_cookies()
    visit.tab.goto(f"{visit.base}/connexion")
    visit.tab.get_by_label("Nom de compte").fill(name)
    visit.tab.get_by_label("Mot de passe").fill(password)
    visit.tab.get_by_role("button", name="Se connecter").click()
    visit.tab.wait_for_url(lambda address: "/connexion" not in address)


def _choose_a_password(visit: Visit, provisional: str) -> None:
    expect(visit.tab.locator("h1")).to_have_text("Mon compte")
    visit.tab.get_by_label("Mot de passe actuel").fill(provisional)
    visit.tab.get_by_label("Nouveau mot de passe").fill(PASSWORD)
    visit.tab.get_by_role("button", name="Changer le mot de passe").click()
    visit.tab.get_by_role("link", name=re.compile("Revenir")).click()
    visit.arrive("Synthèse")


def _read_blindly(visit: Visit) -> None:
    """One key for each quadrant; the theme of the first one by the palette."""
    visit.open("/relire?onglet=Second lecteur", "Relire")
    for left in range(10, 0, -1):
        _says(visit, re.compile(rf"À lire\s*: {left}\s+propos"))
        _listening(visit)
        if left == 10:
            visit.tab.keyboard.press("t")
            expect(visit.tab.get_by_text("Choisir le thème")).to_be_visible()
            visit.tab.keyboard.press("a")
            expect(visit.tab.get_by_text("Choisir le thème")).to_be_hidden()
            _listening(visit)
        visit.tab.keyboard.press("1234"[left % 4])
    _says(visit, "Alpha de Krippendorff")
    _says(visit, f"{ADVISOR} et la machine")


def _sign_the_campaign(visit: Visit) -> None:
    visit.open("/relire?onglet=Signer", "Relire")
    visit.tab.get_by_text("je réponds de ces classements").click()
    visit.tab.get_by_role("button", name="Signer la campagne").click()
    _says(visit, f"Signée par {ADVISOR}")


def _take_everything_away(visit: Visit, path: Path) -> Path:
    visit.open("/donnees?onglet=Archive", "Données")
    visit.tab.get_by_role("button", name=re.compile("Préparer l.archive complète")).click()
    with visit.tab.expect_download(timeout=PATIENCE) as taken:
        visit.tab.get_by_role("button", name="Télécharger archive.zip").click()
    taken.value.save_as(path)
    return path


def _bring_everything_back(visit: Visit, archive: Path) -> None:
    visit.open("/donnees?onglet=Archive", "Données")
    visit.tab.locator("input[type=file]").set_input_files(archive)
    visit.tab.get_by_role("button", name="Importer cette archive").click()
    expect(visit.tab.locator("h1")).to_have_text("Connexion requise", timeout=PATIENCE)


def _tables(archive: Path) -> dict[str, bytes]:
    with ZipFile(archive) as opened:
        return {
            Path(name).stem: opened.read(name)
            for name in opened.namelist()
            if name.startswith("tables/")
        }


def _listening(visit: Visit) -> None:
    """Wait until the keys are for what is shown."""
    visit.tab.locator(".palette").wait_for(state="attached")
    visit.tab.wait_for_timeout(300)
    visit.tab.wait_for_selector('[data-test-script-state="notRunning"]')
    visit.tab.wait_for_timeout(300)


def _main(visit: Visit) -> Locator:
    return visit.tab.get_by_test_id("stMain")


def _says(visit: Visit, words: str | re.Pattern[str], patience: float = PATIENCE) -> None:
    expect(_main(visit)).to_contain_text(words, timeout=patience)


def _choose(visit: Visit, label: str | re.Pattern[str], option: str) -> None:
    box = visit.tab.get_by_role("combobox", name=label)
    box.click()
    box.fill(option)
    name = re.compile(re.escape(option).replace("'", "."))
    visit.tab.get_by_role("option", name=name).first.click()


def _opened(house: Application) -> Database:
    return open_database(f"sqlite:///{house.folder / 'synthesis.db'}")


def _decisions(house: Application) -> list[Event]:
    with _opened(house).session(read_only=True) as session:
        return [entry.event for entry in read_log(session, 1)]


def _most_said(house: Application, most: int) -> list[Theme]:
    """The themes that most segments speak of."""
    with _opened(house).session(read_only=True) as session:
        analysis = latest_analysis_id(session, 1) or 0
        codings = list(load_codings(session, analysis))
    counts = Counter(Theme(coding.theme, coding.theme_label) for coding in codings if coding.theme)
    return [theme for theme, _ in counts.most_common(most)]
