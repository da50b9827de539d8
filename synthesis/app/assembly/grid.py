"""Themes as the screens of the assembly name them, and the points of convergence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from synthesis.app.campaign import CampaignView, campaign_view
from synthesis.app.database import current_database
from synthesis.convergence import ThemeCount
from synthesis.forms.typography import typeset
from synthesis.store import Campaign, load_codebook


def theme_labels(campaign: Campaign) -> Mapping[str, str]:
    """Slug → label, of the grid and of what the analysis found."""
    with current_database().session(read_only=True) as session:
        grid = load_codebook(session, campaign.id)
    labels = {theme.slug: typeset(theme.label) for theme in grid.themes}
    view = campaign_view(campaign)
    return labels if view is None else {**labels, **view.labels}


def points_of_convergence(view: CampaignView) -> list[ThemeCount]:
    """What converges, most shared first."""
    return [point for point in view.convergence.points() if view.convergence.converges(point)]


def told(slugs: Iterable[str], labels: Mapping[str, str]) -> str:
    """Labels of themes in one line; a theme that is gone keeps its slug."""
    return ", ".join(labels.get(slug, slug) for slug in slugs)
