"""The campaign as the screens read it: loaded once for each analysis, shared by all sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from synthesis.convergence import Convergence, coverage
from synthesis.domain import Codebook, Coding, Interview, Quadrant, Questionnaire, Territory
from synthesis.forms.typography import typeset
from synthesis.settings import load_settings
from synthesis.store import (
    Analysis,
    Database,
    campaigns,
    latest_analysis,
    load_codebook,
    load_codings,
    load_interviews,
    load_questionnaire,
    load_territories,
    open_database,
)

# Key of what was said outside any question: not one of the questions asked.
OPEN_QUESTION = "hq"
NOWHERE = "Territoire non indiqué"


@dataclass(frozen=True, slots=True)
class CampaignView:
    """One campaign, its interviews and its latest analysis.

    `changes`: what changed since the analysis before, one sentence each.
    """

    id: int
    analysis_id: int
    title: str
    demonstration: bool
    questionnaire: Questionnaire
    codebook: Codebook
    territories: tuple[Territory, ...]
    interviews: Mapping[str, Interview]
    codings: tuple[Coding, ...]
    labels: Mapping[str, str]
    keywords: Mapping[str, tuple[str, ...]]
    convergence: Convergence
    changes: tuple[str, ...]

    def place_name(self, place: str) -> str:
        """Name to show for the identity of a territory."""
        names = {territory.siren: territory.name for territory in self.territories}
        return names.get(place, place) or NOWHERE

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


def current_database() -> Database:
    """The database of the settings, opened once."""
    return _database(load_settings().database_url)


def current_campaign() -> CampaignView | None:
    """The latest campaign that was analysed, or None."""
    database = current_database()
    with database.session(read_only=True) as session:
        for campaign in reversed(campaigns(session)):
            analysis = latest_analysis(session, campaign.id)
            if analysis is not None:
                return _view(database, campaign.id, analysis.id)
    return None


@st.cache_resource(max_entries=2)
def _database(url: str) -> Database:
    return open_database(url)


@st.cache_resource(max_entries=4, show_spinner="Chargement de la campagne…")
def _view(_database: Database, campaign_id: int, analysis_id: int) -> CampaignView:
    """Built once for an analysis, which never changes once kept."""
    with _database.session(read_only=True) as session:
        campaign = next(c for c in campaigns(session) if c.id == campaign_id)
        analysis = latest_analysis(session, campaign_id)
        questionnaire = load_questionnaire(session, campaign_id)
        interviews = load_interviews(session, campaign_id)
        codings = tuple(load_codings(session, analysis_id))
        convergence = Convergence(
            coverage(interviews, questionnaire), questionnaire, load_settings().convergence_share
        )
        convergence.add(codings)
        themes = analysis.themes if analysis else ()
        return CampaignView(
            id=campaign_id,
            analysis_id=analysis_id,
            title=typeset(campaign.title),
            demonstration=campaign.demonstration,
            questionnaire=questionnaire,
            codebook=load_codebook(session, campaign_id),
            territories=tuple(load_territories(session, campaign_id)),
            interviews={interview.key: interview for interview in interviews},
            codings=codings,
            labels={theme.slug: typeset(theme.label) for theme in themes},
            keywords={theme.slug: theme.keywords for theme in themes},
            convergence=convergence,
            changes=_changes(analysis),
        )


def _changes(analysis: Analysis | None) -> tuple[str, ...]:
    told = analysis.report.get("changements", ()) if analysis else ()
    return tuple(typeset(change["phrase"]) for change in told)
