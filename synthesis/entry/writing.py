"""The answers of an interview as boxes to fill in, saved only over what the writer had read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, require
from synthesis.domain import AnswerState, InputError, Question, Questionnaire
from synthesis.ingest import answer_from, mend_surrogates
from synthesis.store import (
    Content,
    Database,
    Entry,
    Slot,
    find_interview,
    load_entries,
    load_questionnaire,
    refresh_hash,
    write_entry,
)

MAX_TEXT = 1_000_000


@dataclass(frozen=True, slots=True)
class Box:
    """One answer to fill in; `question` is None when the form does not know it."""

    slot: Slot
    question: Question | None
    entry: Entry


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person wrote in a box that was at version `base` when they began.

    `own` are the texts that they sent since, and whose saving they have not heard of yet.
    """

    slot: Slot
    text: str
    not_asked: bool
    base: int
    own: tuple[str, ...] = ()


def open_boxes(database: Database, actor: Actor, campaign_id: int, key: str) -> list[Box]:
    """The boxes of an interview: every question of the form in its order, then what else was said.

    Raise ForbiddenError, and InputError when the interview does not exist.
    """
    require(actor, Permission.ENTER)
    with database.session(read_only=True) as session:
        row = find_interview(session, campaign_id, key)
        form = load_questionnaire(session, campaign_id)
        return _boxes(form, load_entries(session, row.id))


def save_answers(
    database: Database, actor: Actor, campaign_id: int, key: str, typed: Iterable[Typed]
) -> list[Typed]:
    """Save what was typed where nobody else wrote since; give back what was not saved.

    One transaction. What is there already is saved: sending twice is harmless. Raise
    ForbiddenError, and InputError when the interview does not exist or a text is out of measure.
    """
    require(actor, Permission.ENTER)
    mended = [_mended(item) for item in typed]
    with database.session() as session:
        row = find_interview(session, campaign_id, key, lock=True)
        form = load_questionnaire(session, campaign_id)
        entries = load_entries(session, row.id)
        _refuse_unknown(mended, form, entries)
        to_write, stale = _sort(mended, entries, actor.name)
        for item in to_write:
            entry = entries.get(item.slot, Entry())
            content = _content(item, entry, row.people)
            new = replace(entry, content=content, author=actor.name)
            write_entry(session, row.id, item.slot, new)
        if to_write:
            refresh_hash(session, row)
    return stale


def name_speakers(session: Session, interview_id: int, people: Sequence[str], author: str) -> None:
    """Recognise again who speaks, in what was written on the screen, now that roles changed."""
    entries = load_entries(session, interview_id)
    for slot, entry in entries.items():
        said = entry.content
        content = content_of(slot.question, said.text, people, not_asked=said.not_asked)
        if entry.version and content.speaker and content != said:
            new = replace(entry, content=content, author=author)
            write_entry(session, interview_id, slot, new)


def content_of(
    question: str, text: str, people: Sequence[str], *, not_asked: bool = False
) -> Content:
    """What a box holds once saved: the text raw, its state, and who speaks if one person does."""
    answer = answer_from(question, text, people)
    state = AnswerState.NOT_ASKED if not_asked else answer.state
    return Content(text, state, answer.speaker, not_asked)


def _content(item: Typed, entry: Entry, people: Sequence[str]) -> Content:
    """A speaker that a file named apart from the text stays, unless the new text names one."""
    question = item.slot.question
    content = content_of(question, item.text, people, not_asked=item.not_asked)
    before = entry.content.speaker
    if content.speaker or before == content_of(question, entry.content.text, people).speaker:
        return content
    return replace(content, speaker=before)


def _boxes(form: Questionnaire, entries: Mapping[Slot, Entry]) -> list[Box]:
    counts = Counter(slot.question for slot in entries)
    slots = [
        Slot(question.key, ordinal)
        for question in form.questions
        for ordinal in range(max(1, counts[question.key]))
    ]
    slots += [slot for slot in entries if form.get(slot.question) is None]
    return [Box(slot, form.get(slot.question), entries.get(slot, Entry())) for slot in slots]


def _mended(item: Typed) -> Typed:
    if len(item.text) > MAX_TEXT:
        raise InputError(
            f"une réponse dépasse {MAX_TEXT:,} signes.".replace(",", "\N{NARROW NO-BREAK SPACE}"),
            remedy="Séparez-la en plusieurs entretiens.",
        )
    return replace(item, text=mend_surrogates(item.text))


def _refuse_unknown(
    typed: Iterable[Typed], form: Questionnaire, entries: Mapping[Slot, Entry]
) -> None:
    for item in typed:
        first_of_form = item.slot.ordinal == 0 and form.get(item.slot.question)
        if item.slot not in entries and not first_of_form:
            raise InputError(
                "une réponse ne correspond à aucune question de cet entretien.",
                remedy="Rechargez la page : votre texte est gardé dans ce navigateur.",
            )


def _sort(
    typed: Iterable[Typed], entries: Mapping[Slot, Entry], author: str
) -> tuple[list[Typed], list[Typed]]:
    """What is to be written, and what was written over a version since replaced."""
    to_write: list[Typed] = []
    stale: list[Typed] = []
    for item in typed:
        entry = entries.get(item.slot, Entry())
        if (entry.content.text, entry.content.not_asked) == (item.text, item.not_asked):
            continue
        own = entry.author == author and entry.content.text in item.own
        (to_write if own or item.base == entry.version else stale).append(item)
    return to_write, stale
