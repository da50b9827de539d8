"""The chain of an assembly in the store: read it, add a link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from synthesis.store.ballot_tables import ChainRow
from synthesis.store.tables import utc_now
from synthesis.vote.chain import START, Kind, Link, sealed
from synthesis.vote.records import assembly_row


def read_chain(session: Session, assembly_id: int) -> list[Link]:
    """Every link, in order."""
    rows = session.scalars(
        select(ChainRow).where(ChainRow.assembly_id == assembly_id).order_by(ChainRow.sequence)
    )
    return [
        Link(row.sequence, _shown(row), Kind(row.kind), row.payload, row.digest) for row in rows
    ]


def add_link(session: Session, assembly_id: int, kind: Kind, payload: Mapping[str, Any]) -> Link:
    """Seal an act at the end of the chain; who adds at the same time waits."""
    assembly_row(session, assembly_id, lock=True)
    links = read_chain(session, assembly_id)
    previous = links[-1].digest if links else START
    row = ChainRow(
        assembly_id=assembly_id,
        sequence=len(links) + 1,
        at=utc_now().replace(microsecond=0),
        kind=kind.value,
        payload=dict(payload),
        digest="",
    )
    link = sealed(previous, row.sequence, _shown(row), kind, payload)
    row.digest = link.digest
    session.add(row)
    session.flush()
    return link


def _shown(row: ChainRow) -> str:
    return row.at.isoformat()
