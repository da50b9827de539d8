"""What the screens that take interviews in begin with: a campaign, analysed or not."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Permission
from synthesis.app.database import current_database
from synthesis.app.screens.common import open_screen
from synthesis.forms.typography import typeset
from synthesis.store import Campaign, campaigns


def collecting_campaign(title: str) -> Campaign:
    """Show the heading and give the campaign to fill in; otherwise say why, and stop the page."""
    open_screen(title, Permission.ENTER)
    campaign = _latest_campaign()
    if campaign is None:
        st.info(
            typeset(
                "Aucune campagne n'existe encore. Dans un terminal, « synthesis demo » charge la "
                "campagne de démonstration."
            ),
            icon=":material/info:",
        )
        st.stop()
    st.text(typeset(campaign.title))
    return campaign


def _latest_campaign() -> Campaign | None:
    with current_database().session(read_only=True) as session:
        return next(reversed(campaigns(session)), None)
