"""Segments and discovered themes that change their identifier: whatever names them follows."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from synthesis.review.log import read_log
from synthesis.review.state import replay
from synthesis.store.anywhere import change_texts

# What people said, and what has no identifier of a segment nor of a theme.
WORDS = frozenset(
    {
        "account",
        "account_session",
        "answer",
        "answer_entry",
        "care_event",
        "campaign",
        "campaign_territory",
        "commune",
        "first_account_code",
        "interview",
        "pseudonym",
        "sign_in_attempt",
        "territory",
    }
)


def follow(session: Session, moves: Mapping[str, str], *, codings: bool = False) -> int:
    """Write the new identifier wherever a whole value is the old one; gives how many rows changed.

    Rewriting identifiers is the only change that the log of the review ever knows: a decision goes
    on bearing on the same words. `codings`: change those of the runs too.
    """
    if not moves:
        return 0
    left = WORDS if codings else WORDS | {"coding"}
    return change_texts(session, lambda value: moves.get(value, value), but=left)


def decided_segments(session: Session, campaign_id: int) -> frozenset[str]:
    """Keys of the segments on which somebody decided something."""
    return frozenset(replay(read_log(session, campaign_id)).segments)
