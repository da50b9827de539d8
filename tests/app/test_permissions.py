"""Every screen from the deny side: no role, no session, no page; and no page forgotten.

What the roles as granted open or do not is in test_every_page.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from synthesis.access import GRANTS, Permission, Role
from synthesis.app import screen_list
from synthesis.app.screen_list import BOARD, SCREENS, Screen
from synthesis.app.server import routes

from .conftest import Opened

FOLDER = Path(screen_list.__file__).parent / "screens"
NOT_SCREENS = {"__init__.py", "common.py"}
FORBIDDEN = "Cette page ne vous est pas ouverte"
titles = pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.title)
roles = pytest.mark.parametrize("role", Role)


def test_every_file_of_a_screen_is_declared_with_its_permission() -> None:
    shown = {path.name for path in FOLDER.glob("*.py") if "\nshow()" in path.read_text("utf-8")}
    assert shown == {screen.file for screen in SCREENS}
    assert all(isinstance(screen.permission, Permission) for screen in SCREENS)


def test_no_two_screens_share_a_title_or_an_address() -> None:
    for names in ([s.title for s in SCREENS], [s.address for s in SCREENS]):
        assert len(set(names)) == len(names)


def test_no_screen_hides_behind_a_plain_page() -> None:
    plain = {route.path.strip("/") for route in routes()}
    assert not plain & {screen.address for screen in SCREENS}


@titles
def test_whoever_is_not_signed_in_sees_nothing(
    open_page: Opened, demonstration_folder: Path, screen: Screen
) -> None:
    app = open_page(demonstration_folder, screen.title, role=None)
    assert [title.value for title in app.title] == ["Connexion requise"]
    assert any('href="/connexion"' in html.value for html in app.html)
    assert _shown(app) == ["Vous n’êtes pas connecté, ou plus."]


@titles
@roles
def test_a_role_that_may_everything_else_is_refused(
    open_page: Opened,
    demonstration_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    screen: Screen,
    role: Role,
) -> None:
    monkeypatch.setitem(GRANTS, role, frozenset(Permission) - {screen.permission})
    app = open_page(demonstration_folder, screen.title, role)
    assert not app.exception
    if screen is BOARD:
        # The first page is then the first one that opens.
        assert [title.value for title in app.title] == ["Dépouiller"]
        return
    assert [title.value for title in app.title] == [screen.title]
    (refusal,) = _shown(app)
    assert refusal.startswith(FORBIDDEN)
    assert role.label.lower() in refusal


def _shown(app: AppTest) -> list[str]:
    """Everything on the page that could hold data, but the title and our own frame."""
    kinds = "info error warning success markdown text caption header subheader metric button "
    kinds += "dataframe selectbox text_input text_area multiselect toggle page_link file_uploader"
    return [element.value for kind in kinds.split() for element in app.get(kind)]
