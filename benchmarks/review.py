"""A decision on a large campaign: write it, replay it, apply it, find the next segment; p95.

    python -m benchmarks.review [SEGMENTS] [DECISIONS]

SEGMENTS (20,000 unless told) in 130 interviews, DECISIONS (10,000) already in the log of a SQLite
file. Each of the 100 steps that follow is what the desk does for one key, without the drawing.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from synthesis.access import Actor, Role
from synthesis.convergence import Convergence, coverage
from synthesis.domain import Coding, Interview, Quadrant, Segment
from synthesis.forms.codebook import read_codebook
from synthesis.forms.defaults import default_codebook, default_questionnaire
from synthesis.forms.xlsform import read_questionnaire
from synthesis.review.applying import Machine, reviewed
from synthesis.review.events import ConfirmSegment, Event, SetQuadrant, SetTheme
from synthesis.review.log import decide, read_log, undo
from synthesis.review.queue import Wanted, order, queue
from synthesis.review.state import NOTHING_DECIDED, extended, replay
from synthesis.store import Database, open_database, save_campaign, upgrade

SEGMENTS, DECISIONS, INTERVIEWS, STEPS = 20_000, 10_000, 130, 100
ADVISOR = Actor(1, "conseiller", Role.ADVISOR)


def main() -> None:
    """Print the median and the 95th percentile of each thing, in milliseconds."""
    sizes = [int(size) for size in sys.argv[1:3]]
    segments, decisions = (*sizes, *(SEGMENTS, DECISIONS)[len(sizes) :])
    draw = random.Random(2021)
    form, codebook = read_questionnaire(default_questionnaire()), read_codebook(default_codebook())
    slugs = [theme.slug for theme in codebook.themes]
    machine = Machine.of(
        [_coding(number, draw, slugs) for number in range(segments)],
        {theme.slug: theme.label for theme in codebook.themes},
    )
    keys = list(machine.index)
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'synthesis.db'}")
        upgrade(database)
        with database.session() as session:
            campaign = save_campaign(session, "essai", "Essai", form, codebook, [])
        earlier = [_event(draw, keys, slugs) for _ in range(decisions)]
        decide(database, ADVISOR, campaign, earlier, seen=0)
        _steps(database, campaign, machine, lambda: _event(draw, keys, slugs))
        with database.session(read_only=True) as session:
            log = read_log(session, campaign)
        _print("rejouer tout le journal", [_timed(lambda: replay(log)) for _ in range(5)])
        whole = reviewed(machine, replay(log))
        interviews = [Interview(f"e{n}", siren=f"{n % 13:09d}") for n in range(INTERVIEWS)]
        covered = coverage(interviews, form)
        _print(
            "recompter la convergence",
            [
                _timed(lambda: _counted(Convergence(covered, form), whole.counted()))
                for _ in "12345"
            ],
        )
        database.close()


def _steps(database: Database, campaign: int, machine: Machine, event: Callable[[], Event]) -> None:
    known = order(machine)
    with database.session(read_only=True) as session:
        log = read_log(session, campaign)
    state = extended(NOTHING_DECIDED, log, log)
    seen = reviewed(machine, state)
    times = []
    for step in range(STEPS):
        start = time.perf_counter()
        if step % 10 == 9:
            undo(database, ADVISOR, campaign, known=log)
        else:
            decide(database, ADVISOR, campaign, event(), seen=state.sequence)
        with database.session(read_only=True) as session:
            since = read_log(session, campaign, after=state.sequence)
        log += since
        state = extended(state, log, since)
        seen = reviewed(machine, state, before=seen)
        queue(seen, known, Wanted())
        times.append(time.perf_counter() - start)
    _print("une décision", times)


def _counted(convergence: Convergence, codings: tuple[Coding, ...]) -> None:
    convergence.add(codings)
    convergence.points()
    for quadrant in Quadrant:
        convergence.counts(quadrant)


def _coding(number: int, draw: random.Random, slugs: list[str]) -> Coding:
    text = f"Propos numéro {number}."
    odds = [draw.random() ** 3 for _ in Quadrant]
    interview = number * INTERVIEWS // SEGMENTS
    segment = Segment(
        f"{number:016x}", f"e{interview}", 0, 0, len(text), text, siren=f"{interview % 13:09d}"
    )
    return Coding(
        segment,
        {q: value / sum(odds) for q, value in zip(Quadrant, odds, strict=True)},
        theme=draw.choice(slugs),
        theme_probability=draw.random(),
        to_review=draw.random() < 0.5,
    )


def _event(draw: random.Random, keys: list[str], slugs: list[str]) -> Event:
    key, quadrant, theme = draw.choice(keys), draw.choice(list(Quadrant)), draw.choice(slugs)
    return draw.choice(
        [
            ConfirmSegment(key, quadrant, (theme,)),
            SetQuadrant(key, quadrant),
            SetTheme(key, (theme,)),
        ]
    )


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _print(what: str, seconds: list[float]) -> None:
    median, high = (1000 * np.quantile(seconds, q) for q in (0.5, 0.95))
    print(f"{what} : médiane {median:.0f} ms, 95 % sous {high:.0f} ms")


if __name__ == "__main__":
    main()
