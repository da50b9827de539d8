"""The tab « Journal »: every decision, who, when, what, why; undo and redo to the first."""

from __future__ import annotations

import streamlit as st

from synthesis.app.campaign import CampaignView, current_campaign
from synthesis.app.desk import acting, card
from synthesis.app.identity import current_actor
from synthesis.app.markup import table
from synthesis.forms.typography import typeset
from synthesis.review.events import Redo, Undo, segments_of
from synthesis.review.state import Entry, standing
from synthesis.review.telling import every_label, told
from synthesis.review.undoing import next_redo, next_undo

SHOWN = 100
WORDS = 80
UNDONE = "annulée"


def show() -> None:
    """The whole tab, the latest decision first."""
    campaign = current_campaign()
    if campaign is None:
        return
    acting.show_message()
    _backwards(campaign)
    if not campaign.log:
        st.info(typeset("Aucune décision n'a encore été prise."))
        return
    count = len(campaign.log)
    pages = -(-count // SHOWN)
    page = st.number_input(f"Page (sur {pages})", 1, pages) if pages > 1 else 1
    lines = list(reversed(campaign.log))[SHOWN * (page - 1) : SHOWN * page]
    kept = {entry.sequence for entry in standing(campaign.log)}
    columns = ("n°", "quand", "qui", "décision", "propos", "pourquoi", "état")
    rows = [_row(campaign, entry, entry.sequence in kept) for entry in lines]
    with st.container(key="journal"):
        st.html(table(columns, rows, crossed=UNDONE))


def _backwards(campaign: CampaignView) -> None:
    labels = every_label(campaign.reviewed)
    account = current_actor().account
    ways = (
        ("Annuler", next_undo(campaign.log, account), acting.take_back, ":material/undo:"),
        ("Rétablir", next_redo(campaign.log, account), acting.put_back, ":material/redo:"),
    )
    with st.container(horizontal=True):
        for verb, entry, act, icon in ways:
            st.button(verb, icon=icon, disabled=entry is None, on_click=act)
    for verb, entry, _, _ in ways:
        if entry:
            sentence = f"{verb} portera sur la n° {entry.sequence} : {told(entry.event, labels)}"
            st.text(typeset(sentence))


def _row(campaign: CampaignView, entry: Entry, holds: bool) -> tuple[str, ...]:
    moved = isinstance(entry.event, Undo | Redo)
    return (
        str(entry.sequence),
        card.moment(entry.at),
        entry.name,
        typeset(told(entry.event, every_label(campaign.reviewed))),
        _words(campaign, entry),
        entry.reason,
        "" if holds or moved else UNDONE,
    )


def _words(campaign: CampaignView, entry: Entry) -> str:
    keys = segments_of(entry.event)
    if len(keys) != 1:
        return ""
    coding = campaign.reviewed.get(next(iter(keys)))
    if coding is None:
        return "(modifié ou retiré depuis)"
    words = coding.segment.text
    return words if len(words) <= WORDS else words[:WORDS] + "…"
