"""« Projeter »: one page without navigation, to be read from the back of the hall."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from synthesis.access import Permission
from synthesis.app.assembly import results, tie
from synthesis.app.assembly.choice import (
    Hall,
    chosen_assembly,
    current_scrutin,
    listed_assemblies,
    listed_scrutins,
    scrutin_asked,
    tabs,
)
from synthesis.app.assembly.compared import colleges_table, members_table
from synthesis.app.assembly.projection import STYLE, access, headline, ties, wall_size
from synthesis.app.choice import chosen_campaign
from synthesis.app.database import current_database
from synthesis.app.identity import current_actor
from synthesis.app.markup import table
from synthesis.app.pages import SCRUTINS
from synthesis.app.screens.common import open_screen
from synthesis.app.telling import explained
from synthesis.forms.typography import typeset
from synthesis.vote.address import voting_address
from synthesis.vote.announcing import decision
from synthesis.vote.assembly import Assembly
from synthesis.vote.electorate import Quorum, electorate
from synthesis.vote.kept_result import tally_from
from synthesis.vote.outcome import deciding
from synthesis.vote.records import load_assembly, turnout
from synthesis.vote.scrutin import Mode, Scrutin, State

SECONDS = 3.0
RESULT, COLLEGES, DUELS, MEMBERS = "resultat", "colleges", "duels", "membres"
_SEEN = "projection-vue"
LABELS = {
    RESULT: "Résultat",
    COLLEGES: "Collèges comparés",
    DUELS: "Duels",
    MEMBERS: "Choix de chaque membre",
}


def show() -> None:
    """The wall, drawn again by itself; the way out is at its foot."""
    open_screen("Projeter", Permission.READ)
    campaign = chosen_campaign()
    listed = listed_assemblies(campaign) if campaign else []
    if campaign is None or not listed:
        st.info(typeset("Il n'y a pas encore d'assemblée à projeter."), icon=":material/info:")
        return
    st.html(STYLE)
    hall = Hall(campaign, chosen_assembly(listed))
    scrutin = _followed(hall)
    st.fragment(_wall, run_every=SECONDS)(hall, scrutin.id if scrutin else None)
    if scrutin is not None and scrutin.state is State.CLOSED:
        with explained():
            _result(scrutin, _views(scrutin))
    st.page_link(
        SCRUTINS,
        label="Quitter la projection",
        icon=":material/close:",
        query_params=hall.address(),
    )


def _followed(hall: Hall) -> Scrutin | None:
    """The scrutin that the address names, else the one that the hall looks at now."""
    listed = listed_scrutins(hall.assembly.id)
    return scrutin_asked(listed) or current_scrutin(listed)


def _wall(hall: Hall, number: int | None) -> None:
    """What changes by itself; a new state, or another scrutin to follow, draws the whole page."""
    now = _followed(hall)
    seen = (now.id, now.state) if now else None
    before = st.session_state.get(_SEEN, seen)
    st.session_state[_SEEN] = seen
    if (
        not current_actor().may(Permission.READ)
        or before != seen
        or (now.id if now else None) != number
    ):
        st.rerun()
    plan, state = (now.plan, now.state) if now else (None, None)
    st.html(headline(hall.assembly, plan, state))
    if state is not State.CLOSED:
        _entrance(hall.assembly.id, now)


def _entrance(number: int, scrutin: Scrutin | None) -> None:
    with current_database().session(read_only=True) as session:
        assembly = load_assembly(session, number)
        counts = turnout(session, scrutin) if scrutin else []
    st.html(access(voting_address(), counts, _quorum(assembly)))


def _quorum(assembly: Assembly) -> Quorum | None:
    quorum = None
    with explained():
        quorum = electorate(assembly).quorum
    return quorum


def _views(scrutin: Scrutin) -> str:
    """What there is to see of a result, besides the result."""
    plan = scrutin.plan
    count = (scrutin.result or {})["colleges"][deciding(plan).value]
    there = {
        RESULT: True,
        COLLEGES: len(plan.colleges) > 1,
        DUELS: count["duels"] is not None,
        MEMBERS: plan.mode is Mode.PUBLIC,
    }
    choices = {view: LABELS[view] for view, shown in there.items() if shown}
    return tabs(choices) if len(choices) > 1 else RESULT


def _said_of_ties(scrutin: Scrutin, result: Mapping[str, Any]) -> list[str]:
    """What a tie at the limit leaves to do, or what the lot gave."""
    drawn = tie.drawn_of(scrutin)
    if not drawn:
        return decision(scrutin.plan, result)[1:]
    return ["Tiré au sort : " + ", ".join(scrutin.plan.titles[option] for option in drawn)]


def _result(scrutin: Scrutin, view: str) -> None:
    plan, result = scrutin.plan, scrutin.result
    if result is None:
        return
    tally = tally_from(result, plan.options)
    if view == COLLEGES:
        with st.container(key="tableau-mur"):
            st.html(table(*colleges_table(plan, result)))
        return
    if view == MEMBERS:
        with st.container(key="tableau-mur"):
            st.html(table(*members_table(plan, results.ballots_of(scrutin))))
        return
    with st.container(key="figure-mur", horizontal_alignment="center"):
        if view == DUELS:
            results.show_duels(scrutin, tally, deciding(plan), wall_size(plan))
        else:
            if tied := ties(_said_of_ties(scrutin, result)):
                st.html(tied)
            results.show_figure(scrutin, tally, deciding(plan), wall_size(plan))


show()
