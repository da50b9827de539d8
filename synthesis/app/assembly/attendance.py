"""« Émargement »: who is there, in one tap; who carries which voice, and the quorum."""

from __future__ import annotations

import streamlit as st

from synthesis.access import ForbiddenError, Permission
from synthesis.app.assembly.choice import Hall
from synthesis.app.database import current_database
from synthesis.app.identity import current_actor
from synthesis.app.markup import plain, table
from synthesis.app.telling import explained, sentence
from synthesis.forms.typography import typeset
from synthesis.vote.assembly import Assembly, Person
from synthesis.vote.electorate import Electorate, Quorum, electorate
from synthesis.vote.preparing import sign_in
from synthesis.vote.printing import attendance_pdf
from synthesis.vote.records import load_assembly

TOGGLES = (
    "<style>"
    ".st-key-emargement [data-testid=stCheckbox] label{padding:.75rem .6rem;width:100%;"
    "border:1px solid #D5DCDA;border-radius:.4rem;min-height:3.25rem;align-items:center}"
    ".st-key-emargement [data-testid=stCheckbox],.st-key-emargement .stElementContainer"
    "{width:100%}"
    ".st-key-emargement [data-testid=stCheckbox] label[data-selected]{background:#DDF1E8;"
    "border-color:#00694A}"
    ".st-key-emargement [data-testid=stCheckbox] label p{white-space:normal;overflow:visible}"
    # In sight while one goes down the list; below the bar of the navigation.
    ".stLayoutWrapper:has(>.st-key-quorum){position:sticky;top:3.5rem;z-index:5}"
    ".st-key-quorum{background:#FFF}"
    "</style>"
)
SECONDS = 5.0


def show(hall: Hall) -> None:
    """The toggles and the quorum, drawn again now and then: others sign people in too."""
    st.fragment(_live, run_every=SECONDS)(hall.assembly.id)
    st.download_button(
        "Feuille d’émargement (pdf)",
        # Made when it is asked for, with people as they are then.
        lambda: attendance_pdf(_loaded(hall.assembly.id)),
        file_name=f"emargement-{hall.assembly.day:%Y-%m-%d}.pdf",
        mime="application/pdf",
        icon=":material/print:",
        on_click="ignore",
    )


def _live(number: int) -> None:
    if not current_actor().may(Permission.ASSEMBLY):
        st.rerun()
    assembly = _loaded(number)
    if not assembly.people:
        st.info(
            typeset("Personne n'est encore nommé : complétez « Membres »."), icon=":material/info:"
        )
        return
    st.html(TOGGLES)
    with explained():
        show_voices(electorate(assembly))
    with st.container(key="emargement"):
        _members(assembly)
        _guests(assembly)


def _loaded(number: int) -> Assembly:
    with current_database().session(read_only=True) as session:
        return load_assembly(session, number)


def show_voices(now: Electorate) -> None:
    """The quorum, then who carries the voice of each member, and why a member is silent."""
    with st.container(key="quorum"):
        show_quorum(now.quorum)
    with st.expander(
        typeset(f"{len(now.voices)} voix sur {now.quorum.members} : qui porte laquelle"),
        icon=":material/record_voice_over:",
    ):
        carried = [
            (voice.body.name, voice.person.name, voice.bearing.label, str(voice.weight))
            for voice in now.voices
        ]
        silent = [(item.body.name, "—", typeset(item.why), "0") for item in now.silent]
        st.html(table(("Membre", "Voix portée par", "En qualité de", "Voix"), carried + silent))


def show_quorum(quorum: Quorum) -> None:
    """Whether it is reached, in a sentence."""
    said = sentence(quorum_words(quorum))
    if quorum.reached:
        st.success(said, icon=":material/check_circle:")
    else:
        st.warning(said, icon=":material/warning:")


def quorum_words(quorum: Quorum) -> str:
    """The quorum in French."""
    state = "Quorum atteint" if quorum.reached else "Quorum pas encore atteint"
    return (
        f"{state} : {quorum.present} membre(s) sur {quorum.members} en personne, "
        f"il en faut {quorum.required}."
    )


def _members(assembly: Assembly) -> None:
    people = {person.id: person for person in assembly.people}
    shown: set[int] = set()
    columns, half = st.columns(2), -(-len(assembly.bodies) // 2)
    for position, body in enumerate(assembly.bodies):
        for number, role in ((body.titular, "titulaire"), (body.deputy, "suppléant")):
            if number is None or number in shown:
                continue
            shown.add(number)
            with columns[position // half]:
                _toggle(assembly, people[number], f"{body.name}, {role}")


def _guests(assembly: Assembly) -> None:
    standing = {body.titular for body in assembly.bodies} | {b.deputy for b in assembly.bodies}
    rest = [person for person in assembly.people if person.id not in standing]
    if rest:
        st.subheader("Invités", anchor=False)
    columns, half = st.columns(2), -(-len(rest) // 2)
    for position, person in enumerate(rest):
        with columns[position // half]:
            _toggle(assembly, person, assembly.guests.get(person.id, "") or "invité")


def _toggle(assembly: Assembly, person: Person, place: str) -> None:
    widget = f"la-{person.id}"
    # What the store says, whoever tapped: the widget never remembers an older presence.
    st.session_state[widget] = person.id in assembly.present
    st.toggle(
        f"**{plain(person.name)}** · {plain(typeset(place))}",
        key=widget,
        on_change=_signed,
        args=(assembly.id, person.id, widget),
    )


def _signed(number: int, person: int, widget: str) -> None:
    there = bool(st.session_state[widget])
    try:
        sign_in(current_database(), current_actor(), number, person, there=there)
    except ForbiddenError:
        # The page says so when it is drawn again.
        return
