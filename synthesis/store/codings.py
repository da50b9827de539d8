"""Codings of a run: written in batches, read back as a stream with the words of the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, insert, or_, select
from sqlalchemy.orm import Session

from synthesis.domain import AnswerState, Coding, Quadrant, Segment
from synthesis.store.tables import AnalysisRow, AnswerRow, CodingRow, InterviewRow

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Selection:
    """Which codings to read; None does not choose.

    `theme` is a main or secondary theme, empty for the segments without any. `place` is the
    identity of a territory (`Segment.place`), `interview` the key of one.
    """

    theme: str | None = None
    quadrant: Quadrant | None = None
    place: str | None = None
    interview: str | None = None


@dataclass(frozen=True, slots=True)
class _Source:
    """An answer with what a segment takes from its interview."""

    interview_id: int
    interview: str
    territory: str
    siren: str
    position: int
    question: str
    text: str
    speaker: str
    said: bool

    def segment(self, key: str, start: int, end: int) -> Segment:
        """The span `start:end` of the answer."""
        return Segment(
            key=key,
            interview=self.interview,
            answer=self.position,
            start=start,
            end=end,
            text=self.text[start:end],
            question=self.question,
            speaker=self.speaker,
            territory=self.territory,
            siren=self.siren,
            said=self.said,
        )


EVERYTHING = Selection()


def insert_codings(
    session: Session, campaign_id: int, analysis_id: int, codings: Iterable[Coding]
) -> None:
    """Write the codings of a run, in batches. Raise ValueError for a segment of nothing kept."""
    condition = InterviewRow.campaign_id == campaign_id
    sources = {(item.interview, item.position): item for item in _sources(session, condition)}
    rows = (
        _values(analysis_id, position, coding, _source_of(coding.segment, sources))
        for position, coding in enumerate(codings)
    )
    while batch := list(islice(rows, BATCH)):
        session.execute(insert(CodingRow), batch)


def still_said(session: Session, campaign_id: int, codings: Iterable[Coding]) -> list[Coding]:
    """The codings whose words are kept as they were when they were read.

    While an analysis runs, people go on writing: what they changed waits for the next one.
    """
    condition = InterviewRow.campaign_id == campaign_id
    sources = {(item.interview, item.position): item for item in _sources(session, condition)}
    return [coding for coding in codings if _is_kept(coding.segment, sources)]


def load_codings(
    session: Session, analysis_id: int, selection: Selection = EVERYTHING
) -> Iterator[Coding]:
    """The codings of a run, in reading order, read as they are asked for: keep the session open."""
    condition = _condition(session, analysis_id, selection)
    spans = select(CodingRow.interview_id, CodingRow.answer).where(condition).distinct().subquery()
    same = and_(
        spans.c.interview_id == AnswerRow.interview_id, spans.c.answer == AnswerRow.position
    )
    wanted = select(spans.c.interview_id).where(same).exists()
    sources = {(item.interview_id, item.position): item for item in _sources(session, wanted)}
    rows = session.execute(
        select(*CodingRow.__table__.columns)
        .where(condition)
        .order_by(CodingRow.position)
        .execution_options(yield_per=BATCH)
    )
    for row in rows:
        yield _coding(row, sources[row.interview_id, row.answer])


def _sources(session: Session, condition: ColumnElement[bool]) -> Iterator[_Source]:
    rows = session.execute(
        select(
            InterviewRow.id,
            InterviewRow.key,
            InterviewRow.territory,
            InterviewRow.siren,
            AnswerRow.position,
            AnswerRow.question,
            AnswerRow.text,
            AnswerRow.speaker,
            AnswerRow.state,
        )
        .join(AnswerRow, AnswerRow.interview_id == InterviewRow.id)
        .where(condition)
    )
    for row in rows:
        yield _Source(
            interview_id=row.id,
            interview=row.key,
            territory=row.territory,
            siren=row.siren or "",
            position=row.position,
            question=row.question,
            text=row.text,
            speaker=row.speaker,
            said=row.state == AnswerState.SAID,
        )


def _source_of(segment: Segment, sources: dict[tuple[str, int], _Source]) -> _Source:
    if not _is_kept(segment, sources):
        raise ValueError(f"not a span of the interviews kept: {segment!r}")
    return sources[segment.interview, segment.answer]


def _is_kept(segment: Segment, sources: dict[tuple[str, int], _Source]) -> bool:
    source = sources.get((segment.interview, segment.answer))
    if source is None or segment.end > len(source.text):
        return False
    return source.segment(segment.key, segment.start, segment.end) == segment


def _values(analysis_id: int, position: int, coding: Coding, source: _Source) -> dict[str, Any]:
    segment = coding.segment
    # The conversions unwrap the numbers of numpy, which drivers write as they please.
    return {
        "analysis_id": analysis_id,
        "segment_key": segment.key,
        "position": position,
        "interview_id": source.interview_id,
        "answer": source.position,
        "start": int(segment.start),
        "end": int(segment.end),
        **{f"p_{name}": float(coding.probabilities[name]) for name in Quadrant},
        "theme": coding.theme,
        "theme_label": coding.theme_label,
        "p_theme": float(coding.theme_probability),
        "secondary_themes": list(coding.secondary_themes),
        "wish": bool(coding.wish),
        "to_review": bool(coding.to_review),
    }


def _coding(row: Any, source: _Source) -> Coding:
    return Coding(
        segment=source.segment(row.segment_key, row.start, row.end),
        probabilities={name: getattr(row, f"p_{name}") for name in Quadrant},
        theme=row.theme,
        theme_label=row.theme_label,
        theme_probability=row.p_theme,
        secondary_themes=tuple(row.secondary_themes),
        wish=row.wish,
        to_review=row.to_review,
    )


def _condition(session: Session, analysis_id: int, selection: Selection) -> ColumnElement[bool]:
    conditions = [CodingRow.analysis_id == analysis_id]
    if selection.theme is not None:
        conditions.append(_speaks_of(selection.theme))
    if selection.quadrant is not None:
        conditions.append(_is_most_probable(selection.quadrant))
    if selection.place is not None or selection.interview is not None:
        conditions.append(CodingRow.interview_id.in_(_interviews(session, analysis_id, selection)))
    return and_(*conditions)


def _speaks_of(theme: str) -> ColumnElement[bool]:
    listed = cast(CodingRow.secondary_themes, Text)
    if not theme:
        return and_(CodingRow.theme == "", listed == "[]")
    return or_(CodingRow.theme == theme, listed.contains(f'"{theme}"', autoescape=True))


def _is_most_probable(quadrant: Quadrant) -> ColumnElement[bool]:
    # As `Coding.quadrant`: on a tie, the first in the order of the board.
    order = list(Quadrant)
    chosen = _probability(quadrant)
    rank = order.index(quadrant)
    before = [chosen > _probability(other) for other in order[:rank]]
    after = [chosen >= _probability(other) for other in order[rank + 1 :]]
    return and_(*before, *after)


def _probability(quadrant: Quadrant) -> ColumnElement[float]:
    column: ColumnElement[float] = CodingRow.__table__.columns[f"p_{quadrant}"]
    return column


def _interviews(session: Session, analysis_id: int, selection: Selection) -> list[int]:
    # In Python, where what is a blank of a name is the same as in `Segment.place`.
    rows = session.execute(
        select(InterviewRow.id, InterviewRow.key, InterviewRow.territory, InterviewRow.siren)
        .join(AnalysisRow, AnalysisRow.campaign_id == InterviewRow.campaign_id)
        .where(AnalysisRow.id == analysis_id)
    )
    return [
        row.id
        for row in rows
        if selection.place in (None, row.siren or row.territory.strip())
        and selection.interview in (None, row.key)
    ]
