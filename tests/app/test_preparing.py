"""The screens of « Préparer »: what is done on them is kept in the store."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from synthesis.access import Role
from synthesis.accounts.machine import every_account
from synthesis.domain import Codebook, Theme
from synthesis.forms.codebook import read_codebook
from synthesis.forms.defaults import default_codebook
from synthesis.preparation.files import codebook_file
from synthesis.store import Database, campaigns, load_codebook, load_territories, open_database
from synthesis.store.campaigns import change_codebook

from .campaigns import (
    IMAGE,
    INTERVIEWS,
    ROADS,
    SCRIPT,
    WATER,
    foreign_html,
    hostile_codings,
    new_database,
    save_example,
)
from .conftest import Opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The campaign of hostile words, to change."""
    save_example(new_database(tmp_path), INTERVIEWS, hostile_codings())
    return tmp_path


def _database(folder: Path) -> Database:
    return open_database(f"sqlite:///{folder / 'synthesis.db'}")


def _grid(folder: Path) -> Codebook:
    with _database(folder).session() as session:
        return load_codebook(session, 1)


def _submit(app: AppTest, label: str) -> AppTest:
    button = next(b for b in app.button if b.label == label)
    return button.click().run()


def _field(app: AppTest, kind: str, label: str):
    return next(w for w in app.get(kind) if w.label.startswith(label))


def test_a_campaign_is_created_with_the_shipped_form_and_grid(
    open_page: Opened, empty_folder: Path
) -> None:
    app = open_page(empty_folder, "Campagnes")
    assert "Aucune campagne encore" in app.info[0].value
    _field(app, "text_input", "Nom").set_value("Visites d'été")
    _field(app, "text_input", "Début").set_value("08/01/2024")
    app = _submit(app, "Créer la campagne")
    assert not app.exception
    assert "est créée" in app.success[0].value
    with _database(empty_folder).session() as session:
        (campaign,) = campaigns(session)
        assert (campaign.title, campaign.begins) == ("Visites d'été", date(2024, 1, 8))
        assert len(load_territories(session, campaign.id)) == 13
        assert load_codebook(session, campaign.id) == read_codebook(default_codebook())


@pytest.mark.parametrize(
    ("title", "begins", "message"),
    [
        ("", "", "nom de campagne"),
        ("Essai", "hier", "pas une date"),
        ("Essai", "31/02/2024", "date"),
    ],
)
def test_a_campaign_that_cannot_be_says_why(
    open_page: Opened, empty_folder: Path, title: str, begins: str, message: str
) -> None:
    app = open_page(empty_folder, "Campagnes")
    _field(app, "text_input", "Nom").set_value(title)
    _field(app, "text_input", "Début").set_value(begins)
    app = _submit(app, "Créer la campagne")
    assert not app.exception
    assert message in app.error[0].value
    with _database(empty_folder).session() as session:
        assert campaigns(session) == []


