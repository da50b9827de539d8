"""What every screen begins with: the right to open it, then the campaign or what to do without."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Actor, ForbiddenError, Permission, require
from synthesis.app.analysing import offer_analysis
from synthesis.app.campaign import CampaignView, campaign_view
from synthesis.app.choice import chosen_campaign, selector
from synthesis.app.identity import current_actor
from synthesis.app.telling import show_done
from synthesis.forms.typography import typeset
from synthesis.store import Campaign


def open_screen(heading: str, permission: Permission) -> Actor:
    """Show the heading and give who is there; a forbidden screen says so and stops."""
    actor = current_actor()
    st.title(heading, anchor=False)
    try:
        require(actor, permission)
    except ForbiddenError as error:
        st.error(typeset(f"Cette page ne vous est pas ouverte : {error}"), icon=":material/lock:")
        st.stop()
    show_done()
    return actor


def open_campaign(heading: str, permission: Permission) -> CampaignView:
    """Show the heading and give the analysed campaign; without one, say what to do and stop."""
    chosen = open_chosen(heading, permission)
    campaign = campaign_view(chosen)
    if campaign is None:
        st.info(
            typeset(
                "Cette campagne n'est pas encore analysée : ses résultats paraîtront ici après "
                "la première analyse. Il y faut des entretiens, saisis ou importés."
            ),
            icon=":material/info:",
        )
        offer_analysis(current_actor(), chosen, again=False)
        st.stop()
    return campaign


def open_chosen(heading: str, permission: Permission) -> Campaign:
    """Show the heading and give the campaign, analysed or not; without one, say what to do."""
    actor = open_screen(heading, permission)
    chosen = chosen_campaign()
    if chosen is None:
        st.info(typeset(_nothing_yet(actor)), icon=":material/info:")
        st.stop()
    selector(chosen)
    if chosen.demonstration:
        st.info(
            typeset(
                "Campagne de démonstration : les territoires et les dates sont réels, "
                "tous les propos sont fictifs."
            ),
            icon=":material/theater_comedy:",
        )
    return chosen


def _nothing_yet(actor: Actor) -> str:
    if actor.may(Permission.CAMPAIGNS):
        return (
            "Il n'y a encore aucune campagne. La page « Campagnes » en crée une, ou charge la "
            "démonstration (dans un terminal : « synthesis demo »)."
        )
    return "Il n'y a encore aucune campagne : la cheffe de projet peut en créer une."
