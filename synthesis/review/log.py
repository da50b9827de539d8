"""The log of decisions: read it, add to it. Every write begins with the permission it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, require
from synthesis.domain import InputError
from synthesis.review.events import Event, LearnFrom, Redo, SignOff, Undo, from_json, to_json
from synthesis.review.state import Entry
from synthesis.review.undoing import meeting, redo_of, undo_of
from synthesis.store.database import Database
from synthesis.store.decisions import (
    NewDecision,
    add_decisions,
    load_decisions,
    lock_log,
)


class DecidedMeanwhileError(InputError):
    """Somebody decided on the same thing since it was read; `entries` are their decisions."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        super().__init__(
            f"{entries[-1].name} vient de décider sur le même sujet.",
            remedy="Relisez ce qui est affiché maintenant, puis décidez à nouveau.",
        )


def read_log(session: Session, campaign_id: int, *, after: int = 0) -> list[Entry]:
    """Lines numbered above `after`, in order."""
    return [
        Entry(
            row.sequence,
            row.account,
            row.name,
            row.at,
            from_json(row.kind, row.payload),
            row.reason,
        )
        for row in load_decisions(session, campaign_id, after=after)
    ]


def permission_for(event: Event) -> Permission:
    """What a role must grant for this decision."""
    if isinstance(event, SignOff):
        return Permission.SIGN
    if isinstance(event, LearnFrom):
        return Permission.ANALYSE
    return Permission.REVIEW


def decide(  # noqa: PLR0913 - who, where, what, and the two that say in which circumstances
    database: Database,
    actor: Actor,
    campaign_id: int,
    events: Event | Sequence[Event],
    *,
    seen: int,
    reason: str | Sequence[str] = "",
) -> int:
    """Add decisions, all or none, and give the number of the last line.

    `seen` is the last line that the person had read: what others decided since on other matters
    is no obstacle, on the same one it is. `reason`: that of each, or of all.

    Raise DecidedMeanwhileError when somebody else decided on the same thing, ForbiddenError
    without the permission.
    """
    wanted = [events] if isinstance(events, Event) else list(events)
    for event in wanted:
        require(actor, permission_for(event))
    with database.session() as session:
        lock_log(session, campaign_id)
        _refuse_met(_since(session, campaign_id, seen), actor, wanted)
        reasons = [reason] * len(wanted) if isinstance(reason, str) else reason
        added = _add(session, actor, campaign_id, wanted, reasons)
    return added[-1] if added else seen


def undo(database: Database, actor: Actor, campaign_id: int, *, known: Sequence[Entry] = ()) -> int:
    """Undo the last decision of `actor` that holds; gives the number of the new line.

    `known`: lines from the first that are already in memory, to be spared reading them again.

    Raise InputError when there is none, or when somebody else decided on it since.
    """
    require(actor, Permission.REVIEW)
    with database.session() as session:
        lock_log(session, campaign_id)
        log = _completed(session, campaign_id, known)
        event = undo_of(log, actor.account)
        _require_for(actor, log, event.target)
        return _add(session, actor, campaign_id, [event], [""])[-1]


def redo(database: Database, actor: Actor, campaign_id: int, *, known: Sequence[Entry] = ()) -> int:
    """Put back what `actor` undid last; gives the number of the new line. `known`: as in `undo`.

    Raise InputError when there is nothing, or when somebody else decided on it since.
    """
    require(actor, Permission.REVIEW)
    with database.session() as session:
        lock_log(session, campaign_id)
        log = _completed(session, campaign_id, known)
        event = redo_of(log, actor.account)
        _require_for(actor, log, event.target)
        return _add(session, actor, campaign_id, [event], [""])[-1]


def _completed(session: Session, campaign_id: int, known: Sequence[Entry]) -> list[Entry]:
    after = known[-1].sequence if known else 0
    return [*known, *read_log(session, campaign_id, after=after)]


def _require_for(actor: Actor, log: Sequence[Entry], target: int) -> None:
    event = next(entry.event for entry in log if entry.sequence == target)
    require(actor, permission_for(event))


def _since(session: Session, campaign_id: int, seen: int) -> list[Entry]:
    """Lines after `seen`; an undo or a redo stands for the decision that it puts out or back."""
    since = read_log(session, campaign_id, after=seen)
    if not any(isinstance(entry.event, Undo | Redo) for entry in since):
        return since
    events = {entry.sequence: entry.event for entry in read_log(session, campaign_id)}
    return [
        replace(entry, event=events[entry.event.target])
        if isinstance(entry.event, Undo | Redo)
        else entry
        for entry in since
    ]


def _refuse_met(since: Sequence[Entry], actor: Actor, wanted: Sequence[Event]) -> None:
    others = [entry for entry in since if entry.account != actor.account]
    for event in wanted:
        met = meeting(others, event.touches)
        met += [e for e in others if not event.needs.isdisjoint(e.event.touches)]
        if met:
            raise DecidedMeanwhileError(met)


def _add(
    session: Session,
    actor: Actor,
    campaign_id: int,
    events: Sequence[Event],
    reasons: Sequence[str],
) -> list[int]:
    lines = [
        NewDecision(event.kind, to_json(event), reason)
        for event, reason in zip(events, reasons, strict=True)
    ]
    return add_decisions(session, campaign_id, actor.account, actor.name, lines)
