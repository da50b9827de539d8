"""Learning from corrections: a trained model drawn towards what people decided in a campaign.

The corpus is not learnt again: the model's weights are moved as little as the decisions allow
(regularised towards the source model: Chelba and Acero, 2006). The move lives in the space of the
decided statements, so that a hundred of them take a fraction of a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import log_softmax, softmax

from synthesis.domain import Quadrant
from synthesis.learning.features import Statement
from synthesis.learning.linear import Array, LinearModel
from synthesis.learning.model import TrainedModel, term_columns
from synthesis.learning.terms import TermIndex

# What moving the weights costs; chosen on voices left out.
QUADRANT_PULL = 1.0
THEME_PULL = 0.5


@dataclass(frozen=True, slots=True)
class Decided:
    """A statement and what a person decided of it; None: left to the machine.

    `theme` is a slug, or `aucun`.
    """

    statement: Statement
    quadrant: Quadrant | None = None
    theme: str | None = None


def adapt(model: TrainedModel, decisions: Sequence[Decided], index: TermIndex) -> TrainedModel:
    """The model after these decisions, the same for the same decisions in the same order.

    Themes that the corpus does not know stay carried by the terms of the codebook (`index`).
    """
    if not decisions:
        return model
    statements = [item.statement for item in decisions]
    rows = model.space.transform(statements)
    bonus = model.term_weight * term_columns(index, model.themes.classes, statements)
    quadrants = [item.quadrant.value if item.quadrant else None for item in decisions]
    themes = [item.theme for item in decisions]
    nothing = np.zeros((len(decisions), len(model.quadrants.classes)), dtype=np.float32)
    return replace(
        model,
        quadrants=drawn(model.quadrants, rows, quadrants, nothing, QUADRANT_PULL),
        themes=drawn(model.themes, rows, themes, bonus, THEME_PULL),
    )


def drawn(
    linear: LinearModel,
    rows: csr_matrix,
    labels: Sequence[str | None],
    bonus: Array,
    pull: float,
) -> LinearModel:
    """The linear model drawn towards labels, None and unknown ones left out.

    `bonus` (rows × classes) is what else adds to its scores. Minimises the log loss of the rows
    plus `pull` / 2 × the squared move of the weights.
    """
    numbers = {name: number for number, name in enumerate(linear.classes)}
    kept = [i for i, label in enumerate(labels) if label in numbers]
    if not kept:
        return linear
    expected = np.array([numbers[str(labels[i])] for i in kept])
    held = rows[kept]
    # One more column, always there, lets the constants move too.
    products = np.asarray((held @ held.T).toarray(), dtype=float) + 1.0
    moves = _moves(products, linear.scores(held) + bonus[kept], expected, pull)
    shift = np.float32(linear.temperature)
    return replace(
        linear,
        weights=linear.weights + shift * np.asarray(held.T @ moves).T.astype(np.float32),
        intercepts=linear.intercepts + shift * moves.sum(axis=0).astype(np.float32),
    )


def _moves(
    products: NDArray[np.float64], scores: Array, expected: NDArray[np.intp], pull: float
) -> NDArray[np.float64]:
    """How much of each row is added to each class, shape (rows, classes)."""
    truth = np.eye(scores.shape[1])[expected]

    def cost(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        moves = flat.reshape(scores.shape)
        shifts = products @ moves
        found = scores + shifts
        loss = -float((log_softmax(found, axis=1) * truth).sum())
        slope = products @ (softmax(found, axis=1) - truth + pull * moves)
        return loss + pull / 2 * float((moves * shifts).sum()), slope.ravel()

    start = np.zeros(scores.size)
    found = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": 200})
    moves: NDArray[np.float64] = found.x.reshape(scores.shape)
    return moves
