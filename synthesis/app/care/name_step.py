"""At the foot of « Saisir »: another name for the interview, and the way to its erasure."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Permission
from synthesis.app.choice import PARAMETER
from synthesis.app.database import current_database
from synthesis.app.identity import current_actor
from synthesis.app.pages import DATA
from synthesis.app.telling import explained, finish
from synthesis.care.renaming import LONGEST, rename_interview
from synthesis.forms.typography import typeset
from synthesis.store import Campaign


def name_step(campaign: Campaign, key: str) -> None:
    """The name, then the link to « Effacer » for whoever may."""
    with st.expander("Renommer ou effacer cet entretien", icon=":material/label:"):
        with st.form(f"renommer-{campaign.id}-{key}", border=False):
            name = st.text_input("Nom de l’entretien", key, max_chars=LONGEST)
            asked = st.form_submit_button("Renommer")
        if current_actor().may(Permission.ERASE):
            st.page_link(
                DATA,
                label=typeset("Effacer cet entretien, avec confirmation"),
                icon=":material/delete_forever:",
                query_params={PARAMETER: campaign.key, "onglet": "Effacer", "entretien": key},
            )
    if asked:
        with explained():
            new = rename_interview(current_database(), current_actor(), campaign.id, key, name)
            st.query_params["entretien"] = new
            finish(f"L'entretien s'appelle maintenant « {new} ».")
