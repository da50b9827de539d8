"""« Thèmes »: what is said of one theme, with territory and question, each word in its context."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Permission
from synthesis.app.campaign import CampaignView
from synthesis.app.said import page, show_said
from synthesis.app.screens.common import open_campaign
from synthesis.app.screens.discovery import show_discovery
from synthesis.domain import Coding, Quadrant
from synthesis.forms.typography import typeset
from synthesis.wording import plural

ANYWHERE = "Tous les territoires"


def show() -> None:
    """The whole screen; the address holds the theme and the filters."""
    campaign = open_campaign("Thèmes", Permission.READ)
    theme = _choose_theme(campaign)
    if theme is None:
        st.info("Choisissez un thème pour lire ce qui en est dit.", icon=":material/sell:")
        show_discovery(campaign.discovery)
        return
    _definition(campaign, theme)
    codings = _filtered(campaign, theme)
    st.header(plural(len(codings), "propos", "propos"), anchor=False)
    if not codings:
        st.caption(typeset("Aucun propos ne répond à ces filtres : élargissez-les."))
    # Other filters, another list.
    name = codings[0].segment.key if codings else ""
    for coding in page(codings, name):
        show_said(campaign, coding)


def _choose_theme(campaign: CampaignView) -> str | None:
    themes = [count.theme for count in campaign.convergence.points()]
    asked = st.query_params.get("theme")
    if asked and asked in campaign.labels and asked not in themes:
        themes.append(asked)
    chosen: str | None = st.selectbox(
        "Thème",
        themes,
        index=themes.index(asked) if asked in themes else None,
        format_func=lambda slug: campaign.labels[slug],
        placeholder="Choisissez un thème",
        key=f"theme-{asked}",
    )
    return chosen


def _definition(campaign: CampaignView, slug: str) -> None:
    theme = campaign.codebook.get(slug)
    if theme and theme.definition:
        st.text(typeset(theme.definition))
    if theme is None:
        st.text(typeset("Thème découvert dans les mots : la grille ne le prévoit pas."))
        show_discovery(campaign.discovery)
    if campaign.keywords.get(slug):
        st.text(typeset("Mots caractéristiques : ") + ", ".join(campaign.keywords[slug]))


def _filtered(campaign: CampaignView, theme: str) -> list[Coding]:
    codings = campaign.said(theme)
    if st.query_params.get("souhaits") == "1" and st.toggle(
        "Seulement les souhaits de travail commun", value=True
    ):
        codings = [coding for coding in codings if coding.wish]
    quadrant = st.pills(
        "Quadrant",
        [q for q in Quadrant if any(c.quadrant is q for c in codings)],
        default=_asked_quadrant(codings),
        format_func=lambda q: f"{q.label} ({sum(c.quadrant is q for c in codings)})",
        key=f"quadrant-{theme}-{st.query_params.get('quadrant')}",
    )
    place = _asked_place(campaign, theme, codings)
    kept = [
        coding
        for coding in codings
        if quadrant in (None, coding.quadrant) and place in (ANYWHERE, coding.segment.place)
    ]
    return sorted(kept, key=lambda coding: _certainty(coding, theme), reverse=True)


def _certainty(coding: Coding, theme: str) -> tuple[bool, float]:
    """Main subject before secondary ones, then the surest sorting first."""
    sure = coding.theme_probability * coding.probabilities[coding.quadrant]
    return coding.theme == theme, sure


def _asked_quadrant(codings: list[Coding]) -> Quadrant | None:
    asked = st.query_params.get("quadrant")
    return next((c.quadrant for c in codings if c.quadrant == asked), None)


def _asked_place(campaign: CampaignView, theme: str, codings: list[Coding]) -> str:
    places = sorted({coding.segment.place for coding in codings}, key=campaign.place_name)
    options = [ANYWHERE, *places]
    asked = st.query_params.get("territoire", ANYWHERE)
    chosen: str = st.selectbox(
        "Territoire",
        options,
        index=options.index(asked) if asked in options else 0,
        format_func=lambda p: p if p == ANYWHERE else campaign.place_name(p),
        placeholder="Choisissez un territoire",
        key=f"territoire-{theme}-{asked}",
    )
    return chosen


show()
