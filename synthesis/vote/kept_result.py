"""The result that a closed scrutin keeps (`outcome`), back as the values that figures and sentences
take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from synthesis.vote.contents import Method
from synthesis.vote.counting import Retained
from synthesis.vote.scrutin import College
from synthesis.vote.tally import Duels, Matrix, Profile, Tally

Kept = Mapping[str, Any]


def tally_from(result: Kept, options: Sequence[str], college: College | None = None) -> Tally:
    """The count of a college, by default the one that decides; `options` as on the ballot paper."""
    kept = result["colleges"][college.value if college else result["decide"]]
    return Tally(
        method=Method(kept["methode"]),
        options=tuple(options),
        order=tuple(tuple(group) for group in kept["ordre"]),
        voters=kept["bulletins"],
        blanks=kept["blancs"],
        weight=kept["voix"],
        blank_weight=kept["voix_blanches"],
        scores={option: Fraction(score) for option, score in kept["points"].items()},
        profiles={
            option: Profile(tuple(profile["nombres"]), profile["mediane"])
            for option, profile in kept["mentions"].items()
        },
        duels=_duels(kept["duels"]),
    )


def retained_from(result: Kept) -> Retained:
    """What the assembly retains."""
    return Retained(
        kept=tuple(result["retenus"]),
        tied_at_the_limit=tuple(result["a_egalite"]),
        places_left=result["places_restantes"],
        pending=result["en_attente"],
    )


def _duels(kept: Kept | None) -> Duels | None:
    return Duels(_matrix(kept["voix"]), _matrix(kept["chemins"])) if kept else None


def _matrix(rows: Sequence[Sequence[int]]) -> Matrix:
    return tuple(tuple(row) for row in rows)
