"""The number of classes is the one that resampling finds again."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.metrics import adjusted_rand_score

from synthesis.domain import InputError
from synthesis.themes.stable import StableClasses, Trial, draws, fewest_stable

tables = st.tuples(st.integers(1, 30), st.integers(1, 4)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.floats(-5, 5, width=16))
)


def _blobs(classes: int, *, each: int = 30, seed: int = 5) -> tuple[NDArray[np.float64], list[int]]:
    random = np.random.default_rng(seed)
    middles = np.eye(classes) * 8
    rows = np.vstack([random.normal(middle, 1, (each, classes)) for middle in middles])
    return rows, [label for label in range(classes) for _ in range(each)]


@pytest.mark.parametrize("classes", [2, 3, 5, 8, 12])
def test_planted_classes_are_counted_and_found(classes: int) -> None:
    rows, expected = _blobs(classes)
    # Two or three classes of many rows are not tried: five at least.
    each = 15 if classes < 5 else 30
    if classes < 5:
        rows, expected = _blobs(classes, each=each)
    model = StableClasses().fit(rows)
    assert len(model.cluster_centers_) == classes
    assert adjusted_rand_score(model.labels_, expected) == 1


def test_an_imposed_number_is_obeyed_without_trial() -> None:
    rows, _ = _blobs(5)
    model = StableClasses(7).fit(rows)
    assert len(model.cluster_centers_) == 7
    assert model.trials_ == ()


def test_rows_beyond_the_sample_join_the_nearest_class() -> None:
    rows, expected = _blobs(5, each=50)
    model = StableClasses(most_rows=100).fit(rows)
    assert adjusted_rand_score(model.labels_, expected) == 1
    assert model.predict(rows).tolist() == model.labels_.tolist()


@settings(max_examples=60, deadline=None)
@given(tables)
def test_any_table_gives_a_partition_into_nearest_classes(table: NDArray[np.float64]) -> None:
    model = StableClasses(resamples=3).fit(table)
    distances = ((table[:, None, :] - model.cluster_centers_[None]) ** 2).sum(axis=2)
    chosen = distances[np.arange(len(table)), model.labels_]
    assert chosen == pytest.approx(distances.min(axis=1), abs=1e-6)
    again = clone(model).fit(table)
    assert again.labels_.tolist() == model.labels_.tolist()
    assert again.trials_ == model.trials_


@pytest.mark.parametrize(
    ("stabilities", "chosen"),
    [
        ([0.5, 0.9, 0.7], 3),
        ([0.89, 0.9, 0.7], 2),
        ([0.5, 0.6, 0.9], 4),
        ([1.0, 1.0, 1.0], 2),
    ],
    ids=["the best", "as good with fewer", "the last", "a tie"],
)
def test_the_fewest_of_the_most_stable_is_kept(stabilities: list[float], chosen: int) -> None:
    trials = [Trial(number, value) for number, value in enumerate(stabilities, start=2)]
    assert fewest_stable(trials) == chosen


def test_groups_are_drawn_whole() -> None:
    groups = [number // 4 for number in range(40)]
    for rows in draws(40, groups, 5, 0.8, np.random.default_rng(1)):
        drawn = {groups[i] for i in rows}
        assert len(drawn) == 8
        assert rows.tolist() == [i for i, group in enumerate(groups) if group in drawn]


@pytest.mark.parametrize(("rows", "classes"), [(0, None), (3, 0)])
def test_nothing_to_group_is_refused(rows: int, classes: int | None) -> None:
    with pytest.raises(InputError, match="rien à regrouper"):
        StableClasses(classes).fit(np.zeros((rows, 2)))


def test_another_process_gives_the_same_classes() -> None:
    program = (
        "import numpy as np, hashlib\n"
        "from synthesis.themes.stable import StableClasses\n"
        "rows = np.random.default_rng(3).normal(size=(300, 40))\n"
        "found = StableClasses(resamples=4).fit(rows)\n"
        "print(found.labels_.tolist(), found.trials_)\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    }
    assert len(told) == 1
