"""Slow down whoever guesses codes, without locking the room out.

The whole room may share one address, so wrong codes are counted for all addresses together.
Only a wrong code costs anything. When wrong codes have used up what is allowed, new codes wait for
a moment.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

# A room that mistypes: so many wrong codes at once, then so many each second.
ALLOWANCE, EACH_SECOND = 120.0, 2.0


@dataclass(slots=True)
class GuessLimit:
    """What is left of the wrong codes allowed, in this process."""

    allowance: float = ALLOWANCE
    each_second: float = EACH_SECOND
    clock: Callable[[], float] = time.monotonic
    _left: float = field(init=False)
    _at: float = field(init=False)
    _lock: Lock = field(init=False, default_factory=Lock)

    def __post_init__(self) -> None:
        self._left, self._at = self.allowance, self.clock()

    def wait(self) -> int:
        """Seconds before a code that is not known yet may be tried; 0 when it may at once."""
        with self._lock:
            self._refill()
            missing = 1.0 - self._left
            return 0 if missing <= 0 else max(1, round(missing / self.each_second))

    def wrong(self) -> None:
        """A code was tried that opens nothing."""
        with self._lock:
            self._refill()
            self._left = max(0.0, self._left - 1.0)

    def _refill(self) -> None:
        now = self.clock()
        self._left = min(self.allowance, self._left + (now - self._at) * self.each_second)
        self._at = now
