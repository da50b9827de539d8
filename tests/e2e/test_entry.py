"""Interviews typed in a browser: the server dies, tabs close, two people write, nothing is lost."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

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

from .conftest import COMMAND, Visit, free_port, give_account, wait_for

pytestmark = pytest.mark.e2e

NewVisit = Callable[..., Visit]
FORMULA = "=cmd|' /C calc'!A1"
LONG = "eau" * 33_334
# What the framework says in the console when its server is away.
AWAY = re.compile(
    r"disconnected from server|Client Error|not responding|WebSocket|ERR_CONNECTION|Failed to load"
)
SAVED, OFFLINE = re.compile("Enregistré à"), re.compile("Hors connexion")
PATIENCE = 30_000


@dataclass
class Application:
    """The application on a folder, that can die and come back at the same address."""

    folder: Path
    port: int
    log: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start and wait until it answers."""
        environment = os.environ | {
            "SYNTHESIS_DATA_DIR": str(self.folder),
            "SYNTHESIS_DATABASE_URL": "",
        }
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [*COMMAND, str(self.port)],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        wait_for(self.address, self.process, self.log)

    def kill(self) -> None:
        """As if the computer lost its power: no goodbye."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def text(self, question: str = "q1") -> str:
        """What the database holds of the answer to a question of the interview begun."""
        database = open_database(f"sqlite:///{self.folder / 'synthesis.db'}")
        with database.session(read_only=True) as session:
            interview = load_interviews(session, 1)[0]
        database.close()
        return next(a.text for a in interview.answers if a.question == question)


@pytest.fixture
def application(
    chromium: BrowserContext, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Application]:
    """An application of its own, with one interview begun."""
    folder = tmp_path_factory.mktemp("saisie")
    database = new_database(folder)
    with database.session() as session:
        codebook = Codebook("grille", "Grille", (WATER, ROADS))
        campaign = save_campaign(session, "essai", "Essai", FORM, codebook, [VALLEY])
    begin_visit(database, Actor(0, "essai", Role.MANAGER), campaign, VALLEY.siren, [])
    database.close()
    give_account(folder)
    running = Application(folder, free_port(), folder / "journal")
    running.start()
    yield running
    running.kill()


@pytest.fixture
def write(application: Application, new_visit: NewVisit) -> Callable[[], tuple[Visit, Locator]]:
    """Open the interview in a new tab, and give its first box."""

    def opened() -> tuple[Visit, Locator]:
        visit = new_visit(application.address)
        visit.open("/saisir?entretien=le-val", "Saisir")
        return visit, _box(visit)

    return opened


Write = Callable[[], tuple[Visit, Locator]]


def _box(visit: Visit) -> Locator:
    return visit.tab.locator("textarea").first


def _state(visit: Visit) -> Locator:
    return visit.tab.locator(".state")


def _forget_absence(visit: Visit) -> None:
    """The framework complains that the server is away: that is what the test is about."""
    visit.complaints[:] = [said for said in visit.complaints if not AWAY.search(said)]


def test_typing_goes_on_while_the_server_is_killed_and_comes_back(
    write: Write, application: Application
) -> None:
    visit, box = write()
    box.click()
    visit.tab.keyboard.type("Avant la panne. ", delay=40)
    expect(_state(visit)).to_have_text(SAVED, timeout=PATIENCE)
    visit.tab.keyboard.type("Au moment de la panne, ", delay=20)
    application.kill()
    words = "pendant la panne, longtemps, jusqu'à ce que la fenêtre d'erreur soit passée. " * 3
    visit.tab.keyboard.type(words, delay=20)
    expect(_state(visit)).to_have_text(OFFLINE, timeout=PATIENCE)
    application.start()
    expect(_state(visit)).to_have_text(SAVED, timeout=60_000)
    visit.tab.keyboard.type("Après.", delay=20)
    expected = f"Avant la panne. Au moment de la panne, {words}Après."
    expect(box).to_have_value(expected)
    expect(_state(visit)).to_have_text(re.compile("Enregistrement"))
    expect(_state(visit)).to_have_text(SAVED, timeout=PATIENCE)
    assert application.text() == expected
    _forget_absence(visit)


def test_a_page_reloaded_while_the_server_is_away_gives_back_what_was_typed(
    write: Write, application: Application
) -> None:
    visit, box = write()
    box.click()
    visit.tab.keyboard.type("Avant. ")
    expect(_state(visit)).to_have_text(SAVED, timeout=PATIENCE)
    application.kill()
    visit.tab.keyboard.type("Pendant.")
    visit.tab.wait_for_timeout(500)
    application.start()
    visit.tab.reload()
    expect(_box(visit)).to_have_value("Avant. Pendant.", timeout=PATIENCE)
    expect(_state(visit)).to_have_text(SAVED, timeout=PATIENCE)
    assert application.text() == "Avant. Pendant."
    _forget_absence(visit)


def test_a_page_reloaded_at_once_gives_back_what_was_typed(write: Write) -> None:
    visit, box = write()
    box.click()
    visit.tab.keyboard.type("Tapé à l'instant.")
    visit.tab.reload()
    expect(_box(visit)).to_have_value("Tapé à l'instant.", timeout=PATIENCE)


def test_a_tab_closed_at_once_gives_back_what_was_typed(
    write: Write, application: Application
) -> None:
    visit, box = write()
    box.click()
    visit.tab.keyboard.type("Tapé puis fermé.")
    visit.tab.close(run_before_unload=True)
    again, box = write()
    expect(box).to_have_value("Tapé puis fermé.", timeout=PATIENCE)
    expect(_state(again)).to_have_text(re.compile("nregistré"), timeout=PATIENCE)
    again.tab.wait_for_timeout(3_000)
    assert application.text() == "Tapé puis fermé."


def test_leaving_for_another_page_keeps_what_was_typed(
    write: Write, application: Application
) -> None:
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
    write: Write, application: Application, choice: str, kept: str
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
    write: Write, application: Application, words: str
) -> None:
    visit, box = write()
    box.click()
    visit.tab.keyboard.insert_text(words)
    expect(_state(visit)).to_have_text(SAVED, timeout=PATIENCE)
    assert application.text() == words
    visit.tab.reload()
    expect(_box(visit)).to_have_value(words, timeout=PATIENCE)
    assert visit.tab.locator("[data-testid=stMain] img").count() == 0


def test_the_keyboard_does_everything(write: Write, application: Application) -> None:
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


def test_a_folder_with_a_broken_file_is_looked_at_then_imported(
    application: Application, new_visit: NewVisit, tmp_path: Path
) -> None:
    folder = tmp_path / "notes"
    (folder / "mars").mkdir(parents=True)
    head = "---\nterritoire: Le Val\ndates: 2021-03-04\n---\n## q1\n"
    (folder / "mars" / "visite.md").write_text(f"{head}{SCRIPT} {IMAGE}\n{FORMULA}\n")
    (folder / "casse.docx").write_bytes(b"PK\x03\x04 rien de bon")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    visit = new_visit(application.address)
    visit.open("/importer", "Importer")
    tab = visit.tab
    tab.locator(".st-key-depot-dossier input[type=file]").set_input_files(folder)
    confirm = tab.get_by_role("button", name=re.compile("Confirmer"))
    expect(confirm).to_be_visible(timeout=PATIENCE)
    main = tab.get_by_test_id("stMain")
    for words in ("casse.docx", "le fichier est abîmé", "photo.jpg", "Le Val", "mars/visite.md"):
        expect(main).to_contain_text(words)
    tab.get_by_text("Ce qui a été compris").click()
    expect(main).to_contain_text(f"{SCRIPT} {IMAGE}")
    assert main.locator('img, a[href*="evil.example"]').count() == 0
    confirm.click()
    expect(main).to_contain_text("1\u00a0entretien ajouté", timeout=PATIENCE)
    tab.get_by_role("link", name=re.compile("avancement")).click(delay=100)
    visit.arrive("Saisir")
    expect(main).to_contain_text("04/03/2021")
