"""Every page on a large campaign, at rest then while an analysis runs; median, p95, memory.

    python -m benchmarks.screens [SEGMENTS] [TURNS]

SEGMENTS (20,000 unless told) in 130 interviews. Each interaction is a run of the page, without
browser: TURNS (10) draws of its filters. First displays, which load the campaign, are apart.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

from benchmarks.large import INTERVIEWS, SEED, SEGMENTS, large_campaign
from synthesis.access import Actor, Role
from synthesis.accounts.sessions import open_session
from synthesis.app import identity
from synthesis.app.screen_list import SCREENS
from synthesis.app.server import MAIN
from synthesis.jobs.asking import ask, current
from synthesis.jobs.process import ensure_worker, stop_worker
from synthesis.store import Database
from synthesis.store.accounts import add_account

TURNS, TIMEOUT = 10, 120
Query = dict[str, str]
WORDS = ("école", "eau", "agri*", "médecin", "habitants", "transport", "vie associative")


def main() -> None:
    """Build the campaign, then measure at rest and while the worker analyses it."""
    sizes = [int(size) for size in sys.argv[1:3]]
    segments, turns = (*sizes, *(SEGMENTS, TURNS)[len(sizes) :])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SYNTHESIS_DATA_DIR"] = folder
        os.environ.pop("SYNTHESIS_DATABASE_URL", None)
        database = large_campaign(Path(folder), segments)
        actor = _sign_in(database)
        app = AppTest.from_file(MAIN, default_timeout=TIMEOUT)
        print(f"premier affichage : {_timed(app.run):.2f} s")
        draw = random.Random(SEED)
        _measure(app, draw, turns, "au repos")
        ask(database, actor, 1)
        worker = ensure_worker()
        _measure(app, draw, turns, "pendant une analyse")
        _wait(database, actor, worker)
        stop_worker()
        database.close()


def _wait(database: Database, actor: Actor, worker: int) -> None:
    """Up to the end of the analysis: what the pages above had beside them."""
    while (job := current(database, actor, 1)) and job.state.active:
        print(f"l'analyse en est à : {job.stage} ({job.done}/{job.total})", flush=True)
        time.sleep(5)
    if job and job.started_at and job.ended_at:
        seconds = (job.ended_at - job.started_at).total_seconds()
        print(f"analyse {job.state.label} en {seconds:.0f} s")
    print(f"mémoire de l'analyse : {_memory(worker, 'VmHWM'):,.0f} Mo")


def _measure(app: AppTest, draw: random.Random, turns: int, when: str) -> None:
    print(f"\n{when}")
    everything: list[float] = []
    for title, file, query in _pages(draw):
        times = []
        for turn in range(turns + 1):
            _address(app, query())
            seconds = _timed(app.switch_page(f"screens/{file}").run)
            if app.exception:
                raise RuntimeError(app.exception[0].value)
            if turn:
                times.append(seconds)
            else:
                first = seconds
        everything += times
        _print(title, times, f" (premier : {1000 * first:.0f} ms)")
    _print("toutes les pages", everything)
    print(f"mémoire de l'application : {_memory(os.getpid(), 'VmRSS'):,.0f} Mo")


def _pages(draw: random.Random) -> list[tuple[str, str, Callable[[], Query]]]:
    """Title, file, and a draw of the address."""
    listed: list[tuple[str, str, Callable[[], Query]]] = [
        (screen.title, screen.file, dict) for screen in SCREENS if screen.file != "explore.py"
    ]
    listed.append(("Thèmes : un thème", "theme.py", lambda: {"theme": _theme(draw)}))
    listed.append(
        (
            "Entretiens : un entretien",
            "interviews.py",
            lambda: {"entretien": f"visite-{draw.randrange(INTERVIEWS)}"},
        )
    )
    for view in ("", "carte", "mots", "souhaits", "couverture"):
        query = _filtered(draw, view)
        listed.append((f"Explorer : {view or 'thèmes'}", "explore.py", query))
    for forms in ("", "lemmes"):
        listed.append((f"Explorer : contexte {forms}", "explore.py", _searched(draw, forms)))
    return listed


def _filtered(draw: random.Random, view: str) -> Callable[[], Query]:
    filters: list[Query] = [
        {},
        {"quadrant": "difficulte"},
        {"territoire": "200027027"},
        {"certitude": "sur"},
        {"question": "q4"},
    ]
    return lambda: {"vue": view, **draw.choice(filters)}


def _searched(draw: random.Random, forms: str) -> Callable[[], Query]:
    return lambda: {"vue": "contexte", "formes": forms, "mot": draw.choice(WORDS)}


def _theme(draw: random.Random) -> str:
    return draw.choice(["eau", "mobilites", "habitat", "sante", "dechets", "numerique"])


def _address(app: AppTest, query: Query) -> None:
    app.query_params.clear()
    app.query_params.update(query)


def _sign_in(database: Database) -> Actor:
    """AppTest has no cookies: the token is put where the application reads the cookie."""
    with database.session() as session:
        account = add_account(session, "mesure", Role.MANAGER, "aucun", temporary=False)
    token = open_session(database, account)
    identity.session_token = lambda: token
    return Actor(account, "mesure", Role.MANAGER)


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _memory(process: int, field: str) -> float:
    """In megabytes, as Linux tells it; 0 elsewhere or for a process that is gone."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0.0
    lines = [line for line in status.read_text().splitlines() if line.startswith(field)]
    return int(lines[0].split()[1]) / 1024 if lines else 0.0


def _print(what: str, seconds: list[float], note: str = "") -> None:
    median, high = (1000 * np.quantile(seconds, q) for q in (0.5, 0.95))
    print(f"{what} : médiane {median:.0f} ms, 95 % sous {high:.0f} ms{note}", flush=True)


if __name__ == "__main__":
    main()
