"""How many failed attempts are borne, and until when the next ones are refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from synthesis.domain import InputError
from synthesis.store import Database
from synthesis.store.attempts import (
    count_attempt,
    forget_attempts,
    forget_old_attempts,
    uncount_attempt,
)

WINDOW = timedelta(minutes=15)
BY_NAME, BY_ALL = 8, 100
EVERYBODY = ""


class TooManyAttemptsError(InputError):
    """Refused for a while, whatever the password."""


def begin_attempt(database: Database, key: str) -> None:
    """Count an attempt before its secret is looked at, so that simultaneous ones all count.

    Raise TooManyAttemptsError, which says when to try again.
    """
    now = datetime.now(UTC)
    with database.session() as session:
        forget_old_attempts(session, now - WINDOW)
        counted = [
            (limit, *count_attempt(session, name, now, since=now - WINDOW))
            for name, limit in ((key, BY_NAME), (EVERYBODY, BY_ALL))
        ]
    for limit, count, began_at in counted:
        if count > limit:
            raise _refusal(began_at + WINDOW)


def succeed(database: Database, key: str) -> None:
    """The attempt was no failure."""
    with database.session() as session:
        forget_attempts(session, key)
        uncount_attempt(session, EVERYBODY)


def _refusal(until: datetime) -> TooManyAttemptsError:
    # A minute later: the seconds are not said.
    moment = (until + timedelta(minutes=1)).astimezone()
    return TooManyAttemptsError(
        "trop d'essais ont échoué.", remedy=f"Réessayez à partir de {moment:%H h %M}."
    )
