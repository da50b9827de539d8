"""Decisions on pseudonyms: proposed, kept sealed, applied to interviews already in the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, require
from synthesis.care.following import decided_segments, follow, move_codings
from synthesis.care.vault import Vault
from synthesis.domain import InputError, Interview
from synthesis.language.cutting import segments
from synthesis.language.pseudonyms import (
    Decision,
    Detector,
    Kind,
    Proposal,
    apply,
    fields,
    propose,
    replacements,
)
from synthesis.language.replacing import forms_pattern, replaced
from synthesis.store import Database, find_interview, load_interviews, load_territories
from synthesis.store.campaigns import get_campaign
from synthesis.store.care import Sealed, add_care_event, load_sealed, save_sealed
from synthesis.store.rewriting import rewrite_interview
from synthesis.store.scrub import scrub

ANY = (Permission.ENTER, Permission.SHARE, Permission.ERASE)


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a pseudonymisation.

    `decided_lost`: segments decided upon that the next analysis will cut otherwise. `scrubbed`:
    whether the former words are out of the files of the database too.
    """

    interviews: int
    replacements: int
    decided_lost: int
    scrubbed: bool


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a person is shown, and the pseudonyms given by the campaign at that moment."""

    proposals: tuple[Proposal, ...]
    given: frozenset[str]


def decisions(session: Session, campaign_id: int, vault: Vault) -> list[Decision]:
    """What was decided in a campaign. Raise InputError with another key than the one that sealed
    it."""
    return [
        Decision(Kind(item.kind), vault.unseal(item.sealed), item.pseudonym)
        for item in load_sealed(session, campaign_id)
    ]


def proposals(
    database: Database,
    actor: Actor,
    campaign_id: int,
    vault: Vault,
    interviews: Sequence[Interview] | None = None,
) -> Proposed:
    """What is found and not decided in these interviews, by default those of the campaign.

    Raise ForbiddenError.
    """
    _require_any(actor)
    with database.session(read_only=True) as session:
        known = decisions(session, campaign_id, vault)
        territories = load_territories(session, campaign_id)
        texts = load_interviews(session, campaign_id) if interviews is None else interviews
    found = propose(texts, Detector(territories), known)
    return Proposed(tuple(found), _given(known))


def keep(  # noqa: PLR0913, PLR0917 - where, who, what, and what they had seen
    database: Database,
    actor: Actor,
    campaign_id: int,
    decided: Sequence[Decision],
    vault: Vault,
    seen: frozenset[str] | None = None,
) -> None:
    """Keep decisions, without touching the interviews.

    `seen`: pseudonyms that were given when the person decided; None: all of them. Raise
    ForbiddenError, and InputError when a pseudonym hides nothing, or was given meanwhile.
    """
    _require_any(actor)
    with database.session() as session:
        get_campaign(session, campaign_id, lock=True)
        _keep(session, actor, campaign_id, decided, vault, seen)


def _keep(  # noqa: PLR0913, PLR0917 - as `keep`
    session: Session,
    actor: Actor,
    campaign_id: int,
    decided: Sequence[Decision],
    vault: Vault,
    seen: frozenset[str] | None,
) -> None:
    known = {item.text: item for item in decisions(session, campaign_id, vault)}
    if seen is not None:
        _refuse_given(decided, _given(known.values()) - seen)
    replacements([*(d for text, d in known.items()), *decided])
    items = [
        Sealed(d.kind.value, vault.digest(d.text), vault.seal(d.text), d.pseudonym)
        for d in decided
        if known.get(d.text) != d
    ]
    save_sealed(session, campaign_id, actor.name, items)


def with_pseudonyms(
    interviews: Sequence[Interview], decided: Iterable[Decision]
) -> tuple[Interview, ...]:
    """The interviews as they will be kept. Raise InputError for a pseudonym that hides nothing."""
    return apply(interviews, decided)[0]


def pseudonymise(  # noqa: PLR0913, PLR0917 - as `keep`
    database: Database,
    actor: Actor,
    campaign_id: int,
    decided: Sequence[Decision],
    vault: Vault,
    seen: frozenset[str] | None = None,
) -> Applied:
    """Keep decisions and replace, in the interviews kept, all that the campaign decided so far.

    Segments follow their words: whatever names one by its key, decisions of the review first,
    names it by its new key from then on. Raise ForbiddenError and InputError as `keep`.
    """
    require(actor, Permission.ERASE)
    with database.session() as session:
        get_campaign(session, campaign_id, lock=True)
        _keep(session, actor, campaign_id, decided, vault, seen)
        known = decisions(session, campaign_id, vault)
        before = load_interviews(session, campaign_id)
        after, _ = apply(before, known)
        rewritten = [(old, new) for old, new in zip(before, after, strict=True) if old is not new]
        count, moves = _replace_all(session, actor, campaign_id, rewritten, replacements(known))
        details = {"entretiens": len(rewritten), "remplacements": count}
        add_care_event(session, campaign_id, actor.account, actor.name, "pseudonymisation", details)
    # Out of the transaction: it takes long, and nobody else could write meanwhile.
    lost = _decided_lost(database, campaign_id, rewritten, moves)
    return Applied(len(rewritten), count, lost, scrub(database))


def _replace_all(
    session: Session,
    actor: Actor,
    campaign_id: int,
    rewritten: Sequence[tuple[Interview, Interview]],
    new: Mapping[str, str],
) -> tuple[int, dict[str, str]]:
    """How many forms were replaced, and segment key → new key."""
    pattern = forms_pattern(new)
    moves: dict[str, str] = {}
    count = 0
    for old, kept in rewritten:
        count += sum(len(replaced(text, pattern, new).spans) for _, text in fields([old]))
        row = find_interview(session, campaign_id, old.key)
        texts = [replaced(answer.text, pattern, new) for answer in old.answers]
        rewrite_interview(session, row, kept, actor.name)
        moves |= move_codings(session, row.id, kept, texts)
    follow(session, moves)
    return count, moves


def _decided_lost(
    database: Database,
    campaign_id: int,
    rewritten: Sequence[tuple[Interview, Interview]],
    moves: Mapping[str, str],
) -> int:
    """How many more segments decided upon the next analysis will cut otherwise."""
    with database.session(read_only=True) as session:
        now = decided_segments(session, campaign_id)
    if not now:
        return 0
    former = {new: old for old, new in moves.items()}
    before = {segment.key for segment in segments([old for old, _ in rewritten])}
    after = {segment.key for segment in segments([new for _, new in rewritten])}
    # Those of other interviews are in neither: they count twice, for nothing.
    lost = sum(key not in after for key in now)
    return max(0, lost - sum(former.get(key, key) not in before for key in now))


def _given(decided: Iterable[Decision]) -> frozenset[str]:
    return frozenset(decision.pseudonym for decision in decided if decision.pseudonym)


def _refuse_given(decided: Iterable[Decision], meanwhile: frozenset[str]) -> None:
    """Two people who decide at once must not give one pseudonym to two persons."""
    for decision in decided:
        if decision.pseudonym in meanwhile:
            raise InputError(
                f"« {decision.pseudonym} » vient d'être donné par quelqu'un d'autre.",
                remedy="Cherchez à nouveau : les pseudonymes proposés en tiendront compte.",
            )


def _require_any(actor: Actor) -> None:
    if not any(actor.may(permission) for permission in ANY):
        require(actor, Permission.SHARE)
