"""A campaign of the store analysed again: discovered themes go on, what changed is kept."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from synthesis.access import Actor, ForbiddenError, Role
from synthesis.domain import Answer, Codebook, Interview, Quadrant, Questionnaire, Theme
from synthesis.review.applying import Machine, reviewed
from synthesis.review.events import Event, LearnFrom, SetQuadrant
from synthesis.review.log import decide, read_log, undo
from synthesis.review.state import replay
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
from synthesis.store.decisions import last_sequence
from synthesis.store.tables import AnalysisThemeRow, CodingRow
from synthesis.themes.discovery import PREFIX
from synthesis.themes.identity import main_themes

ADVISOR = Actor(1, "conseiller", Role.ADVISOR)
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


def _rows(database: Database, run: int) -> list[tuple[object, ...]]:
    """The codings kept, to the last bit, in reading order."""
    with database.session(read_only=True) as session:
        return [
            (c.segment, tuple(c.probabilities.values()), c.theme, c.theme_label,
             c.theme_probability, c.secondary_themes, c.wish, c.to_review)
            for c in load_codings(session, run)
        ]  # fmt: skip


def _decide(database: Database, campaign: int, *events: Event) -> None:
    with database.session(read_only=True) as session:
        seen = last_sequence(session, campaign)
    decide(database, ADVISOR, campaign, events, seen=seen)


def test_a_run_learns_what_the_log_says_and_an_undone_learning_leaves_nothing(
    database: Database, campaign: int
) -> None:
    first, _ = _analysed(database, campaign)
    doctors = [row[0] for row in _rows(database, first.id) if "médecin" in row[0].text]
    *corrected, spared = (segment.key for segment in doctors)
    _decide(database, campaign, *(SetQuadrant(key, Quadrant.ATOUT) for key in corrected))
    unlearnt, _ = _analysed(database, campaign)
    _decide(database, campaign, LearnFrom(len(corrected)), SetQuadrant(spared, Quadrant.NEUTRE))
    learnt, _ = _analysed(database, campaign)

    assert "apprentissage" not in unlearnt.manifest
    told = {"corrections": len(corrected), "jusqu_a": len(corrected)}
    assert learnt.manifest["apprentissage"] == told
    assert _rows(database, unlearnt.id) == _rows(database, first.id)
    with database.session(read_only=True) as session:
        before = {c.segment.key: c.quadrant for c in load_codings(session, unlearnt.id)}
        codings = list(load_codings(session, learnt.id))
        state = replay(read_log(session, campaign))
    assert before[spared] is not Quadrant.ATOUT
    assert {c.segment.key: c.quadrant for c in codings}[spared] is Quadrant.ATOUT
    # What people decided holds over what was learnt, and over what the machine now says.
    shown = {c.segment.key: c.quadrant for c in reviewed(Machine.of(codings, {}), state).codings}
    assert shown[spared] is Quadrant.NEUTRE
    assert {shown[key] for key in corrected} == {Quadrant.ATOUT}

    again, _ = _analysed(database, campaign)
    assert _rows(database, again.id) == _rows(database, learnt.id)
    undo(database, ADVISOR, campaign)
    undo(database, ADVISOR, campaign)
    undone, _ = _analysed(database, campaign)
    assert _rows(database, undone.id) == _rows(database, unlearnt.id)
    assert undone.manifest == unlearnt.manifest


def test_who_may_not_analyse_may_not_have_it_learn(database: Database, campaign: int) -> None:
    observer = Actor(3, "observateur", Role.OBSERVER)
    with pytest.raises(ForbiddenError):
        decide(database, observer, campaign, LearnFrom(0), seen=0)
