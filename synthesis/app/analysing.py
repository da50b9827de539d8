"""The button that has a campaign analysed, and a bar for what is waited for on the spot."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Actor, Permission
from synthesis.app.choice import PARAMETER
from synthesis.app.database import current_database
from synthesis.app.pages import ANALYSIS
from synthesis.app.telling import explained
from synthesis.forms.typography import typeset
from synthesis.jobs.asking import ask
from synthesis.jobs.process import ensure_worker
from synthesis.stages import Progress, coding_only
from synthesis.store import Campaign


def offer_analysis(actor: Actor, campaign: Campaign, *, again: bool) -> None:
    """The button, for who may press it; `again` when the campaign was analysed before.

    It leads to « Analyse », where the progress is.
    """
    if not actor.may(Permission.ANALYSE):
        return
    label = "Analyser de nouveau" if again else "Lancer l'analyse"
    if st.button(typeset(label), icon=":material/play_arrow:", key=f"analyser-{campaign.id}"):
        launch(actor, campaign)


def launch(actor: Actor, campaign: Campaign) -> None:
    """Ask for the analysis and go to « Analyse »; say what to mend when it is refused."""
    with explained():
        ask(current_database(), actor, campaign.id)
        ensure_worker()
        st.switch_page(ANALYSIS, query_params={PARAMETER: campaign.key})


def progress_bar(label: str) -> Progress:
    """A bar, and the function that moves it."""
    bar = st.progress(0.0, text=label)

    def advance(done: int, total: int) -> None:
        bar.progress(min(1.0, done / total) if total else 1.0, text=label)

    return coding_only(advance)
