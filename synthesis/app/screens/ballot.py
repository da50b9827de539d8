"""« Voter »: the same ballot as on a phone, for whoever is signed in on a computer."""

from __future__ import annotations

import time
from dataclasses import dataclass

import streamlit as st

from synthesis.access import Permission
from synthesis.app.assembly.ballot import content_typed, fill_in, in_words, remaining
from synthesis.app.assembly.subject_table import show_rules
from synthesis.app.database import current_database, current_vault
from synthesis.app.markup import heading
from synthesis.app.screens.common import open_screen
from synthesis.app.telling import explained, finish, sentence
from synthesis.forms.typography import typeset
from synthesis.vote.casting import (
    Admission,
    ChangedMeanwhileError,
    NotOpenError,
    Receipt,
    UnknownCodeError,
    admit,
    cast,
)
from synthesis.vote.codes import typed
from synthesis.vote.contents import Content
from synthesis.vote.guessing import LIMIT
from synthesis.vote.showing import tracker_shown

PLACE = "bulletin-en-cours"


@dataclass
class _Booth:
    """The ballot that this session fills in: its code, what it opened, where it stands."""

    code: str
    admission: Admission
    review: Content | None = None
    receipt: Receipt | None = None
    round: int = 0


def show() -> None:
    """The code, the ballot, the review, the receipt: one at a time."""
    open_screen("Voter", Permission.VOTE)
    booth: _Booth | None = st.session_state.get(PLACE)
    if booth is None:
        _ask_code()
        return
    scrutin = booth.admission.scrutin
    st.html(heading(typeset(scrutin.plan.title), level=2))
    show_rules(scrutin.plan)
    if booth.receipt is not None:
        _receipt(booth, booth.receipt)
    elif booth.review is not None:
        _review(booth, booth.review)
    else:
        _fill(booth)


def _ask_code() -> None:
    st.text(
        typeset(
            "Saisissez le code de votre bulletin. Votre compte ne dit pas ce que vous votez : seul "
            "le code compte, et il n'est pas gardé."
        )
    )
    with st.form("code", clear_on_submit=True):
        code = st.text_input("Code du bulletin (huit caractères)", autocomplete="off")
        asked = st.form_submit_button("Ouvrir mon bulletin", type="primary")
    if asked:
        with explained():
            st.session_state[PLACE] = _Booth(typed(code), _admitted(code))
            st.rerun()


def _admitted(code: str) -> Admission:
    """What the code opens; wrong ones are counted with those of phones, and slowed down."""
    try:
        return admit(current_database(), current_vault(), code)
    except UnknownCodeError:
        if LIMIT.wrong():
            time.sleep(LIMIT.delay)
        raise


def _fill(booth: _Booth) -> None:
    plan, admission = booth.admission.scrutin.plan, booth.admission
    if admission.kept is not None:
        st.info(
            typeset("Votre bulletin est déjà dans l'urne : vous pouvez le changer."),
            icon=":material/how_to_vote:",
        )
    cells = fill_in(plan, admission.kept, f"bulletin-{booth.round}")
    remaining(plan, cells)
    blank = st.checkbox("Voter blanc", key=f"blanc-{booth.round}")
    with st.container(horizontal=True):
        if st.button("Relire mon bulletin", type="primary"):
            with explained():
                booth.review = content_typed(plan, cells, blank=blank)
                st.rerun()
        _leave("Quitter sans voter")


def _review(booth: _Booth, content: Content) -> None:
    plan = booth.admission.scrutin.plan
    st.subheader("Votre bulletin", anchor=False)
    with st.container(border=True):
        in_words(plan, content)
    with st.container(horizontal=True):
        if st.button("Mettre dans l’urne", type="primary", icon=":material/how_to_vote:"):
            _cast(booth, content)
        if st.button("Modifier"):
            _again(booth, booth.admission.revision, content)


def _cast(booth: _Booth, content: Content) -> None:
    admission = booth.admission
    try:
        booth.receipt = cast(
            current_database(),
            current_vault(),
            booth.code,
            admission.scrutin.id,
            content,
            admission.revision,
        )
    except ChangedMeanwhileError as error:
        kept = admit(current_database(), current_vault(), booth.code)
        _again(booth, kept.revision, error.kept, told=str(error))
    except (UnknownCodeError, NotOpenError) as error:
        st.session_state.pop(PLACE, None)
        st.error(sentence(str(error)), icon=":material/error:")
        return
    st.rerun()


def _again(booth: _Booth, revision: int, content: Content, told: str = "") -> None:
    """Back to the ballot, filled in with `content`."""
    scrutin, college = booth.admission.scrutin, booth.admission.college
    booth.admission = Admission(scrutin, college, revision, content, booth.admission.tracker)
    booth.review, booth.round = None, booth.round + 1
    if told:
        finish(told)
    st.rerun()


def _receipt(booth: _Booth, receipt: Receipt) -> None:
    st.success(sentence("Votre bulletin est dans l'urne."), icon=":material/check_circle:")
    st.text(typeset("Votre accusé de réception, à noter si vous voulez :"))
    st.code(tracker_shown(receipt.tracker), language=None)
    st.text(
        typeset(
            "Il sera dans la liste publiée à la clôture. Il prouve que votre bulletin y est, pas "
            "ce qu'il dit. Vous pouvez changer votre vote jusqu'à la clôture."
        )
    )
    with st.container(horizontal=True):
        if st.button("Changer mon vote"):
            with explained():
                booth.admission = admit(current_database(), current_vault(), booth.code)
                booth.review, booth.receipt, booth.round = None, None, booth.round + 1
                st.rerun()
        _leave("Terminer")


def _leave(label: str) -> None:
    """Leave nothing of this ballot for whoever sits down next."""
    if st.button(label):
        st.session_state.pop(PLACE, None)
        st.rerun()


show()
