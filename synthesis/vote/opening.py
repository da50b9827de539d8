"""Prepare a scrutin, open it, close it and count. Nobody sees a result before the closing."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, require
from synthesis.domain import InputError
from synthesis.store import Database
from synthesis.store.ballot_tables import BallotRow, CodeRow, PaperRow, ReceiptRow, ScrutinRow
from synthesis.store.scrub import scrub
from synthesis.store.tables import utc_now
from synthesis.vote.chain import Kind
from synthesis.vote.codes import new_salt
from synthesis.vote.electorate import Electorate, electorate
from synthesis.vote.issuing import in_preparation
from synthesis.vote.ledger import add_link
from synthesis.vote.outcome import Bulletin, outcome, sealed_ballots
from synthesis.vote.readiness import requirements
from synthesis.vote.records import (
    as_scrutin,
    assembly_row,
    live_codes,
    load_assembly,
    load_bulletins,
    scrutin_row,
    turnout,
)
from synthesis.vote.scrutin import Mode, Plan, Scrutin, State, plan_to_json


def prepare(database: Database, actor: Actor, assembly_id: int, plan: Plan) -> int:
    """Keep a new scrutin, in preparation, and give its number."""
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        assembly_row(session, assembly_id, lock=True)
        last = select(func.max(ScrutinRow.position)).where(ScrutinRow.assembly_id == assembly_id)
        row = ScrutinRow(
            assembly_id=assembly_id,
            position=(session.scalar(last) or 0) + 1,
            plan=plan_to_json(plan),
            state=State.DRAFT.value,
            salt=new_salt(),
        )
        session.add(row)
        session.flush()
        return row.id


def change(database: Database, actor: Actor, scrutin_id: int, plan: Plan) -> None:
    """Give a scrutin in preparation another plan; slips made for the former one are void.

    Raise InputError once it was opened.
    """
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        row = in_preparation(session, scrutin_id)
        former = as_scrutin(row).plan
        if (former.mode, former.colleges) != (plan.mode, plan.colleges):
            session.execute(delete(CodeRow).where(CodeRow.scrutin_id == scrutin_id))
        row.plan = plan_to_json(plan)


def discard(database: Database, actor: Actor, scrutin_id: int) -> None:
    """Delete a scrutin in preparation. Raise InputError once it was opened."""
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        row = in_preparation(session, scrutin_id)
        session.execute(delete(CodeRow).where(CodeRow.scrutin_id == scrutin_id))
        session.delete(row)


def open_scrutin(database: Database, actor: Actor, scrutin_id: int) -> None:
    """Open a scrutin: its rules, its voices and its slips are sealed in the chain.

    In named modes the slips of members whom nobody carries are struck out. Raise InputError, with
    what to do, when the quorum is not reached, subjects are too few, or slips do not fit voices.
    """
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        row = in_preparation(session, scrutin_id)
        plan = as_scrutin(row).plan
        voices = electorate(load_assembly(session, row.assembly_id))
        if plan.mode.named:
            _strike_out_silent(session, scrutin_id, voices)
        slips = live_codes(session, scrutin_id)
        for _, obstacle in requirements(plan, voices, slips):
            if obstacle is not None:
                raise obstacle
        row.state, row.opened_at = State.OPEN.value, utc_now()
        add_link(session, row.assembly_id, Kind.OPENING, _opening(row, plan, voices, slips))


def close_scrutin(database: Database, actor: Actor, scrutin_id: int) -> bool:
    """Close a scrutin, count it, seal the result; says whether every trace of the order is gone.

    The ballots are written again under names drawn at random, so that neither their order nor a
    code leads to them any more. Where this gives False, somebody kept the database busy: `scrub`
    is to be called again.
    """
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        row = scrutin_row(session, scrutin_id, lock=True)
        if row.state != State.OPEN:
            raise InputError(f"ce scrutin est {State(row.state).label} : il ne peut être clos.")
        scrutin = as_scrutin(row)
        bulletins = _empty_urn(session, scrutin)
        closing = _closing(session, scrutin)
        result = outcome(scrutin.plan, bulletins)
        row.state, row.closed_at, row.salt, row.result = State.CLOSED.value, utc_now(), "", result
        add_link(session, row.assembly_id, Kind.CLOSING, closing)
        sealed = {
            "scrutin": row.position,
            "bulletins": sealed_ballots(bulletins),
            "resultat": result,
        }
        add_link(session, row.assembly_id, Kind.RESULT, sealed)
    return scrub(database)


def _strike_out_silent(session: Session, scrutin_id: int, voices: Electorate) -> None:
    carried = {voice.body.id for voice in voices.voices}
    for slip in live_codes(session, scrutin_id):
        slip.live = slip.body_id is None or slip.body_id in carried
    session.flush()


def _opening(
    row: ScrutinRow, plan: Plan, voices: Electorate, slips: Sequence[CodeRow]
) -> dict[str, Any]:
    quorum = voices.quorum
    return {
        "scrutin": row.position,
        "plan": plan_to_json(plan),
        "quorum": {
            "presents": quorum.present,
            "requis": quorum.required,
            "membres": quorum.members,
        },
        "voix": len(voices.voices),
        "codes": [slip.digest for slip in slips],
    }


def _closing(session: Session, scrutin: Scrutin) -> dict[str, Any]:
    receipts = ReceiptRow.scrutin_id == scrutin.id
    trackers = sorted(session.scalars(select(ReceiptRow.tracker).where(receipts)))
    counts = turnout(session, scrutin)
    return {
        "scrutin": scrutin.number,
        "accuses": trackers,
        "participation": {c.college.value: [c.voted, c.slips] for c in counts},
    }


def _empty_urn(session: Session, scrutin: Scrutin) -> list[Bulletin]:
    """Take the ballots out, shuffled, and put them back under other names, in that order."""
    rows = session.scalars(select(BallotRow).where(BallotRow.scrutin_id == scrutin.id)).all()
    public = scrutin.plan.mode is Mode.PUBLIC
    kept = [
        {
            "scrutin_id": scrutin.id,
            "key": secrets.token_hex(16),
            "college": row.college,
            "weight": row.weight,
            "body_id": row.body_id if public else None,
            "revision": 0,
            "content": row.content,
        }
        for row in rows
    ]
    kept.sort(key=lambda values: str(values["key"]))
    for table in (BallotRow, PaperRow):
        session.execute(delete(table).where(table.scrutin_id == scrutin.id))
    if kept:
        session.execute(insert(BallotRow), kept)
    _rewrite_receipts(session, scrutin.id)
    return load_bulletins(session, scrutin)


def _rewrite_receipts(session: Session, scrutin_id: int) -> None:
    """Put the receipts back in the order of their numbers: a server remembers who came first."""
    rows = [
        {"scrutin_id": scrutin_id, "tracker": row.tracker, "college": row.college}
        for row in session.scalars(
            select(ReceiptRow)
            .where(ReceiptRow.scrutin_id == scrutin_id)
            .order_by(ReceiptRow.tracker)
        )
    ]
    session.execute(delete(ReceiptRow).where(ReceiptRow.scrutin_id == scrutin_id))
    if rows:
        session.execute(insert(ReceiptRow), rows)
