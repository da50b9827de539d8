"""Revision 0003: the log of decisions, blind samples and their readings."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables of the review."""
    _decisions()
    _samples()
    _readings()


def _decisions() -> None:
    op.create_table(
        "decision",
        sa.Column("campaign_id", sa.Integer, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "sequence"),
        sa.CheckConstraint("sequence > 0", name="sequence_positive"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"]),
    )


def _samples() -> None:
    op.create_table(
        "blind_sample",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("campaign_id", sa.Integer, nullable=False),
        sa.Column("analysis_id", sa.Integer, nullable=False),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("segments", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"]),
    )
    op.create_index(op.f("ix_blind_sample_campaign_id"), "blind_sample", ["campaign_id"])


def _readings() -> None:
    op.create_table(
        "blind_reading",
        sa.Column("sample_id", sa.Integer, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("segment", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("quadrant", sa.Text, nullable=False),
        sa.Column("theme", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sample_id", "account", "segment"),
        sa.ForeignKeyConstraint(["sample_id"], ["blind_sample.id"], ondelete="CASCADE"),
    )
