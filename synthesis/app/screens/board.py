"""« Synthèse »: the four quadrants side by side, the heat map, what to work on together."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from synthesis.access import Permission
from synthesis.app.campaign import NOWHERE, CampaignView
from synthesis.app.markup import bars, plain
from synthesis.app.pages import THEME
from synthesis.app.screens.common import open_campaign
from synthesis.convergence import ThemeCount
from synthesis.domain import BOARD, Quadrant
from synthesis.forms.typography import typeset
from synthesis.report.figures import CELL, heat_map
from synthesis.report.palette import QUADRANTS
from synthesis.wording import plural

SHOWN = 10
WIDESPREAD = 3


def show() -> None:
    """The whole screen."""
    campaign = open_campaign("Synthèse", Permission.READ)
    _key_figures(campaign)
    _changes(campaign)
    _board(campaign)
    _heat_map(campaign)
    _wishes(campaign)


def _key_figures(campaign: CampaignView) -> None:
    codings = campaign.codings
    points = [c for c in campaign.convergence.points() if campaign.convergence.converges(c)]
    figures = {
        "Territoires interrogés": len(campaign.convergence.coverage.territories),
        "Entretiens": len(campaign.interviews),
        "Points de convergence": len(points),
        "Propos classés": len(codings),
        "À revoir": sum(coding.to_review for coding in codings),
        "Sans thème": sum(not coding.theme for coding in codings),
    }
    with st.container(horizontal=True):
        for label, value in figures.items():
            st.metric(label, f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}"), border=True)


def _changes(campaign: CampaignView) -> None:
    if not campaign.changes:
        return
    with st.expander(typeset("Ce qui a changé depuis l'analyse précédente")):
        for sentence in campaign.changes:
            st.text(sentence)


def _board(campaign: CampaignView) -> None:
    total = len(campaign.convergence.coverage.territories)
    st.caption(
        typeset(
            "Chaque thème est précédé du nombre de territoires qui en parlent, sur "
            f"{total} interrogés (moins quand la question n'a pas été posée partout). "
            "Touchez un thème pour lire les mots."
        )
    )
    for quadrant, column in zip(BOARD, st.columns(4), strict=True):
        with column, st.container(border=True, key=f"quadrant-{quadrant}"):
            _quadrant(campaign, quadrant)


def _quadrant(campaign: CampaignView, quadrant: Quadrant) -> None:
    look = QUADRANTS[quadrant]
    st.html(
        f'<h2 style="color:{look.ink};font-size:1.35rem;margin:0;padding:0">'
        f"{look.sign} {quadrant.label}</h2>"
    )
    counts = campaign.convergence.counts(quadrant)
    if not counts:
        st.caption(typeset("Rien n'a été classé ici."))
        return
    st.html(bars([(_key(count), count.share, quadrant) for count in counts]))
    for count in counts[:SHOWN]:
        _theme_link(campaign, count, quadrant)
    if counts[SHOWN:]:
        with st.expander(f"{plural(len(counts) - SHOWN, 'autre thème', 'autres thèmes')}"):
            for count in counts[SHOWN:]:
                _theme_link(campaign, count, quadrant)


def _theme_link(campaign: CampaignView, count: ThemeCount, quadrant: Quadrant) -> None:
    with st.container(key=_key(count)):
        st.page_link(
            THEME,
            label=f"**{count.territories}/{count.total}** {plain(campaign.labels[count.theme])}",
            icon=":material/chevron_right:",
            query_params=campaign.address(theme=count.theme, quadrant=quadrant.value),
            width="stretch",
        )


def _key(count: ThemeCount) -> str:
    return f"case-{count.quadrant}-{count.theme}"


def _heat_map(campaign: CampaignView) -> None:
    st.header("Thèmes et territoires", anchor=False)
    st.caption(
        "Nombre de propos, tous quadrants réunis, du thème le plus partagé au moins partagé. "
        "Touchez une case pour lire les mots."
    )
    points = campaign.convergence.points()
    if not points or not campaign.convergence.coverage.territories:
        st.caption(typeset("Aucun thème n'a encore été reconnu."))
        return
    everything = st.toggle("Montrer aussi les thèmes dits dans moins de trois territoires")
    shown = [c for c in points if everything or c.territories >= WIDESPREAD] or points
    names = {c.theme: f"{campaign.labels[c.theme]} · {c.territories}/{c.total}" for c in shown}
    table = _cells(campaign, names)
    chart = heat_map(
        table,
        themes=list(names.values()),
        territories=sorted(table["territoire"].unique()),
    )
    with st.container(key="carte"):
        event = st.altair_chart(
            chart,
            key=f"carte-de-chaleur-{campaign.key}",
            on_select="rerun",
            alt=typeset("Tableau des thèmes par territoire ; chaque case compte les propos."),
        )
    picked = event["selection"].get(CELL)
    if picked:
        theme, place = picked[0]["theme"], picked[0]["place"]
        st.switch_page(THEME, query_params=campaign.address(theme=theme, territoire=place))


def _cells(campaign: CampaignView, themes: Mapping[str, str]) -> pd.DataFrame:
    """Every theme × territory, zeros included, quadrants of the board added up."""
    cells = campaign.convergence.cells
    return pd.DataFrame(
        [
            {
                "theme": theme,
                "libelle": label,
                "place": place,
                "territoire": campaign.place_name(place),
                "segments": sum(
                    cells[theme, quadrant, place].segments
                    for quadrant in BOARD
                    if (theme, quadrant, place) in cells
                ),
            }
            for theme, label in themes.items()
            for place in campaign.convergence.coverage.territories
        ]
    )


def _wishes(campaign: CampaignView) -> None:
    st.header("Sujets à travailler ensemble", anchor=False)
    places: dict[str, set[str]] = {}
    for coding in campaign.wishes():
        # An interview without a territory asks for it too, but counts for none.
        places.setdefault(coding.theme, set()).update(filter(None, [coding.segment.place]))
    if not places:
        st.caption(typeset("Aucun souhait de travail commun n'a été repéré."))
        return
    st.caption("Ce que les personnes rencontrées souhaitent porter à plusieurs.")
    ordered = sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
    for theme, asking in ordered:
        if len(asking) > 1:
            _wish(campaign, theme, asking)
    alone = [item for item in ordered if len(item[1]) <= 1]
    if alone:
        with st.expander(typeset(f"{plural(len(alone), 'sujet')} d'un seul territoire")):
            for theme, asking in alone:
                _wish(campaign, theme, asking)


def _wish(campaign: CampaignView, theme: str, asking: set[str]) -> None:
    names = ", ".join(sorted(campaign.place_name(place) for place in asking))
    asked_by = f"{plural(len(asking), 'territoire')} · {names}" if asking else NOWHERE
    st.page_link(
        THEME,
        label=f"**{plain(campaign.labels[theme])}** · {plain(asked_by)}",
        icon=":material/handshake:",
        query_params=campaign.address(theme=theme, souhaits="1"),
        width="stretch",
    )


show()
