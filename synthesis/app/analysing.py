"""The button that analyses a campaign, and how far the analysis is."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from synthesis.access import Actor, Permission
from synthesis.app.database import current_database
from synthesis.app.telling import explained, finish
from synthesis.forms.typography import typeset
from synthesis.preparation.analysis import analyse
from synthesis.settings import load_settings
from synthesis.store import Campaign

Advance = Callable[[int, int], None]


def offer_analysis(actor: Actor, campaign: Campaign, *, again: bool) -> None:
    """The button, for who may press it; `again` when the campaign was analysed before."""
    if not actor.may(Permission.ANALYSE):
        return
    label = "Analyser de nouveau" if again else "Lancer l'analyse"
    if st.button(typeset(label), icon=":material/play_arrow:", key=f"analyser-{campaign.id}"):
        with explained():
            _run(actor, campaign)


def progress_bar(label: str) -> Advance:
    """A bar, and the function that moves it: (done, total)."""
    bar = st.progress(0.0, text=label)

    def advance(done: int, total: int) -> None:
        bar.progress(min(1.0, done / total) if total else 1.0, text=label)

    return advance


def _run(actor: Actor, campaign: Campaign) -> None:
    analyse(
        current_database(),
        actor,
        campaign.id,
        load_settings(),
        progress=progress_bar("Analyse en cours : gardez cette page ouverte…"),
    )
    finish(f"La campagne « {campaign.title} » est analysée.")
