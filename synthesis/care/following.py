"""Segments and discovered themes that change their identifier: whatever names them follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from synthesis.domain import Interview, segment_key
from synthesis.language.replacing import Replaced
from synthesis.review.log import read_log
from synthesis.review.state import replay
from synthesis.store.anywhere import change_texts
from synthesis.store.rewriting import codings_of, replace_codings

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


def move_codings(
    session: Session, interview_id: int, interview: Interview, texts: Sequence[Replaced]
) -> dict[str, str]:
    """Put the codings of an interview on its new words; gives segment key → new key."""
    moves: dict[str, str] = {}
    seen: Counter[tuple[int, str, str]] = Counter()
    changed = []
    for row in codings_of(session, interview_id):
        text = texts[row["answer"]]
        start, end = text.moved(row["start"], row["end"])
        words = text.text[start:end]
        question = interview.answers[row["answer"]].question
        same = (row["analysis_id"], question, words)
        key = segment_key(interview.key, question, words, seen[same])
        seen[same] += 1
        # The latest run is the one that people decide on.
        moves[row["segment_key"]] = key
        placed = {**row, "start": start, "end": end, "segment_key": key}
        if placed != row:
            changed.append((row, placed))
    replace_codings(session, changed)
    return {old: new for old, new in moves.items() if old != new}
