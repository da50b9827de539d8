"""« Convocation »: create an assembly, change its day, place, agenda and statutes, delete it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from synthesis.access import Actor
from synthesis.app.assembly.choice import PARAMETER, Hall
from synthesis.app.database import current_database
from synthesis.app.dates import parse_day, typed
from synthesis.app.telling import explained, finish
from synthesis.domain import InputError
from synthesis.forms.typography import typeset
from synthesis.store import Campaign, load_territories
from synthesis.vote.assembly import Assembly, Statutes, Weighting
from synthesis.vote.preparing import Notice, change_assembly, create_assembly, delete_assembly

STRICT = {True: "plus de", False: "au moins"}


def create(actor: Actor, campaign: Campaign) -> None:
    """The form of a new assembly, whose members are the territories of the campaign."""
    with st.form("creer-assemblee"):
        fields = _fields(None)
        asked = st.form_submit_button("Créer l’assemblée", type="primary")
    if asked:
        with explained():
            notice = _notice(fields)
            database = current_database()
            with database.session(read_only=True) as session:
                territories = load_territories(session, campaign.id)
            number = create_assembly(database, actor, campaign.id, notice, territories)
            st.query_params[PARAMETER] = str(number)
            finish("L'assemblée est créée : nommez maintenant les titulaires et les suppléants.")


def change(actor: Actor, hall: Hall) -> None:
    """The form of an assembly that exists, and its deletion."""
    with st.form(f"modifier-assemblee-{hall.assembly.id}"):
        fields = _fields(hall.assembly)
        asked = st.form_submit_button("Enregistrer la convocation", type="primary")
    if asked:
        with explained():
            change_assembly(current_database(), actor, hall.assembly.id, _notice(fields))
            finish("La convocation est enregistrée.")
    _delete(actor, hall)


def _fields(assembly: Assembly | None) -> dict[str, object]:
    """What was typed, by name."""
    columns = st.columns(2)
    first, second = columns
    fields: dict[str, object] = {
        "title": first.text_input(
            "Titre", value=assembly.title if assembly else "Assemblée générale", max_chars=200
        ),
        "day": second.text_input(
            "Date (jj/mm/aaaa)", value=typed(assembly.day if assembly else None)
        ),
        "place": first.text_input("Lieu", value=assembly.place if assembly else ""),
        "agenda": second.text_area(
            "Ordre du jour, un point par ligne",
            value="\n".join(assembly.agenda) if assembly else "",
        ),
    }
    return fields | _statutes(assembly.statutes if assembly else Statutes())


def _statutes(statutes: Statutes) -> dict[str, object]:
    st.subheader("Statuts", anchor=False)
    strict, numerator, denominator, proxies = st.columns(4)
    return {
        "strict": strict.selectbox(
            "Quorum : il faut",
            list(STRICT),
            index=list(STRICT).index(statutes.quorum_strict),
            format_func=lambda strict: STRICT[strict],
        ),
        "numerator": numerator.number_input(
            "… combien", min_value=0, value=statutes.quorum_numerator
        ),
        "denominator": denominator.number_input(
            "… membres sur", min_value=1, value=statutes.quorum_denominator
        ),
        "proxies": proxies.number_input(
            "Pouvoirs par personne", min_value=0, value=statutes.proxies_each
        ),
        "weighting": st.radio(
            "Poids des voix",
            list(Weighting),
            index=list(Weighting).index(statutes.weighting),
            format_func=lambda weighting: weighting.label,
            horizontal=True,
        ),
    }


def _notice(fields: dict[str, object]) -> Notice:
    day = parse_day(str(fields["day"]))
    if not isinstance(day, date):
        raise InputError(
            "l'assemblée n'a pas de date.", remedy="Indiquez-la, par exemple « 17/06/2021 »."
        )
    statutes = Statutes(
        int(str(fields["numerator"])),
        int(str(fields["denominator"])),
        bool(fields["strict"]),
        int(str(fields["proxies"])),
        Weighting(str(fields["weighting"])),
    )
    agenda = tuple(str(fields["agenda"]).splitlines())
    return Notice(str(fields["title"]), day, str(fields["place"]), agenda, statutes)


def _delete(actor: Actor, hall: Hall) -> None:
    with st.expander("Supprimer cette assemblée", icon=":material/delete:"):
        st.text(
            typeset(
                "La suppression est définitive : personnes, groupes, sujets, scrutins et votes. "
                "Exportez d'abord les votes si l'assemblée a eu lieu."
            )
        )
        title = st.text_input("Titre de l’assemblée à supprimer")
        if st.button("Supprimer pour toujours", disabled=not title):
            with explained():
                delete_assembly(current_database(), actor, hall.assembly.id, title)
                st.query_params.pop(PARAMETER, None)
                finish("L'assemblée est supprimée.")
