"""« Contexte » of « Explorer »: a word with what surrounds it, or all that the filters keep."""

from __future__ import annotations

from collections import Counter
from html import escape

import numpy as np
import streamlit as st

from synthesis.app.campaign import CampaignView
from synthesis.app.explore.columns import Columns
from synthesis.app.explore.filters import FORMS, WORD, Chosen, from_address, remember
from synthesis.app.markup import badge
from synthesis.app.said import page, show_said, way_to_interview
from synthesis.domain import Coding, Quadrant
from synthesis.forms.typography import typeset
from synthesis.language.concordance import Hits
from synthesis.report.palette import QUADRANTS
from synthesis.wording import plural

AROUND, LONGEST = 70, 80
LEMMAS = "lemmes"
HOW = {"": "Ce mot exactement", LEMMAS: "Toutes ses formes"}


def show(campaign: CampaignView, columns: Columns, chosen: Chosen) -> None:
    """The search, then the lines of context, or the segments when nothing is searched."""
    query, lemmas = _ask_query()
    kept = chosen.mask(columns)
    if not query.strip():
        rows = np.flatnonzero(kept)
        st.header(plural(len(rows), "propos", "propos"), anchor=False)
        for row in page(rows.tolist(), f"propos-{rows[:1]}"):
            show_said(campaign, columns.codings[row])
        return
    hits = campaign.index.concordance().find(query, lemmas=lemmas).within(kept)
    _summary(campaign, columns, hits)
    for place in page(range(len(hits)), query):
        coding = columns.codings[hits.texts[place]]
        _line(campaign, coding, int(hits.starts[place]), int(hits.ends[place]))


def _ask_query() -> tuple[str, bool]:
    words, forms = st.columns([3, 2], vertical_alignment="bottom")
    word_widget, forms_widget = f"choix-{WORD}", f"choix-{FORMS}"
    st.session_state[word_widget] = st.query_params.get(WORD, "")[:LONGEST]
    st.session_state[forms_widget] = from_address(FORMS, list(HOW))
    query = words.text_input(
        "Chercher un mot, ou plusieurs qui se suivent",
        key=word_widget,
        max_chars=LONGEST,
        placeholder="eau potable, agricul*",
        on_change=remember,
        args=(WORD, word_widget),
    )
    how = forms.segmented_control(
        "Formes du mot",
        list(HOW),
        format_func=lambda name: HOW[name],
        key=forms_widget,
        required=True,
        on_change=remember,
        args=(FORMS, forms_widget),
    )
    return query or "", how == LEMMAS


def _summary(campaign: CampaignView, columns: Columns, hits: Hits) -> None:
    rows = np.unique(hits.texts).tolist()
    said = [columns.codings[row] for row in rows]
    places = {coding.segment.place for coding in said if coding.segment.place}
    st.header(
        f"{plural(len(hits), 'occurrence')} · {plural(len(rows), 'propos', 'propos')} · "
        f"{plural(len(places), 'territoire')} sur {len(campaign.coverage.territories)}",
        anchor=False,
    )
    if not rows:
        st.caption(
            typeset(
                "Ce mot n'a pas été dit ainsi sous ces filtres. Essayez toutes ses formes, ou un "
                "début suivi d'une étoile."
            )
        )
        return
    counts = Counter(coding.quadrant for coding in said)
    parts = [f"{QUADRANTS[q].sign} {q.label} {counts[q]}" for q in Quadrant if counts[q]]
    st.text(" · ".join(parts))


def _line(campaign: CampaignView, coding: Coding, start: int, end: int) -> None:
    segment = coding.segment
    text, offset = _answer(campaign, coding)
    start, end = start + offset, end + offset
    before = text[max(0, start - AROUND) : start]
    after = text[end : end + AROUND]
    notes = " · ".join(
        [campaign.place_name(segment.place), campaign.question_title(segment.question)]
    )
    st.html(
        f'<div class="kwic"><span class="avant">{escape(_flat(before))}</span>'
        f"<b>{escape(_flat(text[start : min(end, start + AROUND)]))}</b>"
        f'<span class="apres">{escape(_flat(after))}</span></div>'
        f'<div class="source">{badge(coding.quadrant)} {escape(notes)}</div>'
    )
    way_to_interview(campaign, coding)


def _answer(campaign: CampaignView, coding: Coding) -> tuple[str, int]:
    """The whole answer and where the segment begins in it; the segment alone if it was edited."""
    segment = coding.segment
    interview = campaign.interviews.get(segment.interview)
    if interview and segment.answer < len(interview.answers):
        text = interview.answers[segment.answer].text
        if text[segment.start : segment.end] == segment.text:
            return text, segment.start
    return segment.text, 0


def _flat(text: str) -> str:
    """On one line: the ends of lines are of no use here."""
    return "".join(" " if letter in "\r\n\t" else letter for letter in text)
