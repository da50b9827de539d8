"""« Couverture » of « Explorer »: what was asked where, and how much was said."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import streamlit as st

from synthesis.app.campaign import CampaignView
from synthesis.app.explore.columns import Columns
from synthesis.app.explore.filters import PLACE, QUESTION, VIEW, Chosen
from synthesis.app.markup import plain
from synthesis.app.pages import EXPLORE, INTERVIEWS
from synthesis.forms.typography import NBSP, typeset
from synthesis.report.figures import VISIT, coverage_map
from synthesis.wording import plural


def show(campaign: CampaignView, columns: Columns, chosen: Chosen) -> None:
    """By territory, then interview by interview and question by question."""
    _territories(campaign, columns, chosen)
    _questions(campaign, chosen)


def _territories(campaign: CampaignView, columns: Columns, chosen: Chosen) -> None:
    visits = Counter(campaign.coverage.places.values())
    kept = chosen.mask(columns)
    st.header("Par territoire", anchor=False)
    for place, rows in sorted(columns.places.items(), key=lambda i: campaign.place_name(i[0])):
        inside = rows[kept[rows]]
        if not len(inside) or not place:
            continue
        review = round(100 * float(columns.to_review[inside].mean()))
        st.page_link(
            EXPLORE,
            label=f"**{plain(campaign.place_name(place))}** · "
            f"{plural(visits[place], 'entretien')} · {plural(len(inside), 'propos', 'propos')} "
            f"dont {review}{NBSP}% à revoir",
            icon=":material/chevron_right:",
            query_params=chosen.address(campaign, **{VIEW: "contexte", PLACE: place}),
        )
    missing = [t.name for t in campaign.territories if t.siren not in visits]
    if missing:
        st.text(typeset(f"Sans entretien : {', '.join(missing)}"))


def _questions(campaign: CampaignView, chosen: Chosen) -> None:
    st.header("Questions posées", anchor=False)
    st.caption(
        typeset(
            "● la question a reçu une réponse · ○ posée, rien à en dire (« RAS ») · – non posée. "
            "Touchez un signe pour lire l'entretien."
        )
    )
    table = _states(campaign, chosen)
    if table.empty:
        st.caption(typeset("Aucun entretien sous ces filtres."))
        return
    with st.container(key="couverture"):
        event = st.altair_chart(
            coverage_map(table, questions=list(table["question"].unique())),
            key=f"explorer-couverture-{campaign.key}",
            on_select="rerun",
            alt="Tableau des questions posées et répondues, entretien par entretien.",
        )
    picked = event["selection"].get(VISIT)
    names = dict(zip(table["entretien"], table["territoire"], strict=True))
    asked = st.selectbox(
        "Lire un entretien",
        list(names),
        index=None,
        format_func=lambda key: names[key],
        placeholder="Choisissez un entretien",
    )
    interview = picked[0]["entretien"] if picked else asked
    if interview:
        st.switch_page(INTERVIEWS, query_params=campaign.address(entretien=interview))


def _states(campaign: CampaignView, chosen: Chosen) -> pd.DataFrame:
    places = campaign.coverage.places
    visits = Counter(places.values())
    return pd.DataFrame(
        [
            {
                "entretien": interview,
                "territoire": campaign.place_name(places[interview])
                + (f" · {interview}" if visits[places[interview]] > 1 else ""),
                "question": question.upper(),
                "intitule": campaign.question_title(question),
                "etat": state.value,
            }
            for (interview, question), state in campaign.coverage.states.items()
            if chosen[PLACE] in ("", places[interview]) and chosen[QUESTION] in ("", question)
        ]
    )
