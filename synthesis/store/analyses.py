"""Runs of the analysis: the themes they knew, and what they proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from synthesis.domain import Coding, Origin
from synthesis.store.campaigns import get_campaign
from synthesis.store.codings import Selection, insert_codings, load_codings
from synthesis.store.tables import AnalysisRow, AnalysisThemeRow

__all__ = [
    "AnalysedTheme",
    "Analysis",
    "Selection",
    "latest_analysis",
    "latest_analysis_id",
    "load_codings",
    "save_analysis",
]


@dataclass(frozen=True, slots=True)
class AnalysedTheme:
    """A theme as a run knew it, with the words that tell it best."""

    slug: str
    label: str
    origin: Origin = Origin.CODEBOOK
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """A run of the analysis. `created_at` is in UTC."""

    id: int
    campaign_id: int
    created_at: datetime
    manifest: Mapping[str, Any]
    report: Mapping[str, Any]
    themes: tuple[AnalysedTheme, ...]


def save_analysis(  # noqa: PLR0913, PLR0917 - a run is made of these, and each is named
    session: Session,
    campaign_id: int,
    codings: Iterable[Coding],
    themes: Iterable[AnalysedTheme],
    manifest: Mapping[str, Any],
    report: Mapping[str, Any],
) -> int:
    """Keep a run and give its id. `codings` come in reading order.

    Raise InputError when the campaign does not exist, ValueError when a segment is not a span of
    the interviews kept (as `load_interviews` gives them).
    """
    get_campaign(session, campaign_id)
    row = AnalysisRow(campaign_id=campaign_id, manifest=dict(manifest), report=dict(report))
    session.add(row)
    session.flush()
    values = [_theme_values(row.id, *item) for item in enumerate(themes)]
    if values:
        session.execute(insert(AnalysisThemeRow), values)
    insert_codings(session, campaign_id, row.id, codings)
    return row.id


def latest_analysis(session: Session, campaign_id: int) -> Analysis | None:
    """The last run over a campaign, None before the first."""
    row = session.scalar(
        select(AnalysisRow)
        .where(AnalysisRow.campaign_id == campaign_id)
        .order_by(AnalysisRow.id.desc())
        .limit(1)
    )
    if row is None:
        return None
    themes = _load_themes(session, row.id)
    return Analysis(row.id, row.campaign_id, row.created_at, row.manifest, row.report, themes)


def latest_analysis_id(session: Session, campaign_id: int) -> int | None:
    """Id of the last run over a campaign, None before the first."""
    return session.scalar(
        select(func.max(AnalysisRow.id)).where(AnalysisRow.campaign_id == campaign_id)
    )


def _load_themes(session: Session, analysis_id: int) -> tuple[AnalysedTheme, ...]:
    rows = session.scalars(
        select(AnalysisThemeRow)
        .where(AnalysisThemeRow.analysis_id == analysis_id)
        .order_by(AnalysisThemeRow.position)
    )
    return tuple(
        AnalysedTheme(row.slug, row.label, Origin(row.origin), tuple(row.keywords)) for row in rows
    )


def _theme_values(analysis_id: int, position: int, theme: AnalysedTheme) -> dict[str, Any]:
    return {
        "analysis_id": analysis_id,
        "slug": theme.slug,
        "position": position,
        "label": theme.label,
        "origin": theme.origin.value,
        "keywords": list(theme.keywords),
    }
