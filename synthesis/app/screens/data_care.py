"""« Données »: what leaves, what is erased, who is hidden behind what."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Actor, Permission
from synthesis.app.care import archive_tab, erase_tab, names_tab, share_tab
from synthesis.app.care.common import told
from synthesis.app.choice import chosen_campaign, selector
from synthesis.app.screens.common import open_screen
from synthesis.forms.typography import typeset
from synthesis.store import Campaign

TABS = {
    "Partage": Permission.SHARE,
    "Pseudonymes": Permission.SHARE,
    "Effacer": Permission.ERASE,
    "Archive": Permission.ARCHIVE,
}
OF_A_CAMPAIGN = {
    "Partage": share_tab.show,
    "Pseudonymes": names_tab.show,
    "Effacer": erase_tab.show,
}


def show() -> None:
    """The tabs that the role may open; only the one that is open is drawn."""
    actor = open_screen("Données", Permission.SHARE)
    campaign = chosen_campaign()
    if campaign is not None:
        selector(campaign)
    told()
    names = [name for name, permission in TABS.items() if actor.may(permission)]
    for name, tab in zip(names, st.tabs(names, key="onglet", bind="query-params"), strict=True):
        if tab.open:
            with tab:
                _tab(name, actor, campaign)


def _tab(name: str, actor: Actor, campaign: Campaign | None) -> None:
    if name not in OF_A_CAMPAIGN:
        archive_tab.show(actor)
    elif campaign is None:
        st.info(typeset("Il n'y a encore aucune campagne."), icon=":material/info:")
    else:
        OF_A_CAMPAIGN[name](actor, campaign)


show()
