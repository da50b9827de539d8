"""The linear model is calibrated and can say what weighed."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import Ridge
from sklearn.metrics import log_loss

from synthesis.learning.linear import (
    Blend,
    LinearModel,
    best_blend,
    best_temperature_and_bonus,
    fit_ridge,
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
    return fit_ridge(rows, [labels], 1.0)[0], rows, labels


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


@pytest.mark.parametrize("penalty", [0.1, 1.0, 10.0])
@pytest.mark.parametrize("kinds", [2, 3, 7])
def test_ridge_is_that_of_the_reference_library(penalty: float, kinds: int) -> None:
    rows = csr_matrix(RANDOM.normal(size=(80, 30)) * (RANDOM.random((80, 30)) < 0.3))
    labels = [f"c{i % kinds}" for i in range(80)]
    targets = np.where(np.array(labels)[:, None] == np.array(sorted(set(labels))), 1.0, -1.0)
    reference = Ridge(alpha=penalty, solver="svd").fit(rows.toarray(), targets)
    (found,) = fit_ridge(rows.astype(np.float32), [labels], penalty, precision=1e-5)
    assert found.weights == pytest.approx(reference.coef_, abs=2e-3)
    assert found.intercepts == pytest.approx(reference.intercept_, abs=2e-3)


def test_labellings_fitted_together_are_those_fitted_apart() -> None:
    rows = csr_matrix(RANDOM.normal(size=(60, 8)).astype(np.float32))
    one, other = [CLASSES[i % 3] for i in range(60)], [str(i % 4) for i in range(60)]
    together = fit_ridge(rows, [one, other], 1.0, precision=1e-5)
    for found, labels in zip(together, (one, other), strict=True):
        (apart,) = fit_ridge(rows, [labels], 1.0, precision=1e-5)
        assert found.classes == apart.classes
        assert found.weights == pytest.approx(apart.weights, abs=1e-4)


def test_a_blend_weighs_the_hint_and_lowers_the_loss_of_other_data() -> None:
    scores, labels = _drawn(2000)
    held, held_labels = _drawn(2000)
    right = np.array(labels)[:, None] == np.array(CLASSES)
    hints = np.where(RANDOM.random((2000, 1)) < 0.7, right, False).astype(np.float32)
    blend = best_blend(scores / 5, hints, CLASSES, labels)
    assert (np.diag(blend.hints) > 1).all()
    found = held / 5 @ blend.mixing.T + blend.constants
    assert _loss(found, held_labels) < _loss(held / 5, held_labels)


def test_a_blend_applied_to_a_model_gives_its_log_odds() -> None:
    weights = RANDOM.normal(size=(3, 5)).astype(np.float32)
    model = LinearModel(CLASSES, weights, RANDOM.normal(size=3).astype(np.float32))
    hints = RANDOM.normal(size=(3, 2)).astype(np.float32)
    blend = Blend(RANDOM.normal(size=(3, 3)).astype(np.float32), hints, np.ones(3, np.float32))
    words, asked = RANDOM.normal(size=(4, 3)), RANDOM.normal(size=(4, 2))
    said = csr_matrix(np.hstack([words, np.zeros((4, 2))]).astype(np.float32))
    whole = csr_matrix(np.hstack([words, asked]).astype(np.float32))
    expected = model.scores(said) @ blend.mixing.T + asked @ hints.T + blend.constants
    assert blend.applied(model, [3, 4]).scores(whole) == pytest.approx(expected, abs=1e-4)


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
    bonus = np.zeros_like(scores)
    expected = best_temperature_and_bonus(scores, bonus, CLASSES, labels)
    found = best_temperature_and_bonus(
        strange, np.zeros_like(strange), CLASSES, [*labels, *["inconnu"] * 5]
    )
    assert found == expected


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
