"""The log of decisions as rows: added at the end, read in order, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from synthesis.store.campaigns import get_campaign
from synthesis.store.review_tables import DecisionRow
from synthesis.store.tables import AnalysisRow, AnalysisThemeRow


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A line to add."""

    kind: str
    payload: Mapping[str, Any]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of the log. `at` is in UTC, `sequence` counts from 1 in its campaign."""

    sequence: int
    account: int
    name: str
    at: datetime
    kind: str
    payload: Mapping[str, Any]
    reason: str


def last_sequence(session: Session, campaign_id: int) -> int:
    """Number of the last line, 0 before the first."""
    row = DecisionRow
    query = select(func.max(row.sequence)).where(row.campaign_id == campaign_id)
    return session.scalar(query) or 0


def add_decisions(
    session: Session, campaign_id: int, account: int, name: str, decisions: Iterable[NewDecision]
) -> list[int]:
    """Add lines at the end, in order, and give their numbers.

    Who adds at the same time waits for the end of this transaction: no number is given twice.
    """
    lock_log(session, campaign_id)
    first = last_sequence(session, campaign_id) + 1
    at = datetime.now(UTC)
    rows = [
        {
            "campaign_id": campaign_id,
            "sequence": sequence,
            "account": account,
            "name": name,
            "at": at,
            "kind": decision.kind,
            "payload": dict(decision.payload),
            "reason": decision.reason,
        }
        for sequence, decision in enumerate(decisions, first)
    ]
    if rows:
        session.execute(insert(DecisionRow), rows)
    return [int(row["sequence"]) for row in rows]  # type: ignore[call-overload]


def lock_log(session: Session, campaign_id: int) -> None:
    """Keep others from adding lines until the end of this transaction."""
    get_campaign(session, campaign_id, lock=True)


def load_decisions(session: Session, campaign_id: int, *, after: int = 0) -> list[Decision]:
    """The lines of a campaign numbered above `after`, in order."""
    row = DecisionRow
    rows = session.execute(
        select(row.sequence, row.account, row.name, row.at, row.kind, row.payload, row.reason)
        .where(row.campaign_id == campaign_id, row.sequence > after)
        .order_by(row.sequence)
    )
    return [Decision(*values) for values in rows]


def labels_of_every_run(session: Session, campaign_id: int) -> dict[str, str]:
    """Slug → label of every theme that a run of the campaign knew, under its last label."""
    theme, run = AnalysisThemeRow, AnalysisRow
    rows = session.execute(
        select(theme.slug, theme.label)
        .join(run, run.id == theme.analysis_id)
        .where(run.campaign_id == campaign_id)
        .order_by(run.id, theme.position)
    )
    return {row.slug: row.label for row in rows}
