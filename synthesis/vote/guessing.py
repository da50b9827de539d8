"""Slow down whoever guesses codes, without locking the room out.

A right code is answered at once, always. Wrong ones are counted for everybody together, since a
whole room may share one address. Within the allowance of a room that mistypes (120 at once, then
one each second) a wrong code is answered at once too; beyond it, after two seconds, during which
no thread waits. An address with 100 such answers pending is refused without its code being tried,
except the phones that gave a right code before: they show the ticket that they got then.

What a guesser gets. An address has at most 100 answers each 2 s, so 50 codes a second: 540,000 in
an assembly of 3 hours, and the whole allowance besides (120 + 10,800). Of the 31⁸ = 8.5e11 codes,
the probability to hit one is

    live codes      one address      every address (2,000 answers pending in all)
            26          1.7e-5          3.3e-4
           500          3.2e-4          6.3e-3

and a hit would be a single ballot, of somebody who still holds the slip. A ticket allows 5 pending
answers: a voter who guesses adds 2.5 codes a second. The organiser reads how many wrong codes came.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hmac import compare_digest
from ipaddress import IPv4Address, IPv6Address, ip_address
from threading import Lock

from synthesis.care.vault import Vault
from synthesis.domain import InputError

ALLOWANCE, EACH_SECOND = 120.0, 1.0
DELAY_SECONDS = 2.0
MOST_PENDING, MOST_WITH_TICKET, MOST_IN_ALL = 100, 5, 2_000
_TICKET, _SIGNED, _TICKET_LENGTH = "titre de passage", "titre signé", 16
_MINUTE, _MINUTES_KEPT = 60.0, 24 * 60


class TooManyGuessesError(InputError):
    """Too many wrong codes wait for their answer: this one was not tried."""

    def __init__(self) -> None:
        super().__init__(
            "trop de codes erronés arrivent de ce réseau : le vôtre n'a pas été essayé.",
            remedy="Réessayez dans quelques secondes ; si cela dure, prévenez l'organisateur.",
        )


@dataclass(slots=True)
class GuessLimit:
    """Wrong codes in this process: how many may still be answered at once, how many wait."""

    allowance: float = ALLOWANCE
    each_second: float = EACH_SECOND
    delay: float = DELAY_SECONDS
    clock: Callable[[], float] = time.monotonic
    _left: float = field(init=False)
    _at: float = field(init=False)
    _pending: Counter[str] = field(init=False, default_factory=Counter)
    _minutes: deque[tuple[int, int]] = field(
        init=False, default_factory=lambda: deque(maxlen=_MINUTES_KEPT)
    )
    # Screens count and read from threads of their own.
    _lock: Lock = field(init=False, default_factory=Lock)

    def __post_init__(self) -> None:
        self._left, self._at = self.allowance, self.clock()

    @property
    def pending(self) -> int:
        """Wrong codes whose answer waits."""
        return self._pending.total()

    def refuse_crowd(self, caller: str) -> None:
        """Raise TooManyGuessesError when too many answers of this caller wait already."""
        ticketed = caller.startswith(_TICKET)
        most = MOST_WITH_TICKET if ticketed else MOST_PENDING
        crowded = not ticketed and self.pending >= MOST_IN_ALL
        if crowded or self._pending[caller] >= most:
            raise TooManyGuessesError

    async def slow(self, caller: str) -> None:
        """Count a wrong code, and wait if wrong codes are too many: its answer comes after."""
        if self.wrong():
            with self._waiting(caller):
                await asyncio.sleep(self.delay)

    def wrong(self) -> bool:
        """Count a wrong code; says whether its answer is to wait."""
        with self._lock:
            now = self.clock()
            self._count(int(now // _MINUTE))
            self._left = min(self.allowance, self._left + (now - self._at) * self.each_second)
            self._at = now
            if self._left < 1.0:
                return True
            self._left -= 1.0
            return False

    def wrong_lately(self, minutes: int = 10) -> int:
        """Wrong codes of the last minutes (of the last day at most), for the organiser."""
        first = int(self.clock() // _MINUTE) - minutes
        with self._lock:
            return sum(number for minute, number in self._minutes if minute > first)

    def _count(self, minute: int) -> None:
        last, number = self._minutes[-1] if self._minutes else (minute, 0)
        if self._minutes and last == minute:
            self._minutes.pop()
        else:
            number = 0
        self._minutes.append((minute, number + 1))

    @contextmanager
    def _waiting(self, caller: str) -> Iterator[None]:
        self._pending[caller] += 1
        try:
            yield
        finally:
            self._pending[caller] -= 1
            if not self._pending[caller]:
                del self._pending[caller]


def caller_of(vault: Vault, address: str, ticket: str) -> str:
    """Who is counted: the ticket when it is one of ours, else the address (or its network)."""
    name, _, signature = ticket[:200].partition(".")
    expected = vault.digest(_SIGNED, name)
    if compare_digest(signature.encode("utf-8", "replace"), expected.encode()):
        return f"{_TICKET} {name}"
    return _network(address)


def ticket_for(vault: Vault, code: str) -> str:
    """What a phone that gave a right code shows from then on; always the same for one code."""
    name = vault.digest(_TICKET, code)[:_TICKET_LENGTH]
    return f"{name}.{vault.digest(_SIGNED, name)}"


def _network(address: str) -> str:
    """An address, or the network of 64 bits that one machine commands all of."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:100]
    if isinstance(parsed, IPv4Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> 64 << 64))


# The one of this process.
LIMIT = GuessLimit()
