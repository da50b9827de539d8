"""Several campaigns side by side: the address says which, and keeps saying it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs

import pytest

from synthesis.access import GRANTS, Permission, Role
from synthesis.domain import Codebook, Question, Questionnaire
from synthesis.store import AnalysedTheme, add_interviews, save_analysis, save_campaign

from .campaigns import INTERVIEWS, ROADS, VALLEY, WATER, hostile_codings, new_database, save_example
from .conftest import SCREENS, Opened

FORM = Questionnaire("hiver", "Hiver", (Question("q1", "Et l'hiver ?"),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """« essai », analysed, then « hiver », analysed, then « vide », not yet."""
    database = new_database(tmp_path)
    save_example(database, INTERVIEWS, hostile_codings())
    grid = Codebook("grille", "Grille", (ROADS,))
    with database.session() as session:
        winter = save_campaign(session, "hiver", "Hiver ?", FORM, grid, [VALLEY])
        add_interviews(session, winter, INTERVIEWS[2:])
        said = [c for c in hostile_codings() if c.segment.interview == INTERVIEWS[2].key]
        themes = [AnalysedTheme(theme.slug, theme.label) for theme in (WATER, ROADS)]
        save_analysis(session, winter, said, themes, {}, {})
        save_campaign(session, "vide", "Vide", FORM, grid, [VALLEY])
    return tmp_path


def test_the_latest_analysed_campaign_opens_and_the_address_names_it(
    open_page: Opened, folder: Path
) -> None:
    app = open_page(folder, "Synthèse")
    assert not app.exception
    assert app.selectbox[0].value == "hiver"
    assert app.selectbox[0].options == ["Vide", "Hiver\u00a0?", app.selectbox[0].options[2]]
    assert app.query_params["campagne"] == "hiver"
    assert {metric.label: metric.value for metric in app.metric}["Entretiens"] == "1"


@pytest.mark.parametrize("screen", ["Synthèse", "Thèmes", "Entretiens"])
def test_the_address_chooses_the_campaign(open_page: Opened, folder: Path, screen: str) -> None:
    app = open_page(folder, screen, campagne="essai")
    assert not app.exception
    assert app.selectbox[0].value == "essai"
    assert app.query_params["campagne"] == "essai"


def test_another_choice_changes_the_address_and_what_is_shown(
    open_page: Opened, folder: Path
) -> None:
    app = open_page(folder, "Entretiens", campagne="essai", entretien="val")
    app.selectbox[0].select("hiver").run()
    assert app.query_params == {"campagne": "hiver"}
    assert len([link for link in app.page_link if "entretien" in link.proto.query_string]) == 1
    app.switch_page(SCREENS["Thèmes"]).run()
    assert app.selectbox[0].value == "hiver"


def test_links_keep_the_campaign_for_another_tab(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Entretiens", campagne="essai")
    queries = [parse_qs(link.proto.query_string) for link in app.page_link]
    assert len(queries) == 3
    assert {query["campagne"][0] for query in queries} == {"essai"}


def test_an_unknown_campaign_is_the_latest(open_page: Opened, folder: Path) -> None:
    app = open_page(folder, "Synthèse", campagne="![](http://evil.example)")
    assert not app.exception
    assert app.query_params["campagne"] == "hiver"


@pytest.mark.parametrize("role", [role for role in Role if Permission.READ in GRANTS[role]])
def test_a_campaign_without_analysis_says_so(open_page: Opened, folder: Path, role: Role) -> None:
    app = open_page(folder, "Synthèse", role, campagne="vide")
    assert not app.exception
    assert "pas encore analysée" in app.info[0].value
    assert not app.metric
    assert app.selectbox[0].value == "vide"
