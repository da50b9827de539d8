"""The points of convergence for phones: themes and counts, no word of anybody.

Reading a campaign takes seconds the first time: one thread apart does it, and the phones that ask
meanwhile are shown what was read before, or told to come back. Nobody who votes waits for it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Lock, Thread

from synthesis.app.database import current_database
from synthesis.store import campaigns

FRESH_SECONDS, MOST = 30.0, 20


@dataclass(frozen=True, slots=True)
class Point:
    """A theme said in `territories` of the `total` where it could be."""

    label: str
    territories: int
    total: int


@dataclass(slots=True)
class Points:
    """The points of the campaigns asked for, read again now and then."""

    _kept: dict[int, tuple[float, list[Point]]] = field(default_factory=dict)
    _busy: Lock = field(default_factory=Lock)

    def of(self, campaign_id: int) -> list[Point] | None:
        """The points of a campaign, the most shared first; None while they are being read."""
        at, points = self._kept.get(campaign_id, (0.0, None))
        if points is not None and time.monotonic() - at < FRESH_SECONDS:
            return points
        if self._busy.acquire(blocking=False):
            Thread(target=self._read_again, args=(campaign_id,), daemon=True).start()
        return points

    def _read_again(self, campaign_id: int) -> None:
        try:
            self._kept = {campaign_id: (time.monotonic(), _read(campaign_id))}
        finally:
            self._busy.release()


def _read(campaign_id: int) -> list[Point]:
    # Imported here: the ballot needs nothing of Streamlit, which takes a second to load.
    from synthesis.app.campaign import campaign_view  # noqa: PLC0415

    with current_database().session(read_only=True) as session:
        campaign = next((c for c in campaigns(session) if c.id == campaign_id), None)
    view = None if campaign is None else campaign_view(campaign)
    if view is None:
        return []
    counted = view.convergence
    shared = [count for count in counted.points() if counted.converges(count)]
    return [
        Point(view.labels.get(count.theme, count.theme), count.territories, count.total)
        for count in shared[:MOST]
    ]


POINTS = Points()
