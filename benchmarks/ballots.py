"""The voting room under load, under kill -9, under guesses; each bar beside its figure.

    python -m benchmarks.ballots [VOTERS] [KILLS] [GUESSES]

500 voters, 50 kills and 100,000 wrong codes unless told; 0 leaves a part out. The server is the
real one, with SQLite; voters share the machine with it.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from benchmarks.voters import (
    REAL,
    Hall,
    Server,
    Voter,
    hall,
    request,
    settle,
    vote_through_kills,
)
from synthesis.vote.codes import ALPHABET, LENGTH

VOTERS, KILLS, GUESSES, SEED = 500, 50, 100_000, 2021
ARRIVAL_SECONDS, PAUSE_SECONDS = 36.0, 5.0
GUESSERS = 150


def main() -> None:
    """Load, kills, guesses."""
    sizes = [int(size) for size in sys.argv[1:4]]
    voters, kills, guesses = (*sizes, *(VOTERS, KILLS, GUESSES)[len(sizes) :])
    if voters:
        with room(voters) as (opened, server):
            load(opened, server)
    if kills:
        with room(26) as (opened, server):
            killed(opened, server, kills)
    if guesses:
        with room(26) as (opened, server):
            guessed(opened, server, guesses)


@contextmanager
def room(voters: int) -> Iterator[tuple[Hall, Server]]:
    """A scrutin that is open, and its server."""
    with tempfile.TemporaryDirectory() as folder:
        opened = hall(Path(folder), voters)
        server = Server(Path(folder), REAL).start()
        try:
            yield opened, server
        finally:
            server.kill()
            opened.database.close()


def load(opened: Hall, server: Server) -> None:
    """Everybody votes then changes their vote, within a minute; then once more, all at once."""
    voters, before = _voters(opened), server.cpu_seconds()
    asyncio.run(_a_minute(server, voters))
    _print_times(f"{len(voters)} personnes votent et changent d'avis", voters)
    taken = server.cpu_seconds() - before
    print(f"  (processeur du serveur : {taken:.1f} s ; charge de la machine : {_busy():.1f})")
    for voter in voters:
        voter.times.clear()
    start = time.perf_counter()
    asyncio.run(_all_at_once(server, voters))
    _print_times("toutes à la même seconde", voters, bar=False)
    print(f"  (tout est fait en {time.perf_counter() - start:.1f} s)")
    _print_settled(opened, voters)


async def _a_minute(server: Server, voters: list[Voter]) -> None:
    async def come(voter: Voter) -> None:
        await asyncio.sleep(voter.chance.uniform(0, ARRIVAL_SECONDS))
        for _ in range(2):
            await voter.vote(server, pause=PAUSE_SECONDS)

    start = time.perf_counter()
    await asyncio.gather(*(come(voter) for voter in voters))
    print(f"voté et changé en {time.perf_counter() - start:.0f} s (visé : 60 ou moins)")


async def _all_at_once(server: Server, voters: list[Voter]) -> None:
    await asyncio.gather(*(voter.vote(server) for voter in voters))


def killed(opened: Hall, server: Server, kills: int) -> None:
    """kill -9 at random moments while everybody votes."""
    voters = _voters(opened)
    asyncio.run(vote_through_kills(server, voters, kills, random.Random(SEED)))
    answers = sum(len(voter.times) for voter in voters)
    print(f"\n{kills} arrêts brutaux, {answers} réponses entre eux")
    _print_settled(opened, voters)


def guessed(opened: Hall, server: Server, guesses: int) -> None:
    """Wrong codes by the thousand from one address, while the room votes from the same one."""
    answers: Counter[int] = Counter()
    voters = _voters(opened)
    hits = asyncio.run(_flood(server, voters, guesses, answers))
    print(
        f"\n{guesses} codes erronés envoyés par {GUESSERS} à la fois : {hits} trouvés (visé : 0) ; "
        f"{answers[403]} essayés, {answers[429]} refusés sans être essayés"
    )
    _print_times("les bons codes, pendant ce temps", voters, bar=False)
    _print_settled(opened, voters)


async def _flood(server: Server, voters: list[Voter], guesses: int, answers: Counter[int]) -> int:
    # Everybody opened the page before: their ticket lets them through.
    tickets = {v.code: await _ticket(server, v.code) for v in voters}
    chance, left, hits = random.Random(SEED), iter(range(guesses)), 0

    async def guess() -> None:
        nonlocal hits
        for _ in left:
            code = "".join(chance.choices(ALPHABET, k=LENGTH))
            page = await request(server.port, f"/vote?code={code}")
            answers[page.status] += 1
            hits += page.status == 200

    flood = [asyncio.create_task(guess()) for _ in range(GUESSERS)]
    await asyncio.sleep(2)
    while not all(task.done() for task in flood):
        await asyncio.gather(*(_vote_with(server, v, tickets[v.code]) for v in voters))
        await asyncio.sleep(1)
    await asyncio.gather(*flood)
    return hits


async def _ticket(server: Server, code: str) -> str:
    page = await request(server.port, f"/vote?code={code}")
    return page.text.partition('name="titre" value="')[2].partition('"')[0]


async def _vote_with(server: Server, voter: Voter, ticket: str) -> None:
    voter.ticket = ticket
    await voter.vote(server)


def _voters(opened: Hall) -> list[Voter]:
    return [
        Voter(code, opened.scrutin, random.Random(SEED + number))
        for number, code in enumerate(opened.codes)
    ]


def _print_times(what: str, voters: list[Voter], *, bar: bool = True) -> None:
    seconds = [one for voter in voters for one in voter.times]
    median, high = (1000 * float(np.quantile(seconds, q)) for q in (0.5, 0.95))
    aim = " (visé : 95 % sous 1 000)" if bar else ""
    print(
        f"{what} : {len(seconds)} réponses, médiane {median:.0f} ms, 95 % sous {high:.0f} ms, "
        f"au plus {1000 * max(seconds):.0f} ms{aim}",
        flush=True,
    )


def _busy() -> float:
    """What else runs: 2 is all that two processors can do."""
    return os.getloadavg()[0]


def _print_settled(opened: Hall, voters: list[Voter]) -> None:
    found = settle(opened, voters)
    receipts = len(set().union(*(voter.receipts for voter in voters)))
    print(f"{receipts} accusés pour {len(voters)} votants ; écarts : {len(found)} (visé : 0)")
    for line in found[:10]:
        print(f"  {line}")


if __name__ == "__main__":
    main()
