"""Erase an interview, the words of a person, or some answers: everywhere, with a proof, for good.

The proof is a line of the log of data care: who, when, numbers, counts and keyed hashes. Whoever
still has the words and the key can check that they are what was erased; nobody can read them there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, require
from synthesis.care.results import clean_traces
from synthesis.care.traces import Traces
from synthesis.care.vault import Vault
from synthesis.domain import Answer, AnswerState, InputError, Interview, Questionnaire
from synthesis.language.pseudonyms import fields
from synthesis.language.replacing import forms_pattern
from synthesis.store import (
    Database,
    find_interview,
    load_codebook,
    load_interviews,
    load_questionnaire,
)
from synthesis.store.campaigns import get_campaign
from synthesis.store.care import add_care_event, forget_sealed, load_sealed
from synthesis.store.rewriting import forget_codings, remove_interview, rewrite_interview
from synthesis.store.scrub import scrub
from synthesis.store.serialise import content_hash

KIND = "effacement"


@dataclass(frozen=True, slots=True)
class Target:
    """What to erase of an interview: these answers, by position from 0; None: all of it."""

    interview: str
    positions: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased. `scrubbed`: whether the files of the database were rewritten too.

    `traces`: notes, reasons and other texts that repeated the words, and no longer do.
    """

    interviews: int
    answers: int
    segments: int
    pseudonyms: int
    traces: int
    scrubbed: bool


def erase_interview(  # noqa: PLR0913 - where, who, what, and the name typed
    database: Database, actor: Actor, campaign_id: int, key: str, vault: Vault, *, typed: str
) -> Erased:
    """Erase a whole interview; `typed` is its name, typed again by the person.

    Raise ForbiddenError, and InputError when the name is not that one.
    """
    require(actor, Permission.ERASE)
    if typed.strip() != key.strip():
        raise InputError(
            "le nom tapé n'est pas celui de l'entretien : rien n'a été effacé.",
            remedy=f"Pour effacer, tapez exactement « {key} ».",
        )
    return _erase(database, actor, campaign_id, [Target(key)], vault)


def erase_answers(  # noqa: PLR0913, PLR0917 - where, who, what
    database: Database,
    actor: Actor,
    campaign_id: int,
    key: str,
    positions: Collection[int],
    vault: Vault,
) -> Erased:
    """Erase answers of an interview, which stay as « not asked ». Raise as `erase_interview`."""
    require(actor, Permission.ERASE)
    return _erase(database, actor, campaign_id, [Target(key, tuple(sorted(positions)))], vault)


def erase_speaker(
    database: Database, actor: Actor, campaign_id: int, speaker: str, vault: Vault
) -> Erased:
    """Erase every answer of a speaker in a campaign. Raise as `erase_interview`."""
    require(actor, Permission.ERASE)
    with database.session(read_only=True) as session:
        targets = spoken_by(load_interviews(session, campaign_id), speaker)
    if not targets:
        raise InputError(
            f"aucune réponse n'est attribuée à « {speaker} ».",
            remedy="Choisissez un locuteur de la liste.",
        )
    return _erase(database, actor, campaign_id, targets, vault, speaker=speaker)


def clean_files(database: Database, actor: Actor) -> bool:
    """Rewrite the files of the database without what was deleted; False when it is busy."""
    require(actor, Permission.ERASE)
    return scrub(database)


def spoken_by(interviews: Iterable[Interview], speaker: str) -> list[Target]:
    """Where a speaker is named, as written; never the answers of nobody in particular."""
    if not speaker.strip():
        return []
    targets = [
        Target(
            interview.key, tuple(i for i, a in enumerate(interview.answers) if a.speaker == speaker)
        )
        for interview in interviews
    ]
    return [target for target in targets if target.positions]


def emptied(interview: Interview, target: Target, form: Questionnaire, speaker: str) -> Interview:
    """The interview without these answers nor their speaker; they are as good as not asked."""
    answers = [
        _nothing(answer, form) if position in (target.positions or ()) else answer
        for position, answer in enumerate(interview.answers)
    ]
    people = tuple(person for person in interview.people if not speaker or person != speaker)
    return replace(interview, answers=tuple(answers), people=people)


def _nothing(answer: Answer, form: Questionnaire) -> Answer:
    question = answer.question if form.get(answer.question) else ""
    return Answer(question, "", state=AnswerState.NOT_ASKED, row=answer.row)


