"""What every screen begins with: the right to open it, then the campaign or what to do without."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Actor, ForbiddenError, Permission, require
from synthesis.app.campaign import CampaignView, current_campaign
from synthesis.app.identity import current_actor
from synthesis.forms.typography import typeset


def open_screen(heading: str, permission: Permission) -> Actor:
    """Show the heading and give who is there; a forbidden screen says so and stops."""
    actor = current_actor()
    st.title(heading, anchor=False)
    try:
        require(actor, permission)
    except ForbiddenError as error:
        st.error(typeset(f"Cette page ne vous est pas ouverte : {error}"), icon=":material/lock:")
        st.stop()
    return actor


def open_campaign(heading: str, permission: Permission) -> CampaignView:
    """Show the heading and give the campaign; without one, say what to do and stop the page."""
    open_screen(heading, permission)
    campaign = current_campaign()
    if campaign is None:
        st.info(
            typeset(
                "Aucune campagne n'est encore analysée. Dans un terminal, « synthesis demo » "
                "charge la campagne de démonstration."
            ),
            icon=":material/info:",
        )
        st.stop()
    st.text(campaign.title)
    if campaign.demonstration:
        st.info(
            typeset(
                "Campagne de démonstration : les territoires et les dates sont réels, "
                "tous les propos sont fictifs."
            ),
            icon=":material/theater_comedy:",
        )
    return campaign
