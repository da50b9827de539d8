"""« Thèmes » of « Explorer »: quadrants, themes and territories, under the filters."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import streamlit as st

from synthesis.app.campaign import CampaignView
from synthesis.app.explore.columns import Columns, Mask
from synthesis.app.explore.filters import PLACE, QUADRANT, THEME, VIEW, Chosen, go_to
from synthesis.app.pages import EXPLORE
from synthesis.domain import BOARD, Quadrant
from synthesis.forms.typography import typeset
from synthesis.report.figures import CELL, heat_map
from synthesis.report.figures_explore import BAR, theme_bars
from synthesis.report.palette import QUADRANTS
from synthesis.wording import plural

MOST = 25


def show(campaign: CampaignView, columns: Columns, chosen: Chosen) -> None:
    """Numbers by quadrant, bars by theme, then themes × territories."""
    kept = chosen.mask(columns)
    _quadrants(campaign, columns, chosen, kept)
    shares = _by_theme(columns, kept)
    if not shares:
        st.caption(typeset("Aucun thème sous ces filtres : élargissez-les."))
        return
    everything = len(shares) > MOST and st.toggle(f"Montrer les {len(shares)} thèmes")
    ranked = sorted(shares, key=lambda slug: (-sum(shares[slug].values()), slug))
    shown = ranked if everything else ranked[:MOST]
    _bars(campaign, chosen, shares, shown)
    _heat_map(campaign, columns, chosen, kept, shown)


def _quadrants(campaign: CampaignView, columns: Columns, chosen: Chosen, kept: Mask) -> None:
    with st.container(horizontal=True, key="explorer-quadrants"):
        for quadrant in Quadrant:
            count = int((kept & columns.of(quadrant)).sum())
            st.page_link(
                EXPLORE,
                label=f"{QUADRANTS[quadrant].sign} **{quadrant.label}** · "
                f"{plural(count, 'propos', 'propos')}",
                query_params=chosen.address(campaign, vue="contexte", quadrant=quadrant.value),
            )


def _by_theme(columns: Columns, kept: Mask) -> dict[str, Counter[Quadrant]]:
    """Theme → quadrants of the board → segments."""
    found: dict[str, Counter[Quadrant]] = {}
    for slug, rows in columns.themes.items():
        numbers = np.bincount(columns.quadrants[rows[kept[rows]]], minlength=len(Quadrant))
        counts = {q: int(n) for q, n in zip(Quadrant, numbers, strict=True) if n and q in BOARD}
        if counts:
            found[slug] = Counter(counts)
    return found


def _bars(
    campaign: CampaignView,
    chosen: Chosen,
    shares: dict[str, Counter[Quadrant]],
    shown: list[str],
) -> None:
    st.header("Thèmes par quadrant", anchor=False)
    st.caption("Touchez une barre pour lire les mots.")
    rows = [
        {
            "theme": slug,
            "libelle": campaign.labels.get(slug, slug),
            "quadrant": quadrant.value,
            "nom": quadrant.label,
            "rang": BOARD.index(quadrant),
            "propos": shares[slug][quadrant],
            "ecrit": f"{QUADRANTS[quadrant].sign} {shares[slug][quadrant]}",
        }
        for slug in shown
        for quadrant in BOARD
        if shares[slug][quadrant]
    ]
    labels = [campaign.labels.get(slug, slug) for slug in shown]
    with st.container(key="explorer-themes"):
        event = st.altair_chart(
            theme_bars(pd.DataFrame(rows), themes=labels),
            key=f"explorer-barres-{campaign.key}",
            on_select="rerun",
            alt="Barres : nombre de propos de chaque thème, par quadrant.",
        )
    if picked := event["selection"].get(BAR):
        go_to(
            chosen.address(
                campaign,
                **{VIEW: "contexte", THEME: picked[0]["theme"], QUADRANT: picked[0]["quadrant"]},
            )
        )


def _heat_map(
    campaign: CampaignView, columns: Columns, chosen: Chosen, kept: Mask, shown: list[str]
) -> None:
    st.header("Thèmes et territoires", anchor=False)
    board = kept & (columns.quadrants < len(BOARD))
    places = {place: columns.mask(rows) for place, rows in columns.places.items() if place}
    if not places:
        st.caption(typeset("Aucun territoire n'est indiqué."))
        return
    table = pd.DataFrame(
        [
            {
                "theme": slug,
                "libelle": campaign.labels.get(slug, slug),
                "place": place,
                "territoire": campaign.place_name(place),
                "segments": int((board & mask)[columns.themes[slug]].sum()),
            }
            for place, mask in places.items()
            for slug in shown
        ]
    )
    with st.container(key="carte"):
        event = st.altair_chart(
            heat_map(
                table,
                themes=[campaign.labels.get(slug, slug) for slug in shown],
                territories=sorted(table["territoire"].unique()),
            ),
            key=f"explorer-chaleur-{campaign.key}",
            on_select="rerun",
            alt="Tableau des thèmes par territoire ; chaque case compte les propos.",
        )
    if picked := event["selection"].get(CELL):
        go_to(
            chosen.address(
                campaign,
                **{VIEW: "contexte", THEME: picked[0]["theme"], PLACE: picked[0]["place"]},
            )
        )
