"""One interview of a campaign: found, described, and its fingerprint kept true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from synthesis.domain import InputError, Interview
from synthesis.store.campaigns import get_campaign
from synthesis.store.interviews import read_answer, read_interview
from synthesis.store.serialise import content_hash
from synthesis.store.tables import AnswerRow, InterviewRow, TerritoryRow


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of a visit apart from the answers."""

    territory: str = ""
    siren: str = ""
    dates: tuple[date, ...] = ()
    duration_minutes: int | None = None
    people: tuple[str, ...] = ()
    interviewer: str = ""


def find_interview(
    session: Session, campaign_id: int, key: str, *, lock: bool = False
) -> InterviewRow:
    """The row of an interview; with `lock`, who writes in this campaign waits for its turn.

    Raise InputError when there is none.
    """
    get_campaign(session, campaign_id, lock=lock)
    row = session.scalar(
        select(InterviewRow)
        .where(InterviewRow.campaign_id == campaign_id, InterviewRow.key == key)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise InputError(
            f"l'entretien « {key} » n'existe pas dans cette campagne.",
            remedy="Choisissez-en un autre dans la liste.",
        )
    return row


def same_content(session: Session, campaign_id: int, interview: Interview) -> str | None:
    """Key of the interview that says exactly the same, if there is one."""
    return session.scalar(
        select(InterviewRow.key).where(
            InterviewRow.campaign_id == campaign_id,
            InterviewRow.content_hash == content_hash(interview),
        )
    )


def description_of(row: InterviewRow) -> Description:
    """What the row says of the visit."""
    interview = read_interview(row, ())
    return Description(
        interview.territory,
        interview.siren,
        interview.dates,
        interview.duration_minutes,
        interview.people,
        interview.interviewer,
    )


def describe(session: Session, row: InterviewRow, description: Description) -> None:
    """Write the description of a visit; the version of the interview grows by one.

    Raise InputError when the SIREN is that of no known territory.
    """
    if description.siren and session.get(TerritoryRow, description.siren) is None:
        raise InputError(
            f"le SIREN {description.siren} n'est celui d'aucun territoire connu.",
            remedy="Choisissez un territoire de la campagne.",
        )
    row.territory, row.siren = description.territory, description.siren or None
    row.dates = [day.isoformat() for day in description.dates]
    row.duration_minutes = description.duration_minutes
    row.people, row.interviewer = list(description.people), description.interviewer
    row.version += 1
    session.flush()


def load_interview(session: Session, row: InterviewRow) -> Interview:
    """The interview of a row, with its answers."""
    answers = session.scalars(
        select(AnswerRow).where(AnswerRow.interview_id == row.id).order_by(AnswerRow.position)
    )
    return read_interview(row, [read_answer(answer) for answer in answers])


def refresh_hash(session: Session, row: InterviewRow) -> None:
    """Keep the fingerprint of an interview true after a writing.

    Two interviews that came to say the same are both kept: the second has its number added.
    """
    content = content_hash(load_interview(session, row))
    others = _hashes(session, row)
    row.content_hash = content if content not in others else f"{content}-{row.id}"
    session.flush()


def _hashes(session: Session, row: InterviewRow) -> Sequence[str]:
    return session.scalars(
        select(InterviewRow.content_hash).where(
            InterviewRow.campaign_id == row.campaign_id, InterviewRow.id != row.id
        )
    ).all()
