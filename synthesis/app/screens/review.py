"""« Relire », the advisor's desk: segments, themes, second reader, journal, signature."""

from __future__ import annotations

from importlib import import_module

import streamlit as st

from synthesis.access import Permission
from synthesis.app.screens.common import open_campaign

# Title → module of `app/desk`, loaded when it is first opened: some load scikit-learn.
TABS = {
    "Propos": "segments",
    "Thèmes": "themes",
    "Second lecteur": "second",
    "Hors ligne": "offline",
    "Apprendre": "teaching",
    "Journal": "journal",
    "Signer": "signing",
}


def show() -> None:
    """The whole screen; only the tab that is open is drawn."""
    open_campaign("Relire", Permission.REVIEW)
    tabs = st.tabs(list(TABS), key="onglet", bind="query-params")
    for tab, module in zip(tabs, TABS.values(), strict=True):
        if tab.open:
            with tab:
                import_module(f"synthesis.app.desk.{module}").show()


show()
