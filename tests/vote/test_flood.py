"""Codes guessed by the thousand: none is found, and the room still votes."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from synthesis.app.ballot.booth import Booth
from synthesis.vote.codes import ALPHABET, LENGTH
from synthesis.vote.guessing import MOST_PENDING, GuessLimit, ticket_for

from .examples import Room

GUESSES, AT_ONCE = 1_000, 200


def _booth(folder: Path, monkeypatch: pytest.MonkeyPatch, limit: GuessLimit) -> Starlette:
    monkeypatch.delenv("SYNTHESIS_DATABASE_URL", raising=False)
    monkeypatch.setenv("SYNTHESIS_DATA_DIR", str(folder))
    monkeypatch.setenv("SYNTHESIS_PSEUDONYM_KEY", str(folder / "cle"))
    return Starlette(routes=Booth(limit).routes())


def test_a_thousand_wrong_codes_find_nothing_and_the_room_still_votes(
    lasting_room: Room, room_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = lasting_room
    _, slips = room.open()
    limit = GuessLimit(delay=0.3)
    app = _booth(room_folder, monkeypatch, limit)
    answers: Counter[int] = Counter()
    chance = random.Random(2021)
    codes = ["".join(chance.choices(ALPHABET, k=LENGTH)) for _ in range(GUESSES)]

    async def guess(client: httpx.AsyncClient, left: list[str]) -> None:
        while left:
            answers[(await client.get(f"/vote?code={left.pop()}")).status_code] += 1

    async def open_with_ticket(client: httpx.AsyncClient) -> None:
        while limit.pending < MOST_PENDING:
            await asyncio.sleep(0.01)
        code, ticket = slips[0].code, ticket_for(room.vault, slips[0].code)
        for number in range(5):
            page = await client.post("/vote/bulletin", data={"code": code, "titre": ticket})
            assert page.status_code == 200, number
        # From another address, a phone that has no ticket yet.
        elsewhere = httpx.ASGITransport(app, client=("192.0.2.8", 1))
        async with httpx.AsyncClient(transport=elsewhere, base_url="http://salle") as other:
            assert (await other.get(f"/vote?code={slips[1].code}")).status_code == 200
            assert (await other.get("/vote?code=AAAABBBB")).status_code == 403

    async def attack() -> None:
        here = httpx.ASGITransport(app, client=("192.0.2.7", 1))
        async with (
            httpx.AsyncClient(transport=here, base_url="http://salle") as guesser,
            httpx.AsyncClient(transport=here, base_url="http://salle") as voter,
        ):
            crowd = [guess(guesser, codes) for _ in range(AT_ONCE)]
            await asyncio.gather(open_with_ticket(voter), *crowd)

    asyncio.run(attack())
    assert answers[200] == 0
    assert answers[403] + answers[429] == GUESSES
    assert answers[429] > 0
    assert limit.pending == 0
    # Answered at once or later, every wrong code that was tried is told to the organiser.
    assert limit.wrong_lately() == answers[403] + 1
