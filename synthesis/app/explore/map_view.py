"""« Carte » of « Explorer »: one tile for each territory, and the same numbers as a list."""

from __future__ import annotations

import streamlit as st

from synthesis.app.campaign import CampaignView
from synthesis.app.explore.columns import Columns
from synthesis.app.explore.filters import (
    PLACE,
    QUADRANT,
    THEME,
    VIEW,
    Chosen,
    from_address,
    go_to,
    remember,
)
from synthesis.app.markup import plain
from synthesis.app.pages import EXPLORE
from synthesis.domain import Quadrant
from synthesis.forms.typography import NBSP, typeset
from synthesis.report.figures_explore import TILE, tile_map
from synthesis.wording import plural

MEASURE, SHARE = "mesure", "part"
MEASURES = {"": "Nombre de propos", SHARE: "Part des propos du territoire"}


def show(campaign: CampaignView, columns: Columns, chosen: Chosen) -> None:
    """The map, then the territories from the most to the least."""
    if not campaign.territories:
        st.caption(typeset("Cette campagne n'a aucun territoire."))
        return
    share = _ask_measure() == SHARE
    counts, totals = _counts(columns, chosen)
    met = [t for t in campaign.territories if t.siren in campaign.coverage.territories]
    values = {
        t.siren: _value(counts.get(t.siren, 0), totals.get(t.siren, 0), share=share) for t in met
    }
    shown = {siren: _written(value, share=share) for siren, value in values.items()}
    measure = MEASURES[SHARE if share else ""]
    st.text(typeset(f"{measure} : {_subject(campaign, chosen)}. « – » : personne n'y a été vu."))
    with st.container(key="tuiles"):
        event = st.altair_chart(
            tile_map(campaign.territories, values, shown, measure=measure),
            key=f"explorer-tuiles-{campaign.key}",
            on_select="rerun",
            width="content",
            alt=typeset(
                "Carte schématique des territoires, une case chacun ; les mêmes nombres sont dans "
                "la liste qui suit."
            ),
        )
    if (picked := event["selection"].get(TILE)) and picked[0]["place"] in values:
        go_to(chosen.address(campaign, **{VIEW: "contexte", PLACE: picked[0]["place"]}))
    _list(campaign, chosen, values, shown)


def _ask_measure() -> str:
    widget = f"choix-{MEASURE}"
    st.session_state[widget] = from_address(MEASURE, list(MEASURES))
    value = st.segmented_control(
        "Ce que la carte montre",
        list(MEASURES),
        format_func=lambda name: MEASURES[name],
        key=widget,
        required=True,
        on_change=remember,
        args=(MEASURE, widget),
    )
    return value or ""


def _counts(columns: Columns, chosen: Chosen) -> tuple[dict[str, int], dict[str, int]]:
    """Place → segments under every filter, and under those that choose no subject."""
    kept = chosen.mask(columns)
    everything = chosen.mask(columns, but=(THEME, QUADRANT))
    return (
        {place: int(kept[rows].sum()) for place, rows in columns.places.items()},
        {place: int(everything[rows].sum()) for place, rows in columns.places.items()},
    )


def _value(count: int, total: int, *, share: bool) -> float:
    if not share:
        return float(count)
    return count / total if total else 0.0


def _written(value: float, *, share: bool) -> str:
    return f"{round(100 * value)}{NBSP}%" if share else str(int(value))


def _subject(campaign: CampaignView, chosen: Chosen) -> str:
    parts = []
    if chosen[THEME]:
        parts.append(f"thème « {campaign.labels[chosen[THEME]]} »")
    if chosen[QUADRANT]:
        parts.append(f"quadrant « {Quadrant(chosen[QUADRANT]).label} »")
    return ", ".join(parts) or "tous les thèmes et tous les quadrants"


def _list(
    campaign: CampaignView, chosen: Chosen, values: dict[str, float], shown: dict[str, str]
) -> None:
    st.header("Les territoires, du plus au moins", anchor=False)
    for place in sorted(values, key=lambda p: (-values[p], campaign.place_name(p))):
        unit = "" if shown[place].endswith("%") else f"{NBSP}propos"
        st.page_link(
            EXPLORE,
            label=f"**{shown[place]}{unit}** · {plain(campaign.place_name(place))}",
            icon=":material/chevron_right:",
            query_params=chosen.address(campaign, **{VIEW: "contexte", PLACE: place}),
        )
    missing = len(campaign.territories) - len(values)
    if missing:
        st.caption(f"{plural(missing, 'territoire')} sans entretien.")
