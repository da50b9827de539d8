"""« Relire », the advisor's desk: segments, themes, second reader, journal, signature."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Permission
from synthesis.app.desk import journal, offline, second, segments, signing, themes
from synthesis.app.screens.common import open_campaign

TABS = {
    "Propos": segments.show,
    "Thèmes": themes.show,
    "Second lecteur": second.show,
    "Hors ligne": offline.show,
    "Journal": journal.show,
    "Signer": signing.show,
}


def show() -> None:
    """The whole screen; only the tab that is open is drawn."""
    open_campaign("Relire", Permission.REVIEW)
    tabs = st.tabs(list(TABS), key="onglet", bind="query-params")
    for tab, content in zip(tabs, TABS.values(), strict=True):
        if tab.open:
            with tab:
                content()


show()
