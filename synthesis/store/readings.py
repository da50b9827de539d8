"""Blind samples and what second readers saw in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from synthesis.store.campaigns import get_campaign
from synthesis.store.review_tables import BlindReadingRow, BlindSampleRow


@dataclass(frozen=True, slots=True)
class BlindSample:
    """A draw of segments of a run. `at` is in UTC; who drew it is named."""

    id: int
    analysis_id: int
    seed: int
    account: int
    name: str
    at: datetime
    segments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlindReading:
    """What a reader saw in one segment: a quadrant, and a theme or none (empty)."""

    account: int
    name: str
    segment: str
    quadrant: str
    theme: str
    at: datetime


def add_sample(  # noqa: PLR0913, PLR0917 - a draw is made of these, and each is named
    session: Session,
    campaign_id: int,
    analysis_id: int,
    seed: int,
    account: int,
    name: str,
    segments: Sequence[str],
) -> int:
    """Keep a draw and give its id. Raise InputError when the campaign does not exist."""
    get_campaign(session, campaign_id)
    row = BlindSampleRow(
        campaign_id=campaign_id,
        analysis_id=analysis_id,
        seed=seed,
        account=account,
        name=name,
        at=datetime.now(UTC),
        segments=list(segments),
    )
    session.add(row)
    session.flush()
    return row.id


def latest_sample(session: Session, campaign_id: int) -> BlindSample | None:
    """The last draw of a campaign, None before the first."""
    row = session.scalar(
        select(BlindSampleRow)
        .where(BlindSampleRow.campaign_id == campaign_id)
        .order_by(BlindSampleRow.id.desc())
        .limit(1)
    )
    if row is None:
        return None
    return BlindSample(
        row.id, row.analysis_id, row.seed, row.account, row.name, row.at, tuple(row.segments)
    )


def save_reading(
    session: Session, sample_id: int, account: int, name: str, reading: tuple[str, str, str]
) -> None:
    """Keep `reading` (segment, quadrant, theme), in place of what this reader said before."""
    segment, quadrant, theme = reading
    row = BlindReadingRow
    # Whoever writes on the same draw waits: the same reader in two tabs writes one row.
    session.get(BlindSampleRow, sample_id, with_for_update=True)
    session.execute(
        delete(row).where(
            row.sample_id == sample_id, row.account == account, row.segment == segment
        )
    )
    values = {
        "sample_id": sample_id,
        "account": account,
        "segment": segment,
        "name": name,
        "at": datetime.now(UTC),
        "quadrant": quadrant,
        "theme": theme,
    }
    session.execute(insert(row), [values])


def load_readings(session: Session, sample_id: int) -> list[BlindReading]:
    """What every reader saw in a sample, in the order of accounts and segments."""
    row = BlindReadingRow
    rows = session.execute(
        select(row.account, row.name, row.segment, row.quadrant, row.theme, row.at)
        .where(row.sample_id == sample_id)
        .order_by(row.account, row.segment)
    )
    return [BlindReading(*values) for values in rows]
