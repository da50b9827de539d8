"""What was said, as lists show it: page by page, each with the way to its interview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from synthesis.app.campaign import CampaignView
from synthesis.app.markup import verbatim
from synthesis.app.pages import INTERVIEWS
from synthesis.domain import Coding
from synthesis.forms.typography import typeset

PAGE = 25
T = TypeVar("T")


def page(rows: Sequence[T], name: str) -> Sequence[T]:
    """Those of the page chosen, 25 at most; a list of another name begins at its first page."""
    pages = max(1, -(-len(rows) // PAGE))
    if pages == 1:
        return rows
    number = st.pagination(pages, key=f"page-{name}-{len(rows)}")
    return rows[(number - 1) * PAGE : number * PAGE]


def show_said(campaign: CampaignView, coding: Coding) -> None:
    """The words, how they are sorted, where and under which question; then the link."""
    segment = coding.segment
    st.html(
        verbatim(
            coding,
            place=campaign.place_name(segment.place),
            question=campaign.question_title(segment.question),
        )
    )
    way_to_interview(campaign, coding)


def way_to_interview(campaign: CampaignView, coding: Coding) -> None:
    """The link to the words in their interview."""
    segment = coding.segment
    st.page_link(
        INTERVIEWS,
        label=typeset("Lire dans l'entretien"),
        icon=":material/article:",
        query_params=campaign.address(entretien=segment.interview, segment=segment.key),
    )
