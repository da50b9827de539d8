"""Revision 0009: the number of a deleted campaign is never given to another one.

The log of care and whatever was read before keep that number. PostgreSQL already does so.
"""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Have SQLite remember the last number given."""
    if op.get_bind().dialect.name != "sqlite":
        return
    options = {"sqlite_autoincrement": True}
    with op.batch_alter_table("campaign", recreate="always", table_kwargs=options):
        pass
