"""« Notes et sujets »: what a rapporteur writes, and the subjects that the group proposes."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from synthesis.access import Actor
from synthesis.app.assembly.choice import Hall
from synthesis.app.assembly.grid import theme_labels
from synthesis.app.database import current_database
from synthesis.app.identity import current_actor
from synthesis.app.markup import heading
from synthesis.app.telling import explained, finish, sentence
from synthesis.domain import InputError
from synthesis.forms.typography import typeset
from synthesis.vote.groups import Group, NotesChangedError, write_notes
from synthesis.vote.subjects import MAX_QUESTION, MAX_TITLE, Wording, propose

TROUBLE = "notes-refusees"


def show(actor: Actor, hall: Hall, groups: list[Group]) -> None:
    """Each group with its notes and the form of a new subject."""
    if not groups:
        st.info(typeset("Composez d'abord les groupes."), icon=":material/info:")
        return
    labels = theme_labels(hall.campaign)
    for group in groups:
        with st.container(border=True, key=f"notes-de-{group.id}"):
            st.html(heading(typeset(group.name), level=2))
            _notes(hall.assembly.id, group)
            propose_form(actor, hall.assembly.id, labels, group)


def propose_form(
    actor: Actor, assembly_id: int, labels: Mapping[str, str], group: Group | None
) -> None:
    """The form of a new subject, of a group or of the whole assembly."""
    number = group.id if group else None
    with st.form(f"proposer-{number or 'assemblee'}", clear_on_submit=True):
        title = st.text_input("Sujet proposé", max_chars=MAX_TITLE)
        question = st.text_input("Question posée à l’assemblée", max_chars=MAX_QUESTION)
        themes = st.multiselect(
            "Thèmes couverts", list(labels), format_func=lambda slug: labels[slug]
        )
        asked = st.form_submit_button("Proposer ce sujet")
    if asked:
        with explained():
            wording = Wording(title, question, tuple(themes))
            propose(current_database(), actor, assembly_id, wording, number)
            finish(f"Le sujet « {wording.title} » est proposé.")


def _notes(assembly_id: int, group: Group) -> None:
    """The notes as this person left them; what others saved comes in where nothing was typed."""
    widget, read = f"notes-{group.id}", f"notes-lues-{group.id}"
    version, text = st.session_state.setdefault(read, (group.version, group.notes))
    typed = st.session_state.setdefault(widget, text)
    if version != group.version and typed == text:
        st.session_state[widget] = group.notes
        st.session_state[read] = (group.version, group.notes)
    st.text_area(
        "Notes du rapporteur (enregistrées quand vous quittez le champ)",
        key=widget,
        height=180,
        on_change=_save,
        args=(assembly_id, group.id),
    )
    st.button(
        "Enregistrer les notes",
        key=f"garder-{group.id}",
        on_click=_save,
        args=(assembly_id, group.id),
    )
    trouble = st.session_state.pop(f"{TROUBLE}-{group.id}", None)
    if isinstance(trouble, NotesChangedError):
        st.error(sentence(str(trouble)), icon=":material/error:")
        st.text_area("Version enregistrée par l’autre personne", trouble.theirs, disabled=True)
    elif isinstance(trouble, InputError):
        st.error(sentence(str(trouble)), icon=":material/error:")


def _save(assembly_id: int, group_id: int) -> None:
    widget, read = f"notes-{group_id}", f"notes-lues-{group_id}"
    text = st.session_state[widget]
    version, _ = st.session_state[read]
    try:
        kept = write_notes(
            current_database(), current_actor(), assembly_id, group_id, text, version
        )
        st.session_state[read] = (kept, text)
    except NotesChangedError as error:
        # Shown once: whoever saves again has seen it.
        st.session_state[read] = (error.version, error.theirs)
        st.session_state[f"{TROUBLE}-{group_id}"] = error
    except InputError as error:
        st.session_state[f"{TROUBLE}-{group_id}"] = error
