"""« Scrutins »: prepared, opened, followed, closed; their results, their export."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Actor, Permission
from synthesis.app.assembly import minutes, plan_form, results, slips, stages
from synthesis.app.assembly.choice import SCRUTIN, Hall, listed_scrutins, open_hall, scrutin_asked
from synthesis.app.assembly.subject_table import show_rules, show_subjects
from synthesis.app.identity import current_actor
from synthesis.app.markup import heading, plain
from synthesis.app.pages import SCRUTINS
from synthesis.forms.typography import typeset
from synthesis.vote.scrutin import Scrutin, State

ICONS = {State.DRAFT: "edit_note", State.OPEN: "how_to_vote", State.CLOSED: "task_alt"}


def show() -> None:
    """The scrutin that the address names, or the list and a new one."""
    hall = open_hall("Scrutins", Permission.READ)
    actor = current_actor()
    stages.show_scrub()
    listed = listed_scrutins(hall.assembly.id)
    scrutin = scrutin_asked(listed)
    if scrutin is not None:
        st.page_link(
            SCRUTINS,
            label="Tous les scrutins",
            icon=":material/arrow_back:",
            query_params=hall.address(),
        )
        _scrutin(actor, hall, scrutin)
        return
    _list(hall, listed)
    minutes.show(hall, listed)
    results.show_export(actor, hall, listed)
    if actor.may(Permission.ASSEMBLY):
        with st.expander("Nouveau scrutin", icon=":material/add:", expanded=not listed):
            plan_form.show(actor, hall, None)


def _list(hall: Hall, listed: list[Scrutin]) -> None:
    if not listed:
        st.info(typeset("Aucun scrutin n'est encore préparé."), icon=":material/info:")
    for scrutin in listed:
        st.page_link(
            SCRUTINS,
            label=plain(typeset(f"{scrutin.number}. {scrutin.plan.title} – {scrutin.state.label}")),
            icon=f":material/{ICONS[scrutin.state]}:",
            query_params=hall.address(**{SCRUTIN: str(scrutin.id)}),
        )


def _scrutin(actor: Actor, hall: Hall, scrutin: Scrutin) -> None:
    title = f"{scrutin.number}. {scrutin.plan.title} ({scrutin.state.label})"
    st.html(heading(typeset(title), level=2))
    show_rules(scrutin.plan)
    slips.forget(scrutin)
    if scrutin.state is State.OPEN:
        stages.show_open(actor, hall, scrutin)
    elif scrutin.state is State.CLOSED:
        stages.project_link(hall, scrutin)
        results.show(actor, scrutin)
        show_subjects(scrutin.plan)
    elif actor.may(Permission.ASSEMBLY):
        stages.show_draft(actor, hall, scrutin)
    else:
        show_subjects(scrutin.plan)


show()
