"""Give an interview another name; its segments are named after it: what names them follows."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, require
from synthesis.care.following import follow, move_codings
from synthesis.domain import InputError
from synthesis.language.replacing import Replaced
from synthesis.store import Database, find_interview, load_interview
from synthesis.store.care import add_care_event
from synthesis.store.tables import InterviewRow

KIND = "renommage"
LONGEST = 120


def rename_interview(
    database: Database, actor: Actor, campaign_id: int, key: str, name: str
) -> str:
    """Give an interview another name, all that was decided upon staying; gives it as kept.

    Raise ForbiddenError, and InputError for a name that is taken or cannot be one.
    """
    require(actor, Permission.ENTER)
    new = _checked(name)
    with database.session() as session:
        row = find_interview(session, campaign_id, key, lock=True)
        if new == key:
            return key
        _refuse_taken(session, campaign_id, new)
        row.key = new
        session.flush()
        interview = replace(load_interview(session, row), key=new)
        texts = [Replaced(answer.text) for answer in interview.answers]
        follow(session, move_codings(session, row.id, interview, texts))
        add_care_event(session, campaign_id, actor.account, actor.name, KIND, {"numero": row.id})
    return new


def _checked(name: str) -> str:
    new = " ".join(name.split())
    if not new or len(new) > LONGEST or not new.isprintable():
        raise InputError(
            "ce nom d'entretien n'est pas valable.",
            remedy=f"Donnez de 1 à {LONGEST} signes visibles.",
        )
    return new


def _refuse_taken(session: Session, campaign_id: int, name: str) -> None:
    taken = select(InterviewRow.id).where(
        InterviewRow.campaign_id == campaign_id, InterviewRow.key == name
    )
    if session.scalar(taken) is not None:
        raise InputError(
            f"un autre entretien de cette campagne s'appelle déjà « {name} ».",
            remedy="Choisissez un autre nom.",
        )
