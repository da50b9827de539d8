"""Which part of the queue to show; the address holds the choice."""

from __future__ import annotations

import streamlit as st

from synthesis.app.campaign import CampaignView
from synthesis.domain import Quadrant
from synthesis.review.queue import Motive, Wanted

USEFUL, DONE = "Les plus utiles d’abord", "Déjà relus"
MOTIVE, QUADRANT, THEME, PLACE = "motif", "quadrant", "theme", "territoire"
EVERY_QUADRANT, EVERY_THEME, EVERYWHERE = "Tous les quadrants", "Tous les thèmes", "Partout"


def ask_filters(campaign: CampaignView) -> None:
    """Show the filters."""
    names = [USEFUL, *(motive.label for motive in Motive), DONE]
    _restore(campaign, names)
    st.pills("Quels propos relire ?", names, key=MOTIVE, required=True)
    chosen = any(st.session_state[key] for key in (QUADRANT, THEME, PLACE))
    with (
        st.expander("Filtrer par quadrant, thème ou territoire", expanded=chosen),
        st.container(horizontal=True),
    ):
        st.selectbox(
            "Quadrant",
            ["", *Quadrant],
            format_func=lambda q: Quadrant(q).label if q else EVERY_QUADRANT,
            key=QUADRANT,
        )
        themes = sorted(campaign.labels, key=lambda slug: campaign.labels[slug].casefold())
        st.selectbox(
            "Thème",
            ["", *themes],
            format_func=lambda slug: campaign.labels.get(slug, EVERY_THEME),
            key=THEME,
        )
        st.selectbox(
            "Territoire",
            ["", *campaign.coverage.territories],
            format_func=lambda place: campaign.place_name(place) if place else EVERYWHERE,
            key=PLACE,
        )
    _remember()


def chosen_filters() -> Wanted:
    """What the person chose, in a callback too."""
    state = st.session_state
    name = state.get(MOTIVE) or USEFUL
    quadrant = state.get(QUADRANT)
    return Wanted(
        motive=next((motive for motive in Motive if motive.label == name), None),
        theme=state.get(THEME) or "",
        quadrant=Quadrant(quadrant) if quadrant else None,
        place=state.get(PLACE) or "",
        decided=name == DONE,
    )


def _restore(campaign: CampaignView, names: list[str]) -> None:
    """At the first look, what the address says, where it makes sense."""
    known = {
        MOTIVE: names,
        QUADRANT: ["", *Quadrant],
        THEME: ["", *campaign.labels],
        PLACE: ["", *campaign.coverage.territories],
    }
    for key, options in known.items():
        asked = st.session_state.get(key, st.query_params.get(key, ""))
        st.session_state[key] = asked if asked in options else options[0]


def _remember() -> None:
    for key, unset in ((MOTIVE, USEFUL), (QUADRANT, ""), (THEME, ""), (PLACE, "")):
        chosen = st.session_state[key]
        if chosen and chosen != unset:
            st.query_params[key] = str(chosen)
        else:
            st.query_params.pop(key, None)
