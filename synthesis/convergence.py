"""Count what came back from one territory to the next: themes × territories, points of convergence.

Rules. A theme is said in a territory when a segment there speaks of it, as its main subject or
not, in any quadrant but `neutre`; segments « à revoir » count and are counted apart. A territory
that did not speak of a theme is not counted against it where a question about it was not asked,
though it was asked elsewhere. Ties are ties: equal counts share a rank.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from synthesis.domain import (
    BOARD,
    AnswerState,
    Coding,
    Interview,
    Quadrant,
    Questionnaire,
)

LEAST_TERRITORIES = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """What one territory said of one theme in one quadrant."""

    interviews: int
    segments: int
    to_review: int


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """One theme, in one quadrant or (`quadrant` None) over the whole board.

    `territories` of `total` spoke of it; `rank` is shared by equals.
    """

    theme: str
    quadrant: Quadrant | None
    territories: int
    total: int
    segments: int
    to_review: int
    rank: int = 0

    @property
    def share(self) -> float:
        """Part of the territories that spoke of it, between 0 and 1."""
        return self.territories / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which questions were asked in each interview, and which territories were interviewed."""

    states: Mapping[tuple[str, str], AnswerState]
    places: Mapping[str, str]
    unasked: Mapping[str, frozenset[str]]

    @property
    def territories(self) -> list[str]:
        """Identities of the territories interviewed, those without a name left out."""
        return sorted({place for place in self.places.values() if place})


def coverage(interviews: Sequence[Interview], questionnaire: Questionnaire) -> Coverage:
    """State of each (interview, question of the form), and what no visit of a place asked."""
    states: dict[tuple[str, str], AnswerState] = {}
    for interview in interviews:
        for question in questionnaire.questions:
            states[interview.key, question.key] = _state(interview, question.key)
    places = {interview.key: interview.place for interview in interviews}
    return Coverage(states, places, _unasked(states, places, questionnaire))


def _state(interview: Interview, question: str) -> AnswerState:
    found = {answer.state for answer in interview.answers if answer.question == question}
    for state in (AnswerState.SAID, AnswerState.NOTHING):
        if state in found:
            return state
    return AnswerState.NOT_ASKED


def _unasked(
    states: Mapping[tuple[str, str], AnswerState],
    places: Mapping[str, str],
    questionnaire: Questionnaire,
) -> dict[str, frozenset[str]]:
    """For each question asked somewhere, the territories where no interview asked it."""
    unasked: dict[str, frozenset[str]] = {}
    for question in questionnaire.questions:
        asked = {
            places[interview]
            for (interview, key), state in states.items()
            if key == question.key and state is not AnswerState.NOT_ASKED
        }
        if asked:
            unasked[question.key] = frozenset(set(places.values()) - asked)
    return unasked


@dataclass(slots=True)
class Convergence:
    """Counts over a campaign; fed by batches of codings, memory bounded by themes × territories."""

    coverage: Coverage
    questionnaire: Questionnaire
    share: float = 0.5
    _interviews: dict[tuple[str, Quadrant, str], set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )
    _segments: dict[tuple[str, Quadrant, str], list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0, 0])
    )

    def add(self, codings: Iterable[Coding]) -> None:
        """Count a batch."""
        for coding in codings:
            quadrant, place = coding.quadrant, coding.segment.place
            for theme in coding.themes:
                key = (theme, quadrant, place)
                self._interviews[key].add(coding.segment.interview)
                self._segments[key][0] += 1
                self._segments[key][1] += coding.to_review

    @property
    def cells(self) -> dict[tuple[str, Quadrant, str], Cell]:
        """(theme, quadrant, territory) → what was said, in a stable order."""
        return {
            key: Cell(len(self._interviews[key]), *self._segments[key])
            for key in sorted(self._segments)
        }

    def counts(self, quadrant: Quadrant) -> list[ThemeCount]:
        """Themes of one quadrant, the most shared first; equals share their rank."""
        return self._counts((quadrant,), quadrant)

    def points(self) -> list[ThemeCount]:
        """Themes over the four quadrants, the most shared first."""
        return self._counts(BOARD, None)

    def converges(self, count: ThemeCount) -> bool:
        """Whether it is said in more than the set share of the territories, and in two at least."""
        return count.share > self.share and count.territories >= LEAST_TERRITORIES

    def silent(self, theme: str, quadrant: Quadrant | None) -> frozenset[str]:
        """Territories not counted against a theme: a question about it was not asked there."""
        about = [
            question.key
            for question in self.questionnaire.questions
            if theme in question.themes or (quadrant and question.hint is quadrant)
        ]
        return frozenset().union(*(self.coverage.unasked.get(key, frozenset()) for key in about))

    def _counts(self, quadrants: Sequence[Quadrant], quadrant: Quadrant | None) -> list[ThemeCount]:
        cells: dict[str, list[tuple[str, Quadrant, str]]] = defaultdict(list)
        for key in self._segments:
            if key[1] in quadrants:
                cells[key[0]].append(key)
        territories = frozenset(self.coverage.territories)
        return _ranked(
            self._count(theme, quadrant, cells[theme], territories) for theme in sorted(cells)
        )

    def _count(
        self,
        theme: str,
        quadrant: Quadrant | None,
        keys: Sequence[tuple[str, Quadrant, str]],
        territories: frozenset[str],
    ) -> ThemeCount:
        speaking = {place for _, _, place in keys if place}
        excused = self.silent(theme, quadrant) - speaking
        return ThemeCount(
            theme,
            quadrant,
            territories=len(speaking),
            total=len(territories - excused),
            segments=sum(self._segments[key][0] for key in keys),
            to_review=sum(self._segments[key][1] for key in keys),
        )


def _ranked(counts: Iterable[ThemeCount]) -> list[ThemeCount]:
    ordered = sorted(counts, key=lambda c: (-c.territories, -c.segments, c.theme))
    return [
        ThemeCount(
            c.theme, c.quadrant, c.territories, c.total, c.segments, c.to_review,
            rank=1 + sum(other.territories > c.territories for other in ordered),
        )
        for c in ordered
    ]  # fmt: skip
