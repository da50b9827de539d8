"""The codings of a campaign as columns, so that any choice of filters is counted at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from synthesis.app.campaign import CampaignView
from synthesis.domain import Coding, Interview, Quadrant

Mask = NDArray[np.bool_]
Rows = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One row for each of `codings`, excluded ones too (`counted` false), in reading order.

    `quadrants`: place in `Quadrant`. `places`, `questions`, `roles`, `themes`: value → its rows.
    The roles of a segment are who spoke or, where nobody is named, all who were met.
    """

    codings: Sequence[Coding]
    counted: Mask
    quadrants: NDArray[np.int8]
    to_review: Mask
    reviewed: Mask
    wishes: Mask
    places: Mapping[str, Rows]
    questions: Mapping[str, Rows]
    roles: Mapping[str, Rows]
    themes: Mapping[str, Rows]

    def mask(self, rows: Rows | None) -> Mask:
        """True at these rows; nowhere without rows."""
        found = np.zeros(len(self.codings), dtype=np.bool_)
        if rows is not None:
            found[rows] = True
        return found

    def of(self, quadrant: Quadrant) -> Mask:
        """The rows of a quadrant."""
        found: Mask = self.quadrants == list(Quadrant).index(quadrant)
        return found

    def chosen(self, kept: Mask) -> Iterator[Coding]:
        """The codings of these rows."""
        return (self.codings[row] for row in np.flatnonzero(kept).tolist())


# Views are compared by identity: a decision makes another one.
@lru_cache(maxsize=2)
def columns_of(campaign: CampaignView) -> Columns:
    """The columns of a campaign under its review."""
    codings = campaign.reviewed.codings
    segments = campaign.reviewed.state.segments
    excluded = {key for key, review in segments.items() if review.excluded}
    order = {quadrant: place for place, quadrant in enumerate(Quadrant)}
    by_value: dict[str, dict[str, list[int]]] = {
        name: defaultdict(list) for name in ("places", "questions", "roles", "themes")
    }
    for row, coding in enumerate(codings):
        segment = coding.segment
        by_value["places"][segment.place].append(row)
        by_value["questions"][segment.question].append(row)
        for role in _roles(segment.speaker, campaign.interviews.get(segment.interview)):
            by_value["roles"][role].append(row)
        for theme in coding.themes:
            by_value["themes"][theme].append(row)
    return Columns(
        codings,
        np.array([coding.segment.key not in excluded for coding in codings], dtype=np.bool_),
        np.array([order[coding.quadrant] for coding in codings], dtype=np.int8),
        np.array([coding.to_review for coding in codings], dtype=np.bool_),
        np.array([coding.reviewed for coding in codings], dtype=np.bool_),
        np.array([coding.wish for coding in codings], dtype=np.bool_),
        **{name: _rows(found) for name, found in by_value.items()},
    )


def _roles(speaker: str, interview: Interview | None) -> tuple[str, ...]:
    if speaker:
        return (speaker,)
    return tuple(dict.fromkeys(interview.people)) if interview else ()


def _rows(found: Mapping[str, list[int]]) -> dict[str, Rows]:
    return {value: np.array(rows, dtype=np.int32) for value, rows in found.items()}
