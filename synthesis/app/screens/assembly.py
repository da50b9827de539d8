"""« Assemblée »: what convenes it, its members, proxies, and who is there."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Permission
from synthesis.app.assembly import attendance, members, notice
from synthesis.app.assembly.choice import Hall, listed_assemblies, pick_assembly, tabs
from synthesis.app.identity import current_actor
from synthesis.app.pages import GROUPS, SCRUTINS
from synthesis.app.screens.common import open_chosen
from synthesis.forms.typography import typeset

VIEWS = {
    "emargement": "Émargement",
    "membres": "Membres et invités",
    "pouvoirs": "Pouvoirs",
    "convocation": "Convocation",
}


def show() -> None:
    """The chosen assembly, or the form of the first one."""
    campaign = open_chosen("Assemblée", Permission.ASSEMBLY)
    actor = current_actor()
    listed = listed_assemblies(campaign)
    if not listed:
        st.info(
            typeset("Aucune assemblée encore : les membres seront les territoires de la campagne."),
            icon=":material/info:",
        )
        notice.create(actor, campaign)
        return
    hall = Hall(campaign, pick_assembly(listed))
    with st.container(horizontal=True):
        st.page_link(GROUPS, label="Groupes de travail", query_params=hall.address())
        st.page_link(SCRUTINS, label="Scrutins", query_params=hall.address())
    view = tabs(VIEWS)
    if view == "emargement":
        attendance.show(hall)
    elif view == "membres":
        members.show_members(actor, hall)
    elif view == "pouvoirs":
        members.show_proxies(actor, hall)
    else:
        notice.change(actor, hall)
        with st.expander("Créer une autre assemblée", icon=":material/add:"):
            notice.create(actor, campaign)


show()
