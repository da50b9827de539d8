"""What a document needs, once and for all: a campaign under its review, and what is counted in it.

Nothing here knows where it was kept: `synthesis.restitution` builds it from the store. Every number
is counted from the codings by the same rules as the csv tables of the analysis.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from synthesis.convergence import Convergence, Coverage, ThemeCount, coverage
from synthesis.domain import Codebook, Coding, Interview, Quadrant, Questionnaire, Territory, Theme
from synthesis.report.certainty import Certainty
from synthesis.wording import folded

NOWHERE = "Territoire non indiqué"
NO_QUESTION = "Sans question"
NO_THEME = "Sans thème"


@dataclass(frozen=True, slots=True)
class Wish:
    """A subject to work on together: who asked for it.

    `places`: identities of the territories, those unknown left out, in the order of their names;
    `interviews`, `segments`: how many asked, from known territories or not.
    """

    theme: str
    places: tuple[str, ...]
    interviews: int
    segments: int


@dataclass(frozen=True, eq=False)
class Restitution:
    """One campaign, its interviews and its latest analysis under the decisions of its review.

    `codings`: those that count, in reading order. `themes`: those that stand, under their reviewed
    labels, the grid's first. `share`: part of the territories that a theme must exceed to converge.
    `disputed`: segment → why two judgments of it differ. `veiled`: whether names were replaced; the
    keys of interviews and segments are then those of the share export.
    """

    key: str
    title: str
    demonstration: bool
    veiled: bool
    period: tuple[date | None, date | None]
    questionnaire: Questionnaire
    codebook: Codebook
    territories: tuple[Territory, ...]
    interviews: tuple[Interview, ...]
    codings: tuple[Coding, ...]
    themes: tuple[Theme, ...]
    keywords: Mapping[str, tuple[str, ...]]
    share: float
    certainty: Certainty
    disputed: Mapping[str, str]
    manifest: Mapping[str, Any]

    @cached_property
    def coverage(self) -> Coverage:
        """Which questions were asked where."""
        return coverage(self.interviews, self.questionnaire)

    @cached_property
    def convergence(self) -> Convergence:
        """Themes × territories."""
        counted = Convergence(self.coverage, self.questionnaire, self.share)
        counted.add(self.codings)
        return counted

    @cached_property
    def points(self) -> tuple[ThemeCount, ...]:
        """Themes said in the four quadrants together, the most shared first."""
        return tuple(self.convergence.points())

    @cached_property
    def converging(self) -> tuple[ThemeCount, ...]:
        """The points of convergence, the most shared first."""
        return tuple(count for count in self.points if self.convergence.converges(count))

    @cached_property
    def board(self) -> Mapping[Quadrant, tuple[ThemeCount, ...]]:
        """Each quadrant, `neutre` too → its themes, the most shared first."""
        return {quadrant: tuple(self.convergence.counts(quadrant)) for quadrant in Quadrant}

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Slug → label, as it was written."""
        return {theme.slug: theme.label for theme in self.themes}

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Identities of the territories interviewed, in the order of their names."""
        return tuple(sorted(self.coverage.territories, key=self.order))

    @cached_property
    def by_key(self) -> Mapping[str, Interview]:
        """Key → interview."""
        return {interview.key: interview for interview in self.interviews}

    @cached_property
    def wishes(self) -> tuple[Wish, ...]:
        """The subjects to work on together, the most widely asked for first."""
        asked: dict[str, list[Coding]] = {}
        for coding in self.codings:
            if coding.wish and coding.theme:
                asked.setdefault(coding.theme, []).append(coding)
        found = [self._wish(theme, codings) for theme, codings in asked.items()]
        return tuple(sorted(found, key=lambda w: (-len(w.places), -w.segments, w.theme)))

    @cached_property
    def unclassified(self) -> tuple[Coding, ...]:
        """What was said and has no theme, in reading order."""
        return tuple(coding for coding in self.codings if not coding.theme)

    @cached_property
    def dates(self) -> tuple[date, date] | None:
        """First and last day: the period of the campaign, else its visits; None when unknown."""
        begins, ends = self.period
        days = [day for interview in self.interviews for day in interview.dates]
        days += [day for day in (begins, ends) if day]
        return (begins or min(days), ends or max(days)) if days else None

    def place_name(self, place: str) -> str:
        """Name of the identity of a territory."""
        return self._names.get(place, place) or NOWHERE

    def order(self, place: str) -> tuple[bool, str]:
        """Sort key of a territory: by name, without accents' caprices; unknown ones last."""
        return not place, folded(self.place_name(place))

    def question_title(self, key: str) -> str:
        """Title of the question of an answer; what was written there when the form has no such."""
        question = self.questionnaire.get(key)
        return question.title if question else key or NO_QUESTION

    def speaking(self, theme: str) -> frozenset[str]:
        """Territories that speak of a theme, `neutre` left out."""
        return frozenset(
            place
            for slug, quadrant, place in self.convergence.cells
            if slug == theme and place and quadrant is not Quadrant.NEUTRE
        )

    def about(self, theme: str) -> list[Coding]:
        """Codings that speak of a theme, mainly or not, `neutre` included, in reading order."""
        return [coding for coding in self.codings if theme in coding.themes]

    def at(self, place: str) -> list[Coding]:
        """Codings of a territory, in reading order."""
        return [coding for coding in self.codings if coding.segment.place == place]

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {territory.siren: territory.name for territory in self.territories}

    def _wish(self, theme: str, codings: Iterable[Coding]) -> Wish:
        known = list(codings)
        places = {coding.segment.place for coding in known} - {""}
        interviews = {coding.segment.interview for coding in known}
        return Wish(theme, tuple(sorted(places, key=self.order)), len(interviews), len(known))
