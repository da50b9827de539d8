"""« Explorer »: the same words by theme, on a map, by word, in context, under the same filters."""

from __future__ import annotations

from importlib import import_module

import streamlit as st

from synthesis.access import Permission
from synthesis.app.explore.columns import columns_of
from synthesis.app.explore.filters import VIEW, ask_filters, from_address, remember
from synthesis.app.screens.common import open_campaign
from synthesis.language.vocabulary import place_words

# Name in the address → title, and module of `app/explore`, loaded when it is first opened.
VIEWS = {
    "": ("Thèmes", "themes_view"),
    "carte": ("Carte", "map_view"),
    "mots": ("Mots", "words_view"),
    "contexte": ("Contexte", "context_view"),
    "souhaits": ("Souhaits", "wishes_view"),
    "couverture": ("Couverture", "coverage_view"),
}


def show() -> None:
    """The filters, then the view that the address names."""
    campaign = open_campaign("Explorer", Permission.READ)
    columns = columns_of(campaign)
    campaign.index.prepare(place_words(campaign.territories))
    view = _ask_view()
    chosen = ask_filters(campaign, columns)
    import_module(f"synthesis.app.explore.{VIEWS[view][1]}").show(campaign, columns, chosen)


def _ask_view() -> str:
    widget = f"choix-{VIEW}"
    st.session_state[widget] = from_address(VIEW, list(VIEWS))
    view = st.segmented_control(
        "Vue",
        list(VIEWS),
        format_func=lambda name: VIEWS[name][0],
        key=widget,
        required=True,
        label_visibility="collapsed",
        on_change=remember,
        args=(VIEW, widget),
    )
    return view or ""


show()
