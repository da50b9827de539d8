"""« Mots » of « Explorer »: for each quadrant, a cloud of its typical words beside their bars."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from synthesis.app.campaign import CampaignView
from synthesis.app.explore.columns import Columns
from synthesis.app.explore.filters import FORMS, QUADRANT, VIEW, WORD, Chosen, go_to
from synthesis.app.markup import badge
from synthesis.domain import BOARD, Quadrant
from synthesis.forms.typography import typeset
from synthesis.language.vocabulary import Word, place_words
from synthesis.report.figures_explore import BAR, word_bars, word_cloud

IN_CLOUD, IN_BARS = 40, 12


def show(campaign: CampaignView, columns: Columns, chosen: Chosen) -> None:
    """The quadrants of the board, or the one that is chosen."""
    st.caption(
        typeset(
            "Les mots plus fréquents dans un quadrant que dans les autres, leurs formes réunies "
            "(« école », « écoles »). Plus un mot est grand, plus il est typique. Touchez une "
            "barre, ou choisissez un mot, pour le lire dans son contexte."
        )
    )
    wanted = [Quadrant(chosen[QUADRANT])] if chosen[QUADRANT] else list(BOARD)
    among = chosen.mask(columns, but=(QUADRANT,))
    vocabulary = campaign.index.vocabulary(place_words(campaign.territories))
    for quadrant in wanted:
        words = vocabulary.typical(columns.of(quadrant), among, most=IN_CLOUD)
        with st.container(border=True, key=f"mots-{quadrant}"):
            st.html(badge(quadrant))
            if words:
                _figures(campaign, chosen, quadrant, words)
            else:
                st.caption(typeset("Aucun mot n'y est plus fréquent qu'ailleurs."))


def _figures(campaign: CampaignView, chosen: Chosen, quadrant: Quadrant, words: list[Word]) -> None:
    cloud, bars = st.columns(2, gap="large")
    with cloud:
        weights = tuple((word.form, round(word.chi2, 3)) for word in words)
        listed = ", ".join(word.form for word in words)
        st.image(
            _cloud(weights, quadrant),
            width="stretch",
            output_format="PNG",
            alt=f"Nuage de mots, {quadrant.label} : {listed}",
        )
    with bars:
        event = st.altair_chart(
            word_bars(_table(words[:IN_BARS]), quadrant=quadrant),
            key=f"explorer-mots-{quadrant}-{campaign.key}",
            on_select="rerun",
            alt=f"Barres : les mots les plus typiques, {quadrant.label}.",
        )
    lemmas = {word.lemma: f"{word.form} ({word.texts})" for word in words}
    asked = st.selectbox(
        "Lire un mot dans son contexte",
        list(lemmas),
        index=None,
        format_func=lambda lemma: lemmas[lemma],
        placeholder="Choisissez un mot",
        key=f"explorer-mot-{quadrant}",
    )
    picked = event["selection"].get(BAR)
    lemma = picked[0]["lemme"] if picked else asked
    if lemma:
        _read(campaign, chosen, quadrant, lemma)


def _read(campaign: CampaignView, chosen: Chosen, quadrant: Quadrant, lemma: str) -> None:
    changes = {VIEW: "contexte", QUADRANT: quadrant.value, WORD: lemma, FORMS: "lemmes"}
    go_to(chosen.address(campaign, **changes))


@st.cache_data(max_entries=64, show_spinner=False)
def _cloud(weights: tuple[tuple[str, float], ...], quadrant: Quadrant) -> bytes:
    return word_cloud(dict(weights), quadrant)


def _table(words: list[Word]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"mot": word.form, "lemme": word.lemma, "propos": word.texts, "chi2": word.chi2}
            for word in words
        ]
    )
