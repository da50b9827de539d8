"""The pages as the framework knows them, so that screens can link to one another."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from synthesis.access import Actor
from synthesis.app import screen_list
from synthesis.app.screen_list import SCREENS, Screen

_FOLDER = Path(__file__).parent / "screens"


def page_of(screen: Screen, *, hidden: bool = False) -> StreamlitPage:
    """The page of a screen; `hidden` keeps it out of the navigation, not out of reach."""
    return st.Page(
        _FOLDER / screen.file,
        title=screen.title,
        icon=f":material/{screen.icon}:",
        url_path=screen.address,
        default=screen is SCREENS[0],
        visibility="hidden" if hidden else "visible",
    )


def navigation(actor: Actor) -> dict[str, list[StreamlitPage]]:
    """Section → its pages; those that the role may not open are there, hidden.

    An address that the navigation ignores would be answered by the framework, in English.
    """
    sections: dict[str, list[StreamlitPage]] = {}
    for screen in SCREENS:
        page = page_of(screen, hidden=not actor.may(screen.permission))
        sections.setdefault(screen.section, []).append(page)
    return sections


def unlisted() -> list[StreamlitPage]:
    """Every page, none of them in the navigation: for whoever is not signed in."""
    return [page_of(screen, hidden=True) for screen in SCREENS]


SYNTHESIS = page_of(screen_list.BOARD)
THEME = page_of(screen_list.THEME)
EXPLORE = page_of(screen_list.EXPLORE)
INTERVIEWS = page_of(screen_list.INTERVIEWS)
REVIEW = page_of(screen_list.REVIEW)
ENTRY = page_of(screen_list.ENTRY)
ANALYSIS = page_of(screen_list.ANALYSIS)
CAMPAIGNS = page_of(screen_list.CAMPAIGNS)
TERRITORIES = page_of(screen_list.TERRITORIES)
GRID = page_of(screen_list.GRID)
ACCOUNTS = page_of(screen_list.ACCOUNTS)
ASSEMBLY = page_of(screen_list.ASSEMBLY)
GROUPS = page_of(screen_list.GROUPS)
SCRUTINS = page_of(screen_list.SCRUTINS)
TALLY = page_of(screen_list.TALLY)
PROJECTOR = page_of(screen_list.PROJECTOR)
DATA = page_of(screen_list.DATA)
