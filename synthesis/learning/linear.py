"""A calibrated multinomial linear model: small, fast, and able to say what weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import log_softmax, softmax
from sklearn.linear_model import LogisticRegression

Array = NDArray[np.float32]
_STRETCH = 3.0
_MOST_STEPS = 200
_TINY = np.float32(1e-30)


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights of shape (classes, width); `temperature` softens or sharpens the probabilities."""

    classes: tuple[str, ...]
    weights: Array
    intercepts: Array
    temperature: float = 1.0

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
        present = self.weights[:, row.indices]
        added = row.data * (present[self.classes.index(name)] - present.mean(axis=0))
        return list(zip(row.indices.tolist(), added.tolist(), strict=True))


def fit_ridge(
    rows: csr_matrix,
    labellings: Sequence[Sequence[str]],
    penalty: float,
    *,
    precision: float = 1e-2,
) -> list[LinearModel]:
    """One ridge classifier for each labelling of the same rows (targets -1 and 1, intercepts free).

    Solved in the space of the rows (Saunders et al., 1998), every class of every labelling at once,
    until what is left to explain is under `precision` of what was: on voices left out, a finer
    solution is no better.
    """
    classes = [sorted(set(labels)) for labels in labellings]
    targets = np.hstack(
        [
            np.where(np.asarray(labels)[:, None] == np.asarray(names), 1.0, -1.0)
            for labels, names in zip(labellings, classes, strict=True)
        ]
    ).astype(np.float32)
    middle = targets.mean(axis=0)
    weights = np.asarray(rows.T @ _duals(rows, targets - middle, penalty, precision)).T
    intercepts = middle - weights @ np.asarray(rows.mean(axis=0), dtype=np.float32).ravel()
    ends = np.cumsum([len(names) for names in classes])[:-1]
    return [
        LinearModel(tuple(names), part, constants)
        for names, part, constants in zip(
            classes, np.split(weights, ends), np.split(intercepts, ends), strict=True
        )
    ]


def _duals(rows: csr_matrix, targets: Array, penalty: float, precision: float) -> Array:
    """How much of each row each class is made of, by conjugate gradients (Hestenes, Stiefel, 1952).

    `targets` have a mean of zero; so have, in exact numbers, all the vectors below: taking their
    mean away is as good as centring the rows, which would fill them.
    """
    back = rows.T.tocsr()
    found = np.zeros_like(targets)
    left, step = targets.copy(), targets.copy()
    size = (left**2).sum(axis=0)
    goal = precision**2 * size
    for _ in range(_MOST_STEPS):
        image = np.asarray(rows @ np.asarray(back @ step))
        image += penalty * step - image.mean(axis=0)
        pace = size / np.maximum((step * image).sum(axis=0), _TINY)
        found += pace * step
        left -= pace * image
        shrunk = (left**2).sum(axis=0)
        if (shrunk <= goal).all():
            break
        step = left + shrunk / np.maximum(size, _TINY) * step
        size = shrunk
    return found


class Blend(NamedTuple):
    """Log-odds out of what the words say and what the question asks.

    `mixing` (classes × classes) multiplies the scores of the words, `hints` (classes × hints) the
    hint; `constants` are added.
    """

    mixing: Array
    hints: Array
    constants: Array

    def applied(self, model: LinearModel, columns: Sequence[int]) -> LinearModel:
        """The same blend as one linear model; `columns` are those of the hints."""
        weights = (self.mixing @ model.weights).astype(np.float32)
        weights[:, columns] = self.hints
        constants = self.mixing @ model.intercepts + self.constants
        return LinearModel(model.classes, weights, constants.astype(np.float32))


def best_blend(scores: Array, hints: Array, classes: Sequence[str], labels: Sequence[str]) -> Blend:
    """The blend of scores and hints that minimises the log loss (stacking: Wolpert, 1992).

    Every class must be among the labels.
    """
    # Ridge scores live between -1 and 1: stretched, they bear the same penalty as the hints.
    inputs = np.hstack([scores * _STRETCH, hints])
    found = LogisticRegression(C=1.0, max_iter=1000).fit(inputs, list(labels))
    order = [list(found.classes_).index(name) for name in classes]
    weights, count = found.coef_[order].astype(np.float32), len(classes)
    constants = found.intercept_[order].astype(np.float32)
    return Blend(weights[:, :count] * np.float32(_STRETCH), weights[:, count:], constants)


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
