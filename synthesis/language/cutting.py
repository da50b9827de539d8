"""Interviews → segments, in reading order, with identifiers that do not depend on the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum

from synthesis.domain import Answer, AnswerState, Interview, Segment, segment_key
from synthesis.language.segmentation import Span, lines, spans


class Mode(StrEnum):
    """`auto` cuts answers into segments; `lignes` keeps each row or line as one."""

    AUTO = "auto"
    LINES = "lignes"


def segments(interviews: Sequence[Interview], *, mode: Mode = Mode.AUTO) -> Iterator[Segment]:
    """Segments in reading order: file after file, a table row after row.

    Non-answers give none in mode `auto`; in mode `lignes` every row of a table gives one, empty
    ones included.
    """
    occurrences: Counter[tuple[str, str, str]] = Counter()
    for interview, position in _reading_order(interviews):
        answer = interview.answers[position]
        for start, end in _cut(answer, mode):
            text = answer.text[start:end]
            same = (interview.key, answer.question, text)
            key = segment_key(*same, occurrences[same])
            occurrences[same] += 1
            yield _segment(interview, position, key, (start, end))


def _reading_order(interviews: Sequence[Interview]) -> list[tuple[Interview, int]]:
    """Answers as their sources give them: the rows of a table may alternate interviews."""
    sources = {interview.source: order for order, interview in enumerate(reversed(interviews))}
    answers = [
        (-sources[interview.source], answer.row, order, position, interview)
        for order, interview in enumerate(interviews)
        for position, answer in enumerate(interview.answers)
    ]
    answers.sort(key=lambda item: item[:4])
    return [(interview, position) for *_, position, interview in answers]


def _cut(answer: Answer, mode: Mode) -> list[Span]:
    if mode is Mode.AUTO:
        return spans(answer.text) if answer.state is AnswerState.SAID else []
    return [(0, len(answer.text))] if answer.row else lines(answer.text)


def _segment(interview: Interview, position: int, key: str, span: Span) -> Segment:
    answer = interview.answers[position]
    return Segment(
        key=key,
        interview=interview.key,
        answer=position,
        start=span[0],
        end=span[1],
        text=answer.text[slice(*span)],
        question=answer.question,
        speaker=answer.speaker,
        territory=interview.territory,
        siren=interview.siren,
        said=answer.state is AnswerState.SAID,
    )
