"""Sign-in attempts counted in the database, so that several processes share the count."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from synthesis.store.account_tables import AttemptRow


def count_attempt(
    session: Session, name_key: str, now: datetime, *, since: datetime
) -> tuple[int, datetime]:
    """Count one more attempt; gives how many there were, this one included, and when they began.

    Attempts that began before `since` are forgotten. One statement: simultaneous attempts wait
    for one another and are all counted.
    """
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    old = AttemptRow.began_at < since
    statement = (
        insert(AttemptRow)
        .values(name_key=name_key, count=1, began_at=now)
        .on_conflict_do_update(
            index_elements=[AttemptRow.name_key],
            set_={
                "count": case((old, 1), else_=AttemptRow.count + 1),
                "began_at": case((old, now), else_=AttemptRow.began_at),
            },
        )
        .returning(AttemptRow.count, AttemptRow.began_at)
    )
    count, began_at = session.execute(statement).one()
    return count, began_at


def forget_attempts(session: Session, name_key: str) -> None:
    """Start again from nothing for a name."""
    session.execute(delete(AttemptRow).where(AttemptRow.name_key == name_key))


def uncount_attempt(session: Session, name_key: str) -> None:
    """Take back one attempt, which was not a failure."""
    session.execute(
        update(AttemptRow)
        .where(AttemptRow.name_key == name_key, AttemptRow.count > 0)
        .values(count=AttemptRow.count - 1)
    )


def forget_old_attempts(session: Session, since: datetime) -> None:
    """Forget what was counted before `since`, for everybody."""
    session.execute(delete(AttemptRow).where(AttemptRow.began_at < since))
