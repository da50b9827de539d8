"""The tab « Thèmes »: rename, merge, split, move, note, validate; what was decided of each."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from synthesis.app.campaign import CampaignView, current_campaign
from synthesis.app.desk import acting, card
from synthesis.app.desk.moving import ask_moves, ask_split
from synthesis.app.markup import heading, table
from synthesis.forms.typography import typeset
from synthesis.review.events import (
    MemoTheme,
    MergeThemes,
    RenameTheme,
    ValidateTheme,
    is_about_theme,
)
from synthesis.review.rules import MOST_LABEL, MOST_MEMO
from synthesis.wording import plural

THEME = "examine"


def show() -> None:
    """The whole tab: the list of themes, or the one that the address names."""
    campaign = current_campaign()
    if campaign is None:
        return
    acting.show_message()
    slug = _choose(campaign)
    if slug is None:
        _overview(campaign)
        return
    st.html(heading(campaign.labels[slug], level=2))
    _identity(campaign, slug)
    _validation(campaign, slug)
    left, right = st.columns(2, gap="large")
    with left:
        _rename(campaign, slug)
        _merge(campaign, slug)
    with right:
        _memo(campaign, slug)
    ask_moves(campaign, slug)
    ask_split(campaign, slug)
    _history(campaign, slug)


def _choose(campaign: CampaignView) -> str | None:
    slugs = sorted(campaign.labels, key=lambda slug: campaign.labels[slug].casefold())
    asked = st.query_params.get(THEME)
    chosen: str | None = st.selectbox(
        "Thème à examiner",
        slugs,
        index=slugs.index(asked) if asked in slugs else None,
        format_func=lambda slug: campaign.labels[slug],
        placeholder="Choisissez un thème",
        key=f"{THEME}-{acting.desk().turn}",
    )
    if chosen:
        st.query_params[THEME] = chosen
    else:
        st.query_params.pop(THEME, None)
    return chosen


def _overview(campaign: CampaignView) -> None:
    said: Counter[str] = Counter()
    read: Counter[str] = Counter()
    for coding in campaign.codings:
        for theme in coding.themes:
            said[theme] += 1
            read[theme] += coding.reviewed
    state = campaign.reviewed.state
    rows = [
        (
            label,
            str(said[slug]),
            str(read[slug]),
            "validé" if state.theme(slug).validated else "",
            "mémo" if state.theme(slug).memo else "",
        )
        for slug, label in sorted(campaign.labels.items(), key=lambda item: -said[item[0]])
    ]
    st.html(table(("thème", "propos", "relus", "validation", "mémo"), rows))


def _identity(campaign: CampaignView, slug: str) -> None:
    said = campaign.said(slug)
    places = {coding.segment.place for coding in said if coding.segment.place}
    parts = [
        plural(len(said), "propos", "propos"),
        plural(len(places), "territoire"),
        plural(sum(c.reviewed for c in said), "propos relu", "propos relus"),
    ]
    st.text(" · ".join(parts))
    theme = campaign.codebook.get(slug)
    if theme and theme.definition:
        st.text(typeset(theme.definition))
    if campaign.keywords.get(slug):
        st.text(typeset("Mots caractéristiques : ") + ", ".join(campaign.keywords[slug]))


def _validation(campaign: CampaignView, slug: str) -> None:
    valid = campaign.reviewed.state.theme(slug).validated
    st.button(
        "Retirer la validation" if valid else "Valider ce thème",
        type="secondary" if valid else "primary",
        icon=":material/undo:" if valid else ":material/check:",
        on_click=_validate,
        args=(slug, not valid),
    )


def _validate(slug: str, valid: bool) -> None:
    acting.record(ValidateTheme(slug, valid))


def _rename(campaign: CampaignView, slug: str) -> None:
    with st.form(f"renommer-{slug}"):
        label = st.text_input("Libellé", value=campaign.reviewed.labels[slug], max_chars=MOST_LABEL)
        if st.form_submit_button("Renommer"):
            _act(RenameTheme(slug, label.strip()))


def _merge(campaign: CampaignView, slug: str) -> None:
    others = [other for other in campaign.labels if other != slug]
    with st.form(f"fusionner-{slug}"):
        target = st.selectbox(
            "Fusionner avec (l'autre thème prend tous les propos)".replace("'", "’"),
            sorted(others, key=lambda other: campaign.labels[other].casefold()),
            index=None,
            format_func=lambda other: campaign.labels[other],
            placeholder="Choisissez un thème",
        )
        if st.form_submit_button("Fusionner") and target:
            st.query_params[THEME] = target
            _act(MergeThemes(slug, target))


def _memo(campaign: CampaignView, slug: str) -> None:
    with st.form(f"memo-{slug}"):
        memo = st.text_area(
            "Mémo",
            value=campaign.reviewed.state.theme(slug).memo,
            max_chars=MOST_MEMO,
            height=180,
        )
        if st.form_submit_button("Garder le mémo"):
            _act(MemoTheme(slug, memo.strip()))


def _act(event: RenameTheme | MergeThemes | MemoTheme) -> None:
    acting.record(event)
    st.rerun()


def _history(campaign: CampaignView, slug: str) -> None:
    lines = [entry for entry in campaign.log if is_about_theme(entry.event, slug)]
    if lines:
        st.subheader("Décisions prises sur ce thème", anchor=False)
        card.history(campaign, lines)
