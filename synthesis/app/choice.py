"""Which campaign the screens are about: the one that the address names, else the last one seen."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from synthesis.app.database import current_database
from synthesis.forms.typography import typeset
from synthesis.store import Campaign, campaigns
from synthesis.store.tables import AnalysisRow

PARAMETER = "campagne"


def chosen_campaign() -> Campaign | None:
    """The campaign that the address names, else the one chosen before, else the latest.

    The latest is the last one that was analysed, or the last one when none was. None when there
    is no campaign. The address then names it, so that it can be shared.
    """
    with current_database().session(read_only=True) as session:
        listed = campaigns(session)
        chosen = _chosen(session, listed)
    if chosen is not None:
        _remember(chosen.key, several=len(listed) > 1)
    return chosen


def choose(key: str) -> None:
    """Make the screens about another campaign from now on."""
    st.query_params.from_dict({PARAMETER: key})
    st.session_state[PARAMETER] = key


def selector(chosen: Campaign) -> None:
    """The list to pass from one campaign to another; nothing when there is only one."""
    with current_database().session(read_only=True) as session:
        listed = {campaign.key: campaign for campaign in reversed(campaigns(session))}
    if len(listed) < 2:
        st.text(typeset(chosen.title))
        return
    # A widget of its own for each campaign shown: its choice is never an older one.
    widget = f"choix-{chosen.key}"
    st.selectbox(
        "Campagne",
        list(listed),
        index=list(listed).index(chosen.key),
        format_func=lambda key: _label(listed[key]),
        key=widget,
        on_change=lambda: choose(st.session_state[widget]),
    )


def _label(campaign: Campaign) -> str:
    return typeset(campaign.title) + (" (démonstration)" if campaign.demonstration else "")


def _chosen(session: Session, listed: Sequence[Campaign]) -> Campaign | None:
    by_key = {campaign.key: campaign for campaign in listed}
    for key in (st.query_params.get(PARAMETER), st.session_state.get(PARAMETER)):
        if key in by_key:
            return by_key[key]
    analysed = set(session.scalars(select(AnalysisRow.campaign_id).distinct()))
    latest = [campaign for campaign in listed if campaign.id in analysed] or list(listed)
    return latest[-1] if latest else None


def _remember(key: str, *, several: bool) -> None:
    st.session_state[PARAMETER] = key
    if several and st.query_params.get(PARAMETER) != key:
        st.query_params[PARAMETER] = key
