"""Voters in front of a server that runs for real: the room, the process, what a phone sends.

Shared by `benchmarks.ballots` and by the tests that kill the server.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from synthesis.access import Actor, Role
from synthesis.care.vault import open_vault
from synthesis.forms.codebook import read_codebook
from synthesis.forms.defaults import default_codebook, default_questionnaire, default_territories
from synthesis.forms.registry import read_territories
from synthesis.forms.xlsform import read_questionnaire
from synthesis.store import Database, open_database, save_campaign, upgrade
from synthesis.vote.contents import Method, Rules
from synthesis.vote.export import export_votes
from synthesis.vote.issuing import issue
from synthesis.vote.opening import close_scrutin, open_scrutin, prepare
from synthesis.vote.preparing import Notice, create_assembly
from synthesis.vote.records import load_scrutin
from synthesis.vote.scrutin import College, Mode, Plan, Subject
from synthesis.vote.verify import verify

ORGANISER = Actor(1, "mesure", Role.MANAGER)
SUBJECTS = tuple(Subject(f"sujet-{n}", f"Sujet numéro {n}") for n in range(1, 13))
RULES = Rules(Method.DOTS, dots=5, dots_max=3)
REAL = [sys.executable, "-c", "from synthesis.cli.main import run; run()", "serve", "--port"]
LIGHT = [sys.executable, "-m", "benchmarks.ballot_server"]
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
_TRACKER = re.compile(r'class="accuse">([A-Z0-9-]+)<')
_REVISION = re.compile(r'name="revision" value="(\d+)"')
_START_SECONDS = 90


@dataclass(frozen=True)
class Hall:
    """An open scrutin in a folder of data, and the codes of its voters."""

    folder: Path
    database: Database
    assembly: int
    scrutin: int
    codes: list[str]

    def close(self) -> dict[str, int]:
        """Close the scrutin; gives subject → dots, and « bulletins » → ballots counted."""
        close_scrutin(self.database, ORGANISER, self.scrutin)
        with self.database.session(read_only=True) as session:
            result = load_scrutin(session, self.scrutin).result
        assert result is not None
        counts = result["colleges"][College.GUESTS.value]
        return {**counts["points"], "bulletins": counts["bulletins"]}

    def faults(self) -> list[str]:
        """What `synthesis verify` finds wrong in the export."""
        path = self.folder / "votes.zip"
        path.unlink(missing_ok=True)
        head = export_votes(self.database, ORGANISER, self.assembly, path)
        return [f"{f.where} : {f.what}" for f in verify(path, head) if not f.right]


def hall(folder: Path, voters: int) -> Hall:
    """Guests vote, since members are only thirteen: an indicative ballot of dots, open."""
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    upgrade(database)
    form, codebook = read_questionnaire(default_questionnaire()), read_codebook(default_codebook())
    territories = read_territories(default_territories())
    with database.session() as session:
        campaign = save_campaign(session, "mesure", "Mesure", form, codebook, territories)
    notice = Notice("Assemblée de mesure", date.today())
    assembly = create_assembly(database, ORGANISER, campaign, notice)
    plan = Plan("Priorités", "Que faire ?", Mode.INDICATIVE, RULES, SUBJECTS, (College.GUESTS,))
    scrutin = prepare(database, ORGANISER, assembly, plan)
    vault = open_vault(folder / "pseudonymes.cle")
    slips = issue(database, vault, ORGANISER, scrutin, guests=voters)
    open_scrutin(database, ORGANISER, scrutin)
    return Hall(folder, database, assembly, scrutin, [slip.code for slip in slips])


@dataclass
class Server:
    """The application as a process of its own, that can be killed and started again."""

    folder: Path
    command: Sequence[str]
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> Server:
        """Start it, and wait until it answers."""
        self.port = self.port or free_port()
        environment = os.environ | {
            "SYNTHESIS_DATA_DIR": str(self.folder),
            "SYNTHESIS_DATABASE_URL": "",
            "SYNTHESIS_PSEUDONYM_KEY": "",
        }
        with (self.folder / "journal").open("ab") as log:
            self.process = subprocess.Popen(
                [*self.command, str(self.port)], env=environment, stdout=log, stderr=log
            )
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/vote", timeout=5):
                    return self
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.03)
        raise RuntimeError("the server did not start")

    def cpu_seconds(self) -> float:
        """Time of a processor that it took so far, as Linux tells it."""
        if self.process is None:
            return 0.0
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        """No time to put anything in order: SIGKILL."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Page:
    """What came back."""

    status: int
    text: str
    seconds: float

    @property
    def tracker(self) -> str:
        """The number of the receipt, empty without one."""
        found = _TRACKER.search(self.text)
        return found.group(1) if found and "A voté" in self.text else ""

    @property
    def revision(self) -> str:
        """The revision that the ballot paper carries."""
        found = _REVISION.search(self.text)
        return unescape(found.group(1)) if found else "0"


