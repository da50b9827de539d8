"""A scrutin, stage by stage: what remains before it opens, its turnout, its closing."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Actor, Permission
from synthesis.app.assembly import plan_form, slips
from synthesis.app.assembly.choice import SCRUTIN, Hall
from synthesis.app.assembly.subject_table import show_subjects
from synthesis.app.database import current_database
from synthesis.app.identity import current_actor
from synthesis.app.pages import PROJECTOR
from synthesis.app.telling import explained, finish, sentence
from synthesis.forms.typography import typeset
from synthesis.store.scrub import scrub
from synthesis.vote.address import reachable, voting_address
from synthesis.vote.guessing import LIMIT
from synthesis.vote.opening import close_scrutin, discard, open_scrutin
from synthesis.vote.paper import unsettled
from synthesis.vote.readiness import readiness
from synthesis.vote.records import load_scrutin, turnout
from synthesis.vote.scrutin import Scrutin, State
from synthesis.wording import plural

SECONDS = 3.0
UNSEEN = "Personne ne voit de résultat avant la clôture, vous non plus : seule la participation."
SCRUB = "traces-a-effacer"


def show_draft(actor: Actor, hall: Hall, scrutin: Scrutin) -> None:
    """What remains before the opening, the slips, then the settings."""
    _unreachable()
    ready = _checklist(scrutin)
    with st.container(horizontal=True):
        if st.button(
            "Ouvrir le vote",
            type="primary",
            disabled=not ready,
            icon=":material/lock_open:",
            key=f"ouvrir-{scrutin.id}",
        ):
            with explained():
                open_scrutin(current_database(), actor, scrutin.id)
                finish("Le vote est ouvert.")
        project_link(hall, scrutin)
    st.caption(typeset(UNSEEN))
    slips.show_making(actor, hall, scrutin)
    with st.expander("Modifier le scrutin", icon=":material/edit:", expanded=not ready):
        plan_form.show(actor, hall, scrutin)
    with st.expander("Supprimer ce scrutin", icon=":material/delete:"):
        if st.button("Supprimer", key=f"supprimer-{scrutin.id}"):
            with explained():
                discard(current_database(), actor, scrutin.id)
                st.query_params.pop(SCRUTIN, None)
                finish("Le scrutin est supprimé.")


def _checklist(scrutin: Scrutin) -> bool:
    """Every requirement with what remains to do; says whether it can open."""
    st.subheader("Avant d’ouvrir", anchor=False)
    ready = False
    with explained():
        with current_database().session(read_only=True) as session:
            found = readiness(session, scrutin)
        for name, obstacle in found:
            if obstacle is None:
                st.markdown(f":material/check_circle: {sentence(name)}")
            else:
                st.markdown(f":material/radio_button_unchecked: {sentence(str(obstacle))}")
        ready = all(obstacle is None for _, obstacle in found)
    return ready


def show_open(actor: Actor, hall: Hall, scrutin: Scrutin) -> None:
    """The turnout as it goes; for who organises, lost slips and the closing."""
    st.info(typeset(UNSEEN), icon=":material/visibility_off:")
    st.fragment(_turnout, run_every=SECONDS)(scrutin.id)
    project_link(hall, scrutin)
    if actor.may(Permission.ASSEMBLY):
        slips.show_replacing(actor, hall, scrutin)
        _close(actor, scrutin)
    show_subjects(scrutin.plan)


def _turnout(number: int) -> None:
    """Redrawn by itself; the whole page follows when the scrutin is no longer open."""
    actor = current_actor()
    with current_database().session(read_only=True) as session:
        scrutin = load_scrutin(session, number)
        counts = turnout(session, scrutin)
    if scrutin.state is not State.OPEN or not actor.may(Permission.READ):
        st.rerun()
    with st.container(horizontal=True):
        for count in counts:
            st.metric(count.college.label, f"{count.voted} / {count.slips}", border=True)
    if actor.may(Permission.ASSEMBLY):
        _troubles(actor, number)


def _troubles(actor: Actor, number: int) -> None:
    """Paper ballots that are not counted yet, and codes that somebody mistypes or guesses."""
    waiting, disputed = unsettled(current_database(), actor, number)
    if waiting or disputed:
        st.warning(
            typeset(
                f"Bulletins papier pas encore comptés : {waiting} à relire, {disputed} en "
                "désaccord. À la clôture, ils ne compteraient pas."
            ),
            icon=":material/description:",
        )
    wrong = LIMIT.wrong_lately()
    if wrong:
        st.caption(typeset(f"{plural(wrong, 'code erroné', 'codes erronés')} en dix minutes."))


def _close(actor: Actor, scrutin: Scrutin) -> None:
    st.subheader("Clôturer", anchor=False)
    sure = st.checkbox(
        typeset("Tout le monde a voté : plus aucun bulletin ne sera accepté ni changé"),
        key=f"sur-{scrutin.id}",
    )
    if st.button("Clore le vote et compter", disabled=not sure, icon=":material/lock:"):
        with explained():
            clean = close_scrutin(current_database(), actor, scrutin.id)
            st.session_state[SCRUB] = not clean
            finish("Le vote est clos et compté.")


def show_scrub() -> None:
    """When somebody kept the database busy, the traces of the order are to be removed again."""
    if not st.session_state.get(SCRUB):
        return
    st.warning(
        typeset(
            "Le vote est compté, mais la base était occupée : d'anciennes pages peuvent encore "
            "garder l'ordre des votes. Effacez-les dès que personne ne s'en sert."
        ),
        icon=":material/cleaning_services:",
    )
    if st.button("Effacer les traces"):
        st.session_state[SCRUB] = not scrub(current_database())
        finish(
            "Les traces sont effacées."
            if not st.session_state[SCRUB]
            else "La base est encore occupée : réessayez dans un moment."
        )


def _unreachable() -> None:
    """The address in the slips and on the wall, when phones could not open it."""
    if not reachable():
        st.warning(
            typeset(
                f"Les téléphones ne pourront pas ouvrir {voting_address()} : cette adresse ne vaut "
                "que sur cet ordinateur. Relancez l'outil par « synthesis serve --salle », puis "
                "préparez les bulletins."
            ),
            icon=":material/wifi_off:",
        )


def project_link(hall: Hall, scrutin: Scrutin) -> None:
    """The way to the projector, on this scrutin."""
    st.page_link(
        PROJECTOR,
        label="Projeter",
        icon=":material/tv:",
        query_params=hall.address(**{SCRUTIN: str(scrutin.id)}),
    )
