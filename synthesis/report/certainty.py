"""How sure the figures are: what was read again, what still is to be, how far readers agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Estimate:
    """An index and the bounds of its 95 % interval; None where it does not exist."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A blind reader against the review or the machine, over `units` segments that both coded.

    `what`: « Quadrant » or « Thème »; `reader`, `other`: as they are to be named; `observed`: part
    of the units that both coded alike, between 0 and 1; `uncoded`: units that (the other, the
    reader) left uncoded.
    """

    what: str
    reader: str
    other: str
    units: int
    uncoded: tuple[int, int]
    observed: float | None
    alpha: Estimate
    kappa: Estimate


@dataclass(frozen=True, slots=True)
class Signed:
    """Who answers for the classification. `at` is in UTC.

    `later`: decisions taken since; `superseded`: whether another analysis was run since.
    """

    name: str
    at: datetime
    later: int
    superseded: bool


@dataclass(frozen=True, slots=True)
class Certainty:
    """Numbers of segments, unless said otherwise.

    `segments`: that count; `to_review`: judged doubtful and not read again; `reviewed`: decided by
    a person; `excluded`: taken out of the count; `lost`: decided, then no longer in the words;
    `threshold`: probability under which the machine doubts, None when unknown; `validated`:
    themes that were validated; `learnt`: whether the analysis learnt from corrections.
    """

    segments: int
    to_review: int
    reviewed: int
    without_theme: int
    excluded: int = 0
    lost: int = 0
    threshold: float | None = None
    validated: int = 0
    learnt: bool = False
    comparisons: tuple[Comparison, ...] = ()
    signature: Signed | None = None
