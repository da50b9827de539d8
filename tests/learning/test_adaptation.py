"""Corrections draw the model towards them, and no further than they allow."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import approx_fprime
from scipy.sparse import csr_matrix
from scipy.special import log_softmax
from spacy.language import Language

from synthesis.domain import Codebook, Quadrant
from synthesis.learning.adaptation import Decided, adapt, drawn
from synthesis.learning.features import Statement
from synthesis.learning.linear import LinearModel
from synthesis.learning.model import TrainedModel
from synthesis.learning.terms import TermIndex

CLASSES = ("atout", "difficulte", "neutre")
RANDOM = np.random.default_rng(2021)
SAID = "Le toubib a vissé sa plaque sur la maison du garde."
LIKE = "Un toubib a vissé sa plaque au bourg."
OTHER = "La piste cyclable longe le canal."


@pytest.fixture
def source() -> LinearModel:
    weights = RANDOM.normal(size=(3, 6)).astype(np.float32)
    return LinearModel(CLASSES, weights, np.zeros(3, dtype=np.float32), temperature=0.5)


@pytest.fixture
def rows() -> csr_matrix:
    return csr_matrix(RANDOM.normal(size=(8, 6)).astype(np.float32))


def _nothing(rows: csr_matrix) -> NDArray[np.float32]:
    return np.zeros((rows.shape[0], len(CLASSES)), dtype=np.float32)


def test_the_move_is_the_least_of_the_penalised_loss(source: LinearModel, rows: csr_matrix) -> None:
    labels = [CLASSES[i % 3] for i in range(8)]
    pull = 0.7
    found = drawn(source, rows, labels, _nothing(rows), pull)
    truth = np.array([CLASSES.index(label) for label in labels])
    base = source.scores(rows).astype(float)

    def cost(flat: NDArray[np.float64]) -> float:
        move = flat.reshape(3, 7)
        scores = base + rows.toarray() @ move[:, :6].T + move[:, 6]
        loss = -log_softmax(scores, axis=1)[np.arange(8), truth].sum()
        return float(loss + pull / 2 * (move**2).sum())

    weights = (found.weights - source.weights) / source.temperature
    constants = (found.intercepts - source.intercepts) / source.temperature
    slope = approx_fprime(np.hstack([weights, constants[:, None]]).ravel(), cost, 1e-5)
    assert np.abs(slope).max() < 1e-2


@pytest.mark.parametrize("labels", [[None] * 8, ["inconnu"] * 8])
def test_nothing_decided_moves_nothing(
    source: LinearModel, rows: csr_matrix, labels: list[str | None]
) -> None:
    assert drawn(source, rows, labels, _nothing(rows), 1.0) is source


def test_the_harder_the_pull_the_smaller_the_move(source: LinearModel, rows: csr_matrix) -> None:
    labels = ["atout"] * 8
    sizes = [
        np.abs(drawn(source, rows, labels, _nothing(rows), pull).weights - source.weights).sum()
        for pull in (0.1, 1.0, 10.0)
    ]
    assert sizes == sorted(sizes, reverse=True)


def test_what_is_decided_is_learnt_for_what_resembles_it(
    shipped_model: TrainedModel, codebook: Codebook, nlp: Language
) -> None:
    said, like, other = (Statement(nlp(text)) for text in (SAID, LIKE, OTHER))
    decided = [Decided(said, Quadrant.INQUIETUDE, "patrimoine")]
    learnt = adapt(shipped_model, decided, TermIndex(codebook))
    rows = shipped_model.space.transform([said, like, other])
    quadrant = shipped_model.quadrants.classes.index("inquietude")
    shift = learnt.quadrants.scores(rows) - shipped_model.quadrants.scores(rows)
    gains = shift[:, quadrant] - shift.mean(axis=1)
    assert gains[0] > gains[1] > gains[2]
    theme = shipped_model.themes.classes.index("patrimoine")
    known = shipped_model.themes.scores(rows)[:, theme]
    assert learnt.themes.scores(rows)[0, theme] > known[0]
    assert learnt.space is shipped_model.space


def test_the_same_decisions_teach_the_same(
    shipped_model: TrainedModel, codebook: Codebook, nlp: Language
) -> None:
    decided = [Decided(Statement(nlp(text)), Quadrant.ATOUT, None) for text in (SAID, LIKE, OTHER)]
    index = TermIndex(codebook)
    one, again = (adapt(shipped_model, decided, index) for _ in range(2))
    assert (one.quadrants.weights == again.quadrants.weights).all()
    assert one.themes is shipped_model.themes


def test_without_decision_the_model_is_the_same(
    shipped_model: TrainedModel, codebook: Codebook
) -> None:
    assert adapt(shipped_model, [], TermIndex(codebook)) is shipped_model
