"""« Composition »: a balanced proposal of groups, then people moved by hand."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Actor
from synthesis.app.assembly.choice import Hall
from synthesis.app.database import current_database
from synthesis.app.markup import heading
from synthesis.app.telling import explained, finish
from synthesis.forms.typography import typeset
from synthesis.vote.assembly import Assembly
from synthesis.vote.composing import MOST_GROUPS
from synthesis.vote.groups import Group, compose, describe_group, expected_people, move
from synthesis.wording import plural

DEFAULT_GROUPS = 2


def show(actor: Actor, hall: Hall, groups: list[Group]) -> None:
    """The proposal, the groups side by side, then one person moved."""
    _propose(actor, hall.assembly, groups)
    if not groups:
        return
    columns = st.columns(2)
    for position, group in enumerate(groups):
        with columns[position % 2]:
            _group(actor, hall.assembly, group)
    _move(actor, hall.assembly, groups)


def _propose(actor: Actor, assembly: Assembly, groups: list[Group]) -> None:
    there = len(expected_people(assembly))
    whom = "personnes émargées" if assembly.present else "personnes inscrites"
    st.text(
        typeset(
            f"La proposition répartit les {there} {whom} : tailles égales, titulaire et suppléant "
            "d'un même membre dans deux groupes différents. Déplacez ensuite qui vous voulez."
        )
    )
    number, button = st.columns([1, 3], vertical_alignment="bottom")
    count = number.number_input(
        "Nombre de groupes", 1, MOST_GROUPS, value=len(groups) or DEFAULT_GROUPS
    )
    label = "Composer de nouveau" if groups else "Composer les groupes"
    if button.button(label, type="secondary" if groups else "primary", disabled=not there):
        with explained():
            compose(current_database(), actor, assembly.id, int(count))
            finish("Les groupes sont composés.")


def _group(actor: Actor, assembly: Assembly, group: Group) -> None:
    people = {person.id: person.name for person in assembly.people}
    with st.container(border=True, key=f"groupe-{group.id}"):
        st.html(heading(typeset(group.name), level=3))
        st.text(plural(len(group.members), "personne"))
        st.text("\n".join(f"{people[p]}{_place(assembly, p)}" for p in group.members))
        with st.form(f"decrire-{group.id}"):
            name = st.text_input("Nom du groupe", value=group.name, max_chars=200)
            choices = [None, *group.members]
            rapporteur = st.selectbox(
                "Rapporteur ou rapporteuse",
                choices,
                index=choices.index(group.rapporteur) if group.rapporteur in choices else 0,
                format_func=lambda number: people[number] if number else "pas encore",
            )
            asked = st.form_submit_button("Enregistrer ce groupe")
        if asked:
            with explained():
                describe_group(current_database(), actor, assembly.id, group.id, name, rapporteur)
                finish("Le groupe est enregistré.")


def _place(assembly: Assembly, person: int) -> str:
    """« , Redon Agglomération (titulaire) »."""
    for body in assembly.bodies:
        if person in (body.titular, body.deputy):
            role = "titulaire" if person == body.titular else "suppléant"
            return f", {typeset(body.name)} ({role})"
    organisation = assembly.guests.get(person, "")
    return f", {typeset(organisation)} (invité)" if organisation else ", invité"


def _move(actor: Actor, assembly: Assembly, groups: list[Group]) -> None:
    st.subheader("Déplacer quelqu’un", anchor=False)
    names = {group.id: typeset(group.name) for group in groups}
    where = {person: names[group.id] for group in groups for person in group.members}
    people = {
        person.id: f"{person.name} : {where.get(person.id, 'sans groupe')}"
        for person in assembly.people
    }
    with st.form("deplacer"):
        person = st.selectbox("Personne", list(people), format_func=lambda number: people[number])
        group = st.selectbox(
            "Va dans",
            [*names, None],
            format_func=lambda number: "aucun groupe" if number is None else names[number],
        )
        asked = st.form_submit_button("Déplacer")
    if asked and person is not None:
        with explained():
            move(current_database(), actor, assembly.id, person, group)
            finish("La personne est déplacée.")
