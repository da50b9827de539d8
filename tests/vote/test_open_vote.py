"""What must not leave while a vote is open, and what the organiser may know of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from synthesis.access import Actor, ForbiddenError, Role
from synthesis.care.archive import export_archive
from synthesis.domain import InputError
from synthesis.vote.casting import cast
from synthesis.vote.opening import close_scrutin
from synthesis.vote.paper import open_scrutins, read_paper, unsettled
from synthesis.vote.readiness import readiness, to_strike_out
from synthesis.vote.records import load_scrutin

from .examples import MANAGER, TELLERS, Room, dots


def test_the_archive_waits_for_the_closing(room: Room, tmp_path: Path) -> None:
    number, slips = room.open()
    cast(room.database, room.vault, slips[0].code, number, dots(eau=1), 0)
    path, key = tmp_path / "tout.zip", tmp_path / "cle"
    with pytest.raises(InputError, match="bulletins avant la clôture"):
        export_archive(room.database, MANAGER, path, key)
    assert not path.exists()
    close_scrutin(room.database, MANAGER, number)
    assert export_archive(room.database, MANAGER, path, key).rows["ballot"] == 1


def test_paper_ballots_not_settled_are_known_to_who_closes(room: Room) -> None:
    number, slips = room.open()
    read_paper(room.database, room.vault, TELLERS[0], number, slips[0].code, dots(eau=1))
    read_paper(room.database, room.vault, TELLERS[0], number, slips[1].code, dots(eau=1))
    read_paper(room.database, room.vault, TELLERS[1], number, slips[1].code, dots(routes=1))
    for actor in (MANAGER, TELLERS[0]):
        assert unsettled(room.database, actor, number) == (1, 1)
    with pytest.raises(ForbiddenError):
        unsettled(room.database, Actor(9, "autre", Role.ADVISOR), number)


def test_a_scrutateur_sees_the_scrutins_that_are_open(room: Room) -> None:
    room.prepare()
    number, _ = room.open()
    assert [s.id for _, s in open_scrutins(room.database, TELLERS[0])] == [number]
    with pytest.raises(ForbiddenError):
        open_scrutins(room.database, MANAGER)


def test_every_requirement_is_told_at_once(room: Room) -> None:
    number = room.prepare()
    with room.database.session(read_only=True) as session:
        found = readiness(session, load_scrutin(session, number))
        assert to_strike_out(session, load_scrutin(session, number)) == 0
    names = [name.split(" : ")[0] for name, obstacle in found if obstacle is None]
    assert names == ["Sujets", "Quorum", "Un bulletin par voix, pas plus"]
    (missing,) = [obstacle for _, obstacle in found if obstacle is not None]
    assert "aucun bulletin" in str(missing)
