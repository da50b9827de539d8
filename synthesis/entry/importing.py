"""Interviews read from files → the campaign, after a person has seen what they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, require
from synthesis.domain import Interview
from synthesis.store import (
    Content,
    Database,
    Description,
    Entry,
    Slot,
    add_interviews,
    describe,
    find_interview,
    load_entries,
    refresh_hash,
    same_content,
    write_entry,
)
from synthesis.store.campaigns import get_campaign
from synthesis.store.tables import InterviewRow


class Known(StrEnum):
    """What the campaign already holds of an interview that a file brings."""

    NEW = "nouveau"
    SAME_CONTENT = "déjà importé"
    SAME_VISIT = "même visite"


class Choice(StrEnum):
    """What a person decides for one interview."""

    ADD = "ajouter"
    REPLACE = "remplacer"
    SKIP = "ne pas importer"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An interview read, and the key of the one that it repeats, if any."""

    interview: Interview
    known: Known
    existing: str = ""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be decided, the wisest first."""
        if self.known is Known.SAME_CONTENT:
            return (Choice.SKIP,)
        if self.known is Known.SAME_VISIT:
            return (Choice.SKIP, Choice.REPLACE, Choice.ADD)
        return (Choice.ADD, Choice.SKIP)


@dataclass(frozen=True, slots=True)
class Imported:
    """Keys of the interviews added and replaced, and number of those left out."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    skipped: int


def compare(
    database: Database, actor: Actor, campaign_id: int, interviews: Iterable[Interview]
) -> list[Candidate]:
    """What the campaign already holds of each interview. Raise ForbiddenError."""
    require(actor, Permission.ENTER)
    with database.session(read_only=True) as session:
        rows = session.scalars(
            select(InterviewRow)
            .where(InterviewRow.campaign_id == campaign_id)
            .order_by(InterviewRow.id)
        ).all()
        return [_candidate(session, campaign_id, rows, interview) for interview in interviews]


def confirm_import(
    database: Database,
    actor: Actor,
    campaign_id: int,
    decided: Sequence[tuple[Candidate, Choice]],
) -> Imported:
    """Keep what was decided, all of it or nothing: one transaction.

    Raise ForbiddenError, and InputError when an interview to replace is gone.
    """
    require(actor, Permission.ENTER)
    replaced: list[str] = []
    with database.session() as session:
        get_campaign(session, campaign_id, lock=True)
        for candidate, choice in decided:
            if choice is Choice.REPLACE:
                _replace(session, campaign_id, candidate, actor.name)
                replaced.append(candidate.existing)
        new = [candidate.interview for candidate, choice in decided if choice is Choice.ADD]
        added = add_interviews(session, campaign_id, new).added
    return Imported(tuple(added), tuple(replaced), len(decided) - len(added) - len(replaced))


def _candidate(
    session: Session, campaign_id: int, rows: Sequence[InterviewRow], interview: Interview
) -> Candidate:
    same = same_content(session, campaign_id, interview)
    if same is not None:
        return Candidate(interview, Known.SAME_CONTENT, same)
    for row in rows:
        if row.key == interview.key or _is_same_visit(row, interview):
            return Candidate(interview, Known.SAME_VISIT, row.key)
    return Candidate(interview, Known.NEW)


def _is_same_visit(row: InterviewRow, interview: Interview) -> bool:
    days = [day.isoformat() for day in interview.dates]
    place = row.siren or row.territory.strip()
    return bool(days and place) and place == interview.place and row.dates == days


def _replace(session: Session, campaign_id: int, candidate: Candidate, author: str) -> None:
    """Give an interview the description and the answers of another; versions grow.

    An answer that the new one has not is emptied, never removed: codings count positions.
    """
    interview = candidate.interview
    row = find_interview(session, campaign_id, candidate.existing, lock=True)
    describe(session, row, _description(interview))
    row.source = interview.source
    entries = load_entries(session, row.id)
    given = _contents(interview)
    for slot in [*given, *(slot for slot in entries if slot not in given)]:
        entry = entries.get(slot, Entry())
        content = given.get(slot, Content())
        if entry.content != content:
            write_entry(session, row.id, slot, replace(entry, content=content, author=author))
    refresh_hash(session, row)


def _description(interview: Interview) -> Description:
    return Description(
        interview.territory,
        interview.siren,
        interview.dates,
        interview.duration_minutes,
        interview.people,
        interview.interviewer,
    )


def _contents(interview: Interview) -> dict[Slot, Content]:
    seen: Counter[str] = Counter()
    contents: dict[Slot, Content] = {}
    for answer in interview.answers:
        slot = Slot(answer.question, seen[answer.question])
        contents[slot] = Content(answer.text, answer.state, answer.speaker)
        seen[answer.question] += 1
    return contents
