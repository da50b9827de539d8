"""Interviews and codings as people outside the team will see them: under a veil, renumbered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from synthesis.care.veil import Veil, Veiled
from synthesis.domain import (
    Coding,
    Interview,
    Questionnaire,
    Segment,
    Territory,
    segment_key,
)
from synthesis.language.pseudonyms import Kind


@dataclass(frozen=True, slots=True)
class Visit:
    """An interview as others will see it. `texts`: its answers veiled, at their places, so that
    spans can be followed."""

    interview: Interview
    texts: tuple[Veiled, ...]


def veiled_visits(
    interviews: Sequence[Interview],
    questionnaire: Questionnaire,
    territories: Iterable[Territory],
    veil: Veil,
) -> dict[str, Visit]:
    """Interview key → the interview without names: people only as roles, no interviewer.

    Interviews are numbered in the order given, so that no key of theirs tells a name.
    """
    names = {territory.siren: territory.name for territory in territories}
    width = max(2, len(str(len(interviews))))
    return {
        interview.key: _visit(interview, f"entretien-{number:0{width}}", questionnaire, names, veil)
        for number, interview in enumerate(interviews, start=1)
    }


def _visit(
    interview: Interview,
    name: str,
    questionnaire: Questionnaire,
    names: Mapping[str, str],
    veil: Veil,
) -> Visit:
    texts = tuple(veil.over(answer.text) for answer in interview.answers)
    answers = tuple(
        replace(
            answer,
            question=answer.question
            if questionnaire.get(answer.question)
            else veil.over(answer.question).text,
            speaker=veil.role(answer.speaker),
            text=text.text,
        )
        for answer, text in zip(interview.answers, texts, strict=True)
    )
    seen = replace(
        interview,
        key=name,
        territory=names.get(interview.siren) or veil.over(interview.territory).text,
        people=tuple(_roles(interview.people, veil)),
        interviewer="",
        answers=answers,
        source="",
    )
    return Visit(seen, texts)


def _roles(people: Iterable[str], veil: Veil) -> Iterator[str]:
    """Roles of the people met; those that could name somebody are left out."""
    for person in people:
        if (role := veil.role(person)) != Kind.PERSON.mask:
            yield role


def veiled_codings(
    codings: Iterable[Coding], visits: Mapping[str, Visit], veil: Veil
) -> Iterator[Coding]:
    """The same codings over the veiled words; keys are those of these words, not of the former."""
    labels: dict[str, str] = {}
    seen: dict[tuple[str, str, str], int] = {}
    for coding in codings:
        label = coding.theme_label
        if label not in labels:
            labels[label] = veil.over(label).text
        segment = _veiled(coding.segment, visits[coding.segment.interview], seen)
        yield replace(coding, segment=segment, theme_label=labels[label])


def _veiled(old: Segment, visit: Visit, seen: dict[tuple[str, str, str], int]) -> Segment:
    answer = visit.interview.answers[old.answer]
    start, end = visit.texts[old.answer].moved(old.start, old.end)
    same = (visit.interview.key, answer.question, answer.text[start:end])
    seen[same] = seen.get(same, -1) + 1
    return replace(
        old,
        key=segment_key(*same, seen[same]),
        interview=visit.interview.key,
        start=start,
        end=end,
        text=same[2],
        question=same[1],
        speaker=answer.speaker,
        territory=visit.interview.territory,
    )
