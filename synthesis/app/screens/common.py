"""What every screen begins with: the campaign, or what to do when there is none."""

from __future__ import annotations

import streamlit as st

from synthesis.app.campaign import CampaignView, current_campaign
from synthesis.forms.typography import typeset


def open_campaign(heading: str) -> CampaignView:
    """Show the heading and give the campaign; without one, say what to do and stop the page."""
    campaign = current_campaign()
    st.title(heading, anchor=False)
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
