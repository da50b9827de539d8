"""Revision 0005: the period of a campaign."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the days between which a campaign is held, both optional."""
    op.add_column("campaign", sa.Column("begins", sa.Date))
    op.add_column("campaign", sa.Column("ends", sa.Date))
