"""Revision 0008: the analyses that people ask for."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

STATES = "'demandee', 'en_cours', 'terminee', 'echouee', 'annulee', 'interrompue'"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "analysis_job",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("campaign_id", sa.Integer, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("heartbeat", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("analysis_id", sa.Integer, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"]),
        sa.ForeignKeyConstraint(["analysis_id"], ["analysis.id"], ondelete="SET NULL"),
        sa.CheckConstraint(f"state IN ({STATES})", name="state_known"),
    )
    op.create_index(op.f("ix_analysis_job_campaign_id"), "analysis_job", ["campaign_id"])
    op.create_index(op.f("ix_analysis_job_state"), "analysis_job", ["state"])