def _erase(  # noqa: PLR0913, PLR0917 - where, who, what
    database: Database,
    actor: Actor,
    campaign_id: int,
    targets: Sequence[Target],
    vault: Vault,
    speaker: str = "",
) -> Erased:
    with database.session() as session:
        get_campaign(session, campaign_id, lock=True)
        before = {item.key: item for item in load_interviews(session, campaign_id)}
        form = load_questionnaire(session, campaign_id)
        after = dict(before)
        for target in targets:
            after.pop(_known(before, target))
            if target.positions is not None:
                old = before[target.interview]
                after[target.interview] = emptied(old, target, form, speaker)
        proofs = [
            _remove(session, actor, campaign_id, before[target.interview], target, after, vault)
            for target in targets
        ]
        words = _Words(
            _gone(before, after), [*_texts(after.values()), *_given(session, campaign_id)]
        )
        erased = Erased(
            interviews=sum(target.positions is None for target in targets),
            answers=sum(len(proof["reponses"]) for proof in proofs),
            segments=sum(proof["propos"] for proof in proofs),
            pseudonyms=_forget_pseudonyms(session, campaign_id, vault, words),
            traces=clean_traces(session, campaign_id, Traces(words.gone, words.remaining)),
            scrubbed=False,
        )
        _log(session, actor, campaign_id, proofs, erased)
    return replace(erased, scrubbed=scrub(database))


@dataclass(frozen=True, slots=True)
class _Words:
    """Texts that go, and texts that remain in the campaign."""

    gone: list[str]
    remaining: list[str]

    def only_gone(self, form: str) -> bool:
        """Whether a form stood in what goes, and stands nowhere else."""
        pattern = forms_pattern([form])
        return (
            pattern is not None
            and any(map(pattern.search, self.gone))
            and not any(map(pattern.search, self.remaining))
        )


def _known(interviews: Mapping[str, Interview], target: Target) -> str:
    interview = interviews.get(target.interview)
    if interview is None:
        raise InputError(
            f"l'entretien « {target.interview} » n'existe pas dans cette campagne.",
            remedy="Rechargez la page : quelqu'un l'a peut-être déjà effacé.",
        )
    for position in target.positions or ():
        if not 0 <= position < len(interview.answers):
            raise InputError(
                "cette réponse n'existe pas dans l'entretien.", remedy="Rechargez la page."
            )
    return target.interview


def _remove(  # noqa: PLR0913, PLR0917 - where, who, what
    session: Session,
    actor: Actor,
    campaign_id: int,
    old: Interview,
    target: Target,
    after: Mapping[str, Interview],
    vault: Vault,
) -> dict[str, Any]:
    """Take the words out of the interviews and the runs; gives the proof."""
    row = find_interview(session, campaign_id, old.key)
    positions = range(len(old.answers)) if target.positions is None else target.positions
    proof = {
        "numero": row.id,
        "entier": target.positions is None,
        "entretien": vault.digest("entretien", old.key, content_hash(old)),
        "reponses": [
            {"position": position, "empreinte": vault.digest("réponse", old.answers[position].text)}
            for position in positions
            if old.answers[position].text
        ],
        "propos": forget_codings(session, row.id, positions),
    }
    if target.positions is None:
        remove_interview(session, row)
    else:
        rewrite_interview(session, row, after[old.key], actor.name)
    return proof


def _gone(before: Mapping[str, Interview], after: Mapping[str, Interview]) -> list[str]:
    gone: list[str] = []
    for key, old in before.items():
        new = after.get(key)
        if new is None:
            gone += [*_texts([old]), old.territory, old.source]
        elif new is not old:
            kept = set(_texts([new]))
            gone += [text for text in _texts([old]) if text not in kept]
    return gone


def _texts(interviews: Iterable[Interview]) -> list[str]:
    return [text for _, text in fields(interviews) if text]


def _given(session: Session, campaign_id: int) -> list[str]:
    """Words of the grid and of the form: nobody's in particular."""
    found: list[str] = []
    for theme in load_codebook(session, campaign_id).themes:
        found += [theme.label, theme.definition, *theme.includes, *theme.terms]
    for question in load_questionnaire(session, campaign_id).questions:
        found += [question.title, *question.prompts]
    return found


def _forget_pseudonyms(session: Session, campaign_id: int, vault: Vault, words: _Words) -> int:
    digests = [
        item.digest
        for item in load_sealed(session, campaign_id)
        if words.only_gone(vault.unseal(item.sealed))
        or (item.pseudonym and words.only_gone(item.pseudonym))
    ]
    forget_sealed(session, campaign_id, digests)
    return len(digests)


def _log(
    session: Session,
    actor: Actor,
    campaign_id: int,
    proofs: Sequence[Mapping[str, Any]],
    erased: Erased,
) -> None:
    details = {
        "entretiens": list(proofs),
        "propos": erased.segments,
        "pseudonymes": erased.pseudonyms,
        "traces": erased.traces,
    }
    add_care_event(session, campaign_id, actor.account, actor.name, KIND, details)
