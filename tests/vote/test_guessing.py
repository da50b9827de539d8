"""Wrong codes: the room that mistypes is let through, who guesses waits, right codes pass."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from synthesis.care.vault import open_vault
from synthesis.vote.guessing import (
    ALLOWANCE,
    MOST_IN_ALL,
    MOST_PENDING,
    MOST_WITH_TICKET,
    GuessLimit,
    TooManyGuessesError,
    caller_of,
    ticket_for,
)


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_room_that_mistypes_is_answered_at_once_and_who_goes_on_waits() -> None:
    clock = Clock()
    limit = GuessLimit(clock=clock)
    assert [limit.wrong() for _ in range(int(ALLOWANCE))] == [False] * int(ALLOWANCE)
    assert limit.wrong() is True
    clock.now += 3
    assert [limit.wrong() for _ in range(4)] == [False, False, False, True]
    clock.now += 24 * 3600
    assert [limit.wrong() for _ in range(int(ALLOWANCE) + 1)].count(True) == 1


def test_a_crowd_of_wrong_codes_is_refused_and_others_are_not() -> None:
    async def flood() -> None:
        limit = GuessLimit(allowance=0, each_second=0, delay=0.05)
        waiting = [asyncio.create_task(limit.slow("192.0.2.7")) for _ in range(MOST_PENDING)]
        ticketed = [asyncio.create_task(limit.slow(_ticketed)) for _ in range(MOST_WITH_TICKET)]
        await asyncio.sleep(0)
        assert limit.pending == MOST_PENDING + MOST_WITH_TICKET
        for crowded in ("192.0.2.7", _ticketed):
            with pytest.raises(TooManyGuessesError):
                limit.refuse_crowd(crowded)
        limit.refuse_crowd("192.0.2.8")
        limit.refuse_crowd(_ticketed + "autre")
        await asyncio.gather(*waiting, *ticketed)
        assert limit.pending == 0
        limit.refuse_crowd("192.0.2.7")

    asyncio.run(flood())


def test_many_addresses_together_are_bounded_and_right_codes_still_pass() -> None:
    async def flood() -> None:
        limit = GuessLimit(allowance=0, each_second=0, delay=0.05)
        waiting = [asyncio.create_task(limit.slow(f"a{n}")) for n in range(MOST_IN_ALL)]
        await asyncio.sleep(0)
        with pytest.raises(TooManyGuessesError):
            limit.refuse_crowd("192.0.2.8")
        limit.refuse_crowd(_ticketed)
        await asyncio.gather(*waiting)

    asyncio.run(flood())


def test_the_organiser_reads_how_many_came_lately() -> None:
    clock = Clock()
    limit = GuessLimit(clock=clock)
    for minute in (0, 0, 5, 12):
        clock.now = 60.0 * minute
        limit.wrong()
    assert (limit.wrong_lately(10), limit.wrong_lately(60), limit.wrong_lately(1)) == (2, 4, 1)


def test_what_is_remembered_is_bounded() -> None:
    clock = Clock()
    limit = GuessLimit(clock=clock)
    for minute in range(5000):
        clock.now = 60.0 * minute
        limit.wrong()
    assert limit.wrong_lately(10**6) == 24 * 60


def test_a_ticket_is_ours_or_worth_nothing(tmp_path: Path) -> None:
    vault, other = open_vault(tmp_path / "a"), open_vault(tmp_path / "b")
    ticket = ticket_for(vault, "ABCD2345")
    known = caller_of(vault, "192.0.2.7", ticket)
    assert known == caller_of(vault, "192.0.2.8", ticket)
    assert known.startswith("titre de passage")
    assert "ABCD2345" not in ticket
    for forged in ("", ".", ticket[:-1], ticket + "0", "x" * 10_000, ticket_for(other, "ABCD2345")):
        assert caller_of(vault, "192.0.2.7", forged) == "192.0.2.7"


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_a_network_of_one_machine_is_one_caller(tmp_path: Path, address: str, counted: str) -> None:
    assert caller_of(open_vault(tmp_path / "a"), address, "") == counted


_ticketed = "titre de passage 0123"
