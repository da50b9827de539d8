"""Move segments from a theme to another, or to a new one that the machine helps to cut out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from synthesis.app.campaign import CampaignView
from synthesis.app.desk import acting
from synthesis.app.markup import plain
from synthesis.domain import Coding, InputError
from synthesis.forms.typography import typeset
from synthesis.review.events import Assigned, MoveSegments, SplitTheme
from synthesis.review.queue import certainty_of
from synthesis.review.rules import MOST_LABEL, new_slug
from synthesis.review.splitting import Group, propose_split
from synthesis.settings import load_settings
from synthesis.wording import plural

PAGE = 20
MOST_WORDS_SHOWN = 220


def ask_moves(campaign: CampaignView, slug: str) -> None:
    """Choose segments of a theme, the least sure first, and where they go."""
    said = sorted(campaign.said(slug), key=certainty_of)
    others = [theme for theme in campaign.labels if theme != slug]
    with st.expander(typeset("Déplacer des propos vers un autre thème")):
        shown = _page(said, f"page-{slug}")
        with st.form(f"deplacer-{slug}-{acting.desk().turn}", border=False):
            chosen = _ticked(campaign, shown, ticked=False, prefix="deplace")
            target = st.selectbox(
                "Vers le thème",
                sorted(others, key=lambda theme: campaign.labels[theme].casefold()),
                index=None,
                format_func=lambda theme: campaign.labels[theme],
                placeholder="Choisissez un thème",
            )
            asked = st.form_submit_button("Déplacer les propos cochés")
        if asked and target and chosen:
            moved = reassigned(chosen, slug, target)
            acting.record(MoveSegments(slug, target, moved))
            st.rerun()


def ask_split(campaign: CampaignView, slug: str) -> None:
    """Show two groups that the machine proposes; what is ticked goes to a new theme."""
    with st.expander(typeset("Scinder le thème : la machine propose deux groupes")):
        if not st.toggle("Proposer deux groupes", key=f"scinder-{slug}"):
            return
        try:
            groups = _proposal(campaign, slug, campaign.sequence)
        except InputError as error:
            st.info(typeset(str(error)))
            return
        with st.form(f"scission-{slug}-{acting.desk().turn}", border=False):
            chosen = [
                coding
                for number, group in enumerate(groups, 1)
                for coding in _group(campaign, group, number)
            ]
            label = st.text_input(
                typeset("Libellé du nouveau thème, qui prend les propos cochés"),
                max_chars=MOST_LABEL,
            )
            asked = st.form_submit_button("Scinder")
        if asked:
            taken = {*campaign.reviewed.labels, *campaign.reviewed.state.themes}
            new = new_slug(label, taken)
            moved = reassigned(chosen, slug, new)
            acting.record(SplitTheme(slug, new, label.strip(), moved))
            st.rerun()


def reassigned(codings: Iterable[Coding], source: str, target: str) -> Assigned:
    """Themes of each segment once `target` has taken the place of `source`."""
    return tuple(
        (
            coding.segment.key,
            tuple(dict.fromkeys(target if theme == source else theme for theme in coding.themes)),
        )
        for coding in codings
    )


@st.cache_resource(max_entries=8, show_spinner="Recherche de deux groupes…")
def _proposal(_campaign: CampaignView, slug: str, sequence: int) -> tuple[Group, Group]:  # noqa: ARG001
    return propose_split(_campaign.said(slug), seed=load_settings().seed)


def _group(campaign: CampaignView, group: Group, number: int) -> list[Coding]:
    """What is chosen of a group: of what is not shown, the machine's proposal."""
    goes = number == 2
    known = [campaign.reviewed.get(key) for key in group.segments]
    codings = [coding for coding in known if coding is not None]
    size = plural(len(codings), "propos", "propos")
    st.text(typeset(f"Groupe {number} : {size} · ") + ", ".join(group.words))
    chosen = _ticked(campaign, codings[:PAGE], ticked=goes, prefix=f"groupe-{number}")
    hidden = codings[PAGE:]
    if hidden:
        where = "vont dans le nouveau thème" if goes else "restent dans le thème"
        st.caption(typeset(f"Les {len(hidden)} suivants {where}."))
    return [*chosen, *(hidden if goes else [])]


def _page(codings: Sequence[Coding], key: str) -> Sequence[Coding]:
    pages = max(1, -(-len(codings) // PAGE))
    if pages == 1:
        return codings
    number = st.number_input(f"Page (sur {pages})", 1, pages, key=key)
    return codings[PAGE * (number - 1) : PAGE * number]


def _ticked(
    campaign: CampaignView, codings: Sequence[Coding], *, ticked: bool, prefix: str
) -> list[Coding]:
    return [
        coding
        for coding in codings
        if st.checkbox(
            plain(_line(campaign, coding)), value=ticked, key=f"{prefix}-{coding.segment.key}"
        )
    ]


def _line(campaign: CampaignView, coding: Coding) -> str:
    words = coding.segment.text
    short = words if len(words) <= MOST_WORDS_SHOWN else words[:MOST_WORDS_SHOWN] + "…"
    return f"{short} ({campaign.place_name(coding.segment.place)}, {coding.quadrant.label})"
