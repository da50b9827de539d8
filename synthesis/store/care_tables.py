"""The log of what was done to the words themselves: erased, replaced, exported. Never the words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from synthesis.store.tables import Base, utc_now


class CareRow(Base):
    """A line of the log. Lines are added, never changed.

    `campaign_id` is kept as a number, whatever becomes of the campaign. `details` holds
    identifiers, keyed hashes and counts.
    """

    __tablename__ = "care_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int | None] = mapped_column(index=True)
    account: Mapped[int]
    name: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=utc_now)
    kind: Mapped[str]
    details: Mapped[dict[str, Any]]
