"""The filters of « Explorer ». The address holds them, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from synthesis.app.campaign import CampaignView
from synthesis.app.explore.columns import Columns, Mask
from synthesis.domain import Quadrant
from synthesis.forms.typography import typeset

PLACE, ROLE, QUESTION, QUADRANT = "territoire", "role", "question", "quadrant"
CERTAINTY, THEME = "certitude", "theme"
VIEW, WORD, FORMS = "vue", "mot", "formes"
EVERY = {
    PLACE: "Tous les territoires",
    ROLE: "Tous les rôles",
    QUESTION: "Toutes les questions",
    QUADRANT: "Tous les quadrants",
    CERTAINTY: "Toutes les certitudes",
    THEME: "Tous les thèmes",
}
LABELS = {
    PLACE: "Territoire",
    ROLE: "Rôle",
    QUESTION: "Question",
    QUADRANT: "Quadrant",
    CERTAINTY: "Certitude",
    THEME: "Thème",
}
CERTAINTIES = {"sur": "Sûrs", "a_revoir": "À revoir", "relu": "Relus par une personne"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Filter → its value, empty where nothing is filtered."""

    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def address(self, campaign: CampaignView, **changes: str) -> dict[str, str]:
        """Query parameters of a link to « Explorer » under these filters, some changed."""
        merged = {**self.values, **changes}
        return campaign.address(**{name: value for name, value in merged.items() if value})

    def mask(self, columns: Columns, *, but: Sequence[str] = ()) -> Mask:
        """The rows that count under every filter, those of `but` left aside."""
        kept = columns.counted.copy()
        for name, value in self.values.items():
            if value and name not in but:
                kept &= _RULES[name](columns, value)
        return kept


def ask_filters(campaign: CampaignView, columns: Columns) -> Chosen:
    """Show the filters and give what is chosen; an unknown value of the address is ignored."""
    options = _options(campaign, columns)
    names = _names(campaign)
    values = {}
    with st.container(horizontal=True, key="filtres"):
        for name, listed in options.items():
            if listed:
                values[name] = _select(name, listed, names[name])
    chosen = Chosen(values)
    if any(values.values()) and st.button("Effacer les filtres", icon=":material/filter_alt_off:"):
        for name in values:
            st.query_params.pop(name, None)
        st.rerun()
    return chosen


def from_address(name: str, known: Sequence[str], default: str = "") -> str:
    """What the address says, where it makes sense."""
    asked = st.query_params.get(name, default)
    return asked if asked in known else default


def remember(name: str, widget: str) -> None:
    """Put in the address what a widget holds; what is not filtered is not in it."""
    value = st.session_state[widget]
    if value:
        st.query_params[name] = str(value)
    else:
        st.query_params.pop(name, None)


def go_to(address: Mapping[str, str]) -> None:
    """Show « Explorer » at another address, now."""
    st.query_params.from_dict(dict(address))
    st.rerun()


def _select(name: str, listed: Sequence[str], shown: Callable[[str], str]) -> str:
    widget = f"filtre-{name}"
    options = ["", *listed]
    st.session_state[widget] = from_address(name, options)
    value: str = st.selectbox(
        LABELS[name],
        options,
        format_func=lambda value: shown(value) if value else EVERY[name],
        key=widget,
        on_change=remember,
        args=(name, widget),
        width=195,
    )
    return value


def _options(campaign: CampaignView, columns: Columns) -> dict[str, list[str]]:
    questions = [q.key for q in campaign.questionnaire.questions if q.key in columns.questions]
    return {
        PLACE: sorted(filter(None, columns.places), key=campaign.place_name),
        ROLE: sorted(columns.roles),
        QUESTION: questions,
        QUADRANT: [quadrant.value for quadrant in Quadrant],
        CERTAINTY: list(CERTAINTIES),
        THEME: sorted(
            (slug for slug in columns.themes if slug in campaign.labels),
            key=lambda slug: campaign.labels[slug].casefold(),
        ),
    }


def _names(campaign: CampaignView) -> dict[str, Callable[[str], str]]:
    return {
        PLACE: campaign.place_name,
        ROLE: typeset,
        QUESTION: campaign.question_title,
        QUADRANT: lambda value: Quadrant(value).label,
        CERTAINTY: lambda value: CERTAINTIES[value],
        THEME: lambda slug: campaign.labels[slug],
    }


def _certain(columns: Columns, value: str) -> Mask:
    if value == "relu":
        return columns.reviewed
    return columns.to_review if value == "a_revoir" else ~columns.to_review


_RULES: dict[str, Callable[[Columns, str], Mask]] = {
    PLACE: lambda columns, value: columns.mask(columns.places.get(value)),
    ROLE: lambda columns, value: columns.mask(columns.roles.get(value)),
    QUESTION: lambda columns, value: columns.mask(columns.questions.get(value)),
    QUADRANT: lambda columns, value: columns.of(Quadrant(value)),
    CERTAINTY: _certain,
    THEME: lambda columns, value: columns.mask(columns.themes.get(value)),
}
