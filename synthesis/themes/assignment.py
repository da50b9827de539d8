"""Segment → themes of the codebook: a main one or none, secondary ones, with probabilities.

Two sources add up: what was learnt from the training corpus for the themes it knows, and the
terms of the codebook found in the words. A theme that the corpus does not know is carried by its
terms alone, so that editing the codebook changes the assignment without training.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.special import softmax

from synthesis.domain import Codebook
from synthesis.learning.corpus import NO_THEME
from synthesis.learning.features import Statement
from synthesis.learning.model import TrainedModel
from synthesis.learning.terms import TermIndex

# A theme without training stands this far below the best one where none of its terms is said,
# and one step above it where one is.
UNSAID, SAID = -6.0, 1.0
LEAST_MAIN = 0.2
LEAST_SECONDARY = 0.15
MOST_SECONDARY = 2


@dataclass(frozen=True, slots=True)
class Assignment:
    """Themes of one segment. Without a main theme, `probability` is that of there being none."""

    theme: str
    probability: float
    secondary: tuple[str, ...] = ()


class ThemeAssigner:
    """Assigns the themes of one codebook."""

    def __init__(self, model: TrainedModel, codebook: Codebook) -> None:
        self._model = model
        self._index = TermIndex(codebook)
        trained = {name: i for i, name in enumerate(model.themes.classes)}
        self._columns = [trained.get(slug) for slug in self._index.slugs]
        self._none = trained[NO_THEME]

    def assign(self, statements: Sequence[Statement], rows: csr_matrix) -> list[Assignment]:
        """One assignment per statement; `rows` are theirs in the model's feature space."""
        return [self._choose(row) for row in self.probabilities(statements, rows)]

    def probabilities(
        self, statements: Sequence[Statement], rows: csr_matrix
    ) -> NDArray[np.float32]:
        """Shape (statements, themes of the codebook + 1); the last column is « no theme »."""
        counts = np.log2(1 + self._index.counts([statement.doc for statement in statements]))
        learnt = self._model.themes.scores(rows)
        known = [column for column in self._columns if column is not None]
        best = learnt[:, [*known, self._none]].max(axis=1)
        scores = [
            best + UNSAID + (SAID - UNSAID) * counts[:, i]
            if column is None
            else learnt[:, column] + self._model.term_weight * counts[:, i]
            for i, column in enumerate(self._columns)
        ]
        found: NDArray[np.float32] = softmax(
            np.column_stack([*scores, learnt[:, self._none]]), axis=1
        )
        return found

    def _choose(self, row: NDArray[np.float32]) -> Assignment:
        themes, none = row[:-1], float(row[-1])
        order = np.argsort(-themes, kind="stable")
        main = int(order[0])
        if themes[main] < max(LEAST_MAIN, none):
            return Assignment("", none)
        others = [i for i in order[1 : 1 + MOST_SECONDARY] if themes[i] >= LEAST_SECONDARY]
        slugs = self._index.slugs
        return Assignment(slugs[main], float(themes[main]), tuple(slugs[i] for i in others))
