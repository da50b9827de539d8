"""What pseudonyms stand for, sealed, in a table that nothing else refers to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from synthesis.store.tables import Base, utc_now


class PseudonymRow(Base):
    """A decision on a form. `sealed` holds the form, encrypted with the key of the data folder.

    `digest` is its keyed hash, so that a form is decided upon once; `pseudonym` is null where the
    form stays as it is.
    """

    __tablename__ = "pseudonym"
    __table_args__ = (UniqueConstraint("campaign_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    kind: Mapped[str]
    digest: Mapped[str]
    sealed: Mapped[str]
    pseudonym: Mapped[str | None]
    name: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=utc_now)
