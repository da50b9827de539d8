"""Analyse a campaign kept in the store, and keep the result there."""

from __future__ import annotations

from synthesis.pipeline import Analysis, Parameters, Progress, analyse
from synthesis.report.tables import manifest
from synthesis.settings import Settings
from synthesis.store import (
    AnalysedTheme,
    Database,
    load_codebook,
    load_interviews,
    load_questionnaire,
    load_territories,
    save_analysis,
)


def analyse_campaign(
    database: Database, campaign_id: int, settings: Settings, *, progress: Progress | None = None
) -> int:
    """Run the analysis over what the store holds of a campaign; gives the id of the run."""
    with database.session(read_only=True) as session:
        interviews = load_interviews(session, campaign_id)
        parameters = Parameters(
            load_questionnaire(session, campaign_id),
            load_codebook(session, campaign_id),
            tuple(load_territories(session, campaign_id)),
            seed=settings.seed,
            review_threshold=settings.review_threshold,
            convergence_share=settings.convergence_share,
        )
    analysis = analyse(interviews, parameters, progress=progress)
    with database.session() as session:
        return save_analysis(
            session, campaign_id, analysis.codings, themes_met(analysis), manifest(analysis, {}), {}
        )


def themes_met(analysis: Analysis) -> list[AnalysedTheme]:
    """Themes of the codebook and discovered ones, with the words that tell them best."""
    return [
        AnalysedTheme(
            theme.slug, theme.label, theme.origin, tuple(analysis.keyness.words(theme.slug))
        )
        for theme in analysis.themes
    ]
