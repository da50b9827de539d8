"""Answers as they are being written: read with their version, written if it has not changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import case, delete, func, select
from sqlalchemy.orm import Session

from synthesis.domain import AnswerState
from synthesis.store.entry_tables import AnswerEntryRow
from synthesis.store.tables import AnswerRow, CodingRow, InterviewRow


class Slot(NamedTuple):
    """Where an answer stands in its interview: the nth (from 0) under its question."""

    question: str
    ordinal: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """What an answer holds; `not_asked` is true when a person said so."""

    text: str = ""
    state: AnswerState = AnswerState.NOT_ASKED
    speaker: str = ""
    not_asked: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer as kept. `position` is None and `version` 0 before it is first written."""

    content: Content = Content()
    position: int | None = None
    version: int = 0
    author: str = ""
    written_at: datetime | None = None


def load_entries(session: Session, interview_id: int) -> dict[Slot, Entry]:
    """The answers of an interview, in its order."""
    answers = session.execute(
        select(AnswerRow, AnswerEntryRow)
        .outerjoin(
            AnswerEntryRow,
            (AnswerEntryRow.interview_id == AnswerRow.interview_id)
            & (AnswerEntryRow.position == AnswerRow.position),
        )
        .where(AnswerRow.interview_id == interview_id)
        .order_by(AnswerRow.position)
        .execution_options(populate_existing=True)
    )
    seen: Counter[str] = Counter()
    entries: dict[Slot, Entry] = {}
    for answer, written in answers:
        entries[Slot(answer.question, seen[answer.question])] = _entry(answer, written)
        seen[answer.question] += 1
    return entries


def load_fillings(session: Session, campaign_id: int) -> dict[int, dict[str, list[Content]]]:
    """Interview id → question → its answers without their words, for a whole campaign at once.

    Only what was noted in place of an answer that was not asked for keeps its text.
    """
    noted = case((AnswerRow.state == AnswerState.NOT_ASKED.value, AnswerRow.text), else_="")
    rows = session.execute(
        select(
            AnswerRow.interview_id,
            AnswerRow.question,
            AnswerRow.state,
            noted,
            AnswerEntryRow.not_asked,
        )
        .join(InterviewRow, InterviewRow.id == AnswerRow.interview_id)
        .outerjoin(
            AnswerEntryRow,
            (AnswerEntryRow.interview_id == AnswerRow.interview_id)
            & (AnswerEntryRow.position == AnswerRow.position),
        )
        .where(InterviewRow.campaign_id == campaign_id)
    )
    found: dict[int, dict[str, list[Content]]] = {}
    for interview, question, state, text, not_asked in rows:
        content = Content(text, AnswerState(state), not_asked=bool(not_asked))
        found.setdefault(interview, {}).setdefault(question, []).append(content)
    return found


def write_entry(session: Session, interview_id: int, slot: Slot, entry: Entry) -> None:
    """Write an entry, read in this transaction, that was given a new content and author.

    Its version grows by one. Codings of this answer follow their words; those whose words are
    gone go with them. The caller holds the lock of the campaign since before it read.
    """
    content, position = entry.content, entry.position
    if position is None:
        position = _append(session, interview_id, slot.question)
    answer = session.scalars(
        select(AnswerRow).where(
            AnswerRow.interview_id == interview_id, AnswerRow.position == position
        )
    ).one()
    _move_codings(session, answer, content.text)
    answer.text, answer.speaker = content.text, content.speaker
    answer.state = content.state.value
    session.merge(
        AnswerEntryRow(
            interview_id=interview_id,
            position=position,
            version=entry.version + 1,
            not_asked=content.not_asked,
            author=entry.author,
            written_at=datetime.now(UTC),
        )
    )
    session.flush()


def _entry(answer: AnswerRow, written: AnswerEntryRow | None) -> Entry:
    not_asked = written is not None and written.not_asked
    content = Content(answer.text, AnswerState(answer.state), answer.speaker, not_asked)
    if written is None:
        return Entry(content, answer.position)
    return Entry(content, answer.position, written.version, written.author, written.written_at)


def _append(session: Session, interview_id: int, question: str) -> int:
    last = session.scalar(
        select(func.max(AnswerRow.position)).where(AnswerRow.interview_id == interview_id)
    )
    position = 0 if last is None else last + 1
    session.add(
        AnswerRow(
            interview_id=interview_id,
            position=position,
            question=question,
            text="",
            speaker="",
            state=AnswerState.NOT_ASKED.value,
            row=0,
        )
    )
    session.flush()
    return position


def _move_codings(session: Session, answer: AnswerRow, text: str) -> None:
    """Keep every coding of an answer on its words, in order, where the new text still has them."""
    if text == answer.text:
        return
    cursors: dict[int, int] = {}
    codings = session.scalars(
        select(CodingRow)
        .where(CodingRow.interview_id == answer.interview_id, CodingRow.answer == answer.position)
        .order_by(CodingRow.analysis_id, CodingRow.start)
    ).all()
    for coding in codings:
        words = answer.text[coding.start : coding.end]
        start = text.find(words, cursors.get(coding.analysis_id, 0))
        if start < 0:
            _forget(session, coding)
            continue
        coding.start, coding.end = start, start + len(words)
        cursors[coding.analysis_id] = coding.end


def _forget(session: Session, coding: CodingRow) -> None:
    session.execute(
        delete(CodingRow).where(
            CodingRow.analysis_id == coding.analysis_id,
            CodingRow.segment_key == coding.segment_key,
        )
    )
