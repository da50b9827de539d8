"""« Saisir » and « Importer », without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from synthesis.domain import Interview
from synthesis.store import load_interviews, open_database

from .campaigns import (
    IMAGE,
    INTERVIEWS,
    SCRIPT,
    VALLEY,
    hostile_codings,
    new_database,
    save_example,
)
from .conftest import Opened

NOTES = f"---\nterritoire: Le Val\ndates: 2021-03-04\n---\n## q1\n{SCRIPT} {IMAGE}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A campaign of hostile words, for one test only."""
    save_example(new_database(tmp_path), INTERVIEWS, hostile_codings())
    return tmp_path


def _kept(folder: Path) -> list[Interview]:
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    with database.session(read_only=True) as session:
        return load_interviews(session, 1)


def _begin(app: AppTest, siren: str) -> AppTest:
    app.selectbox[0].select(siren)
    return app.button[0].click().run()


def test_progress_counts_the_territories_visited_and_the_empty_questions(
    open_page: Opened, folder: Path
) -> None:
    app = open_page(folder, "Saisir")
    assert not app.exception
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown == {
        "EPCI visités": "1/1",
        "Entretiens": "3",
        "Questions répondues": "2",
        "Questions vides": "4",
        "Questions non posées": "0",
    }


def test_beginning_an_interview_opens_it(open_page: Opened, folder: Path) -> None:
    app = _begin(open_page(folder, "Saisir"), VALLEY.siren)
    assert not app.exception
    key = app.query_params["entretien"]
    assert key.startswith("le-val-")
    assert key in [interview.key for interview in _kept(folder)]


def test_what_was_begun_since_the_analysis_is_not_counted_as_silent(
    open_page: Opened, folder: Path
) -> None:
    before = {m.label: m.value for m in open_page(folder, "Synthèse").metric}
    _begin(open_page(folder, "Saisir"), VALLEY.siren)
    st.cache_resource.clear()
    assert {m.label: m.value for m in open_page(folder, "Synthèse").metric} == before


def test_a_territory_must_be_chosen(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Saisir")
    app.button[0].click().run()
    assert "territoire" in app.error[0].value
    assert len(_kept(folder)) == len(INTERVIEWS)


def test_the_description_is_kept_as_soon_as_it_changes(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Saisir", entretien="val")
    fields = {field.label: field for field in app.text_input}
    fields["Durée"].set_value("2h30").run()
    assert not app.exception
    assert _kept(folder)[0].duration_minutes == 150


@pytest.mark.parametrize("label", ["Dates", "Durée"])
def test_what_is_not_understood_is_told_and_not_kept(
    open_page: Opened, folder: Path, label: str
) -> None:
    app = open_page(folder, "Saisir", entretien="val")
    fields = {field.label: field for field in app.text_input}
    fields[label].set_value(f"bientôt {IMAGE}").run()
    assert not app.exception
    assert "pas comprise" in app.error[0].value
    assert "![" not in app.error[0].value
    assert _kept(folder) == list(INTERVIEWS)


def test_an_interview_that_does_not_exist_is_told(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Saisir", entretien=IMAGE)
    assert not app.exception
    assert "existe pas" in app.error[0].value
    assert "![" not in app.error[0].value


def test_an_interview_is_renamed_where_it_is_written(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Saisir", entretien="val")
    (field,) = (field for field in app.text_input if field.label.startswith("Nom de"))
    field.set_value("val de mars")
    next(button for button in app.button if button.label == "Renommer").click().run()
    assert not app.exception
    assert app.query_params["entretien"] == "val de mars"
    assert _kept(folder)[0].key == "val de mars"
    assert "val de mars" in app.success[0].value


def test_an_import_is_looked_at_then_confirmed(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Importer")
    uploader = app.file_uploader[0]
    uploader.upload("visite.md", NOTES.encode())
    uploader.upload("casse.docx", b"rien de bon").run()
    assert not app.exception
    shown = {metric.label: metric.value for metric in app.metric}
    assert (shown["Entretiens compris"], shown["Fichiers non lus"]) == ("1", "1")
    assert _kept(folder) == list(INTERVIEWS)
    app.button[0].click().run()
    assert not app.exception
    assert "1\u00a0entretien ajouté" in app.success[0].value
    assert _kept(folder)[-1].answers[0].text == f"{SCRIPT} {IMAGE}"
