"""« Mise en commun »: the subjects of every group, reworded, merged, split, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from synthesis.access import Actor
from synthesis.app.assembly.choice import Hall
from synthesis.app.assembly.grid import theme_labels, told
from synthesis.app.assembly.notes import propose_form
from synthesis.app.database import current_database
from synthesis.app.markup import heading, plain
from synthesis.app.pages import SCRUTINS
from synthesis.app.telling import explained, finish
from synthesis.forms.typography import typeset
from synthesis.vote.subjects import (
    MAX_QUESTION,
    MAX_TITLE,
    Proposal,
    Wording,
    merge,
    pooled,
    reword,
    split,
    withdraw,
)


def show(actor: Actor, hall: Hall) -> None:
    """The subjects as the vote will take them, then what brings two of them together."""
    with current_database().session(read_only=True) as session:
        subjects = pooled(session, hall.assembly.id)
    labels = theme_labels(hall.campaign)
    if not subjects:
        st.info(typeset("Aucun sujet n'est encore proposé."), icon=":material/info:")
    for subject in subjects:
        _card(actor, hall.assembly.id, subject, labels)
    if len(subjects) > 1:
        _merge(actor, hall.assembly.id, subjects)
    with st.expander("Ajouter un sujet de l’assemblée", icon=":material/add:"):
        propose_form(actor, hall.assembly.id, labels, None)
    st.page_link(
        SCRUTINS,
        label="Mettre ces sujets au vote",
        icon=":material/how_to_vote:",
        query_params=hall.address(),
    )


def _card(actor: Actor, assembly: int, subject: Proposal, labels: Mapping[str, str]) -> None:
    with st.container(border=True, key=f"sujet-{subject.id}"):
        st.html(heading(typeset(subject.wording.title), level=3))
        if subject.wording.question:
            st.text(typeset(subject.wording.question))
        st.text(typeset(f"{subject.group or 'Assemblée'} · thèmes : {_themes(subject, labels)}"))
        for other in subject.merged:
            origin = other.group or "Assemblée"
            st.text(typeset(f"Réunit aussi « {other.wording.title} » ({origin})"))
        with st.container(horizontal=True):
            if subject.merged and st.button(
                "Séparer", icon=":material/call_split:", key=f"separer-{subject.id}"
            ):
                with explained():
                    split(current_database(), actor, assembly, subject.id)
                    finish("Les sujets sont de nouveau séparés.")
            if st.button("Retirer", icon=":material/delete:", key=f"retirer-{subject.id}"):
                with explained():
                    withdraw(current_database(), actor, assembly, subject.id)
                    finish(f"Le sujet « {subject.wording.title} » est retiré.")
        with st.expander("Modifier", icon=":material/edit:"):
            _edit(actor, assembly, subject, labels)


def _themes(subject: Proposal, labels: Mapping[str, str]) -> str:
    return told(subject.themes, labels) or "aucun"


def _edit(actor: Actor, assembly: int, subject: Proposal, labels: Mapping[str, str]) -> None:
    before = subject.wording
    known = dict.fromkeys((*labels, *before.themes))
    with st.form(f"modifier-sujet-{subject.id}"):
        title = st.text_input("Titre du sujet", value=before.title, max_chars=MAX_TITLE)
        question = st.text_input("Question", value=before.question, max_chars=MAX_QUESTION)
        themes = st.multiselect(
            "Thèmes couverts",
            list(known),
            default=list(before.themes),
            format_func=lambda slug: labels.get(slug, slug),
        )
        asked = st.form_submit_button("Enregistrer le sujet")
    if asked:
        with explained():
            wording = Wording(title, question, tuple(themes))
            reword(current_database(), actor, assembly, subject.id, before, wording)
            finish("Le sujet est enregistré.")


def _merge(actor: Actor, assembly: int, subjects: list[Proposal]) -> None:
    st.subheader("Fusionner des sujets", anchor=False)
    titles = {subject.id: typeset(subject.wording.title) for subject in subjects}
    with st.form("fusionner"):
        host = st.selectbox(
            "Sujet qui reste", list(titles), format_func=lambda number: titles[number]
        )
        others = st.multiselect(
            "Sujets qu’il réunit", list(titles), format_func=lambda number: titles[number]
        )
        st.text(typeset("Rien n'est perdu : « Séparer » rend chaque sujet tel qu'il était écrit."))
        asked = st.form_submit_button("Fusionner", icon=":material/merge:")
    if asked:
        with explained():
            merge(current_database(), actor, assembly, host, others)
            finish(f"Les sujets sont réunis sous « {plain(titles[host])} ».")
