"""« Souhaits » of « Explorer »: the subjects to work on together, under the filters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from synthesis.app.campaign import CampaignView
from synthesis.app.explore.columns import Columns
from synthesis.app.explore.filters import PLACE, Chosen
from synthesis.app.markup import plain
from synthesis.app.pages import THEME
from synthesis.forms.typography import typeset
from synthesis.report.figures_explore import BAR, wish_bars
from synthesis.wording import plural


@dataclass(frozen=True, slots=True)
class Wished:
    """A subject, the territories that wish for it and in how many segments."""

    theme: str
    places: frozenset[str]
    said: int

    @property
    def territories(self) -> int:
        """An interview without a territory wishes for it too, but counts for none."""
        return len(self.places - {""})


def show(campaign: CampaignView, columns: Columns, chosen: Chosen) -> None:
    """The chart, then the same as a list."""
    asked = _asked(columns, chosen)
    if not asked:
        st.caption(typeset("Aucun souhait de travail commun sous ces filtres."))
        return
    st.caption(typeset("Dans combien de territoires chaque sujet est souhaité. Touchez une barre."))
    with st.container(key="explorer-souhaits"):
        event = st.altair_chart(
            wish_bars(
                _table(campaign, asked), themes=[_label(campaign, item.theme) for item in asked]
            ),
            key=f"explorer-barres-souhaits-{campaign.key}",
            on_select="rerun",
            alt="Barres : nombre de territoires qui souhaitent chaque sujet.",
        )
    if picked := event["selection"].get(BAR):
        st.switch_page(THEME, query_params=_address(campaign, chosen, picked[0]["theme"]))
    for item in asked:
        _link(campaign, chosen, item)


def _link(campaign: CampaignView, chosen: Chosen, item: Wished) -> None:
    names = ", ".join(sorted(campaign.place_name(place) for place in item.places))
    st.page_link(
        THEME,
        label=f"**{plain(_label(campaign, item.theme))}** · "
        f"{plural(item.territories, 'territoire')} · {plain(names)}",
        icon=":material/handshake:",
        query_params=_address(campaign, chosen, item.theme),
    )


def _asked(columns: Columns, chosen: Chosen) -> list[Wished]:
    """The most widely wished for first."""
    places: dict[str, set[str]] = {}
    said: Counter[str] = Counter()
    for coding in columns.chosen(chosen.mask(columns) & columns.wishes):
        if coding.theme:
            places.setdefault(coding.theme, set()).add(coding.segment.place)
            said[coding.theme] += 1
    found = [Wished(theme, frozenset(them), said[theme]) for theme, them in places.items()]
    return sorted(found, key=lambda item: (-item.territories, -item.said, item.theme))


def _table(campaign: CampaignView, asked: list[Wished]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "theme": item.theme,
                "libelle": _label(campaign, item.theme),
                "territoires": item.territories,
                "propos": item.said,
            }
            for item in asked
        ]
    )


def _label(campaign: CampaignView, theme: str) -> str:
    return campaign.labels.get(theme, theme)


def _address(campaign: CampaignView, chosen: Chosen, theme: str) -> dict[str, str]:
    place = {PLACE: chosen[PLACE]} if chosen[PLACE] else {}
    return campaign.address(theme=theme, souhaits="1", **place)
