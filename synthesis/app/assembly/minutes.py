"""The minutes and the record of decisions, to take away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import streamlit as st

from synthesis.app.assembly.choice import Hall
from synthesis.app.database import current_database
from synthesis.forms.typography import typeset
from synthesis.vote.minutes import decisions_docx, minutes_docx
from synthesis.vote.proceedings import Proceedings, load_proceedings
from synthesis.vote.scrutin import Scrutin, State

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(hall: Hall, listed: list[Scrutin]) -> None:
    """Both documents, once nothing is open any more."""
    states = {scrutin.state for scrutin in listed}
    if State.CLOSED not in states:
        return
    st.header("Procès-verbal", anchor=False)
    if State.OPEN in states:
        st.text(typeset("Il s'écrit après la clôture du scrutin en cours."))
        return
    with st.container(horizontal=True):
        _download(hall, "Procès-verbal (Word)", "proces-verbal", minutes_docx)
        _download(hall, "Relevé de décisions (Word)", "releve-de-decisions", decisions_docx)


def _download(
    hall: Hall, label: str, name: str, write: Callable[[Proceedings, date], bytes]
) -> None:
    def written() -> bytes:
        with current_database().session(read_only=True) as session:
            proceedings = load_proceedings(session, hall.assembly.id)
        return write(proceedings, datetime.now().astimezone().date())

    st.download_button(
        label,
        written,
        file_name=f"{name}-{hall.assembly.day:%Y-%m-%d}.docx",
        mime=DOCX,
        icon=":material/description:",
        on_click="ignore",
    )
