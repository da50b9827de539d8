"""The result of a vote, as documents tell it: filled by whoever counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BallotLine:
    """A subject and its place: equals share `rank`; `score` as it is to be written (« 12
    gommettes »), `value` its length in a chart, None when the rule gives no number."""

    rank: int
    label: str
    score: str = ""
    value: float | None = None


@dataclass(frozen=True, slots=True)
class BallotResult:
    """One vote. `lines`: best first; `method`: name of the rule; `unit`: what `value` counts;
    `voters`, `blanks`: ballots; `note`: anything that must be said with it."""

    title: str
    method: str
    lines: tuple[BallotLine, ...]
    voters: int
    blanks: int = 0
    unit: str = ""
    note: str = ""
