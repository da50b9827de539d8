"""« Dépouiller »: two scrutateurs read the same paper ballot, each on their own account."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Actor, Permission
from synthesis.app.assembly.ballot import content_typed, fill_in, remaining
from synthesis.app.assembly.subject_table import show_rules
from synthesis.app.database import current_database, current_vault
from synthesis.app.identity import current_actor
from synthesis.app.markup import heading
from synthesis.app.screens.common import open_screen
from synthesis.app.telling import explained, sentence
from synthesis.forms.typography import typeset
from synthesis.vote.paper import Reading, open_scrutins, read_paper, unsettled
from synthesis.vote.scrutin import Scrutin

ROUND, SAID = "depouillement-tour", "depouillement-dit"
SECONDS = 4.0


def show() -> None:
    """The scrutin that is open, what waits, then the next paper ballot."""
    actor = open_screen("Dépouiller", Permission.TALLY)
    opened = open_scrutins(current_database(), actor)
    if not opened:
        st.info(
            typeset(
                "Aucun scrutin n'est ouvert : les bulletins papier se saisissent pendant le "
                "vote, avant la clôture."
            ),
            icon=":material/info:",
        )
        return
    scrutin = _chosen(opened)
    st.html(heading(typeset(scrutin.plan.title), level=2))
    show_rules(scrutin.plan)
    st.text(
        typeset(
            "Deux scrutateurs lisent chaque bulletin, chacun sur son compte, sans se concerter. Il "
            "compte quand les deux lectures concordent."
        )
    )
    _said()
    st.fragment(_waiting, run_every=SECONDS)(scrutin.id)
    _read(actor, scrutin)


def _chosen(opened: list[tuple[str, Scrutin]]) -> Scrutin:
    if len(opened) == 1:
        return opened[0][1]
    titles = {s.id: typeset(f"{title} : {s.plan.title}") for title, s in opened}
    number = st.selectbox("Scrutin", list(titles), format_func=lambda one: titles[one])
    return next(scrutin for _, scrutin in opened if scrutin.id == number)


def _waiting(number: int) -> None:
    actor = current_actor()
    if not actor.may(Permission.TALLY):
        st.rerun()
    waiting, disputed = unsettled(current_database(), actor, number)
    with st.container(horizontal=True):
        st.metric("Attendent une seconde lecture", waiting, border=True)
        st.metric("En désaccord", disputed, border=True)


def _read(actor: Actor, scrutin: Scrutin) -> None:
    turn = st.session_state.setdefault(ROUND, 0)
    st.subheader("Lire un bulletin papier", anchor=False)
    code = st.text_input(
        "Code imprimé sur le bulletin", key=f"code-papier-{turn}", autocomplete="off"
    )
    cells = fill_in(scrutin.plan, None, f"papier-{scrutin.id}-{turn}")
    remaining(scrutin.plan, cells)
    blank = st.checkbox("Bulletin blanc", key=f"papier-blanc-{turn}")
    if st.button("Enregistrer ma lecture", type="primary", icon=":material/save:"):
        with explained():
            content = content_typed(scrutin.plan, cells, blank=blank)
            vault, database = current_vault(), current_database()
            reading = read_paper(database, vault, actor, scrutin.id, code, content)
            st.session_state[SAID] = reading
            if reading is not Reading.DISPUTED:
                # The next ballot begins empty.
                st.session_state[ROUND] = turn + 1
            st.rerun()


def _said() -> None:
    reading: Reading | None = st.session_state.pop(SAID, None)
    if reading is Reading.AGREED:
        st.success(sentence(reading.label), icon=":material/check_circle:")
    elif reading is Reading.DISPUTED:
        st.error(sentence(reading.label), icon=":material/error:")
    elif reading is not None:
        st.info(sentence(reading.label), icon=":material/hourglass_top:")


show()
