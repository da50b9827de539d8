"""The application as a process of its own, that can die and come back at the same address."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from synthesis.store import load_interviews, open_database

from .conftest import COMMAND, Visit, wait_for

# What the framework says in the console when its server is away.
AWAY = re.compile(
    r"disconnected from server|Client Error|not responding|WebSocket|ERR_CONNECTION|Failed to load"
)


@dataclass
class Application:
    """The application on a folder, that can die and come back at the same address."""

    folder: Path
    port: int
    log: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start and wait until it answers."""
        environment = os.environ | {
            "SYNTHESIS_DATA_DIR": str(self.folder),
            "SYNTHESIS_DATABASE_URL": "",
        }
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [*COMMAND, str(self.port)],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        wait_for(self.address, self.process, self.log)

    def kill(self) -> None:
        """As if the computer lost its power: no goodbye."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def code(self) -> str:
        """What the terminal says of the first account."""
        told = self.log.read_text(encoding="utf-8")
        return re.findall(r"premier compte : (\S+)", told)[-1]

    def text(self, question: str = "q1", *, interview: str = "") -> str:
        """What the database holds of the answer to a question of an interview (the first one)."""
        database = open_database(f"sqlite:///{self.folder / 'synthesis.db'}")
        with database.session(read_only=True) as session:
            loaded = load_interviews(session, 1)
        database.close()
        found = next(i for i in loaded if i.key == (interview or loaded[0].key))
        return next(a.text for a in found.answers if a.question == question)


def forget_absence(visit: Visit) -> None:
    """The framework complains that the server is away: that is what the test is about."""
    visit.complaints[:] = [said for said in visit.complaints if not AWAY.search(said)]
