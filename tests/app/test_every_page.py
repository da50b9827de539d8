"""Every page for every role: on nothing, on the demonstration, on a large campaign.

Each page is opened with its tabs, its views and one of what it lists. On the large campaign (130
interviews, 20,000 segments), a role opens only the pages that it may: a refusal reads no data.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from once import made_once
from streamlit.testing.v1 import AppTest

from benchmarks.large import large_campaign
from synthesis.access import GRANTS, Permission, Role
from synthesis.app.screen_list import BOARD, SCREENS, Screen
from synthesis.domain import Interview

from .campaigns import INTERVIEWS, hostile_codings, new_database, save_example
from .conftest import Opened
from .shown import inside
from .test_permissions import FORBIDDEN

# Screens that are about no campaign, about all of them, or about a vote.
WITHOUT_CAMPAIGN = {
    "Campagnes",
    "Territoires",
    "Comptes",
    "Données",
    "Voter",
    "Projeter",
    "Dépouiller",
}
LISTED = {"Thèmes": "theme", "Grille": "theme", "Entretiens": "entretien", "Saisir": "entretien"}
ONE = {
    "demonstration": {"theme": "mobilites", "entretien": "redon"},
    "large": {"theme": "mobilites", "entretien": "visite-0"},
}
every_screen = pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.title)


@pytest.fixture(scope="session")
def no_campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database holds nothing."""
    folder = tmp_path_factory.mktemp("vide")
    new_database(folder).close()
    return folder


@pytest.fixture(scope="session")
def large_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A large campaign, whose rows are drawn and not analysed."""
    return made_once(tmp_path_factory, "large", lambda folder: large_campaign(folder).close())


@every_screen
@pytest.mark.parametrize("role", Role)
def test_on_nothing(open_page: Opened, no_campaign: Path, screen: Screen, role: Role) -> None:
    app = open_page(no_campaign, screen.title, role)
    _opened(app, screen, role)
    if screen.title not in WITHOUT_CAMPAIGN and screen.permission in GRANTS[role]:
        (info,) = app.info
        assert "aucune campagne" in info.value
        assert ("synthesis demo" in info.value) is (Permission.CAMPAIGNS in GRANTS[role])
        assert not app.metric
        assert not app.page_link


@every_screen
@pytest.mark.parametrize("role", Role)
def test_on_the_demonstration(
    open_page: Opened, demonstration_folder: Path, screen: Screen, role: Role
) -> None:
    _open_all(open_page, demonstration_folder, screen, role, ONE["demonstration"])


@pytest.mark.parametrize(
    ("screen", "role"),
    [
        pytest.param(screen, role, id=f"{screen.title}-{role}")
        for screen in SCREENS
        for role in Role
        if screen.permission in GRANTS[role]
    ],
)
def test_on_a_large_campaign(
    open_page: Opened, large_folder: Path, screen: Screen, role: Role
) -> None:
    _open_all(open_page, large_folder, screen, role, ONE["large"])


@every_screen
@pytest.mark.parametrize("interviews", [(), INTERVIEWS[2:]], ids=["no interview", "no territory"])
def test_on_a_campaign_without_territory(
    open_page: Opened, tmp_path: Path, interviews: tuple[Interview, ...], screen: Screen
) -> None:
    keys = {interview.key for interview in interviews}
    spoken = [coding for coding in hostile_codings() if coding.segment.interview in keys]
    save_example(new_database(tmp_path), interviews, spoken)
    _opened(open_page(tmp_path, screen.title), screen, Role.MANAGER)


def _open_all(
    open_page: Opened, folder: Path, screen: Screen, role: Role, one: dict[str, str]
) -> None:
    app = open_page(folder, screen.title, role)
    _opened(app, screen, role)
    if screen.permission not in GRANTS[role]:
        return
    queries = inside(app, screen)
    if screen.title in LISTED:
        queries.append({LISTED[screen.title]: one[LISTED[screen.title]]})
    for query in queries:
        _opened(open_page(folder, screen.title, role, **query), screen, role)


def _opened(app: AppTest, screen: Screen, role: Role) -> None:
    assert not app.exception
    # Who counts the votes is led from the first page to theirs.
    counting = screen is BOARD and role is Role.TELLER
    assert [title.value for title in app.title] == ["Dépouiller" if counting else screen.title]
    refused = any(error.value.startswith(FORBIDDEN) for error in app.error)
    assert refused is (screen.permission not in GRANTS[role] and not counting)