def test_a_campaign_is_duplicated_then_deleted_by_its_name(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Campagnes")
    app.get("button_group")[0].set_value("dupliquer").run()
    _field(app, "text_input", "Nom").set_value("Copie")
    app = _submit(app, "Dupliquer")
    assert not app.exception
    with _database(folder).session() as session:
        assert [c.title for c in campaigns(session)] == [f"Essai {IMAGE}", "Copie"]
    app.session_state["action-1"] = "supprimer"
    app.run()
    _field(app, "text_input", "Nom de la campagne à supprimer").set_value("autre chose")
    app = _submit(app, "Supprimer pour toujours")
    assert "rien n’a été supprimé" in app.error[0].value.replace("\\", "")
    _field(app, "text_input", "Nom de la campagne à supprimer").set_value(f"Essai {IMAGE}")
    app = _submit(app, "Supprimer pour toujours")
    assert not app.exception
    with _database(folder).session() as session:
        assert [c.title for c in campaigns(session)] == ["Copie"]


def test_a_territory_joins_the_registry(open_page: Opened, empty_folder: Path) -> None:
    app = open_page(empty_folder, "Territoires")
    _field(app, "text_input", "SIREN").set_value("200 000 024")
    _field(app, "text_input", "Nom").set_value(f"Le Plateau {SCRIPT}")
    _field(app, "text_area", "Communes").set_value("44001 Abbaretz\nrien")
    app = _submit(app, "Enregistrer le territoire")
    assert "ligne 2" in app.error[0].value
    _field(app, "text_area", "Communes").set_value("44001 Abbaretz")
    app = _submit(app, "Enregistrer le territoire")
    assert not app.exception
    assert "14" in app.text[0].value
    assert not [html for html in foreign_html(app) if "<script" in html]


def test_a_theme_is_edited_and_says_so(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Grille", theme="eau")
    assert not app.exception
    _field(app, "text_input", "Libellé").set_value("La ressource en eau")
    _field(app, "text_area", "Termes").set_value("captage\n forage \n\ncaptage")
    _field(app, "text_area", "Ce qu’il exclut").set_value("les ponts → les routes")
    app = _submit(app, "Enregistrer le thème")
    assert not app.exception
    assert "est enregistré" in app.success[0].value
    theme = _grid(folder).get("eau")
    assert theme is not None
    assert (theme.label, theme.terms) == ("La ressource en eau", ("captage", "forage"))
    assert [(e.what, e.goes_to) for e in theme.excludes] == [("les ponts", "routes")]


def test_a_theme_changed_meanwhile_is_shown_before_it_is_replaced(
    open_page: Opened, folder: Path
) -> None:
    app = open_page(folder, "Grille", role=Role.ADVISOR, theme="routes")
    theirs = Theme("routes", "Les routes d'eux", definition=SCRIPT)
    with _database(folder).session() as session:
        change_codebook(session, 1, Codebook("grille", "Grille", (WATER, theirs)))
    _field(app, "text_input", "Libellé").set_value("Les routes de moi")
    app = _submit(app, "Enregistrer le thème")
    assert not app.exception
    assert "entre" in app.warning[0].value
    assert any("Les routes d&#x27;eux" in html.value for html in app.html)
    assert not [html for html in foreign_html(app) if "<script" in html]
    assert _grid(folder).get("routes") == theirs
    assert _field(app, "text_input", "Libellé").value == "Les routes de moi"
    app = _submit(app, "Enregistrer le thème")
    kept = _grid(folder).get("routes")
    assert kept is not None
    assert kept.label == "Les routes de moi"


def test_a_theme_is_added_then_removed(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Grille")
    _field(app, "text_input", "Libellé").set_value("L'habitat")
    app = _submit(app, "Ajouter le thème")
    assert not app.exception
    assert app.query_params["theme"] == "l_habitat"
    app.checkbox[0].check().run()
    app = _submit(app, "Retirer le thème")
    assert not app.exception
    assert [theme.slug for theme in _grid(folder).themes] == [WATER.slug, ROADS.slug]


def test_terms_of_several_themes_are_told(open_page: Opened, folder: Path) -> None:
    both = tuple(Theme(t.slug, t.label, terms=("pont",)) for t in (WATER, ROADS))
    with _database(folder).session() as session:
        change_codebook(session, 1, Codebook("grille", "Grille", both))
    app = open_page(folder, "Grille")
    assert "1\u00a0terme commun" in app.expander[0].label
    app = open_page(folder, "Grille", theme="routes")
    assert "pont" in app.warning[0].value


def test_a_grid_is_replaced_by_a_file(open_page: Opened, folder: Path) -> None:
    new = Codebook("autre", "Autre", (Theme("habitat", "L'habitat"),))
    app = open_page(folder, "Grille")
    app.file_uploader[0].upload("grille.yaml", b"themes: 3")
    app = _submit(app, "Remplacer la grille")
    assert "aucun thème" in app.error[0].value
    app = open_page(folder, "Grille")
    app.file_uploader[0].upload("grille.yaml", codebook_file(new))
    app = _submit(app, "Remplacer la grille")
    assert not app.exception
    assert _grid(folder) == new


def test_an_account_is_created_and_its_password_shown_once(
    open_page: Opened, empty_folder: Path
) -> None:
    app = open_page(empty_folder, "Comptes")
    _field(app, "text_input", "Nom de compte").set_value(IMAGE)
    app = _submit(app, "Créer le compte")
    assert not app.exception
    (code,) = app.code
    assert len(code.value) == 19
    assert not app.run().code
    account = every_account(_database(empty_folder))[-1]
    assert (account.name, account.role, account.temporary) == (IMAGE, Role.OBSERVER, True)
    assert not [text for text in (*app.markdown, *app.success) if "![" in text.value]


def test_the_last_manager_cannot_close_their_account(open_page: Opened, empty_folder: Path) -> None:
    app = open_page(empty_folder, "Comptes")
    app = _submit(app, "Fermer le compte")
    assert "dernière cheffe de projet" in app.error[0].value
    assert every_account(_database(empty_folder))[0].active
