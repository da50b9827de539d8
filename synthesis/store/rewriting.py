"""Words of interviews already kept, rewritten or emptied: the answers keep their places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from synthesis.domain import Answer, Interview
from synthesis.store.entry_tables import AnswerEntryRow
from synthesis.store.tables import AnswerRow, CodingRow, InterviewRow
from synthesis.store.visits import refresh_hash

_CODING_KEY = ("analysis_id", "segment_key")


def rewrite_interview(session: Session, row: InterviewRow, new: Interview, author: str) -> None:
    """Give the interview of a row the words of `new`, answer by answer; versions grow.

    Whoever has the former words open in an editor can no longer save over these. Codings are left
    to the caller.
    """
    row.people, row.interviewer = list(new.people), new.interviewer
    row.version += 1
    answers = session.scalars(
        select(AnswerRow).where(AnswerRow.interview_id == row.id).order_by(AnswerRow.position)
    ).all()
    entries = session.scalars(
        select(AnswerEntryRow).where(AnswerEntryRow.interview_id == row.id)
    ).all()
    written = {entry.position: entry for entry in entries}
    for kept, answer in zip(answers, new.answers, strict=True):
        if _rewrite_answer(kept, answer):
            _sign(session, kept, written.get(kept.position), author)
    session.flush()
    refresh_hash(session, row)


def remove_interview(session: Session, row: InterviewRow) -> None:
    """Delete an interview with its answers and all that was proposed for them."""
    session.execute(delete(CodingRow).where(CodingRow.interview_id == row.id))
    session.execute(delete(InterviewRow).where(InterviewRow.id == row.id))
    session.expire_all()


def forget_codings(session: Session, interview_id: int, positions: Iterable[int]) -> int:
    """Delete what any run proposed for these answers; gives how many segments."""
    condition = (CodingRow.interview_id == interview_id) & CodingRow.answer.in_(list(positions))
    keys = set(session.scalars(select(CodingRow.segment_key).where(condition)))
    session.execute(delete(CodingRow).where(condition))
    return len(keys)


def codings_of(session: Session, interview_id: int) -> list[dict[str, Any]]:
    """Rows of the codings of an interview, run after run, in reading order."""
    table = CodingRow.__table__
    rows = session.execute(
        select(*table.columns)
        .where(CodingRow.interview_id == interview_id)
        .order_by(CodingRow.analysis_id, CodingRow.position)
    )
    return [dict(row) for row in rows.mappings()]


def replace_codings(
    session: Session, changed: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]
) -> None:
    """Put rows in place of others, given in pairs: all go first, for keys may be exchanged."""
    if not changed:
        return
    table = CodingRow.metadata.tables[CodingRow.__tablename__]
    keys = [{f"old_{column}": old[column] for column in _CODING_KEY} for old, _ in changed]
    same = (table.c[column] == bindparam(f"old_{column}") for column in _CODING_KEY)
    session.execute(delete(table).where(*same), keys)
    session.execute(insert(table), [dict(new) for _, new in changed])


def _rewrite_answer(row: AnswerRow, new: Answer) -> bool:
    """Whether anything changed."""
    values = {
        "question": new.question,
        "text": new.text,
        "speaker": new.speaker,
        "state": new.state.value,
    }
    if all(getattr(row, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(row, name, value)
    return True


def _sign(session: Session, row: AnswerRow, written: AnswerEntryRow | None, author: str) -> None:
    """The answer is at its next version, by this author."""
    if written is None:
        written = AnswerEntryRow(
            interview_id=row.interview_id, position=row.position, version=0, not_asked=False
        )
        session.add(written)
    written.version += 1
    written.author, written.written_at = author, datetime.now(UTC)
