"""« Restituer »: many look, some take away; words under pseudonyms; refusals are told."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from streamlit.testing.v1 import AppTest

from synthesis.access import GRANTS, Actor, ForbiddenError, Permission, Role
from synthesis.app.restitute.documents import DOCUMENTS, Wanted
from synthesis.app.restitute.making import Making, Order
from synthesis.care.vault import open_vault
from synthesis.domain import Answer, Interview, Quadrant
from synthesis.report.chapters import EVERY_CHAPTER, Chapter
from synthesis.settings import Settings
from synthesis.store import open_database
from synthesis.store.care import care_events

from .campaigns import (
    IMAGE,
    SCRIPT,
    VALLEY,
    coding,
    foreign_html,
    lines,
    new_database,
    save_example,
)
from .conftest import Opened

WAIT = 120.0
BY_KEY = {document.key: document for document in DOCUMENTS}
READING = [role for role in Role if Permission.READ in GRANTS[role]]


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One interview, whose words name somebody and try to be more than words."""
    folder = tmp_path_factory.mktemp("restitution")
    said = f"Jean Dupont, le maire, tient à l'eau. {SCRIPT}\n{IMAGE}\nL'eau manque l'été."
    visit = Interview("val", "Le Val", VALLEY.siren, answers=(Answer("q1", said),))
    segments = lines(visit, 0, visit.answers[0])
    save_example(new_database(folder), (visit,), [coding(s, Quadrant.ATOUT) for s in segments])
    return folder


def _order(folder: Path, role: Role, *keys: str) -> Order:
    return Order(
        open_database(f"sqlite:///{folder / 'synthesis.db'}"),
        Actor(1, "essai", role),
        1,
        Settings(data_dir=folder, _env_file=None),  # type: ignore[call-arg]
        open_vault(folder / "pseudonymes.cle"),
        tuple(BY_KEY[key] for key in keys),
        Wanted((Chapter.BOARD,), date(2021, 6, 1)),
        (0, 0, 0),
    )


def _made(folder: Path, *keys: str) -> Making:
    making = Making(_order(folder, Role.MANAGER, *keys))
    making.start()
    making.wait(WAIT)
    assert not making.active
    return making


def _ordered(app: AppTest, folder: Path, *keys: str) -> AppTest:
    """Tick these documents only, ask, and wait for them."""
    for document in DOCUMENTS:
        box = app.checkbox(key=f"restituer-{document.key}")
        box.check() if document.key in keys else box.uncheck()
    app = next(b for b in app.button if b.label == "Préparer les documents").click().run()
    assert not app.exception
    if "restitution-1" in app.session_state:
        app.session_state["restitution-1"].wait(WAIT)
        app = app.run()
        assert not app.exception
    return app


@pytest.mark.parametrize("role", READING)
def test_every_role_looks_at_figures_and_numbers(
    open_page: Opened, hostile_folder: Path, role: Role
) -> None:
    app = open_page(hostile_folder, "Restituer", role)
    assert not app.exception
    (picture,) = app.get("image")
    assert picture.proto.imgs[0].alt.startswith("Tableau en quatre quadrants")
    words = " ".join(text.value for text in app.text)
    assert "3\N{NO-BREAK SPACE}entretiens dans" in words
    told = [chapter.label for chapter in EVERY_CHAPTER]
    assert [m.value.strip("*") for m in app.markdown if m.value.strip("*") in told] == told


@pytest.mark.parametrize("role", READING)
def test_only_who_may_share_is_offered_documents(
    open_page: Opened, hostile_folder: Path, role: Role
) -> None:
    app = open_page(hostile_folder, "Restituer", role)
    offered = any(button.label == "Préparer les documents" for button in app.button)
    assert offered is (Permission.SHARE in GRANTS[role])
    assert any("pas d’emporter" in info.value for info in app.info) is not offered


def test_whoever_may_not_share_gets_nothing_even_by_the_service(small_folder: Path) -> None:
    making = Making(_order(small_folder, Role.OBSERVER, "classeur"))
    with pytest.raises(ForbiddenError):
        making.start()
    making.run()
    assert making.made == {}
    assert "ne permet pas" in making.refused["classeur"]


def test_every_figure_can_be_looked_at(open_page: Opened, hostile_folder: Path) -> None:
    app = open_page(hostile_folder, "Restituer")
    box = app.selectbox(key="restituer-figure")
    for title in box.options[1:]:
        app = app.selectbox(key="restituer-figure").select(title).run()
        assert not app.exception
        assert app.get("image") or any("trop peu" in c.value for c in app.caption)


def test_documents_are_made_and_handed_out(open_page: Opened, small_folder: Path) -> None:
    app = _ordered(open_page(small_folder, "Restituer"), small_folder, "classeur", "donnees")
    labels = [button.label for button in app.get("download_button")]
    assert [label.split(" (")[0] for label in labels] == [
        "Télécharger classeur-essai.xlsx",
        "Télécharger donnees-essai.zip",
    ]
    for html in foreign_html(app):
        assert SCRIPT not in html
    for kind in (app.markdown, app.caption, app.error, app.info):
        assert not [e for e in kind if IMAGE in e.value]


def test_nothing_chosen_is_told(open_page: Opened, small_folder: Path) -> None:
    app = _ordered(open_page(small_folder, "Restituer"), small_folder)
    assert any("au moins un document" in w.value for w in app.warning)


def test_a_page_for_everybody_waits_for_the_pseudonyms(
    open_page: Opened, small_folder: Path
) -> None:
    app = _ordered(open_page(small_folder, "Restituer"), small_folder, "page")
    assert not app.get("download_button")
    (refusal,) = app.error
    assert "pas encore de décision" in refusal.value
    assert "Dupont" not in refusal.value


def test_what_is_made_is_veiled_and_noted(small_folder: Path) -> None:
    making = _made(small_folder, "donnees-json", "page")
    document = json.loads(making.made["donnees-json"])
    assert document["campagne"]["pseudonymise"]
    assert SCRIPT in making.made["donnees-json"].decode()
    assert b"Dupont" not in making.made["donnees-json"]
    assert set(making.refused) == {"page"}
    assert making.share == 1.0
    with making.order.database.session(read_only=True) as session:
        noted = [e.details.get("document") for e in care_events(session, 1)]
    assert "donnees-json-essai.json" in noted
    assert "page-essai.html" not in noted


@pytest.mark.parametrize("key", ["rapport", "support"])
def test_office_documents_open(small_folder: Path, key: str) -> None:
    making = _made(small_folder, key)
    assert making.refused == {}
    with ZipFile(io.BytesIO(making.made[key])) as archive:
        assert archive.testzip() is None


def test_a_campaign_that_changed_hands_nothing_of_before_out(
    open_page: Opened, small_folder: Path
) -> None:
    app = _ordered(open_page(small_folder, "Restituer"), small_folder, "donnees")
    old = app.session_state["restitution-1"]
    old.order = replace(old.order, stamp=(0, 0, 0))
    app = app.run()
    assert not app.get("download_button")
    assert any("a changé depuis" in info.value for info in app.info)


def test_a_thread_that_dies_is_told(open_page: Opened, small_folder: Path) -> None:
    app = _ordered(open_page(small_folder, "Restituer"), small_folder, "donnees")
    app.session_state["restitution-1"].made = {}
    app = app.run()
    assert any("s’est arrêtée" in e.value for e in app.error)


def test_without_analysis_there_is_nothing_to_look_at(
    open_page: Opened, empty_folder: Path
) -> None:
    app = open_page(empty_folder, "Restituer")
    assert not app.exception
    assert not app.get("image")
    assert app.info
