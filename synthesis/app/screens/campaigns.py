"""« Campagnes »: those there are, a new one, the demonstration."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Actor, Permission
from synthesis.app.analysing import offer_analysis, progress_bar
from synthesis.app.choice import PARAMETER
from synthesis.app.database import current_database
from synthesis.app.dates import day, period
from synthesis.app.markup import heading
from synthesis.app.pages import GRID, SYNTHESIS
from synthesis.app.screens.campaign_forms import change, create, delete, duplicate
from synthesis.app.screens.common import open_screen
from synthesis.app.telling import explained, finish
from synthesis.demonstration import KEY
from synthesis.forms.typography import typeset
from synthesis.preparation.campaigns import Overview, overviews
from synthesis.preparation.demonstration import load, remove
from synthesis.settings import load_settings
from synthesis.wording import plural

ACTION, ACTIONS = (
    "action",
    {
        "modifier": ("Modifier", change),
        "dupliquer": ("Dupliquer", duplicate),
        "supprimer": ("Supprimer", delete),
    },
)


def show() -> None:
    """The list, then what can be begun."""
    actor = open_screen("Campagnes", Permission.CAMPAIGNS)
    listed = overviews(current_database(), actor)
    if not listed:
        st.info(
            typeset("Aucune campagne encore : créez la première ci-dessous, ou chargez l'exemple."),
            icon=":material/info:",
        )
    for overview in listed:
        _card(actor, overview)
    st.header("Nouvelle campagne", anchor=False)
    create(actor)
    _demonstration(actor, listed)


def _card(actor: Actor, overview: Overview) -> None:
    campaign = overview.campaign
    here = {PARAMETER: campaign.key}
    with st.container(border=True, key=f"campagne-{campaign.id}"):
        st.html(heading(typeset(campaign.title), level=2))
        st.text(_summary(overview))
        with st.container(horizontal=True):
            st.page_link(SYNTHESIS, label="Ouvrir", query_params=here)
            st.page_link(GRID, label="Grille des thèmes", query_params=here)
        offer_analysis(actor, campaign, again=overview.last_analysis is not None)
        shown = st.segmented_control(
            "Gérer cette campagne",
            list(ACTIONS),
            format_func=lambda name: ACTIONS[name][0],
            key=f"{ACTION}-{campaign.id}",
            label_visibility="collapsed",
        )
        if shown:
            ACTIONS[shown][1](actor, campaign)


def _summary(overview: Overview) -> str:
    last = overview.last_analysis
    parts = (
        period((overview.campaign.begins, overview.campaign.ends)),
        plural(overview.territories, "territoire"),
        plural(overview.interviews, "entretien"),
        f"dernière analyse le {day(last)}" if last else "pas encore analysée",
        "démonstration" if overview.campaign.demonstration else "",
    )
    return " · ".join(part for part in parts if part)


def _demonstration(actor: Actor, listed: list[Overview]) -> None:
    st.header("Démonstration", anchor=False)
    loaded = next((o.campaign for o in listed if o.campaign.key == KEY), None)
    if loaded is None:
        st.text(typeset("Treize entretiens fictifs, pour essayer sans rien saisir."))
        if st.button("Charger la démonstration"):
            _load(actor)
        return
    st.text(typeset("La démonstration est chargée. La retirer efface aussi ce qu'on y a relu."))
    sure = st.checkbox(typeset("Oui, retirer la démonstration et tout ce qui en dépend"))
    if st.button("Retirer la démonstration", disabled=not sure):
        with explained():
            remove(current_database(), actor)
            finish("La démonstration est retirée.")


def _load(actor: Actor) -> None:
    with explained():
        load(
            current_database(),
            actor,
            load_settings(),
            progress=progress_bar("Analyse de la démonstration…"),
        )
        finish("La démonstration est chargée.")


show()
