"""Revision 0002: runs of the analysis, their themes and their codings."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables of what the analysis proposes."""
    _analyses()
    _codings()


def _analyses() -> None:
    op.create_table(
        "analysis",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("campaign_id", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("manifest", sa.JSON, nullable=False),
        sa.Column("report", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"]),
    )
    op.create_index(op.f("ix_analysis_campaign_id"), "analysis", ["campaign_id"])
    op.create_table(
        "analysis_theme",
        sa.Column("analysis_id", sa.Integer, nullable=False),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("keywords", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("analysis_id", "slug"),
        sa.CheckConstraint("origin IN ('grille', 'decouverte')", name="origin_known"),
        sa.ForeignKeyConstraint(["analysis_id"], ["analysis.id"], ondelete="CASCADE"),
    )


def _codings() -> None:
    quadrants = ("atout", "ressource", "difficulte", "inquietude", "neutre")
    op.create_table(
        "coding",
        sa.Column("analysis_id", sa.Integer, nullable=False),
        sa.Column("segment_key", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("interview_id", sa.Integer, nullable=False),
        sa.Column("answer", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        *(sa.Column(f"p_{name}", sa.Double, nullable=False) for name in quadrants),
        sa.Column("theme", sa.Text, nullable=False),
        sa.Column("theme_label", sa.Text, nullable=False),
        sa.Column("p_theme", sa.Double, nullable=False),
        sa.Column("secondary_themes", sa.JSON, nullable=False),
        sa.Column("wish", sa.Boolean, nullable=False),
        sa.Column("to_review", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("analysis_id", "segment_key"),
        sa.ForeignKeyConstraint(["analysis_id"], ["analysis.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["interview_id", "answer"],
            ["answer.interview_id", "answer.position"],
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f("ix_coding_analysis_id_theme"), "coding", ["analysis_id", "theme"])
    op.create_index(op.f("ix_coding_interview_id_answer"), "coding", ["interview_id", "answer"])
