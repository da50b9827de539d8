"""Revision 0001: territories, campaigns, interviews and their answers.

A migration never imports the tables: it says what they were on its day. There is no way back;
the copy made before a migration is the way back.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables of what is collected."""
    _territories()
    _campaigns()
    _interviews()


def _territories() -> None:
    op.create_table(
        "territory",
        sa.Column("siren", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("official_name", sa.Text, nullable=False),
        sa.Column("aliases", sa.JSON, nullable=False),
        sa.Column("population", sa.Integer, nullable=False),
        sa.Column("x", sa.Integer, nullable=False),
        sa.Column("y", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("siren"),
    )
    op.create_table(
        "commune",
        sa.Column("siren", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("siren", "code"),
        sa.ForeignKeyConstraint(["siren"], ["territory.siren"], ondelete="CASCADE"),
    )


def _campaigns() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("demonstration", sa.Boolean, nullable=False),
        sa.Column("questionnaire", sa.JSON, nullable=False),
        sa.Column("codebook", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "campaign_territory",
        sa.Column("campaign_id", sa.Integer, nullable=False),
        sa.Column("siren", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "siren"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["siren"], ["territory.siren"]),
    )


def _interviews() -> None:
    op.create_table(
        "interview",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("campaign_id", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("territory", sa.Text, nullable=False),
        sa.Column("siren", sa.Text),
        sa.Column("dates", sa.JSON, nullable=False),
        sa.Column("duration_minutes", sa.Integer),
        sa.Column("people", sa.JSON, nullable=False),
        sa.Column("interviewer", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("content_hash", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("campaign_id", "key"),
        sa.UniqueConstraint("campaign_id", "content_hash"),
        sa.CheckConstraint("duration_minutes > 0", name="duration_positive"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"]),
        sa.ForeignKeyConstraint(["siren"], ["territory.siren"]),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("interview_id", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("speaker", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("row", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("interview_id", "position"),
        sa.CheckConstraint("state IN ('dit', 'rien', 'non_posee')", name="state_known"),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], ondelete="CASCADE"),
    )
