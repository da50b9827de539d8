"""Secret mode against a reader who has the whole database, its files, and no code."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from sqlalchemy import text

from synthesis.store import Database
from synthesis.store.tables import Base
from synthesis.vote.casting import cast
from synthesis.vote.codes import Seals
from synthesis.vote.issuing import Slip
from synthesis.vote.opening import close_scrutin
from synthesis.vote.records import scrutin_row
from synthesis.vote.wire import to_json

from .examples import MANAGER, Room, dots, with_guests

GUESTS = 24
FIRST, CHANGED = dots(eau=2, foret=1), dots(commerce=3)


def _voted(room: Room) -> tuple[int, list[Slip], list[str], Seals]:
    """A secret scrutin voted in the order of the slips; the trackers in that order; its seals."""
    number, slips = room.open(with_guests(), guests=GUESTS)
    with room.database.session(read_only=True) as session:
        seals = Seals(room.vault, number, scrutin_row(session, number).salt)
    cast(room.database, room.vault, slips[0].code, number, FIRST, 0)
    cast(room.database, room.vault, slips[0].code, number, CHANGED, 1)
    trackers = [
        cast(room.database, room.vault, slip.code, number, dots(routes=1 + n % 3), 0).tracker
        for n, slip in enumerate(slips[1:])
    ]
    return number, slips, trackers, seals


def _files(database: Database) -> dict[str, bytes]:
    path = database.path
    assert path is not None
    return {found.name: found.read_bytes() for found in path.parent.glob(path.name + "*")}


def _rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.session(read_only=True) as session:
        return [tuple(row) for row in session.execute(text(query))]


def test_nothing_ties_a_ballot_to_a_person_a_member_or_a_code(room: Room) -> None:
    number, slips, _, seals = _voted(room)
    open_rows = _rows(room.database, "SELECT key, body_id FROM ballot")
    assert {key for key, _ in open_rows} == {seals.ballot(slip.code) for slip in slips}
    assert {body for _, body in open_rows} == {None}
    assert {body for (body,) in _rows(room.database, "SELECT body_id FROM ballot_code")} == {None}
    close_scrutin(room.database, MANAGER, number)
    keys = {str(key) for (key,) in _rows(room.database, "SELECT key FROM ballot")}
    # With a code and the key, nobody finds its ballot any more: not even its holder.
    assert len(keys) == len(slips)
    assert not keys & {seals.ballot(slip.code) for slip in slips}
    assert _rows(room.database, "SELECT salt FROM scrutin") == [("",)]
    # Ballots are known by their scrutin and weigh alike: no column tells them apart but the choice.
    assert len(set(_rows(room.database, "SELECT college, weight, revision FROM ballot"))) == 2
    texts = " ".join(map(str, _every_value(room.database)))
    for slip in slips:
        assert slip.code not in texts


def _every_value(database: Database) -> Iterable[object]:
    for table in Base.metadata.tables:
        for row in _rows(database, f'SELECT * FROM "{table}"'):
            yield from row


def test_the_order_of_the_votes_is_in_no_row_once_closed(room: Room) -> None:
    number, _, trackers, _ = _voted(room)
    close_scrutin(room.database, MANAGER, number)
    place = "ctid, xmin::text" if room.database.path is None else "0, 0"
    receipts = _rows(room.database, f"SELECT tracker, {place} FROM ballot_receipt")
    ballots = _rows(room.database, f"SELECT key, {place} FROM ballot")
    # As the pages hold them: in the order of names that say nothing, written all at once.
    for rows in (receipts, ballots):
        assert [row[0] for row in rows] == sorted(str(row[0]) for row in rows)
        assert len({row[2] for row in rows}) == 1
    assert [row[0] for row in receipts] != trackers
    for table in ("ballot", "ballot_receipt", "ballot_code"):
        columns = {column.name for column in Base.metadata.tables[table].columns}
        assert not [name for name in columns if "at" in name.split("_") or "time" in name]


def test_the_files_keep_nothing_older_once_closed(room: Room) -> None:
    if room.database.path is None:
        pytest.skip("pages of a server are rewritten by VACUUM FULL, not read here")
    number, slips, _, seals = _voted(room)
    before = b"".join(_files(room.database).values())
    old = [seals.ballot(slip.code).encode() for slip in slips]
    assert seals.salt.encode() in before
    assert all(key in before for key in old)
    assert close_scrutin(room.database, MANAGER, number) is True
    files = _files(room.database)
    after = b"".join(files.values())
    assert not [key for key in old if key in after]
    assert seals.salt.encode() not in after
    # What was first sent, then changed, is nowhere.
    assert to_json(FIRST).encode() not in after
    assert files.get("synthesis.db-wal", b"") == b""


def test_without_a_row_number_nothing_numbers_the_rows(room: Room) -> None:
    if room.database.path is None:
        pytest.skip("SQLite alone has row numbers")
    for table in ("ballot", "ballot_receipt", "ballot_code", "paper_ballot"):
        (sql,) = _rows(room.database, f"SELECT sql FROM sqlite_master WHERE name = '{table}'")[0]
        assert "WITHOUT ROWID" in str(sql)
