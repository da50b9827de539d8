"""The other tabs of « Relire »: themes, second reader, pack, journal, signature."""

from __future__ import annotations

from pathlib import Path

import pytest
from review.packs import filled
from streamlit.testing.v1 import AppTest

from synthesis.access import Role
from synthesis.app.campaign import CampaignView, current_campaign
from synthesis.app.desk.offline import XLSX, _pack
from synthesis.domain import Quadrant
from synthesis.review.events import (
    ConfirmSegment,
    ExcludeSegment,
    MemoTheme,
    MergeThemes,
    MoveSegments,
    RenameTheme,
    SetQuadrant,
    SettleDisagreement,
    SignOff,
    SplitTheme,
    ValidateTheme,
)
from synthesis.store import backup, open_database

from .campaigns import IMAGE, INTERVIEWS, SCRIPT, hostile_codings, new_database, save_example
from .conftest import Opened
from .test_review import log, tap


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A campaign of hostile words of one's own."""
    save_example(new_database(tmp_path), INTERVIEWS, hostile_codings())
    return tmp_path


def _texts(app: AppTest) -> str:
    return " ".join(text.value for text in app.text)


def test_a_theme_is_validated_renamed_noted(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Relire", onglet="Thèmes", examine="routes")
    app = tap(app, "Valider ce thème")
    (label,) = [field for field in app.text_input if field.label == "Libellé"]
    label.set_value(f"Routes {SCRIPT}")
    app = tap(app, "Renommer")
    app.text_area[0].set_value("À vérifier.")
    app = tap(app, "Garder le mémo")
    assert log(folder) == [
        ValidateTheme("routes"),
        RenameTheme("routes", f"Routes {SCRIPT}"),
        MemoTheme("routes", "À vérifier."),
    ]
    assert not [m for m in app.markdown if SCRIPT in m.value]


def test_a_label_that_is_taken_is_refused(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Relire", onglet="Thèmes", examine="eau")
    app.text_input[0].set_value("les routes")
    app = tap(app, "Renommer")
    assert log(folder) == []
    assert "s’appelle déjà" in _texts(app)


def test_a_theme_is_merged(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Relire", onglet="Thèmes", examine="routes")
    (target,) = [box for box in app.selectbox if box.label.startswith("Fusionner")]
    target.set_value("eau")
    app = tap(app, "Fusionner")
    assert log(folder) == [MergeThemes("routes", "eau")]
    figures = open_page(folder, "Synthèse")
    assert not figures.exception
    assert "routes" not in {p for link in figures.page_link for p in [link.proto.query_string]}


def test_ticked_segments_move(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Relire", onglet="Thèmes", examine="eau")
    for box in app.checkbox[:2]:
        box.check()
    (target,) = [box for box in app.selectbox if box.label == "Vers le thème"]
    target.set_value("routes")
    app = tap(app, "Déplacer les propos cochés")
    (event,) = log(folder)
    assert isinstance(event, MoveSegments)
    assert (event.source, event.target) == ("eau", "routes")
    assert [themes for _, themes in event.segments] == [("routes",), ("routes",)]


def test_a_theme_is_split_as_proposed_and_ticked(
    open_page: Opened, demonstration_folder: Path, tmp_path: Path
) -> None:
    original = open_database(f"sqlite:///{demonstration_folder / 'synthesis.db'}")
    backup(original, tmp_path / "synthesis.db")
    app = open_page(tmp_path, "Relire", onglet="Thèmes", examine="mobilites")
    app = app.toggle(key="scinder-mobilites").set_value(True).run()
    assert not app.exception
    ticked = [box for box in app.checkbox if box.value]
    assert ticked
    (label,) = [field for field in app.text_input if field.label.startswith("Libellé du nouveau")]
    label.set_value("Le train")
    app = tap(app, "Scinder")
    (event,) = log(tmp_path)
    assert isinstance(event, SplitTheme)
    assert (event.source, event.slug, event.label) == ("mobilites", "relu-le-train", "Le train")
    assert len(event.segments) >= len(ticked)


def test_a_theme_too_small_to_split_says_so(open_page: Opened, tmp_path: Path) -> None:
    save_example(new_database(tmp_path), INTERVIEWS[2:], hostile_codings()[-1:])
    app = open_page(tmp_path, "Relire", onglet="Thèmes", examine="eau")
    app = app.toggle(key="scinder-eau").set_value(True).run()
    assert "trop peu" in app.info[-1].value


def test_a_second_reader_codes_blindly_then_disagreements_are_settled(
    open_page: Opened, folder: Path
) -> None:
    app = open_page(folder, "Relire", onglet="Second lecteur")
    app.number_input[0].set_value(10)
    app = tap(app, "Tirer")
    app = open_page(folder, "Relire", role=Role.ADVISOR, onglet="Second lecteur")
    words = " ".join(html.proto.body for html in app.get("html"))
    assert "Difficultés" not in words
    assert "certitude" not in words
    for _ in hostile_codings():
        app = tap(app, "Atouts")
    assert "7\u00a0désaccords à trancher" in " ".join(s.value for s in app.header)
    app = tap_first(app, "Retenir")
    (event,) = log(folder)
    assert isinstance(event, SettleDisagreement)
    assert (event.quadrant, event.themes) == (Quadrant.ATOUT, ())
    assert "6\u00a0désaccords à trancher" in " ".join(s.value for s in app.header)


def tap_first(app: AppTest, label: str) -> AppTest:
    """Tap the first of the buttons of that label."""
    app = next(b for b in app.button if b.label == label).click().run()
    assert not app.exception
    return app


def test_the_journal_tells_everything_and_undoes(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Relire")
    app = tap(app, "Exclure")
    app = open_page(folder, "Relire", onglet="Journal")
    told = " ".join(html.proto.body for html in app.get("html"))
    assert "Propos exclu des comptes" in told
    assert "Cheffe de projet" in told
    app = tap(app, "Annuler")
    told = " ".join(html.proto.body for html in app.get("html"))
    assert "<s>Propos exclu des comptes</s>" in told
    assert IMAGE not in " ".join(m.value for m in app.markdown)


def test_an_empty_journal_says_so(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Relire", onglet="Journal")
    assert "Aucune décision" in app.info[-1].value


def test_only_the_advisor_signs(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Relire", onglet="Signer")
    assert "Seul le conseiller" in app.info[-1].value
    assert not [b for b in app.button if "Signer" in b.label]
    app = open_page(folder, "Relire", role=Role.ADVISOR, onglet="Signer")
    app = tap(app, "Signer la campagne")
    assert "Cochez" in app.warning[-1].value
    app.checkbox[0].check()
    app = tap(app, "Signer la campagne")
    (event,) = log(folder)
    assert event == SignOff(1, 0)
    assert "Signée par Conseiller scientifique" in _texts(app)


def test_an_observer_does_not_review(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Relire", role=Role.OBSERVER)
    assert "ne permet pas de relire" in app.error[0].value
    assert not app.button


def test_a_pack_comes_back_as_decisions_and_conflicts_are_chosen(
    open_page: Opened, folder: Path
) -> None:
    app = open_page(folder, "Relire")
    first = app.query_params["propos"]
    campaign = _campaign()
    keys = [coding.segment.key for coding in campaign.codings]
    other = next(key for key in keys if key != first)
    pack = filled(
        _pack(campaign, 50),
        {first: {"exclure": "oui"}, other: {"votre quadrant": "Atouts", "pourquoi": "relu"}},
    )
    app = tap(app, "Exclure")
    app = tap(app, "Annuler")
    app = open_page(folder, "Relire", onglet="Hors ligne")
    app = app.file_uploader[0].set_value(("paquet.xlsx", pack, XLSX)).run()
    assert not app.exception
    app = tap(app, "Reprendre 2")
    assert log(folder)[2:] == [ExcludeSegment(first), SetQuadrant(other, Quadrant.ATOUT)]

    decided = filled(_pack(campaign, 50), {other: {"je confirme": "oui"}})
    app = app.file_uploader[0].set_value(("paquet.xlsx", decided, XLSX)).run()
    assert "choisissez" in " ".join(w.value for w in app.warning)
    app = app.toggle[0].set_value(True).run()
    app = tap(app, "Reprendre 1")
    assert isinstance(log(folder)[-1], ConfirmSegment)


def test_a_file_that_is_no_pack_is_refused(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Relire", onglet="Hors ligne")
    app = app.file_uploader[0].set_value(("paquet.xlsx", b"PK rien", XLSX)).run()
    assert not app.exception
    assert app.error
    assert log(folder) == []


def _campaign() -> CampaignView:
    """The campaign of the page that is open."""
    campaign = current_campaign()
    assert campaign is not None
    return campaign
