"""The campaign as the screens read it, decisions applied; loaded once, shared by all sessions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from typing import Any

import streamlit as st

from synthesis.app.choice import PARAMETER, chosen_campaign
from synthesis.app.database import current_database
from synthesis.app.explore.index import TextIndex
from synthesis.convergence import Convergence, Coverage, coverage
from synthesis.domain import Codebook, Coding, Interview, Quadrant, Questionnaire, Territory
from synthesis.forms.typography import typeset
from synthesis.restitution.building import analysed
from synthesis.review.applying import Machine, Reviewed, reviewed
from synthesis.review.log import read_log
from synthesis.review.state import NOTHING_DECIDED, Entry, extended
from synthesis.settings import load_settings
from synthesis.store import (
    Analysis,
    Campaign,
    Database,
    campaigns,
    labels_of_every_run,
    last_care,
    latest_analysis,
    latest_analysis_id,
    load_codebook,
    load_codings,
    load_interviews,
    load_questionnaire,
    load_territories,
)

__all__ = ["NOWHERE", "OPEN_QUESTION", "CampaignView", "current_campaign", "current_database"]

# Key of what was said outside any question: not one of the questions asked.
OPEN_QUESTION = "hq"
NOWHERE = "Territoire non indiqué"


@dataclass(frozen=True, eq=False)
class CampaignView:
    """One campaign, its interviews and its latest analysis under the decisions of its review.

    `changes`: what changed since the analysis before, one sentence each. `log`: every decision.
    `discovery`: how themes were discovered, as the manifest tells it; empty when nothing was.
    `index`: the words of the segments, at the places of `reviewed.codings`.
    `learnt`: the line of the log that the analysis had learnt from, 0 when it had not.
    """

    id: int
    key: str
    analysis_id: int
    title: str
    demonstration: bool
    questionnaire: Questionnaire
    codebook: Codebook
    territories: tuple[Territory, ...]
    interviews: Mapping[str, Interview]
    keywords: Mapping[str, tuple[str, ...]]
    changes: tuple[str, ...]
    discovery: Mapping[str, Any]
    learnt: int
    coverage: Coverage
    share: float
    reviewed: Reviewed
    index: TextIndex
    log: tuple[Entry, ...]

    @cached_property
    def codings(self) -> tuple[Coding, ...]:
        """The codings that count, in reading order."""
        return self.reviewed.counted()

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Slug → label to show, of every theme that stands."""
        return {slug: typeset(label) for slug, label in self.reviewed.labels.items()}

    @cached_property
    def convergence(self) -> Convergence:
        """The counts, made when a screen first asks for them."""
        counted = Convergence(self.coverage, self.questionnaire, self.share)
        counted.add(self.codings)
        return counted

    @cached_property
    def segments_of(self) -> Counter[str]:
        """Interview → how many of its segments count."""
        return Counter(coding.segment.interview for coding in self.codings)

    @property
    def sequence(self) -> int:
        """Number of the last decision taken into account."""
        return self.reviewed.state.sequence

    def place_name(self, place: str) -> str:
        """Name to show for the identity of a territory."""
        names = {territory.siren: territory.name for territory in self.territories}
        return names.get(place, place) or NOWHERE

    def address(self, **query: str) -> dict[str, str]:
        """Query parameters of a link to a screen about this campaign, wherever it is opened."""
        return {PARAMETER: self.key, **query}

    def question_title(self, key: str) -> str:
        """Title to show for the question of an answer."""
        question = self.questionnaire.get(key)
        if question is None:
            return key or "Sans question"
        title = typeset(question.title)
        return title if key == OPEN_QUESTION else f"{key.upper()} – {title}"

    def said(
        self, theme: str, *, quadrant: Quadrant | None = None, place: str | None = None
    ) -> list[Coding]:
        """Codings that speak of a theme, `neutre` included, in reading order."""
        return [
            coding
            for coding in self.codings
            if theme in coding.themes
            and quadrant in (None, coding.quadrant)
            and place in (None, coding.segment.place)
        ]

    def wishes(self) -> list[Coding]:
        """Codings that name a subject to work on together."""
        return [coding for coding in self.codings if coding.wish and coding.theme]


def current_campaign() -> CampaignView | None:
    """The chosen campaign under its latest analysis; None without a campaign or an analysis."""
    chosen = chosen_campaign()
    return None if chosen is None else campaign_view(chosen)


def campaign_view(campaign: Campaign) -> CampaignView | None:
    """A campaign under its latest analysis, None before the first; several can be side by side."""
    database = current_database()
    with database.session(read_only=True) as session:
        analysis_id = latest_analysis_id(session, campaign.id)
        care = last_care(session, campaign.id)
    if analysis_id is None:
        return None
    return _desk(database, campaign.id, analysis_id, care).view(database)


def forget_loaded() -> None:
    """Let go of what was loaded: it may hold words that were just erased."""
    _desk.clear()


class _Desk:
    """An analysis and its review, brought up to date with the log at each look."""

    def __init__(self, view: CampaignView) -> None:
        self._lock = Lock()
        self._view = view

    def view(self, database: Database) -> CampaignView:
        """The campaign under every decision taken so far."""
        with self._lock:
            view = self._view
            with database.session(read_only=True) as session:
                since = read_log(session, view.id, after=view.sequence)
            if since:
                log = (*view.log, *since)
                state = extended(view.reviewed.state, log, since)
                now = reviewed(view.reviewed.machine, state, before=view.reviewed)
                self._view = replace(view, reviewed=now, log=log)
            return self._view


@st.cache_resource(max_entries=4, show_spinner="Chargement de la campagne…")
def _desk(_database: Database, campaign_id: int, analysis_id: int, care: int) -> _Desk:  # noqa: ARG001
    """Loaded once for an analysis, which never changes once kept, but for its words: `care` is the
    number of their last erasure or pseudonymisation."""
    with _database.session(read_only=True) as session:
        campaign = next(c for c in campaigns(session) if c.id == campaign_id)
        analysis = latest_analysis(session, campaign_id)
        questionnaire = load_questionnaire(session, campaign_id)
        codings = list(load_codings(session, analysis_id))
        interviews = analysed(load_interviews(session, campaign_id), codings)
        themes = analysis.themes if analysis else ()
        machine = Machine.of(
            codings,
            {theme.slug: theme.label for theme in themes},
            labels_of_every_run(session, campaign_id),
        )
        return _Desk(
            CampaignView(
                id=campaign_id,
                key=campaign.key,
                analysis_id=analysis_id,
                title=typeset(campaign.title),
                demonstration=campaign.demonstration,
                questionnaire=questionnaire,
                codebook=load_codebook(session, campaign_id),
                territories=tuple(load_territories(session, campaign_id)),
                interviews={interview.key: interview for interview in interviews},
                keywords={theme.slug: theme.keywords for theme in themes},
                changes=_changes(analysis),
                discovery=analysis.manifest.get("decouverte", {}) if analysis else {},
                learnt=analysis.manifest.get("apprentissage", {}).get("jusqu_a", 0)
                if analysis
                else 0,
                coverage=coverage(interviews, questionnaire),
                share=load_settings().convergence_share,
                reviewed=reviewed(machine, NOTHING_DECIDED),
                index=TextIndex([coding.segment.text for coding in codings]),
                log=(),
            )
        )


def _changes(analysis: Analysis | None) -> tuple[str, ...]:
    told = analysis.report.get("changements", ()) if analysis else ()
    return tuple(typeset(change["phrase"]) for change in told)
