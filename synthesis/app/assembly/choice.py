"""Which assembly and which scrutin the screens are about: those that the address names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from synthesis.access import Permission
from synthesis.app.choice import PARAMETER as CAMPAIGN
from synthesis.app.database import current_database
from synthesis.app.dates import day
from synthesis.app.identity import current_actor
from synthesis.app.markup import heading
from synthesis.app.pages import ASSEMBLY
from synthesis.app.screens.common import open_chosen
from synthesis.forms.typography import typeset
from synthesis.store import Campaign
from synthesis.vote.assembly import Assembly
from synthesis.vote.records import Summary, assemblies, load_assembly, scrutins
from synthesis.vote.scrutin import Scrutin, State

PARAMETER, SCRUTIN, VIEW = "assemblee", "scrutin", "vue"


@dataclass(frozen=True, slots=True)
class Hall:
    """The campaign and the assembly that a screen is about."""

    campaign: Campaign
    assembly: Assembly

    def address(self, **query: str) -> dict[str, str]:
        """Query parameters of a link to a screen about this assembly."""
        return {CAMPAIGN: self.campaign.key, PARAMETER: str(self.assembly.id), **query}


def open_hall(title: str, permission: Permission) -> Hall:
    """Show the heading and give the assembly; without one, say what to do and stop."""
    campaign = open_chosen(title, permission)
    listed = listed_assemblies(campaign)
    if not listed:
        st.info(typeset("Cette campagne n'a pas encore d'assemblée."), icon=":material/info:")
        if current_actor().may(Permission.ASSEMBLY):
            here = {CAMPAIGN: campaign.key}
            st.page_link(ASSEMBLY, label="Créer l’assemblée", query_params=here)
        st.stop()
    return Hall(campaign, pick_assembly(listed))


def listed_assemblies(campaign: Campaign) -> list[Summary]:
    """The assemblies of a campaign, latest first."""
    with current_database().session(read_only=True) as session:
        return assemblies(session, campaign.id)


def chosen_assembly(listed: Sequence[Summary]) -> Assembly:
    """The assembly that the address names among `listed`, else the latest."""
    numbers = [summary.id for summary in listed]
    asked = number_asked(PARAMETER)
    number = asked if asked in numbers else numbers[0]
    with current_database().session(read_only=True) as session:
        return load_assembly(session, number)


def pick_assembly(listed: Sequence[Summary]) -> Assembly:
    """The chosen assembly, its title shown, with a list to pass to another when there are more."""
    chosen = chosen_assembly(listed)
    if len(listed) > 1:
        titles = {item.id: typeset(f"{item.title}, {day(item.day)}") for item in listed}
        widget = f"choix-assemblee-{chosen.id}"
        st.selectbox(
            "Assemblée",
            list(titles),
            index=list(titles).index(chosen.id),
            format_func=lambda number: titles[number],
            key=widget,
            on_change=lambda: go_to(**{PARAMETER: str(st.session_state[widget])}),
        )
    else:
        st.html(heading(typeset(f"{chosen.title}, {day(chosen.day)}"), level=2))
    return chosen


def go_to(**query: str) -> None:
    """Put parameters in the address; another assembly forgets the scrutin."""
    if PARAMETER in query:
        st.query_params.pop(SCRUTIN, None)
    for name, value in query.items():
        st.query_params[name] = value


def number_asked(name: str) -> int | None:
    """A number of the address, None when it is none."""
    asked = str(st.query_params.get(name, ""))
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None


def listed_scrutins(assembly_id: int) -> list[Scrutin]:
    """The scrutins of an assembly, in order."""
    with current_database().session(read_only=True) as session:
        return scrutins(session, assembly_id)


def scrutin_asked(listed: Sequence[Scrutin]) -> Scrutin | None:
    """The scrutin that the address names, None when it names none of these."""
    asked = number_asked(SCRUTIN)
    return next((scrutin for scrutin in listed if scrutin.id == asked), None)


def current_scrutin(listed: Sequence[Scrutin]) -> Scrutin | None:
    """What the hall looks at: the scrutin that is open, else the last one closed, else the next."""
    opened = [scrutin for scrutin in listed if scrutin.state is State.OPEN]
    closed = [s for s in listed if s.state is State.CLOSED and s.closed_at is not None]
    if opened:
        return opened[-1]
    if closed:
        return max(closed, key=lambda scrutin: (scrutin.closed_at, scrutin.number))
    return listed[0] if listed else None


def tabs(choices: dict[str, str]) -> str:
    """Parts of a screen, one at a time; the address keeps which, so that a tablet stays on it.

    `choices`: name in the address → label.
    """
    asked = str(st.query_params.get(VIEW, ""))
    if asked not in choices:
        asked = next(iter(choices))
    st.session_state[VIEW] = asked
    st.segmented_control(
        "Partie de l’écran",
        list(choices),
        format_func=lambda name: choices[name],
        key=VIEW,
        required=True,
        on_change=lambda: go_to(**{VIEW: st.session_state[VIEW]}),
        label_visibility="collapsed",
    )
    return asked
