"""A campaign of the store analysed again: discovered themes go on, what changed is kept."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from synthesis.domain import Answer, Codebook, Interview, Questionnaire, Theme
from synthesis.runs import analyse_campaign
from synthesis.settings import Settings
from synthesis.store import (
    Analysis,
    Database,
    add_interviews,
    latest_analysis,
    load_codings,
    save_campaign,
)
from synthesis.store.tables import AnalysisThemeRow, CodingRow
from synthesis.themes.discovery import PREFIX
from synthesis.themes.identity import main_themes

STARS = Codebook("grille", "Grille", (Theme("astronomie", "L'astronomie", terms=("télescope",)),))
SAID = (
    "Le médecin de {} part, plus aucun médecin ne veut venir.",
    "La fibre manque à {}, internet est lent sans la fibre.",
    "Le club de judo de {} attire du monde, le judo marche bien.",
)


def _visit(number: int) -> Interview:
    answers = tuple(Answer("q4", said.format(f"Bourg-{number}")) for said in SAID)
    return Interview(f"visite-{number}", f"Bourg-{number}", answers=answers, source=f"{number}.md")


@pytest.fixture
def campaign(database: Database, form: Questionnaire) -> int:
    """Twelve interviews on three subjects that the codebook does not cover."""
    with database.session() as session:
        campaign = save_campaign(session, "essai", "Essai", form, STARS, [])
        add_interviews(session, campaign, [_visit(number) for number in range(12)])
    return campaign


def _analysed(database: Database, campaign: int) -> tuple[Analysis, dict[str, str]]:
    run = analyse_campaign(database, campaign, Settings())
    with database.session(read_only=True) as session:
        analysis = latest_analysis(session, campaign)
        assert analysis is not None
        assert analysis.id == run
        return analysis, main_themes(load_codings(session, run))


def _rename(database: Database, analysis: Analysis) -> dict[str, str]:
    """Give the discovered themes of a run other slugs and labels: slug → slug."""
    found = [theme.slug for theme in analysis.themes if theme.slug.startswith(PREFIX)]
    renaming = {slug: f"{PREFIX}avant-{number}" for number, slug in enumerate(found)}
    with database.session() as session:
        for table, column in ((AnalysisThemeRow, "slug"), (CodingRow, "theme")):
            for slug, older in renaming.items():
                mine = (table.analysis_id == analysis.id) & (getattr(table, column) == slug)
                session.execute(update(table).where(mine).values({column: older}))
        for older in renaming.values():
            named = update(AnalysisThemeRow).where(AnalysisThemeRow.slug == older)
            session.execute(named.values(label=f"Avant {older}"))
    return renaming


def test_discovered_themes_keep_slug_and_label_of_the_run_before(
    database: Database, campaign: int
) -> None:
    first, before = _analysed(database, campaign)
    renaming = _rename(database, first)
    second, now = _analysed(database, campaign)
    assert renaming
    assert now == {key: renaming.get(slug, slug) for key, slug in before.items()}
    labels = {t.slug: t.label for t in second.themes if t.slug.startswith(PREFIX)}
    assert labels == {older: f"Avant {older}" for older in renaming.values()}
    with database.session(read_only=True) as session:
        codings = list(load_codings(session, second.id))
    assert all(c.theme_label == labels[c.theme] for c in codings if c.theme.startswith(PREFIX))


def test_what_changed_is_in_the_report(database: Database, campaign: int) -> None:
    first, _ = _analysed(database, campaign)
    again, before = _analysed(database, campaign)
    assert first.report == {}
    assert again.report == {"changements": []}
    with database.session() as session:
        add_interviews(session, campaign, [_visit(12), _visit(13)])
    third, now = _analysed(database, campaign)
    told = third.report["changements"]
    assert {frozenset(row) for row in told} == {
        frozenset({"theme", "libelle", "changement", "segments", "phrase"})
    }
    arrived = sum(row["segments"] for row in told if row["changement"] == "ajoute")
    assert arrived == sum(bool(slug) for key, slug in now.items() if key not in before) > 0
