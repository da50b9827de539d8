"""What counting gives: an order with its ties, and the exact figures behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from synthesis.vote.contents import Content, Method, is_blank

Order = tuple[tuple[str, ...], ...]
Matrix = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Weighted:
    """A ballot and how many votes it carries."""

    content: Content
    weight: int = 1

    def __post_init__(self) -> None:
        if isinstance(self.weight, bool) or not isinstance(self.weight, int) or self.weight < 1:
            raise ValueError(f"not a weight: {self.weight!r}")


@dataclass(frozen=True, slots=True)
class Profile:
    """The grades that one option got: votes for each grade, best first, and the lower median.

    `median` is the index of a grade, None where nobody judged the option.
    """

    counts: tuple[int, ...]
    median: int | None

    @property
    def total(self) -> int:
        """Votes that judged the option."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Duels:
    """Options two by two, rows and columns in the order of the ballot paper.

    `votes[a][b]` prefer a to b; `paths[a][b]` is the strength of the strongest path from a to b,
    in winning votes, 0 where there is none.
    """

    votes: Matrix
    paths: Matrix

    def beats(self, first: int, second: int) -> bool:
        """Whether the strongest path from the first option is the stronger of the two."""
        return self.paths[first][second] > self.paths[second][first]


@dataclass(frozen=True, slots=True)
class Tally:
    """The result of a count.

    `order`: groups of equals, best first; inside a group, options stand as on the ballot paper,
    which says nothing of their worth. `scores`: dots, approvals, Borda points, or how many options
    each beats (Schulze); empty for majority judgment, which has `profiles`. `voters` counts the
    ballots, `weight` the votes they carry, blank ones included in both.
    """

    method: Method
    options: tuple[str, ...]
    order: Order
    voters: int
    blanks: int
    weight: int
    blank_weight: int
    scores: Mapping[str, int | Fraction] = field(default_factory=dict)
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    duels: Duels | None = None

    @property
    def expressed(self) -> int:
        """Votes of the ballots that are not blank."""
        return self.weight - self.blank_weight


def expressed(ballots: Sequence[Weighted]) -> list[Weighted]:
    """The ballots that choose something."""
    return [ballot for ballot in ballots if not is_blank(ballot.content)]


def ordered(
    method: Method, ballots: Sequence[Weighted], options: Sequence[str], order: Order
) -> Tally:
    """The result as far as the order: ballots and votes counted, the blank ones apart."""
    blank = [ballot for ballot in ballots if is_blank(ballot.content)]
    return Tally(
        method=method,
        options=tuple(options),
        order=order,
        voters=len(ballots),
        blanks=len(blank),
        weight=sum(ballot.weight for ballot in ballots),
        blank_weight=sum(ballot.weight for ballot in blank),
    )


def grouped(options: Sequence[str], key: Callable[[str], Any]) -> Order:
    """Options of equal key together, the smallest key first."""
    groups: dict[Any, list[str]] = {}
    for option in options:
        groups.setdefault(key(option), []).append(option)
    return tuple(tuple(groups[value]) for value in sorted(groups))
