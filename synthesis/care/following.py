"""Segments and discovered themes that change their identifier: whatever names them follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from synthesis.domain import Interview
from synthesis.language.cutting import segments
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


def recut(session: Session, campaign_id: int, interviews: Sequence[Interview]) -> int:
    """How many segments decided upon the next analysis will not find: it cuts them otherwise."""
    decided = replay(read_log(session, campaign_id)).segments
    if not decided:
        return 0
    keys = {segment.key for segment in segments(interviews)}
    return sum(key not in keys for key in decided)
