"""Interviews of a campaign: added once, given back as they came in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from synthesis.domain import Answer, AnswerState, InputError, Interview
from synthesis.store.campaigns import get_campaign
from synthesis.store.serialise import content_hash
from synthesis.store.tables import AnswerRow, InterviewRow, TerritoryRow


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the interviews given.

    `added` holds the keys under which they are kept, `duplicates` the keys, as given, of those
    whose content was there already.
    """

    added: list[str] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)


def add_interviews(session: Session, campaign_id: int, interviews: Iterable[Interview]) -> Added:
    """Keep the interviews whose content is new; one whose key is taken gets a new key.

    Raise InputError when the campaign does not exist, or a SIREN is no known territory.
    """
    get_campaign(session, campaign_id, lock=True)
    new, duplicates = _sort(session, campaign_id, interviews)
    _refuse_unknown_territories(session, new.values())
    if new:
        _insert(session, campaign_id, new)
    return Added([interview.key for interview in new.values()], duplicates)


def load_interviews(session: Session, campaign_id: int) -> list[Interview]:
    """The interviews of a campaign, in the order in which they were added."""
    get_campaign(session, campaign_id)
    answers: dict[int, list[Answer]] = {}
    for row in session.scalars(
        select(AnswerRow)
        .join(InterviewRow, InterviewRow.id == AnswerRow.interview_id)
        .where(InterviewRow.campaign_id == campaign_id)
        .order_by(AnswerRow.interview_id, AnswerRow.position)
    ):
        answers.setdefault(row.interview_id, []).append(read_answer(row))
    rows = session.scalars(
        select(InterviewRow)
        .where(InterviewRow.campaign_id == campaign_id)
        .order_by(InterviewRow.id)
    )
    return [read_interview(row, answers.get(row.id, [])) for row in rows]


def _sort(
    session: Session, campaign_id: int, interviews: Iterable[Interview]
) -> tuple[dict[str, Interview], list[str]]:
    """The new interviews, under a free key, by content hash; and the keys of the others."""
    known = session.execute(
        select(InterviewRow.key, InterviewRow.content_hash).where(
            InterviewRow.campaign_id == campaign_id
        )
    ).all()
    keys = {row.key for row in known}
    hashes = {row.content_hash for row in known}
    new: dict[str, Interview] = {}
    duplicates: list[str] = []
    for interview in interviews:
        content = content_hash(interview)
        if content in hashes:
            duplicates.append(interview.key)
            continue
        new[content] = replace(interview, key=_free_key(interview.key, keys))
        hashes.add(content)
        keys.add(new[content].key)
    return new, duplicates


def _free_key(key: str, taken: set[str]) -> str:
    if key not in taken:
        return key
    return next(name for number in count(2) if (name := f"{key}-{number}") not in taken)


def _refuse_unknown_territories(session: Session, interviews: Iterable[Interview]) -> None:
    known = set(session.scalars(select(TerritoryRow.siren)))
    for interview in interviews:
        if interview.siren and interview.siren not in known:
            raise InputError(
                f"le SIREN {interview.siren} n'est celui d'aucun territoire connu.",
                where=f"entretien « {interview.key} »",
                remedy="Ajoutez ce territoire à la campagne, ou corrigez le SIREN.",
            )


def _insert(session: Session, campaign_id: int, new: dict[str, Interview]) -> None:
    rows = [_interview_values(campaign_id, *item) for item in new.items()]
    ids = session.scalars(
        insert(InterviewRow).returning(InterviewRow.id, sort_by_parameter_order=True), rows
    ).all()
    answers = [
        _answer_values(interview_id, position, answer)
        for interview_id, interview in zip(ids, new.values(), strict=True)
        for position, answer in enumerate(interview.answers)
    ]
    if answers:
        session.execute(insert(AnswerRow), answers)


def _interview_values(campaign_id: int, content: str, interview: Interview) -> dict[str, Any]:
    return {
        "campaign_id": campaign_id,
        "key": interview.key,
        "territory": interview.territory,
        "siren": interview.siren or None,
        "dates": [day.isoformat() for day in interview.dates],
        "duration_minutes": interview.duration_minutes,
        "people": list(interview.people),
        "interviewer": interview.interviewer,
        "source": interview.source,
        "content_hash": content,
    }


def _answer_values(interview_id: int, position: int, answer: Answer) -> dict[str, Any]:
    return {
        "interview_id": interview_id,
        "position": position,
        "question": answer.question,
        "text": answer.text,
        "speaker": answer.speaker,
        "state": answer.state.value,
        "row": answer.row,
    }


def read_interview(row: InterviewRow, answers: Sequence[Answer]) -> Interview:
    """The interview of a row, with these answers."""
    return Interview(
        key=row.key,
        territory=row.territory,
        siren=row.siren or "",
        dates=tuple(date.fromisoformat(day) for day in row.dates),
        duration_minutes=row.duration_minutes,
        people=tuple(row.people),
        interviewer=row.interviewer,
        answers=tuple(answers),
        source=row.source,
    )


def read_answer(row: AnswerRow) -> Answer:
    """The answer of a row."""
    return Answer(
        question=row.question,
        text=row.text,
        speaker=row.speaker,
        state=AnswerState(row.state),
        row=row.row,
    )
