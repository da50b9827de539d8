"""Sealed pseudonyms and the log of data care, as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from synthesis.store.care_tables import CareRow
from synthesis.store.pseudonym_tables import PseudonymRow


@dataclass(frozen=True, slots=True)
class Sealed:
    """A decision on a form that only the key of the data folder can read."""

    kind: str
    digest: str
    sealed: str
    pseudonym: str | None


@dataclass(frozen=True, slots=True)
class CareEvent:
    """A line of the log. `at` is in UTC."""

    id: int
    name: str
    at: datetime
    kind: str
    details: Mapping[str, Any]


def load_sealed(session: Session, campaign_id: int) -> list[Sealed]:
    """The decisions of a campaign, oldest first."""
    row = PseudonymRow
    rows = session.execute(
        select(row.kind, row.digest, row.sealed, row.pseudonym)
        .where(row.campaign_id == campaign_id)
        .order_by(row.id)
    )
    return [Sealed(*values) for values in rows]


def save_sealed(session: Session, campaign_id: int, name: str, items: Iterable[Sealed]) -> None:
    """Keep decisions, each in place of an earlier one on the same form."""
    rows = list(items)
    forget_sealed(session, campaign_id, [item.digest for item in rows])
    values = [
        {
            "campaign_id": campaign_id,
            "kind": item.kind,
            "digest": item.digest,
            "sealed": item.sealed,
            "pseudonym": item.pseudonym,
            "name": name,
            "at": datetime.now(UTC),
        }
        for item in rows
    ]
    if values:
        session.execute(insert(PseudonymRow), values)


def forget_sealed(session: Session, campaign_id: int, digests: Sequence[str]) -> None:
    """Remove decisions for good."""
    row = PseudonymRow
    session.execute(
        delete(row).where(row.campaign_id == campaign_id, row.digest.in_(list(digests)))
    )


def add_care_event(  # noqa: PLR0913, PLR0917 - where, who, what: a line of a log
    session: Session,
    campaign_id: int | None,
    account: int,
    name: str,
    kind: str,
    details: Mapping[str, Any],
) -> None:
    """Add a line to the log."""
    row = CareRow(
        campaign_id=campaign_id, account=account, name=name, kind=kind, details=dict(details)
    )
    session.add(row)
    session.flush()


def care_events(session: Session, campaign_id: int) -> list[CareEvent]:
    """The lines about a campaign, latest first."""
    row = CareRow
    rows = session.execute(
        select(row.id, row.name, row.at, row.kind, row.details)
        .where(row.campaign_id == campaign_id)
        .order_by(row.id.desc())
    )
    return [CareEvent(*values) for values in rows]


def last_care(session: Session, campaign_id: int) -> int:
    """Number of the last line about a campaign, 0 before the first: what was read before it may
    hold words that are gone."""
    query = select(func.max(CareRow.id)).where(CareRow.campaign_id == campaign_id)
    return session.scalar(query) or 0