async def request(port: int, path: str, fields: dict[str, str] | None = None) -> Page:
    """One request of a phone, and how long its answer took. Raise OSError when none comes."""
    start = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        body = urlencode(fields).encode() if fields is not None else b""
        head = f"{'GET' if fields is None else 'POST'} {path} HTTP/1.1\r\nHost: salle\r\n"
        head += f"Connection: close\r\n{FORM if body else ''}Content-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        answer = (await reader.read(-1)).decode("utf-8", "replace")
    finally:
        writer.close()
    if not answer.endswith("</html>"):
        raise ConnectionResetError("cut short")
    return Page(int(answer[9:12]), answer, time.perf_counter() - start)


def draw(chance: random.Random) -> dict[str, str]:
    """Fields of a ballot of five dots on two subjects."""
    first, second = chance.sample([subject.slug for subject in SUBJECTS], 2)
    return {f"s.{first}": "3", f"s.{second}": "2"}


@dataclass
class Voter:
    """A phone whose person sends again whatever got no answer."""

    code: str
    scrutin: int
    chance: random.Random
    ticket: str = ""
    receipts: set[str] = field(default_factory=set)
    choices: dict[str, str] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    async def vote(self, server: Server, *, pause: float = 0.0) -> None:
        """Open the ballot, review it, confirm it; thinks `pause` seconds at most at each step."""
        known = {"code": self.code, "titre": self.ticket}
        page = await self._ask(server, "/vote/bulletin", known)
        fields = known | {"scrutin": str(self.scrutin), "revision": page.revision}
        fields |= draw(self.chance)
        await asyncio.sleep(self.chance.uniform(0, pause))
        await self._ask(server, "/vote/relire", fields | {"faire": "relire"})
        await asyncio.sleep(self.chance.uniform(0, pause))
        page = await self._ask(server, "/vote/confirmer", fields)
        if not page.tracker:
            self.wrong.append(f"{page.status} : {page.text[-400:]}")
            return
        self.receipts.add(page.tracker)
        self.choices = {name: text for name, text in fields.items() if name.startswith("s.")}

    async def _ask(self, server: Server, path: str, fields: dict[str, str] | None) -> Page:
        while True:
            try:
                page = await request(server.port, path, fields)
            except OSError:  # the server is down: the person tries again
                await asyncio.sleep(0.05)
                continue
            self.times.append(page.seconds)
            return page


def expected(voters: Sequence[Voter]) -> Counter[str]:
    """Subject → dots of the last ballot of each voter, and « bulletins » → how many voted."""
    counted = Counter({subject.slug: 0 for subject in SUBJECTS})
    for voter in voters:
        for name, number in voter.choices.items():
            counted[name.removeprefix("s.")] += int(number)
        counted["bulletins"] += bool(voter.receipts)
    return counted


async def vote_through_kills(
    server: Server, voters: Sequence[Voter], kills: int, chance: random.Random
) -> None:
    """Everybody votes again and again while the server is killed and started `kills` times."""
    over = asyncio.Event()

    async def go_on(voter: Voter) -> None:
        while not over.is_set():
            await voter.vote(server)

    voting = [asyncio.create_task(go_on(voter)) for voter in voters]
    for _ in range(kills):
        await asyncio.sleep(chance.uniform(0.05, 0.6))
        server.kill()
        await asyncio.to_thread(server.start)
    over.set()
    await asyncio.gather(*voting)


def settle(hall_: Hall, voters: Sequence[Voter]) -> list[str]:
    """Close, count, verify; gives what is not as the receipts say, nothing when all is right."""
    found = [f"refusé : {wrong}" for voter in voters for wrong in voter.wrong]
    found += [f"{len(v.receipts)} accusés pour un bulletin" for v in voters if len(v.receipts) > 1]
    wanted, counted = dict(expected(voters)), hall_.close()
    if wanted != counted:
        found.append(f"compté {counted}, attendu {wanted}")
    return found + hall_.faults()
