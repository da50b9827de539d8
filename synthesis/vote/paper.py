"""Paper ballots: two scrutateurs read the same one apart; it counts when they agree."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, require
from synthesis.care.vault import Vault
from synthesis.store import Database
from synthesis.store.assembly_tables import AssemblyRow
from synthesis.store.ballot_tables import BallotRow, PaperRow, ScrutinRow
from synthesis.vote.casting import ChangedMeanwhileError, UnknownCodeError, open_slip, put
from synthesis.vote.codes import typed
from synthesis.vote.contents import Content, check
from synthesis.vote.issuing import holder_of
from synthesis.vote.records import as_scrutin
from synthesis.vote.scrutin import Scrutin, State
from synthesis.vote.wire import from_json, to_json


class Reading(StrEnum):
    """What became of a paper ballot after a scrutateur read it."""

    WAITING = "attend"
    AGREED = "compte"
    DISPUTED = "desaccord"

    @property
    def label(self) -> str:
        """French sentence."""
        return _LABELS[self]


_LABELS = {
    Reading.WAITING: "Lu une fois : un autre scrutateur doit le lire à son tour.",
    Reading.AGREED: "Les deux lectures concordent : le bulletin est compté.",
    Reading.DISPUTED: "Les deux lectures diffèrent : reprenez le bulletin ensemble.",
}


def read_paper(  # noqa: PLR0913, PLR0917 - who reads what, with which key
    database: Database,
    vault: Vault,
    actor: Actor,
    scrutin_id: int,
    code: str,
    content: Content,
) -> Reading:
    """Keep what `actor` read on a paper ballot whose slip bears `code`.

    Reading it again replaces one's own reading. Raise UnknownCodeError, NotOpenError, and
    ChangedMeanwhileError when this slip already voted otherwise.
    """
    require(actor, Permission.TALLY)
    with database.session() as session:
        slip, scrutin, seals = open_slip(session, vault, code, share=True)
        if scrutin.id != scrutin_id:
            raise UnknownCodeError
        plan = scrutin.plan
        check(content, plan.rules, plan.options, plan.titles)
        holder = holder_of(slip, typed(code))
        key = seals.ballot(holder)
        _refuse_voted(session, scrutin_id, key, content)
        _keep_reading(session, scrutin_id, key, actor, content)
        readings = _readings(session, scrutin_id, key)
        if len(readings) < 2:
            return Reading.WAITING
        if len(set(readings)) > 1:
            return Reading.DISPUTED
        put(session, seals, slip, scrutin, holder, content, 0)
        _forget(session, scrutin_id, key)
    return Reading.AGREED


def open_scrutins(database: Database, actor: Actor) -> list[tuple[str, Scrutin]]:
    """The scrutins that are open, each with the title of its assembly."""
    require(actor, Permission.TALLY)
    with database.session(read_only=True) as session:
        rows = session.execute(
            select(AssemblyRow.title, ScrutinRow)
            .join(ScrutinRow, ScrutinRow.assembly_id == AssemblyRow.id)
            .where(ScrutinRow.state == State.OPEN.value)
            .order_by(ScrutinRow.opened_at.desc(), ScrutinRow.id.desc())
        )
        return [(title, as_scrutin(row)) for title, row in rows]


def unsettled(database: Database, actor: Actor, scrutin_id: int) -> tuple[int, int]:
    """How many paper ballots wait for a second reading, and how many are disputed.

    Whoever closes has to know it too: what is not settled by then does not count.
    """
    if not actor.may(Permission.ASSEMBLY):
        require(actor, Permission.TALLY)
    with database.session(read_only=True) as session:
        rows = session.scalars(select(PaperRow).where(PaperRow.scrutin_id == scrutin_id))
        pairs = [(row.key, row.content) for row in rows]
    read: dict[str, list[str]] = {}
    for key, content in pairs:
        read.setdefault(key, []).append(content)
    waiting = sum(len(contents) == 1 for contents in read.values())
    return waiting, len(read) - waiting


def _refuse_voted(session: Session, scrutin_id: int, key: str, content: Content) -> None:
    ballot = session.get(BallotRow, (scrutin_id, key))
    if ballot is not None and ballot.content != to_json(content):
        raise ChangedMeanwhileError(from_json(ballot.content))


def _keep_reading(
    session: Session, scrutin_id: int, key: str, actor: Actor, content: Content
) -> None:
    row = session.get(PaperRow, (scrutin_id, key, actor.account))
    if row is None:
        row = PaperRow(scrutin_id=scrutin_id, key=key, account=actor.account, content="")
        session.add(row)
    row.content = to_json(content)
    session.flush()


def _readings(session: Session, scrutin_id: int, key: str) -> list[str]:
    here = (PaperRow.scrutin_id == scrutin_id, PaperRow.key == key)
    return list(session.scalars(select(PaperRow.content).where(*here)))


def _forget(session: Session, scrutin_id: int, key: str) -> None:
    session.execute(delete(PaperRow).where(PaperRow.scrutin_id == scrutin_id, PaperRow.key == key))
