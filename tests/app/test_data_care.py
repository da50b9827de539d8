"""« Données »: share, pseudonyms, erasure, archive; and the names step of « Importer »."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from synthesis.access import Actor, Role
from synthesis.app.care.names import decided_in
from synthesis.care.archive import export_archive
from synthesis.care.pseudonymise import decisions
from synthesis.care.vault import open_vault
from synthesis.domain import Answer, Interview
from synthesis.language.pseudonyms import Decision, Kind
from synthesis.store import Database, campaigns, care_events, load_interviews, open_database

from .campaigns import IMAGE, INTERVIEWS, SCRIPT, hostile_codings, new_database, save_example
from .conftest import Opened

NAMED = Interview(
    "visite",
    "Le Val",
    answers=(Answer("q1", "Jean Morvan soigne la zyzomale.", speaker="maire"),),
    source="visite.md",
)
NOTES = "---\nterritoire: Le Val\ndate: 2021-03-01\n---\n\n# q1\n\nSophie Kerbrat est partie.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A campaign of hostile words, and one interview that names somebody."""
    save_example(new_database(tmp_path), (*INTERVIEWS, NAMED), hostile_codings())
    return tmp_path


def database(folder: Path) -> Database:
    """That of the folder."""
    return open_database(f"sqlite:///{folder / 'synthesis.db'}")


def kept(folder: Path) -> dict[str, Interview]:
    """The interviews, by key."""
    with database(folder).session(read_only=True) as session:
        return {i.key: i for i in load_interviews(session, campaigns(session)[0].id)}


def tap(app: AppTest, label: str) -> AppTest:
    """Click the button of that label."""
    (button,) = [button for button in app.button if label in button.label]
    assert not button.disabled
    app = button.click().run()
    assert not app.exception
    return app


def test_a_role_sees_its_tabs_only(open_page: Opened, folder: Path) -> None:
    for role, names in (
        (Role.MANAGER, ["Partage", "Pseudonymes", "Effacer", "Archive"]),
        (Role.ADVISOR, ["Partage", "Pseudonymes"]),
        (Role.OBSERVER, []),
    ):
        app = open_page(folder, "Données", role)
        assert not app.exception
        assert [tab.label for tab in app.tabs] == names


@pytest.mark.parametrize("tab", ["Effacer", "Archive"])
def test_an_address_opens_no_tab_that_the_role_may_not(
    open_page: Opened, folder: Path, tab: str
) -> None:
    app = open_page(folder, "Données", Role.ADVISOR, onglet=tab)
    assert not app.exception
    assert not any("Effacer" in button.label or "archive" in button.label for button in app.button)


def test_an_interview_is_erased_once_its_name_is_typed(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Données", onglet="Effacer")
    app = app.selectbox(key="entretien-a-effacer").set_value("visite").run()
    (erase,) = [button for button in app.button if "définitivement" in button.label]
    assert erase.disabled
    app = app.text_input[0].set_value("visite").run()
    app = tap(app, "définitivement")
    assert "1\u00a0réponse effacée" in app.success[0].value
    assert "visite" not in kept(folder)
    with database(folder).session(read_only=True) as session:
        (event,) = care_events(session, 1)
    assert event.name == Role.MANAGER.label
    assert any("Journal des soins" in header.value for header in app.header)


def test_erased_words_leave_the_screens_at_once(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Entretiens", entretien="val")
    assert any("evil.example" in html.value for html in app.html)
    app = open_page(folder, "Données", onglet="Effacer")
    app = app.selectbox(key="entretien-a-effacer").set_value("val").run()
    app = app.text_input[0].set_value("val").run()
    tap(app, "définitivement")
    app = open_page(folder, "Entretiens", entretien="val")
    assert not app.exception
    assert not any("alert(1)" in html.value for html in app.html)


def test_names_are_decided_and_replaced(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Données", onglet="Pseudonymes")
    app = tap(app, "Chercher")
    app = tap(app, "remplacer dans les entretiens")
    assert kept(folder)["visite"].answers[0].text == "Personne 1 soigne la zyzomale."
    with database(folder).session(read_only=True) as session:
        known = decisions(session, 1, open_vault(folder / "pseudonymes.cle"))
    assert {"Jean Morvan"} <= {decision.text for decision in known}


def test_who_may_not_replace_may_still_decide(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Données", Role.ADVISOR, onglet="Pseudonymes")
    app = tap(app, "Chercher")
    assert not any("remplacer" in button.label for button in app.button)
    tap(app, "Garder")
    assert kept(folder)["visite"] == NAMED


def test_the_exports_are_prepared_then_taken_away(open_page: Opened, folder: Path) -> None:
    app = tap(open_page(folder, "Données", onglet="Partage"), "Préparer")
    assert any("masqué" in text.value for text in app.text)
    app = tap(open_page(folder, "Données", onglet="Archive"), "Préparer")
    assert [button.label for button in app.get("download_button")] == ["Télécharger archive.zip"]


def test_an_archive_is_imported_into_an_empty_installation_only(
    open_page: Opened, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("archive") / "archive.zip"
    export_archive(database(folder), Actor(1, "c", Role.MANAGER), path, folder / "pseudonymes.cle")
    assert not open_page(folder, "Données", onglet="Archive").file_uploader
    empty = tmp_path_factory.mktemp("vide")
    new_database(empty)
    app = open_page(empty, "Données", onglet="Archive")
    app = app.file_uploader[0].upload("archive.zip", path.read_bytes()).run()
    app = tap(app, "Importer cette archive")
    assert kept(empty) == kept(folder)
    # The account that imported is gone, and its session with it.
    assert [title.value for title in app.title] == ["Connexion requise"]


def test_an_import_shows_who_is_named_and_keeps_pseudonyms(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Importer")
    app.file_uploader[0].upload("autre.md", NOTES.encode()).run()
    assert not app.exception
    assert "visite" in kept(folder)
    app = tap(app, "Confirmer")
    texts = [answer.text for i in kept(folder).values() for answer in i.answers]
    assert any("Personne 1 est partie." in text for text in texts)
    assert not any("Kerbrat" in text for text in texts)


def test_hostile_words_stay_words(open_page: Opened, folder: Path) -> None:
    for tab in ("Partage", "Pseudonymes", "Effacer", "Archive"):
        app = open_page(folder, "Données", onglet=tab)
        assert not app.exception
        shown = [m.value for m in (*app.markdown, *app.caption, *app.success, *app.warning)]
        assert not any(words in text for text in shown for words in (SCRIPT, IMAGE))


def test_a_table_is_read_row_by_row() -> None:
    edited = pd.DataFrame(
        {
            "Remplacer": [True, False, True],
            "Texte": ["Jean Morvan", "Rose", "Kerbrat"],
            "Pseudonyme": [" la voisine ", "Personne 2", None],
        }
    )
    assert decided_in([Kind.PERSON] * 3, edited) == [
        Decision(Kind.PERSON, "Jean Morvan", "la voisine"),
        Decision(Kind.PERSON, "Rose", None),
        Decision(Kind.PERSON, "Kerbrat", ""),
    ]
