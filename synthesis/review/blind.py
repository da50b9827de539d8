"""The blind sample: a seeded, stratified draw that a second reader codes without seeing anything.

Strata are the quadrants that the machine proposes, in proportion to their segments, each with one
at least. A reader is compared only on segments that they did not decide upon themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from synthesis.access import Actor, Permission, require
from synthesis.domain import Coding, InputError, Quadrant
from synthesis.review.applying import Reviewed, resolved
from synthesis.review.events import ConfirmSegment, SetQuadrant, SetTheme
from synthesis.review.state import Entry, standing
from synthesis.store.database import Database
from synthesis.store.readings import BlindReading, add_sample, save_reading

LEAST, MOST = 10, 500


@dataclass(frozen=True, slots=True)
class Judgment:
    """What a reader sees in a segment: its quadrant, its main theme (empty: none)."""

    segment: str
    quadrant: Quadrant
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Judgments:
    """What one coder said: segment → quadrant, segment → main theme (empty: none)."""

    quadrants: Mapping[str, str]
    themes: Mapping[str, str]


def draw(codings: Sequence[Coding], size: int, *, seed: int) -> tuple[str, ...]:
    """Keys of the segments drawn, in reading order; all of them when there are fewer."""
    strata: dict[Quadrant, list[int]] = defaultdict(list)
    for place, coding in enumerate(codings):
        if coding.segment.said:
            strata[coding.quadrant].append(place)
    total = sum(map(len, strata.values()))
    shares = _shares({q: len(places) for q, places in strata.items()}, min(size, total))
    generator = np.random.default_rng(seed)
    drawn: list[int] = []
    for quadrant in sorted(strata):
        chosen = generator.permutation(len(strata[quadrant]))[: shares[quadrant]]
        drawn += [strata[quadrant][i] for i in chosen.tolist()]
    return tuple(codings[place].segment.key for place in sorted(drawn))


def draw_sample(  # noqa: PLR0913 - who, where, of what, and the two that make it again
    database: Database,
    actor: Actor,
    campaign_id: int,
    analysis_id: int,
    codings: Sequence[Coding],
    *,
    size: int,
    seed: int,
) -> int:
    """Draw a sample of a run and keep it; gives its id. Raise ForbiddenError, InputError."""
    require(actor, Permission.REVIEW)
    if not LEAST <= size <= MOST:
        raise InputError(
            f"la taille de l'échantillon ({size}) n'est pas valable.",
            remedy=f"Choisissez entre {LEAST} et {MOST} propos.",
        )
    keys = draw(codings, size, seed=seed)
    with database.session() as session:
        return add_sample(session, campaign_id, analysis_id, seed, actor.account, actor.name, keys)


def read_blind(database: Database, actor: Actor, sample_id: int, judgment: Judgment) -> None:
    """Keep what a second reader sees in a segment; their last word holds."""
    require(actor, Permission.REVIEW)
    reading = (judgment.segment, judgment.quadrant.value, judgment.theme)
    with database.session() as session:
        save_reading(session, sample_id, actor.account, actor.name, reading)


def decided_by(log: Sequence[Entry], account: int) -> frozenset[str]:
    """Segments that a person judged while seeing what the machine proposed."""
    return frozenset(
        entry.event.segment
        for entry in standing(log)
        if entry.account == account
        and isinstance(entry.event, ConfirmSegment | SetQuadrant | SetTheme)
    )


def judged_by(readings: Sequence[BlindReading], account: int, reviewed: Reviewed) -> Judgments:
    """What a second reader said, under the themes that stand today."""
    own = [reading for reading in readings if reading.account == account]
    return Judgments(
        {reading.segment: reading.quadrant for reading in own},
        {reading.segment: _main((reading.theme,), reviewed) for reading in own},
    )


def judged_first(reviewed: Reviewed) -> Judgments:
    """What the review decided: a quadrant, a theme, or both."""
    segments = reviewed.state.segments
    return Judgments(
        {k: r.quadrant.value for k, r in segments.items() if r.quadrant is not None},
        {k: _main(r.themes, reviewed) for k, r in segments.items() if r.themes is not None},
    )


def judged_by_machine(reviewed: Reviewed, keys: Collection[str]) -> Judgments:
    """What the machine proposed of these segments, under the themes that stand today."""
    machine = reviewed.machine
    codings = [machine.codings[machine.index[key]] for key in keys if key in machine.index]
    return Judgments(
        {coding.segment.key: coding.quadrant.value for coding in codings},
        {coding.segment.key: _main(coding.themes, reviewed) for coding in codings},
    )


def _main(themes: Sequence[str], reviewed: Reviewed) -> str:
    found = resolved([theme for theme in themes if theme], reviewed.state)
    return found[0] if found else ""


def _shares(sizes: Mapping[Quadrant, int], size: int) -> dict[Quadrant, int]:
    """How many of each stratum: one at least, then the largest remainders."""
    total = sum(sizes.values())
    shares = {q: min(count, max(1, size * count // total)) for q, count in sizes.items()}
    by_remainder = sorted(sizes, key=lambda q: (-(size * sizes[q] % total), q))
    while sum(shares.values()) < size:
        for quadrant in by_remainder:
            if shares[quadrant] < sizes[quadrant] and sum(shares.values()) < size:
                shares[quadrant] += 1
    return shares
