"""A calibrated multinomial linear model: small, fast, and able to say what weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse import csr_matrix
from scipy.special import log_softmax, softmax
from sklearn.linear_model import LogisticRegression, RidgeClassifier

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is fitted; chosen on voices left out.

    `strength` is the inverse penalty of the logistic regression, `ridge_weight` what the ridge
    scores, which live between -1 and 1, are multiplied by.
    """

    strength: float
    ridge_penalty: float
    ridge_weight: float


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights of shape (classes, width); `temperature` softens or sharpens the probabilities."""

    classes: tuple[str, ...]
    weights: Array
    intercepts: Array
    temperature: float = 1.0

    @classmethod
    def fit(cls, rows: csr_matrix, labels: Sequence[str], recipe: Recipe) -> LinearModel:
        """Add two linear fits that err differently: logistic regression and ridge.

        Needs three classes or more. On voices left out, the sum beats each of the two.
        """
        logistic = LogisticRegression(C=recipe.strength, max_iter=200, tol=1e-3)
        logistic.fit(rows, list(labels))
        ridge = RidgeClassifier(alpha=recipe.ridge_penalty, solver="sparse_cg")
        ridge.fit(rows, list(labels))
        return cls(
            tuple(str(name) for name in logistic.classes_),
            (logistic.coef_ + recipe.ridge_weight * ridge.coef_).astype(np.float32),
            (logistic.intercept_ + recipe.ridge_weight * ridge.intercept_).astype(np.float32),
        )

    def scores(self, rows: csr_matrix) -> Array:
        """Log-odds up to a constant, shape (rows, classes), temperature applied."""
        raw = np.asarray(rows @ self.weights.T) + self.intercepts
        return (raw / self.temperature).astype(np.float32)

    def probabilities(self, rows: csr_matrix) -> Array:
        """Shape (rows, classes); each row sums to one."""
        found: Array = softmax(self.scores(rows), axis=1).astype(np.float32)
        return found

    def contributions(self, row: csr_matrix, name: str) -> list[tuple[int, float]]:
        """Columns present in one row, with what each adds to that class over the mean class."""
        target = self.weights[self.classes.index(name)] - self.weights.mean(axis=0)
        return [
            (int(column), float(value * target[column]))
            for column, value in zip(row.indices, row.data, strict=True)
        ]


def best_temperature(scores: Array, classes: Sequence[str], labels: Sequence[str]) -> float:
    """Temperature that minimises the log loss of the scores (Guo et al., 2017)."""
    kept, expected = _known(scores, classes, labels)
    found = minimize_scalar(
        lambda logarithm: _log_loss(kept / np.exp(logarithm), expected),
        bounds=(-2.0, 2.0),
        method="bounded",
    )
    return float(np.exp(found.x))


def best_temperature_and_bonus(
    scores: Array, bonus: Array, classes: Sequence[str], labels: Sequence[str]
) -> tuple[float, float]:
    """Temperature and weight that minimise the log loss of scores / temperature + weight × bonus.

    `bonus` has the shape of `scores`. Labels that are not among the classes are left out.
    """
    kept, expected = _known(scores, classes, labels)
    extra, _ = _known(bonus, classes, labels)
    found = minimize(
        lambda x: _log_loss(kept / np.exp(x[0]) + x[1] * extra, expected),
        x0=(0.0, 1.0),
        method="Nelder-Mead",
        options={"xatol": 1e-3, "fatol": 1e-5},
    )
    return float(np.exp(found.x[0])), float(found.x[1])


def _known(
    scores: Array, classes: Sequence[str], labels: Sequence[str]
) -> tuple[Array, NDArray[np.intp]]:
    numbers = {name: number for number, name in enumerate(classes)}
    rows = [i for i, label in enumerate(labels) if label in numbers]
    return scores[rows], np.array([numbers[labels[i]] for i in rows], dtype=np.intp)


def _log_loss(scores: Array, expected: NDArray[np.intp]) -> float:
    chosen = log_softmax(scores, axis=1)[np.arange(len(expected)), expected]
    return float(-chosen.mean())
