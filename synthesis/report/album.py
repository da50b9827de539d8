"""Every figure of a campaign, from its content; each is drawn when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from synthesis.convergence import ThemeCount
from synthesis.domain import BOARD, Quadrant
from synthesis.forms.typography import typeset
from synthesis.language.concordance import Concordance, Mask
from synthesis.language.persons import is_role
from synthesis.language.vocabulary import Vocabulary, Word, place_words
from synthesis.report.classes import Spoken, word_classes
from synthesis.report.content import Restitution
from synthesis.report.factorial import factorial_plane
from synthesis.report.figure import Figure
from synthesis.report.figures_board import Shared, board, convergence_bars
from synthesis.report.figures_factorial import factorial_map
from synthesis.report.figures_print import coverage_table, heat_table, tile_figure
from synthesis.report.figures_tree import dendrogram
from synthesis.report.figures_words import IN_CLOUD, cloud_figure, keyness_bars

MOST_THEMES = 30
# A word draws the plane when it is said often enough, and not by one or two EPCI only.
LEAST_SEGMENTS, LEAST_PLACES = 5, 3


class Album:
    """The figures of `content`. What they share (the words, mostly) is counted once.

    Labels are typeset. A figure that has nothing to show is drawn so, but for `factorial` and
    `dendrogram`, which are None where too little is said.
    """

    def __init__(self, content: Restitution, *, seed: int = 2021) -> None:
        self._content = content
        self._seed = seed

    def board(self) -> Figure:
        """The four quadrants: the most shared themes of each, in how many EPCI."""
        return board({q: self._shared(self._content.board[q]) for q in BOARD})

    def place_board(self, place: str) -> Figure:
        """The board of one EPCI: its themes, and in how many EPCI in all they are said there."""
        cells = self._content.convergence.cells
        columns = {
            quadrant: self._shared(
                [c for c in self._content.board[quadrant] if (c.theme, quadrant, place) in cells]
            )
            for quadrant in BOARD
        }
        name = typeset(self._content.place_name(place))
        return board(columns, title=f"Les quatre quadrants : {name}", key=f"tableau-{place}")

    def convergences(self) -> Figure:
        """In how many EPCI each theme is said, then quadrant by quadrant."""
        return convergence_bars(self._shared(self._content.points), share=self._content.share)

    def heat_table(self) -> Figure:
        """Themes × EPCI."""
        counts = self._content.points[:MOST_THEMES]
        return heat_table(
            self._segments,
            themes=[(c.theme, self._label(c.theme)) for c in counts],
            places=[(place, self._name(place)) for place in self._content.places],
            silent={
                (c.theme, place)
                for c in counts
                for place in self._content.convergence.silent(c.theme, None)
            },
        )

    def tiles(self, theme: str) -> Figure:
        """Where a theme is said; the EPCI as they lie from one another."""
        content = self._content
        met = set(content.places)
        return tile_figure(
            content.territories,
            {
                t.siren: self._segments.get((theme, t.siren), 0)
                for t in content.territories
                if t.siren in met
            },
            label=self._label(theme),
            key=f"carte-{theme}",
            silent=content.convergence.silent(theme, None),
        )

    def cloud(self, quadrant: Quadrant) -> Figure:
        """The typical words of a quadrant, as a cloud."""
        return cloud_figure(self._typical[quadrant], quadrant)

    def keyness(self) -> Figure:
        """The typical words of each quadrant, as bars."""
        return keyness_bars(self._typical)

    def factorial(self) -> Figure | None:
        """EPCI and the words that set them apart."""
        places = list(self._content.places)
        number = {place: i for i, place in enumerate(places)}
        rows = np.array([number.get(c.segment.place, -1) for c in self._content.codings])
        counts = self._vocabulary.spread(rows, len(places))
        kept = np.flatnonzero(
            self._speaking
            & self._vocabulary.nouns
            & (counts.sum(axis=0) >= LEAST_SEGMENTS)
            & ((counts > 0).sum(axis=0) >= min(LEAST_PLACES, len(places)))
        ).tolist()
        words = [self._vocabulary.forms[i] for i in kept]
        plane = factorial_plane(
            counts[:, kept].astype(np.float64), [self._name(p) for p in places], words
        )
        return factorial_map(plane) if plane else None

    def dendrogram(self) -> Figure | None:
        """The classes of words (Reinert), whatever the themes."""
        codings = self._content.codings
        spoken = Spoken(
            [(c.segment.interview, c.segment.answer) for c in codings],
            [c.quadrant for c in codings],
            [self._name(c.segment.place) if c.segment.place else "" for c in codings],
        )
        tree = word_classes(self._vocabulary, spoken, active=self._speaking, seed=self._seed)
        return dendrogram(tree) if tree else None

    def coverage(self) -> Figure:
        """Interviews × questions."""
        content = self._content
        return coverage_table(
            content.coverage.states,
            interviews=[
                (visit.key, self._name(visit.place))
                for visit in sorted(content.interviews, key=lambda v: content.order(v.place))
            ],
            questions=[question.key for question in content.questionnaire.questions],
        )

    def makers(self) -> Mapping[str, Callable[[], Figure | None]]:
        """Every figure but those of one theme or one EPCI: its title → how to draw it."""
        clouds: dict[str, Callable[[], Figure | None]] = {
            f"Les mots des {quadrant.label.lower()}": _cloud_of(self, quadrant)
            for quadrant in BOARD
        }
        return {
            "Les quatre quadrants": self.board,
            "Les points de convergence": self.convergences,
            "Les thèmes, EPCI par EPCI": self.heat_table,
            "Les mots typiques": self.keyness,
            **clouds,
            "Le plan factoriel": self.factorial,
            "Le dendrogramme": self.dendrogram,
            "La couverture": self.coverage,
        }

    def figures(self) -> Iterator[Figure]:
        """All of them, one tile map a theme too; those of too little are left out."""
        for make in self.makers().values():
            if (figure := make()) is not None:
                yield figure
        for count in self._content.points:
            yield self.tiles(count.theme)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        texts = [coding.segment.text for coding in self._content.codings]
        return Vocabulary(Concordance(texts), place_words(self._content.territories))

    @cached_property
    def _speaking(self) -> Mask:
        """Words that are not only who speaks (« DGS », « maire »), of shape (words,)."""
        return np.array([not is_role(form) for form in self._vocabulary.forms], dtype=np.bool_)

    @cached_property
    def _typical(self) -> dict[Quadrant, list[Word]]:
        quadrants = np.array([coding.quadrant.value for coding in self._content.codings])
        everything = np.ones(len(quadrants), dtype=np.bool_)
        return {
            quadrant: self._vocabulary.typical(
                quadrants == quadrant.value, everything, most=IN_CLOUD
            )
            for quadrant in BOARD
        }

    @cached_property
    def _segments(self) -> dict[tuple[str, str], int]:
        """(theme, place) → segments, the four quadrants together."""
        found: dict[tuple[str, str], int] = {}
        for (theme, quadrant, place), cell in self._content.convergence.cells.items():
            if quadrant in BOARD:
                found[theme, place] = found.get((theme, place), 0) + cell.segments
        return found

    def _shared(self, counts: Sequence[ThemeCount]) -> list[Shared]:
        return [
            Shared(self._label(c.theme), c.territories, c.total, self._quadrants.get(c.theme))
            for c in counts
        ]

    @cached_property
    def _quadrants(self) -> dict[str, dict[Quadrant, int]]:
        found: dict[str, dict[Quadrant, int]] = {}
        for quadrant in BOARD:
            for count in self._content.board[quadrant]:
                found.setdefault(count.theme, {})[quadrant] = count.territories
        return found

    def _label(self, theme: str) -> str:
        return typeset(self._content.labels.get(theme, theme))

    def _name(self, place: str) -> str:
        return typeset(self._content.place_name(place))


def _cloud_of(album: Album, quadrant: Quadrant) -> Callable[[], Figure | None]:
    return lambda: album.cloud(quadrant)
