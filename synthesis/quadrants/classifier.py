"""Segment → probabilities over the five quadrants, and « pourquoi ce classement ? »."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scipy.sparse import csr_matrix

from synthesis.domain import Quadrant
from synthesis.learning.features import FeatureSpace, Statement
from synthesis.learning.linear import LinearModel
from synthesis.learning.model import TrainedModel

# What a person can read; letters and vectors weigh too but say nothing by themselves.
READABLE = frozenset({"mots", "formes", "associations", "tournures", "question"})


@dataclass(frozen=True, slots=True)
class Reason:
    """A word or cue and what it adds to the chosen quadrant, in log-odds."""

    family: str
    feature: str
    weight: float


class QuadrantClassifier:
    """Sorts statements; `rows` are those of the model's feature space."""

    def __init__(self, model: TrainedModel) -> None:
        self._model = model

    def predict(self, rows: csr_matrix) -> list[Mapping[Quadrant, float]]:
        """One mapping per row, over all quadrants, summing to one."""
        linear = self._model.quadrants
        names = [Quadrant(name) for name in linear.classes]
        return [
            dict(zip(names, map(float, row), strict=True)) for row in linear.probabilities(rows)
        ]

    def explain(self, statement: Statement, quadrant: Quadrant, *, most: int = 8) -> list[Reason]:
        """The words and cues that weighed most for a quadrant, the strongest first."""
        row = self._model.space.transform([statement])
        return reasons(self._model.space, self._model.quadrants, row, quadrant.value, most=most)


def reasons(
    space: FeatureSpace, linear: LinearModel, row: csr_matrix, name: str, *, most: int
) -> list[Reason]:
    """What a person can read of what weighed most for a class in one row, the strongest first."""
    named = ((space.name(column), weight) for column, weight in linear.contributions(row, name))
    found = [Reason(*feature, weight) for feature, weight in named if feature[0] in READABLE]
    return sorted(found, key=lambda reason: -abs(reason.weight))[:most]
