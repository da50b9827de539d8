"""How far a campaign is: which territories were visited, which questions are still empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from synthesis.access import Actor, Permission, require
from synthesis.domain import AnswerState, Interview, Questionnaire, Territory
from synthesis.store import Content, Database, load_questionnaire, load_territories
from synthesis.store.entries import load_fillings
from synthesis.store.interviews import read_interview
from synthesis.store.tables import InterviewRow


class Filled(StrEnum):
    """How far one question of one interview is."""

    SAID = "répondue"
    NOTHING = "rien à dire"
    NOT_ASKED = "non posée"
    EMPTY = "vide"


@dataclass(frozen=True, slots=True)
class VisitProgress:
    """An interview without its words, and how far each question of the form is."""

    interview: Interview
    questions: Mapping[str, Filled]

    def count(self, filled: Filled) -> int:
        """Number of questions that are this far."""
        return sum(state is filled for state in self.questions.values())


@dataclass(frozen=True, slots=True)
class Progress:
    """The interviews of a campaign, in the order in which they came in."""

    questionnaire: Questionnaire
    territories: tuple[Territory, ...]
    visits: tuple[VisitProgress, ...]

    def of(self, territory: Territory) -> list[VisitProgress]:
        """The visits of one territory."""
        return [visit for visit in self.visits if visit.interview.siren == territory.siren]

    def elsewhere(self) -> list[VisitProgress]:
        """The visits of no territory of the campaign."""
        known = {territory.siren for territory in self.territories}
        return [visit for visit in self.visits if visit.interview.siren not in known]


def campaign_progress(database: Database, actor: Actor, campaign_id: int) -> Progress:
    """Raise ForbiddenError, and InputError when the campaign does not exist."""
    require(actor, Permission.ENTER)
    with database.session(read_only=True) as session:
        form = load_questionnaire(session, campaign_id)
        fillings = load_fillings(session, campaign_id)
        rows = session.scalars(
            select(InterviewRow)
            .where(InterviewRow.campaign_id == campaign_id)
            .order_by(InterviewRow.id)
        )
        visits = tuple(_visit(row, form, fillings.get(row.id, {})) for row in rows)
        return Progress(form, tuple(load_territories(session, campaign_id)), visits)


def _visit(
    row: InterviewRow, form: Questionnaire, contents: Mapping[str, Sequence[Content]]
) -> VisitProgress:
    states = {question.key: filled(contents.get(question.key, ())) for question in form.questions}
    return VisitProgress(read_interview(row, ()), states)


def filled(contents: Sequence[Content]) -> Filled:
    """How far a question is, by its answers: something said counts before all else."""
    states = {content.state for content in contents}
    if AnswerState.SAID in states:
        return Filled.SAID
    if AnswerState.NOTHING in states:
        return Filled.NOTHING
    if any(content.not_asked or content.text.strip() for content in contents):
        return Filled.NOT_ASKED
    return Filled.EMPTY
