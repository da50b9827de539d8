"""The linear model is calibrated and can say what weighed."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.metrics import log_loss

from synthesis.learning.linear import (
    LinearModel,
    Recipe,
    best_temperature,
    best_temperature_and_bonus,
)

CLASSES = ("atout", "difficulte", "neutre")
RANDOM = np.random.default_rng(2021)


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def _loss(scores: NDArray[np.float32], labels: list[str]) -> float:
    return float(log_loss(labels, _softmax(scores), labels=list(CLASSES)))


def _drawn(count: int) -> tuple[NDArray[np.float32], list[str]]:
    """True log-odds and labels drawn from them."""
    scores = RANDOM.normal(size=(count, 3)).astype(np.float32)
    labels = [
        str(RANDOM.choice(CLASSES, p=row / row.sum())) for row in _softmax(scores).astype(float)
    ]
    return scores, labels


@pytest.fixture(scope="module")
def learnt() -> tuple[LinearModel, csr_matrix, list[str]]:
    labels = [CLASSES[i % 3] for i in range(90)]
    dense = RANDOM.normal(size=(90, 6)).astype(np.float32) * 0.3
    dense[np.arange(90), np.arange(90) % 3] += 1
    dense[:, 5] = 0
    rows = csr_matrix(dense)
    return LinearModel.fit(rows, labels, Recipe(1.0, 1.0, 1.0)), rows, labels


def test_probabilities_sum_to_one_and_follow_the_labels(
    learnt: tuple[LinearModel, csr_matrix, list[str]],
) -> None:
    model, rows, labels = learnt
    probabilities = model.probabilities(rows)
    assert model.classes == CLASSES
    assert probabilities.sum(axis=1) == pytest.approx(np.ones(90), abs=1e-5)
    right = [
        model.classes[i] == label for i, label in zip(probabilities.argmax(1), labels, strict=True)
    ]
    assert np.mean(right) > 0.9


@pytest.mark.parametrize("factor", [0.5, 3.0, 5.0])
def test_calibration_finds_the_temperature_and_lowers_the_loss_of_other_data(
    factor: float,
) -> None:
    scores, labels = _drawn(2000)
    held, held_labels = _drawn(2000)
    temperature = best_temperature(scores * factor, CLASSES, labels)
    assert temperature == pytest.approx(factor, rel=0.2)
    assert _loss(held * factor / temperature, held_labels) < _loss(held * factor, held_labels)


def test_a_telling_bonus_is_weighed_and_lowers_the_loss_of_other_data() -> None:
    truth, labels = _drawn(2000)
    held, held_labels = _drawn(2000)
    seen, rest = truth * [1, 1, 0], truth * [0, 0, 1]
    temperature, weight = best_temperature_and_bonus(seen * 2, rest, CLASSES, labels)
    assert temperature == pytest.approx(2, rel=0.2)
    assert weight == pytest.approx(1, rel=0.2)
    found = held * [2, 2, 0] / temperature + weight * held * [0, 0, 1]
    assert _loss(found, held_labels) < _loss(held * [2, 2, 0], held_labels)


def test_labels_that_the_model_does_not_know_are_left_out() -> None:
    scores, labels = _drawn(300)
    strange = np.vstack([scores, np.full((5, 3), 50, dtype=np.float32)])
    expected = best_temperature(scores, CLASSES, labels)
    assert best_temperature(strange, CLASSES, [*labels, *["inconnu"] * 5]) == expected


def test_temperature_softens_without_changing_the_order(
    learnt: tuple[LinearModel, csr_matrix, list[str]],
) -> None:
    model, rows, _ = learnt
    soft = LinearModel(model.classes, model.weights, model.intercepts, temperature=4.0)
    assert soft.scores(rows) == pytest.approx(model.scores(rows) / 4, abs=1e-5)
    assert (soft.probabilities(rows).argmax(1) == model.probabilities(rows).argmax(1)).all()
    assert soft.probabilities(rows).max() < model.probabilities(rows).max()


@pytest.mark.parametrize("name", CLASSES)
def test_contributions_sum_to_the_score(
    learnt: tuple[LinearModel, csr_matrix, list[str]], name: str
) -> None:
    model, rows, _ = learnt
    number = model.classes.index(name)
    for i in range(10):
        told = model.contributions(rows[i], name)
        raw = model.scores(rows[i])[0] - model.intercepts
        assert sum(weight for _, weight in told) == pytest.approx(
            raw[number] - raw.mean(), abs=1e-4
        )


def test_contributions_name_only_the_columns_that_are_present(
    learnt: tuple[LinearModel, csr_matrix, list[str]],
) -> None:
    model, rows, _ = learnt
    assert {column for column, _ in model.contributions(rows[0], "atout")} == {0, 1, 2, 3, 4}
