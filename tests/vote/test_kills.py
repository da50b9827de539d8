"""kill -9 of the server while people vote: what a receipt was shown for is in the urn, once."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

from benchmarks.voters import LIGHT, Server, Voter, hall, settle, vote_through_kills

VOTERS, KILLS = 8, 5


def test_five_kills_while_voting_lose_and_double_nothing(tmp_path: Path) -> None:
    opened = hall(tmp_path, VOTERS)
    server = Server(tmp_path, LIGHT).start()
    voters = [
        Voter(code, opened.scrutin, random.Random(number))
        for number, code in enumerate(opened.codes)
    ]
    try:
        asyncio.run(vote_through_kills(server, voters, KILLS, random.Random(7)))
    finally:
        server.kill()
    assert all(len(voter.receipts) == 1 for voter in voters)
    assert settle(opened, voters) == []
    opened.database.close()
