"""Analyse a campaign kept in the store, and keep the result there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from synthesis.domain import InputError, Interview
from synthesis.language.cutting import segments
from synthesis.pipeline import Analysis, Parameters, analyse
from synthesis.report.changes import Previous, changes_report, under_previous_labels
from synthesis.report.tables import manifest
from synthesis.review.learning import Lesson, lessons
from synthesis.review.log import read_log
from synthesis.review.state import Entry, replay
from synthesis.review.teaching import Setting, taught
from synthesis.settings import Settings
from synthesis.stages import Progress, Stage, silent
from synthesis.store import (
    AnalysedTheme,
    Database,
    last_care,
    latest_analysis,
    load_codebook,
    load_codings,
    load_interviews,
    load_questionnaire,
    load_territories,
    save_analysis,
    still_said,
)
from synthesis.store.campaigns import get_campaign
from synthesis.themes.discovery import Method
from synthesis.themes.identity import main_themes

# Called in the transaction that keeps a run, with its id: what it raises undoes the whole.
Kept = Callable[[Session, int], None]


@dataclass(frozen=True, slots=True)
class _Learnt:
    """The lessons of the line `through` of the log; none before the first learning."""

    through: int
    lessons: Sequence[Lesson]

    def told(self) -> dict[str, object]:
        """For the manifest."""
        if not self.through:
            return {}
        return {"apprentissage": {"corrections": len(self.lessons), "jusqu_a": self.through}}


def nothing_more(_session: Session, _run: int) -> None:
    """Keep the run, and that is all."""


def analyse_campaign(
    database: Database,
    campaign_id: int,
    settings: Settings,
    *,
    progress: Progress = silent,
    kept: Kept = nothing_more,
) -> int:
    """Run the analysis over what the store holds of a campaign; gives the id of the run.

    The model has learnt from the decisions that the log says it learns from. Discovered themes keep
    the identity that they had in the latest run; the report of this one says what changed since.
    Raise InputError when words were erased or replaced meanwhile.
    """
    progress(Stage.READING, 0, 1)
    with database.session(read_only=True) as session:
        interviews = load_interviews(session, campaign_id)
        setting = Setting(
            load_questionnaire(session, campaign_id),
            load_codebook(session, campaign_id),
            tuple(load_territories(session, campaign_id)),
        )
        parameters = Parameters(
            setting.questionnaire,
            setting.codebook,
            setting.territories,
            seed=settings.seed,
            review_threshold=settings.review_threshold,
            convergence_share=settings.convergence_share,
            discovery=Method(settings.discovery),
        )
        previous = latest_run(session, campaign_id)
        care = last_care(session, campaign_id)
        log = read_log(session, campaign_id)
    learnt = _learnt(log, interviews)
    analysis = analyse(
        interviews,
        parameters,
        model=taught(learnt.lessons, setting),
        previous=previous.themes if previous else None,
        progress=progress,
    )
    report: dict[str, object] = {}
    if previous:
        analysis = under_previous_labels(analysis, previous)
        report = changes_report(analysis, previous)
    progress(Stage.SAVING, 0, 1)
    with database.session() as session:
        _refuse_erased_words(session, campaign_id, care)
        run = save_analysis(
            session,
            campaign_id,
            still_said(session, campaign_id, analysis.codings),
            themes_met(analysis),
            manifest(analysis, {}) | learnt.told(),
            report,
        )
        kept(session, run)
        return run


def _learnt(log: Sequence[Entry], interviews: Sequence[Interview]) -> _Learnt:
    through = replay(log).learnt_through
    return _Learnt(through, lessons(log, through, segments(interviews)) if through else ())


def _refuse_erased_words(session: Session, campaign_id: int, care: int) -> None:
    """What was analysed may hold words that are gone since: keywords would bring them back."""
    get_campaign(session, campaign_id, lock=True)
    if last_care(session, campaign_id) != care:
        raise InputError(
            "des paroles ont été effacées ou remplacées pendant l'analyse : "
            "ses résultats n'ont pas été gardés.",
            remedy="Relancez l'analyse.",
        )


def latest_run(session: Session, campaign_id: int) -> Previous | None:
    """The latest run of a campaign, to compare the next one with; None before the first."""
    latest = latest_analysis(session, campaign_id)
    if latest is None:
        return None
    labels = {theme.slug: theme.label for theme in latest.themes}
    return Previous(main_themes(load_codings(session, latest.id)), labels)


def themes_met(analysis: Analysis) -> list[AnalysedTheme]:
    """Themes of the codebook and discovered ones, with the words that tell them best."""
    return [
        AnalysedTheme(
            theme.slug, theme.label, theme.origin, tuple(analysis.keyness.words(theme.slug))
        )
        for theme in analysis.themes
    ]
