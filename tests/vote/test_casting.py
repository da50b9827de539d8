"""From the slip to the result: what is in, once, and what a repeated sending does."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import delete

from synthesis.access import Actor, ForbiddenError, Role
from synthesis.domain import InputError
from synthesis.store.ballot_tables import CodeRow
from synthesis.vote.casting import (
    ChangedMeanwhileError,
    NotOpenError,
    UnknownCodeError,
    admit,
    cast,
)
from synthesis.vote.codes import code_digest, shown
from synthesis.vote.contents import Blank
from synthesis.vote.issuing import issue, replace_slip
from synthesis.vote.opening import close_scrutin, open_scrutin
from synthesis.vote.records import live_codes, load_scrutin, scrutin_row, turnout
from synthesis.vote.scrutin import College, Mode, State

from .examples import MANAGER, RULES, Room, dots, named, with_guests


def _result(room: Room, number: int) -> dict[str, object]:
    close_scrutin(room.database, MANAGER, number)
    with room.database.session(read_only=True) as session:
        result = load_scrutin(session, number).result
    assert result is not None
    return dict(result)


@pytest.mark.parametrize("mode", list(Mode))
def test_ballots_of_every_mode_are_counted_once_each(room: Room, mode: Mode) -> None:
    number, slips = room.open(named(mode))
    cast(room.database, room.vault, slips[0].code, number, dots(eau=3, ecole=2), 0)
    cast(room.database, room.vault, slips[1].code, number, dots(eau=1), 0)
    cast(room.database, room.vault, slips[2].code, number, Blank(), 0)
    result = _result(room, number)
    count = result["colleges"]["membres"]  # type: ignore[index]
    assert (count["bulletins"], count["blancs"]) == (3, 1)
    assert count["points"] == {"eau": 4, "ecole": 2, "routes": 0, "foret": 0, "commerce": 0}
    assert result["retenus"] == ["eau", "ecole"]


def test_a_repeated_sending_gives_the_same_receipt_and_counts_once(room: Room) -> None:
    number, slips = room.open()
    first = cast(room.database, room.vault, slips[0].code, number, dots(eau=3), 0)
    again = cast(room.database, room.vault, slips[0].code, number, dots(eau=3), 0)
    assert (again.tracker, again.revision, again.repeated) == (first.tracker, 1, True)
    with room.database.session(read_only=True) as session:
        (members,) = turnout(session, load_scrutin(session, number))
    assert (members.voted, members.slips) == (1, 5)


def test_a_ballot_is_changed_from_what_was_read_and_a_late_sending_does_not_undo_it(
    room: Room,
) -> None:
    number, slips = room.open()
    code = slips[0].code
    first = cast(room.database, room.vault, code, number, dots(eau=3), 0)
    seen = admit(room.database, room.vault, shown(code).lower())
    assert (seen.kept, seen.revision, seen.tracker) == (dots(eau=3), 1, first.tracker)
    changed = cast(room.database, room.vault, code, number, dots(routes=2), seen.revision)
    assert changed.tracker == first.tracker
    with pytest.raises(ChangedMeanwhileError) as refused:
        cast(room.database, room.vault, code, number, dots(eau=3), 0)
    assert refused.value.kept == dots(routes=2)
    assert _result(room, number)["retenus"] == ["routes"]


def test_codes_that_open_nothing(room: Room) -> None:
    number, slips = room.open()
    other, other_slips = room.open(replace(named(Mode.SECRET), title="Autre"))
    for code, scrutin in (
        ("AAAA-2222", number),
        ("", number),
        ("é" * 8, number),
        (slips[0].code + "2", number),
        (other_slips[0].code, number),
    ):
        with pytest.raises(UnknownCodeError):
            cast(room.database, room.vault, code, scrutin, dots(eau=1), 0)
    with room.database.session(read_only=True) as session:
        for scrutin in (number, other):
            assert turnout(session, load_scrutin(session, scrutin))[0].voted == 0


def test_nothing_is_voted_before_the_opening_nor_after_the_closing(room: Room) -> None:
    number = room.prepare()
    slips = issue(room.database, room.vault, MANAGER, number)
    with pytest.raises(NotOpenError, match="pas encore ouvert"):
        cast(room.database, room.vault, slips[0].code, number, dots(eau=1), 0)
    open_scrutin(room.database, MANAGER, number)
    close_scrutin(room.database, MANAGER, number)
    with pytest.raises(NotOpenError, match="clos"):
        cast(room.database, room.vault, slips[0].code, number, dots(eau=1), 0)
    with room.database.session(read_only=True) as session:
        assert load_scrutin(session, number).state is State.CLOSED


def test_a_ballot_against_the_rules_is_refused_and_leaves_the_urn_as_it_was(room: Room) -> None:
    number, slips = room.open()
    with pytest.raises(InputError, match="maximum par sujet"):
        cast(room.database, room.vault, slips[0].code, number, dots(eau=RULES.dots_max + 1), 0)
    assert admit(room.database, room.vault, slips[0].code).kept is None


def test_guests_are_consulted_and_do_not_decide(room: Room) -> None:
    number, slips = room.open(with_guests(), guests=2)
    guests = [slip for slip in slips if slip.college is College.GUESTS]
    assert len(guests) == 2
    for slip in guests:
        cast(room.database, room.vault, slip.code, number, dots(foret=3), 0)
    member = next(slip for slip in slips if slip.college is College.MEMBERS)
    cast(room.database, room.vault, member.code, number, dots(eau=1), 0)
    result = _result(room, number)
    assert result["retenus"] == ["eau"]
    assert result["colleges"]["invites"]["ordre"][0] == ["foret"]  # type: ignore[index]


@pytest.mark.parametrize("mode", [Mode.ORDINARY, Mode.PUBLIC])
def test_a_lost_slip_is_replaced_and_what_it_voted_counts_no_more(room: Room, mode: Mode) -> None:
    number, slips = room.open(named(mode))
    lost = slips[0]
    cast(room.database, room.vault, lost.code, number, dots(eau=3), 0)
    with room.database.session(read_only=True) as session:
        body = next(s.body_id for s in live_codes(session, number) if s.body_id)
    new = replace_slip(room.database, room.vault, MANAGER, number, body)
    assert new.body in {slip.body for slip in slips}
    voter = next(slip for slip in slips if slip.body == new.body)
    with pytest.raises(UnknownCodeError):
        cast(room.database, room.vault, voter.code, number, dots(eau=1), 0)
    cast(room.database, room.vault, new.code, number, dots(routes=1), 0)
    assert _result(room, number)["colleges"]["membres"]["bulletins"] <= 2  # type: ignore[index]


def test_a_slip_struck_out_while_its_ballot_waits_votes_no_more(room: Room) -> None:
    number, slips = room.open(named(Mode.ORDINARY))
    code = slips[0].code
    with ThreadPoolExecutor(1) as pool:
        with room.database.session() as session:
            scrutin_row(session, number, lock=True)
            sent = (room.database, room.vault, code, number, dots(eau=1), 0)
            waiting = pool.submit(cast, *sent)
            time.sleep(0.3)  # it reads what it may, then waits for the scrutin
            lost = CodeRow.digest == code_digest(room.vault, code)
            session.execute(delete(CodeRow).where(lost))
        with pytest.raises(UnknownCodeError):
            waiting.result()


def test_a_drawn_slip_cannot_be_replaced(room: Room) -> None:
    number, _ = room.open()
    with pytest.raises(InputError, match="tirés au sort"):
        replace_slip(room.database, room.vault, MANAGER, number, 1)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.ADVISOR, Role.TELLER])
def test_only_the_organiser_makes_slips_opens_and_closes(room: Room, role: Role) -> None:
    stranger = Actor(9, "autre", role)
    number = room.prepare()
    for act in (
        lambda: issue(room.database, room.vault, stranger, number),
        lambda: open_scrutin(room.database, stranger, number),
        lambda: close_scrutin(room.database, stranger, number),
        lambda: replace_slip(room.database, room.vault, stranger, number, 1),
    ):
        with pytest.raises(ForbiddenError):
            act()
