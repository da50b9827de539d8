"""« Saisir »: how far the campaign is, and one interview to write."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from synthesis.access import Permission
from synthesis.app.campaign import NOWHERE
from synthesis.app.choice import PARAMETER
from synthesis.app.database import current_database
from synthesis.app.identity import current_actor
from synthesis.app.markup import heading, plain
from synthesis.app.pages import ENTRY
from synthesis.app.screens.common import open_chosen
from synthesis.app.screens.entry_form import write
from synthesis.domain import InputError, Territory
from synthesis.entry.progress import Filled, Progress, VisitProgress, campaign_progress
from synthesis.entry.visiting import begin_visit
from synthesis.forms.typography import typeset
from synthesis.store import Campaign
from synthesis.wording import plural

SIGNS = {Filled.SAID: "●", Filled.NOTHING: "○", Filled.NOT_ASKED: "–", Filled.EMPTY: ""}


def show() -> None:
    """The progress of the campaign, or the interview that the address names."""
    campaign = open_chosen("Saisir", Permission.ENTER)
    key = st.query_params.get("entretien")
    if key:
        write(campaign, key)
        return
    progress = campaign_progress(current_database(), current_actor(), campaign.id)
    _figures(progress)
    _begin(campaign, progress)
    _visits(campaign, progress)
    _table(progress)


def _figures(progress: Progress) -> None:
    visited = sum(bool(progress.of(territory)) for territory in progress.territories)
    counts = {filled: sum(v.count(filled) for v in progress.visits) for filled in Filled}
    figures = {
        "EPCI visités": f"{visited}/{len(progress.territories)}",
        "Entretiens": str(len(progress.visits)),
        "Questions répondues": str(counts[Filled.SAID] + counts[Filled.NOTHING]),
        "Questions vides": str(counts[Filled.EMPTY]),
        "Questions non posées": str(counts[Filled.NOT_ASKED]),
    }
    with st.container(horizontal=True):
        for label, value in figures.items():
            st.metric(label, value, border=True)


def _begin(campaign: Campaign, progress: Progress) -> None:
    names = {territory.siren: territory.name for territory in progress.territories}
    st.header("Commencer un entretien", anchor=False)
    with st.form("commencer", border=True):
        siren = st.selectbox(
            "Territoire",
            list(names),
            index=None,
            format_func=lambda siren: names[siren],
            placeholder="Choisissez un territoire",
        )
        day = st.date_input("Date de la visite", format="DD/MM/YYYY", value="today")
        begun = st.form_submit_button("Commencer", type="primary", icon=":material/edit_note:")
    if not begun:
        return
    if siren is None:
        st.error(typeset("Choisissez d'abord un territoire."), icon=":material/error:")
        return
    _open(campaign, siren, day)


def _open(campaign: Campaign, siren: str, day: date | None) -> None:
    days = [day] if day else []
    try:
        key = begin_visit(current_database(), current_actor(), campaign.id, siren, days)
    except InputError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.query_params["entretien"] = key
    st.rerun()


def _visits(campaign: Campaign, progress: Progress) -> None:
    st.header("Territoires de la campagne", anchor=False)
    for territory in progress.territories:
        _territory(campaign, progress, territory)
    for visit in progress.elsewhere():
        with st.container(border=True):
            _link(campaign, visit, visit.interview.territory.strip() or NOWHERE)


def _territory(campaign: Campaign, progress: Progress, territory: Territory) -> None:
    visits = progress.of(territory)
    with st.container(border=True):
        if not visits:
            st.html(heading(territory.name, level=3))
            st.caption("Pas encore visité.")
        for visit in visits:
            _link(campaign, visit, territory.name)


def _link(campaign: Campaign, visit: VisitProgress, name: str) -> None:
    st.page_link(
        ENTRY,
        label=f"**{plain(name)}**",
        icon=":material/edit_note:",
        query_params={PARAMETER: campaign.key, "entretien": visit.interview.key},
    )
    st.text(_summary(visit))


def _summary(visit: VisitProgress) -> str:
    days = " et ".join(f"{day:%d/%m/%Y}" for day in visit.interview.dates)
    empty = [key.upper() for key, state in visit.questions.items() if state is Filled.EMPTY]
    answered = visit.count(Filled.SAID) + visit.count(Filled.NOTHING)
    parts = [
        days,
        plural(answered, "question répondue", "questions répondues"),
        plural(visit.count(Filled.NOT_ASKED), "non posée", "non posées"),
        typeset(f"vides : {', '.join(empty)}") if empty else "aucune question vide",
    ]
    return " · ".join(part for part in parts if part)


def _table(progress: Progress) -> None:
    if not progress.visits:
        return
    names = {territory.siren: territory.name for territory in progress.territories}
    st.header("Questions, entretien par entretien", anchor=False)
    st.caption(typeset("● répondue · ○ rien à dire (« RAS ») · – non posée · case blanche : vide"))
    rows = [
        {
            "Territoire": names.get(visit.interview.siren, visit.interview.territory) or NOWHERE,
            "Entretien": visit.interview.key,
            **{key.upper(): SIGNS[state] for key, state in visit.questions.items()},
        }
        for visit in progress.visits
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True)


show()
