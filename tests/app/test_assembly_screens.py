"""« Assemblée », « Groupes de travail »: what is done there is kept, hostile words stay words."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from synthesis.access import Role
from synthesis.app.assembly.member_rows import lines_of, members_table
from synthesis.store import open_database
from synthesis.vote.groups import compose, load_groups, write_notes
from synthesis.vote.preparing import MemberLine
from synthesis.vote.records import assemblies, load_assembly
from synthesis.vote.subjects import Wording, pooled, propose

from .campaigns import IMAGE, SCRIPT, foreign_html
from .conftest import Opened
from .halls import MANAGER, Hall


def field(app: AppTest, kind: str, label: str):
    """The first widget of a kind whose label begins so."""
    return next(w for w in app.get(kind) if w.label.startswith(label))


def press(app: AppTest, label: str) -> AppTest:
    """Click on the first button of that label."""
    return next(b for b in app.button if b.label == label).click().run()


def told(app: AppTest) -> str:
    """Everything that the page says in notices and texts."""
    kinds = "success error warning info text"
    return "\n".join(e.value for kind in kinds.split() for e in app.get(kind)).replace("\\", "")


def is_safe(app: AppTest) -> bool:
    """Nothing foreign became a page: no script in HTML, no image in Markdown."""
    html = [value for value in foreign_html(app) if "<script" in value or "<img" in value]
    kinds = "markdown caption success error warning info header subheader toggle"
    words = [str(getattr(e, "label", "") or e.value) for k in kinds.split() for e in app.get(k)]
    return not app.exception and not html and not [word for word in words if "![" in word]


def test_an_assembly_is_created_with_the_territories(
    open_page: Opened, hostile_folder: Path, tmp_path: Path
) -> None:
    folder = Hall(hostile_folder).copied(tmp_path).folder
    app = open_page(folder, "Assemblée")
    assert "Aucune assemblée encore" in app.info[-1].value
    app = press(app, "Créer l’assemblée")
    assert "pas de date" in app.error[0].value
    field(app, "text_input", "Titre").set_value("Assemblée du 28 mai")
    field(app, "text_input", "Date").set_value("28/05/2021")
    field(app, "text_area", "Ordre du jour").set_value("Accueil\n\nVote")
    field(app, "number_input", "Pouvoirs").set_value(2)
    app = press(app, "Créer l’assemblée")
    assert not app.exception
    assert "est créée" in told(app)
    with open_database(f"sqlite:///{folder / 'synthesis.db'}").session() as session:
        (summary,) = assemblies(session, 1)
        assembly = load_assembly(session, summary.id)
    assert (assembly.title, assembly.agenda) == ("Assemblée du 28 mai", ("Accueil", "Vote"))
    assert (len(assembly.bodies), assembly.statutes.proxies_each) == (1, 2)


@pytest.mark.parametrize("view", ["emargement", "membres", "pouvoirs", "convocation", "autre"])
def test_every_part_of_an_assembly_shows_words_as_words(
    open_page: Opened, hall: Hall, view: str
) -> None:
    assert is_safe(open_page(hall.folder, "Assemblée", vue=view))


def test_one_tap_signs_somebody_in_and_the_quorum_follows(open_page: Opened, hall: Hall) -> None:
    app = open_page(hall.folder, "Assemblée")
    assert "Quorum atteint" in app.success[0].value
    toggle = next(t for t in app.toggle if t.label.startswith("**T1**"))
    assert toggle.value is True
    app = toggle.set_value(False).run()
    assert "Quorum pas encore atteint" in app.warning[0].value
    assert len(hall.assembly().present) == 1
    # The suppléant stands in for the titulaire who left.
    app = next(t for t in app.toggle if t.label.startswith("**S1**")).set_value(True).run()
    assert "Quorum atteint" in app.success[0].value
    assert any("suppléant" in html.value and "S1" in html.value for html in app.html)
    assert any("aucun pouvoir" in html.value for html in app.html)


def test_somebody_signed_in_elsewhere_is_shown_there(open_page: Opened, hall: Hall) -> None:
    app = open_page(hall.folder, "Assemblée")
    hall.there("S2")
    app = app.run()
    assert next(t for t in app.toggle if t.label.startswith("**S2**")).value is True


def test_a_proxy_is_given_then_taken_back(open_page: Opened, hall: Hall) -> None:
    app = open_page(hall.folder, "Assemblée", vue="pouvoirs")
    field(app, "selectbox", "Membre absent").select_index(2)
    field(app, "selectbox", "Donne pouvoir à").select_index(1)
    app = press(app, "Enregistrer le pouvoir")
    assert is_safe(app)
    assert list(hall.assembly().proxies.values()) == [1]
    field(app, "selectbox", "Membre absent").select_index(2)
    field(app, "selectbox", "Donne pouvoir à").select_index(0)
    press(app, "Enregistrer le pouvoir")
    assert not hall.assembly().proxies


def test_the_rows_of_the_editor_are_the_members(hall: Hall) -> None:
    assembly = hall.assembly()
    rows = members_table(assembly).to_dict("records")
    lines = lines_of(rows)
    assert [line.number for line in lines] == [body.id for body in assembly.bodies]
    assert [line.deputy for line in lines] == ["S1", "S2", "S3"]
    # What the editor gives of a row that was added, and of one left empty.
    added = {"numero": float("nan"), "Membre": " Le Lac ", "Titulaire": None, "Poids": 2.0}
    assert lines_of([added, {"numero": None, "Membre": pd.NA}]) == [
        MemberLine("Le Lac", free_weight=2)
    ]


def test_groups_are_composed_and_people_moved(open_page: Opened, hall: Hall) -> None:
    app = open_page(hall.folder, "Groupes de travail")
    app = press(app, "Composer les groupes")
    assert is_safe(app)
    with hall.database.session(read_only=True) as session:
        groups = load_groups(session, 1)
    assert [len(group.members) for group in groups] == [1, 1]
    field(app, "selectbox", "Personne").select_index(0)
    field(app, "selectbox", "Va dans").select_index(1)
    app = press(app, "Déplacer")
    assert is_safe(app)
    with hall.database.session(read_only=True) as session:
        assert [len(group.members) for group in load_groups(session, 1)] == [0, 2]


@pytest.mark.parametrize("view", ["composition", "fiches", "notes", "commun"])
def test_every_part_of_the_groups_shows_words_as_words(
    open_page: Opened, hall: Hall, view: str
) -> None:
    compose(hall.database, MANAGER, 1, 2)
    write_notes(hall.database, MANAGER, 1, 1, f"{IMAGE} {SCRIPT}", 1)
    propose(hall.database, MANAGER, 1, Wording(f"Sujet {IMAGE}", SCRIPT, ("eau",)), 1)
    propose(hall.database, MANAGER, 1, Wording("Autre"), 2)
    assert is_safe(open_page(hall.folder, "Groupes de travail", vue=view))


def test_the_support_sheet_quotes_what_was_said(open_page: Opened, hall: Hall) -> None:
    compose(hall.database, MANAGER, 1, 2)
    app = open_page(hall.folder, "Groupes de travail", vue="fiches")
    sheets = [html.value for html in app.html if 'class="fiche"' in html.value]
    assert len(sheets) == 2
    assert "Souhaits de travail commun" in sheets[0]


def test_notes_changed_meanwhile_are_shown_not_overwritten(open_page: Opened, hall: Hall) -> None:
    compose(hall.database, MANAGER, 1, 1)
    app = open_page(hall.folder, "Groupes de travail", vue="notes")
    write_notes(hall.database, MANAGER, 1, 1, "les autres", 1)
    app = field(app, "text_area", "Notes").set_value("les miennes").run()
    assert "rien n’a été écrasé" in told(app)
    assert field(app, "text_area", "Version").value == "les autres"
    assert field(app, "text_area", "Notes").value == "les miennes"
    app = press(app, "Enregistrer les notes")
    with hall.database.session(read_only=True) as session:
        assert load_groups(session, 1)[0].notes == "les miennes"


def test_notes_of_others_come_in_where_nothing_was_typed(open_page: Opened, hall: Hall) -> None:
    compose(hall.database, MANAGER, 1, 1)
    app = open_page(hall.folder, "Groupes de travail", vue="notes")
    write_notes(hall.database, MANAGER, 1, 1, "les autres", 1)
    assert field(app.run(), "text_area", "Notes").value == "les autres"


def test_subjects_are_proposed_merged_and_split(open_page: Opened, hall: Hall) -> None:
    compose(hall.database, MANAGER, 1, 1)
    app = open_page(hall.folder, "Groupes de travail", vue="notes")
    for title in ("Logements", "Emplois"):
        field(app, "text_input", "Sujet proposé").set_value(title)
        field(app, "multiselect", "Thèmes").set_value(["eau"])
        app = press(app, "Proposer ce sujet")
        assert not app.exception
    app = open_page(hall.folder, "Groupes de travail", vue="commun")
    field(app, "selectbox", "Sujet qui reste").select_index(0)
    field(app, "multiselect", "Sujets qu").set_value([2])
    app = press(app, "Fusionner")
    assert is_safe(app)
    with hall.database.session(read_only=True) as session:
        (host,) = pooled(session, 1)
    assert [other.wording.title for other in host.merged] == ["Emplois"]
    app = press(app, "Séparer")
    with hall.database.session(read_only=True) as session:
        assert len(pooled(session, 1)) == 2
    app = press(app, "Retirer")
    assert not app.exception
    with hall.database.session(read_only=True) as session:
        assert [s.wording.title for s in pooled(session, 1)] == ["Emplois"]


@pytest.mark.parametrize("screen", ["Assemblée", "Groupes de travail"])
@pytest.mark.parametrize("role", [Role.ADVISOR, Role.OBSERVER, Role.TELLER])
def test_only_the_manager_prepares(open_page: Opened, hall: Hall, screen: str, role: Role) -> None:
    app = open_page(hall.folder, screen, role)
    assert "ne vous est pas ouverte" in app.error[0].value
    assert not app.button
