"""What anybody in the room may see: which assembly is held, its results, the receipts published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from synthesis.store.assembly_tables import AssemblyRow
from synthesis.store.ballot_tables import ReceiptRow, ScrutinRow
from synthesis.vote.chain import Kind
from synthesis.vote.ledger import read_chain
from synthesis.vote.records import load_scrutin
from synthesis.vote.scrutin import Scrutin, State

# A result stays on phones for the evening; then the screens and the minutes have it.
SHOWN_AFTER_CLOSING = timedelta(hours=24)
_SEPARATORS = re.compile(r"[\s\-–—.·_]+")


@dataclass(frozen=True, slots=True)
class Held:
    """The assembly that is being held."""

    id: int
    campaign_id: int
    title: str
    demonstration: bool


def held_assembly(session: Session, today: date, now: datetime) -> Held | None:
    """The assembly of today, or whose vote is open or was just closed; None when there is none.

    `now` is in UTC. Among several, one of today, then the one where something happened last.
    """
    last = func.max(func.coalesce(ScrutinRow.closed_at, ScrutinRow.opened_at))
    query = (
        select(AssemblyRow, last)
        .outerjoin(ScrutinRow, ScrutinRow.assembly_id == AssemblyRow.id)
        .where(
            (AssemblyRow.day == today)
            | (ScrutinRow.state == State.OPEN.value)
            | (ScrutinRow.closed_at > now - SHOWN_AFTER_CLOSING)
        )
        .group_by(AssemblyRow.id)
    )
    rows = [(row, str(at or "")) for row, at in session.execute(query)]
    if not rows:
        return None
    row, _ = max(rows, key=lambda pair: (pair[0].day == today, pair[1], pair[0].id))
    return Held(row.id, row.campaign_id, row.title, row.demonstration)


def tracker_typed(text: str) -> str:
    """A receipt's number as typed by a person, without what they add."""
    return _SEPARATORS.sub("", text[:100]).upper()


def tracker_shown(tracker: str) -> str:
    """A receipt's number as shown: three groups of four."""
    return "-".join(tracker[start : start + 4] for start in range(0, len(tracker), 4))


def published(session: Session, text: str) -> Scrutin | None:
    """The scrutin in whose urn the ballot of this receipt is; None for an unknown number.

    Once it is closed, the number is in the list that the chain sealed, or it is unknown.
    """
    tracker = tracker_typed(text)
    number = session.scalar(select(ReceiptRow.scrutin_id).where(ReceiptRow.tracker == tracker))
    if number is None:
        return None
    scrutin = load_scrutin(session, number)
    if scrutin.state is not State.CLOSED:
        return scrutin
    return scrutin if tracker in _sealed_trackers(session, scrutin) else None


def _sealed_trackers(session: Session, scrutin: Scrutin) -> list[str]:
    for link in read_chain(session, scrutin.assembly_id):
        if link.kind is Kind.CLOSING and link.payload["scrutin"] == scrutin.number:
            return list(link.payload["accuses"])
    return []
