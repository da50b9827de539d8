"""The tab « Signer »: what remains to do, and the advisor's signature."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Permission
from synthesis.app.campaign import CampaignView, current_campaign
from synthesis.app.desk import acting, card
from synthesis.app.identity import current_actor
from synthesis.forms.typography import typeset
from synthesis.review.events import SignOff
from synthesis.wording import plural


def show() -> None:
    """The whole tab."""
    campaign = current_campaign()
    if campaign is None:
        return
    acting.show_message()
    _figures(campaign)
    _signature(campaign)
    if not current_actor().may(Permission.SIGN):
        st.info(typeset("Seul le conseiller scientifique peut signer."), icon=":material/lock:")
        return
    with st.form("signer"):
        sure = st.checkbox("J’ai relu ce qui devait l’être et je réponds de ces classements.")
        reason = st.text_area("Observations (facultatif)", max_chars=1_000)
        asked = st.form_submit_button("Signer la campagne", type="primary")
    if asked and sure:
        acting.record(SignOff(campaign.analysis_id, campaign.sequence), reason=reason.strip())
        st.rerun()
    elif asked:
        st.warning("Cochez la case pour signer.")


def _figures(campaign: CampaignView) -> None:
    state = campaign.reviewed.state
    valid = sum(state.theme(slug).validated for slug in campaign.labels)
    figures = {
        "Propos relus": sum(coding.reviewed for coding in campaign.reviewed.codings),
        "Encore à revoir": sum(coding.to_review for coding in campaign.codings),
        "Sans thème": sum(not coding.theme for coding in campaign.codings),
        "Thèmes validés": valid,
        "Thèmes": len(campaign.labels),
    }
    with st.container(horizontal=True):
        for label, value in figures.items():
            st.metric(label, value, border=True)


def _signature(campaign: CampaignView) -> None:
    signature = campaign.reviewed.state.signature
    if signature is None:
        st.text(typeset("La campagne n'est pas signée."))
        return
    st.text(typeset(f"Signée par {signature.name}, le {card.moment(signature.at)}."))
    since = campaign.sequence - signature.sequence
    if since:
        later = plural(since, "décision a été prise", "décisions ont été prises")
        st.warning(typeset(f"{later} depuis : la signature ne les couvre pas."))
    if signature.analysis != campaign.analysis_id:
        st.warning(typeset("Une analyse a été lancée depuis : la signature ne la couvre pas."))
