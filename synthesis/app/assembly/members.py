"""« Membres »: who stands for each member, guests, functions; « Pouvoirs »: proxies."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from synthesis.access import Actor
from synthesis.app.assembly.choice import Hall
from synthesis.app.assembly.member_rows import (
    DEPUTY,
    FUNCTION,
    GUEST,
    MEMBER,
    NUMBER,
    ORGANISATION,
    PERSON,
    POPULATION,
    TITULAR,
    WEIGHT,
    lines_of,
    members_table,
    records,
    text,
)
from synthesis.app.database import current_database
from synthesis.app.markup import table
from synthesis.app.telling import explained, finish
from synthesis.domain import InputError
from synthesis.forms.typography import typeset
from synthesis.vote.assembly import Assembly, Weighting
from synthesis.vote.preparing import (
    give_proxy,
    save_guests,
    save_members,
    set_function,
)

_SHOWN = {
    Weighting.EQUAL: [MEMBER, TITULAR, DEPUTY],
    Weighting.POPULATION: [MEMBER, TITULAR, DEPUTY, POPULATION],
    Weighting.FREE: [MEMBER, TITULAR, DEPUTY, WEIGHT],
}


def show_members(actor: Actor, hall: Hall) -> None:
    """The table of members, the guests, then what people are."""
    assembly = hall.assembly
    st.text(
        typeset(
            "Un membre par ligne. Une même personne peut être suppléante d'un membre et invitée à "
            "un autre titre : écrivez son nom de la même façon. La case « Suppléant » peut rester "
            "vide."
        )
    )
    before = members_table(assembly)
    edited = st.data_editor(
        before,
        num_rows="dynamic",
        hide_index=True,
        column_order=_SHOWN[assembly.statutes.weighting],
        column_config={
            POPULATION: st.column_config.NumberColumn(min_value=0, step=1),
            WEIGHT: st.column_config.NumberColumn(min_value=1, step=1),
        },
        height="content",
        key=_key("membres", before),
    )
    asked = st.button("Enregistrer les membres", type="primary")
    with explained():
        _refuse_changed("membres", before)
        if asked:
            save_members(current_database(), actor, assembly.id, lines_of(records(edited)))
            st.session_state.pop("membres-vu", None)
            finish("Les membres sont enregistrés.")
    _guests(actor, assembly)
    _functions(actor, assembly)


def _guests(actor: Actor, assembly: Assembly) -> None:
    st.header("Invités", anchor=False)
    st.text(typeset("Ils sont consultés : leur vote est compté à part et ne décide pas."))
    names = {person.id: person.name for person in assembly.people}
    rows = [{GUEST: names[who], ORGANISATION: org} for who, org in assembly.guests.items()]
    before = pd.DataFrame(rows, columns=[GUEST, ORGANISATION])
    edited = st.data_editor(
        before.astype("string"), num_rows="dynamic", hide_index=True, key=_key("invites", before)
    )
    asked = st.button("Enregistrer les invités")
    with explained():
        _refuse_changed("invites", before)
        if asked:
            pairs = [(text(r[GUEST]), text(r[ORGANISATION])) for r in records(edited)]
            save_guests(current_database(), actor, assembly.id, [p for p in pairs if any(p)])
            st.session_state.pop("invites-vu", None)
            finish("Les invités sont enregistrés.")


def _functions(actor: Actor, assembly: Assembly) -> None:
    if not assembly.people:
        return
    with st.expander("Fonctions, pour le procès-verbal", icon=":material/badge:"):
        rows = [
            {NUMBER: person.id, PERSON: person.name, FUNCTION: person.function}
            for person in assembly.people
        ]
        before = pd.DataFrame(rows)
        edited = st.data_editor(
            before,
            hide_index=True,
            column_order=[PERSON, FUNCTION],
            disabled=[PERSON],
            key=_key("fonctions", before),
        )
        if st.button("Enregistrer les fonctions"):
            with explained():
                for old, new in zip(rows, records(edited), strict=True):
                    if old[FUNCTION] != text(new[FUNCTION]):
                        set_function(
                            current_database(),
                            actor,
                            assembly.id,
                            int(new[NUMBER]),
                            text(new[FUNCTION]),
                        )
                finish("Les fonctions sont enregistrées.")


def show_proxies(actor: Actor, hall: Hall) -> None:
    """The proxies given, and one more."""
    assembly = hall.assembly
    people = {person.id: person.name for person in assembly.people}
    each = assembly.statutes.proxies_each
    st.text(
        typeset(
            f"Une personne tient au plus {each} pouvoir(s). Un pouvoir sert quand ni le titulaire "
            "ni le suppléant ne sont là, si la personne qui le tient vote elle-même ; il ne "
            "compte pas pour le quorum."
        )
    )
    given = [(assembly.body(b), people[p]) for b, p in assembly.proxies.items()]
    if given:
        st.html(table(("Membre", "Pouvoir donné à"), [(body.name, who) for body, who in given]))
    standing = {body.titular for body in assembly.bodies} | {b.deputy for b in assembly.bodies}
    holders = [person for person in assembly.people if person.id in standing]
    with st.form("pouvoir"):
        body = st.selectbox(
            "Membre absent", assembly.bodies, format_func=lambda body: typeset(body.name)
        )
        holder = st.selectbox(
            "Donne pouvoir à",
            [None, *holders],
            format_func=lambda person: person.name if person else "personne (reprendre le pouvoir)",
        )
        asked = st.form_submit_button("Enregistrer le pouvoir", type="primary")
    if asked and body is not None:
        with explained():
            number = holder.id if holder else None
            give_proxy(current_database(), actor, assembly.id, body.id, number)
            finish("Le pouvoir est enregistré." if holder else "Le pouvoir est repris.")


def _refuse_changed(name: str, frame: pd.DataFrame) -> None:
    """Raise InputError when somebody else saved something since this person last saw the table.

    To call on every run: it remembers what is shown.
    """
    place, now = f"{name}-vu", frame.to_json()
    before = st.session_state.get(place, now)
    st.session_state[place] = now
    if before != now:
        raise InputError(
            "ce tableau a été modifié par quelqu'un d'autre entre-temps ; rien n'a été écrasé.",
            remedy="Relisez-le, puis refaites votre changement.",
        )


def _key(name: str, frame: pd.DataFrame) -> str:
    """A widget for what is kept now: once saved, the edits made to it are forgotten."""
    return f"{name}-{hash(frame.to_json())}"
