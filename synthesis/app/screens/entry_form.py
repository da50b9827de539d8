"""One interview being written: its description, then the editor of its answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from synthesis.app.care.name_step import name_step
from synthesis.app.choice import PARAMETER
from synthesis.app.database import current_database
from synthesis.app.editor import Reply, editor, typed_in
from synthesis.app.identity import current_actor, visitor
from synthesis.app.markup import heading, plain
from synthesis.app.pages import ENTRY
from synthesis.domain import InputError
from synthesis.entry.visiting import Visit, days_of, describe_visit, minutes_of, read_visit
from synthesis.entry.writing import Typed, open_boxes, save_answers
from synthesis.forms.typography import typeset
from synthesis.store import Campaign, Description, load_territories
from synthesis.wording import plural

EDITOR = "synthesis-saisie"
REPLY = "saisie-reponse"
USUAL_ROLES = (
    "président",
    "présidente",
    "vice-président",
    "vice-présidente",
    "maire",
    "DGS",
    "directeur",
    "directrice",
    "élu",
    "élue",
)


def write(campaign: Campaign, key: str) -> None:
    """The interview of that key, to fill in."""
    st.page_link(
        ENTRY,
        label="Tous les territoires",
        icon=":material/arrow_back:",
        query_params={PARAMETER: campaign.key},
    )
    try:
        visit = read_visit(current_database(), current_actor(), campaign.id, key)
    except InputError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.html(heading(visit.description.territory or visit.key, level=2))
    _description(campaign, visit)
    _answers(campaign.id, visit.key)
    name_step(campaign, visit.key)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The visit as the fields were first filled in, and the version that this person left it at.

    The fields are made anew only when somebody else changes the visit: whoever is choosing a
    second role keeps their place.
    """

    start: Visit
    version: int


def _description(campaign: Campaign, visit: Visit) -> None:
    place = f"fiche/{campaign.id}/{visit.key}"
    sheet: Sheet | None = st.session_state.get(place)
    if sheet is None or sheet.version != visit.version:
        sheet = st.session_state[place] = Sheet(visit, visit.version)
    start = sheet.start.description
    st.text(_headline(visit.description))
    with st.expander("Fiche de la visite", expanded=not start.people, icon=":material/event_note:"):
        written = _fields(campaign.id, start, f"{place}/{sheet.start.version}")
        if written is None or written == visit.description:
            return
        if not _kept(campaign, visit, written):
            st.warning(_other_description(written), icon=":material/sync_problem:")
            return
    st.session_state[place] = replace(sheet, version=visit.version + 1)
    st.rerun()


def _fields(campaign_id: int, start: Description, mark: str) -> Description | None:
    """What the fields say; None, with the reason shown, when it is not understood."""
    names = _territories(campaign_id)
    siren = st.selectbox(
        "Territoire",
        list(names),
        index=list(names).index(start.siren) if start.siren in names else None,
        format_func=lambda siren: names[siren],
        placeholder="Choisissez un territoire",
        key=f"territoire-{mark}",
    )
    days = st.text_input(
        "Dates",
        ", ".join(f"{day:%d/%m/%Y}" for day in start.dates),
        placeholder=typeset("3 et 5 février 2021"),
        key=f"dates-{mark}",
    )
    duration = st.text_input(
        "Durée",
        f"{start.duration_minutes} min" if start.duration_minutes else "",
        placeholder="2h30",
        key=f"duree-{mark}",
    )
    people = st.multiselect(
        "Rôles des personnes rencontrées (sans nom)",
        list(dict.fromkeys((*start.people, *USUAL_ROLES))),
        default=list(start.people),
        accept_new_options=True,
        placeholder="Choisissez un rôle ou écrivez-en un",
        key=f"roles-{mark}",
    )
    interviewer = st.text_input("Enquêteur", start.interviewer, key=f"enqueteur-{mark}")
    try:
        return Description(
            territory=names[siren] if siren and siren != start.siren else start.territory,
            siren=siren or start.siren,
            dates=days_of(days),
            duration_minutes=minutes_of(duration),
            people=tuple(people),
            interviewer=interviewer,
        )
    except InputError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return None


def _kept(campaign: Campaign, visit: Visit, written: Description) -> bool:
    return describe_visit(current_database(), current_actor(), campaign.id, visit, written)


def _other_description(written: Description) -> str:
    return typeset(
        "Quelqu'un d'autre vient de modifier cette fiche. Vous aviez écrit : "
        f"{plain(_headline(written))}. Rechargez la page pour voir la fiche enregistrée."
    )


def _headline(said: Description) -> str:
    minutes = f"{said.duration_minutes} min" if said.duration_minutes else "durée non indiquée"
    parts = [
        " et ".join(f"{day:%d/%m/%Y}" for day in said.dates) or "date non indiquée",
        minutes,
        plural(len(said.people), "rôle"),
    ]
    return " · ".join(parts)


def _territories(campaign_id: int) -> dict[str, str]:
    with current_database().session(read_only=True) as session:
        return {item.siren: item.name for item in load_territories(session, campaign_id)}


@st.fragment
def _answers(campaign_id: int, key: str) -> None:
    """Alone in a fragment: a save runs nothing else."""
    actor = current_actor()
    try:
        boxes = open_boxes(current_database(), actor, campaign_id, key)
        visit = read_visit(current_database(), actor, campaign_id, key)
    except InputError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    mark = f"{EDITOR}/{campaign_id}/{actor.account}/{key}"
    editor(
        boxes,
        visit.description.people,
        st.session_state.get(REPLY, Reply()),
        key=mark,
        on_typed=lambda: _save(campaign_id, key, mark),
    )


def _save(campaign_id: int, key: str, mark: str) -> None:
    sequence, typed = typed_in(mark)
    st.session_state[REPLY] = Reply(sequence, _problem(campaign_id, key, typed))


def _problem(campaign_id: int, key: str, typed: Sequence[Typed]) -> str:
    """Save, and say why nothing was saved when it was refused."""
    actor = visitor()
    if actor is None:
        return typeset("Vous n'êtes plus connecté : votre texte est gardé sur cet appareil.")
    try:
        save_answers(current_database(), actor, campaign_id, key, typed)
    except InputError as error:
        return typeset(f"{str(error)[0].upper()}{str(error)[1:]}")
    return ""
