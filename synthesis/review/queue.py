"""In which order segments are worth a person's look: uncertain, disputed, typical.

- **Disputed** first: two judgments exist and differ (two readers, the last two runs, the words of
  the codebook and the model).
- **Uncertain** next, the least sure first: the margin between the first two quadrants, or the
  probability of the theme where it is lower.
- **Typical** last: for each theme in turn its surest segment, then the second… They say fast
  whether a theme holds together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from synthesis.domain import Coding, Quadrant
from synthesis.review.applying import Machine, Reviewed

TYPICAL_PER_THEME = 3


class Motive(StrEnum):
    """Why a segment is worth a look."""

    DISPUTED = "dispute"
    UNCERTAIN = "incertain"
    TYPICAL = "typique"

    @property
    def label(self) -> str:
        """French name."""
        return _MOTIVES[self]


_MOTIVES = {
    Motive.DISPUTED: "Disputés",
    Motive.UNCERTAIN: "Incertains",
    Motive.TYPICAL: "Typiques",
}


class Dispute(StrEnum):
    """Which two judgments differ."""

    READERS = "deux lecteurs ne l'ont pas classé de même"
    RERUN = "la dernière analyse l'a classé autrement que la précédente"
    TERMS = "les mots de la grille désignent un autre thème"


@dataclass(frozen=True, slots=True)
class Order:
    """Places in a run, the most useful first; made once for a run, whatever is decided.

    `disputed`, `uncertain`, `typical`: some places; `everything`: every place.
    """

    disputed: tuple[int, ...]
    uncertain: tuple[int, ...]
    typical: tuple[int, ...]
    everything: tuple[int, ...]

    def places(self, motive: Motive | None) -> tuple[int, ...]:
        """Places of a motive; without one every place, the most useful first."""
        match motive:
            case Motive.DISPUTED:
                return self.disputed
            case Motive.UNCERTAIN:
                return self.uncertain
            case Motive.TYPICAL:
                return self.typical
            case _:
                return self.everything


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to keep of the queue; None or empty does not choose."""

    motive: Motive | None = None
    theme: str = ""
    quadrant: Quadrant | None = None
    place: str = ""
    decided: bool = False


def order(machine: Machine, disputed: Collection[str] = ()) -> Order:
    """The order of a run; `disputed` are keys of segments."""
    certainty = [certainty_of(coding) for coding in machine.codings]
    spoken = [place for place, coding in enumerate(machine.codings) if coding.segment.said]
    by_certainty = sorted(spoken, key=certainty.__getitem__)
    fought = {machine.index[key] for key in disputed if key in machine.index}
    first = tuple(place for place in by_certainty if place in fought)
    uncertain = tuple(place for place in by_certainty if machine.codings[place].to_review)
    typical = tuple(_typical(machine.codings, spoken, certainty))
    everything = dict.fromkeys((*first, *uncertain, *typical, *by_certainty))
    return Order(first, uncertain, typical, tuple(everything))


def certainty_of(coding: Coding) -> float:
    """The lowest of the quadrant's margin over the next one and of the theme's probability."""
    first, second, *_ = sorted(coding.probabilities.values(), reverse=True)
    return min(first - second, coding.theme_probability)


def queue(reviewed: Reviewed, known: Order, wanted: Wanted) -> list[Coding]:
    """Codings to show in turn, as reviewed; those decided upon only if they are asked for."""
    decided = reviewed.state.segments
    codings = (reviewed.codings[place] for place in known.places(wanted.motive))
    return [
        coding
        for coding in codings
        if (coding.segment.key in decided) is wanted.decided and _is_wanted(coding, wanted)
    ]


def _is_wanted(coding: Coding, wanted: Wanted) -> bool:
    return (
        (not wanted.theme or wanted.theme in coding.themes)
        and (wanted.quadrant is None or wanted.quadrant is coding.quadrant)
        and wanted.place in ("", coding.segment.place)
    )


def _typical(
    codings: Sequence[Coding], spoken: Iterable[int], certainty: Sequence[float]
) -> list[int]:
    """The surest segments of each theme, one theme after the other."""
    by_theme: dict[str, list[int]] = defaultdict(list)
    for place in spoken:
        if codings[place].theme and codings[place].quadrant is not Quadrant.NEUTRE:
            by_theme[codings[place].theme].append(place)
    best = [
        sorted(places, key=lambda place: -certainty[place])[:TYPICAL_PER_THEME]
        for _, places in sorted(by_theme.items())
    ]
    turns = zip_longest(*best)
    return [place for turn in turns for place in turn if place is not None]
