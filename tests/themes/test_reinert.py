"""Reinert's classification against a brute-force reference and against its own definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.cluster.hierarchy import dendrogram, is_valid_linkage
from scipy.sparse import csr_array
from scipy.stats import chi2_contingency
from sklearn.base import clone
from sklearn.metrics import adjusted_rand_score

from synthesis.domain import InputError
from synthesis.themes.reinert import UNCLASSIFIED, Reinert, Split
from synthesis.themes.reinert_split import best_cut, bipartition, kept_forms, reallocate

Table = NDArray[np.bool_]
SMALL = np.array(
    [
        [1, 1, 0, 0, 0],
        [0, 1, 0, 1, 1],
        [1, 1, 1, 0, 0],
        [0, 0, 0, 1, 1],
        [1, 0, 1, 0, 1],
        [0, 0, 1, 1, 0],
        [1, 0, 1, 0, 0],
    ],
    dtype=bool,
)
tables = st.tuples(st.integers(1, 14), st.integers(1, 8)).flatmap(
    lambda shape: arrays(np.bool_, shape, elements=st.booleans())
)


def sparse(table: Table) -> csr_array:
    return csr_array(table, dtype=np.float64)


def without_empty(table: Table) -> Table:
    return table[table.any(axis=1)][:, table.any(axis=0)]


def reference_chi2(table: Table, left: Table) -> float:
    """By definition: χ² of the table 2 sides × forms."""
    sides = np.array([table[left].sum(axis=0), table[~left].sum(axis=0)])
    return float(chi2_contingency(sides[:, sides.any(axis=0)], correction=False).statistic)


def reference_axis(table: Table) -> NDArray[np.float64]:
    observed = table / table.sum()
    rows, columns = observed.sum(axis=1), observed.sum(axis=0)
    expected = np.outer(rows, columns)
    vector = np.linalg.svd((observed - expected) / np.sqrt(expected))[0][:, 0]
    return np.asarray(vector / np.sqrt(rows))


def reference_cuts(table: Table, order: NDArray[np.int64]) -> list[Table]:
    return [np.isin(np.arange(len(table)), order[:cut]) for cut in range(1, len(table))]


def reference_partition(table: Table) -> Table:
    """Best of every cut along the dense axis, then the best move of one unit, again and again."""
    cuts = reference_cuts(table, np.argsort(reference_axis(table)))
    left = max(cuts, key=lambda side: reference_chi2(table, side))
    while True:
        moves = [left ^ (np.arange(len(table)) == unit) for unit in range(len(table))]
        proper = [side for side in moves if side.any() and not side.all()]
        best = max(proper, key=lambda side: reference_chi2(table, side))
        if reference_chi2(table, best) <= reference_chi2(table, left) * (1 + 1e-10):
            return left
        left = best


def random_tables(count: int) -> list[Table]:
    random = np.random.default_rng(7)
    return [without_empty(random.random((25, 12)) < 0.3) for _ in range(count)]


def planted(*, units: int = 240, seed: int = 3) -> tuple[list[list[str]], NDArray[np.int64]]:
    """Token lists on four subjects: six words of the subject, three that all share."""
    random = np.random.default_rng(seed)
    subjects = np.arange(units) % 4
    lists = [
        [f"sujet{subject}-{word}" for word in random.choice(15, 6, replace=False)]
        + [f"commun-{word}" for word in random.choice(20, 3, replace=False)]
        for subject in subjects
    ]
    return lists, subjects


def test_a_small_table_is_split_as_by_brute_force() -> None:
    expected = reference_partition(SMALL)
    model = Reinert(2).fit(sparse(SMALL))
    assert model.splits_[0].chi2 == pytest.approx(reference_chi2(SMALL, expected), rel=1e-12)
    assert adjusted_rand_score(model.labels_, expected) == 1


def test_a_small_table_gets_the_best_of_all_bipartitions() -> None:
    sides = [np.array([number >> unit & 1 for unit in range(7)], bool) for number in range(1, 127)]
    best = max(reference_chi2(SMALL, side) for side in sides)
    assert Reinert(2).fit(SMALL).splits_[0].chi2 == pytest.approx(best, rel=1e-12)


@pytest.mark.parametrize("table", random_tables(12))
def test_larger_tables_are_split_as_by_brute_force(table: Table) -> None:
    expected = reference_partition(table)
    found = bipartition(sparse(table), np.random.default_rng(0))
    assert found is not None
    assert found.chi2 == pytest.approx(reference_chi2(table, expected), rel=1e-9)
    assert adjusted_rand_score(found.left, expected) == 1


@pytest.mark.parametrize("table", random_tables(5))
def test_the_scan_finds_the_best_cut_of_any_order(table: Table) -> None:
    cuts = reference_cuts(table, np.arange(len(table)))
    expected = int(np.argmax([reference_chi2(table, side) for side in cuts])) + 1
    assert best_cut(sparse(table)) == expected


@pytest.mark.parametrize("table", random_tables(5))
def test_reallocation_from_a_bad_start_stops_where_no_move_raises_chi2(table: Table) -> None:
    start = np.arange(len(table)) % 2 == 0
    left = reallocate(sparse(table), start)
    reached = reference_chi2(table, left)
    assert (left != start).sum() > 1
    for unit in range(len(table)):
        moved = left ^ (np.arange(len(table)) == unit)
        assert reference_chi2(table, moved) <= reached * (1 + 1e-9)


def test_reallocation_does_not_change_its_start() -> None:
    start = np.arange(7) < 3
    reallocate(sparse(SMALL), start)
    assert start.tolist() == [True] * 3 + [False] * 4


def test_a_form_goes_down_where_it_is_over_represented_and_frequent() -> None:
    # Forms: only left; mostly left; even; rare on the right.
    counts = [(8, 0), (8, 3), (5, 5), (4, 2), (0, 9)]
    left = np.repeat([True, False], 10)
    columns = [np.concatenate([np.arange(10) < a, np.arange(10) < b]) for a, b in counts]
    table = np.array(columns).T
    rows = table.any(axis=1)
    to_left, to_right = kept_forms(sparse(table[rows]), left[rows], tolerance=0.3, min_frequency=3)
    assert to_left.tolist() == [True, True, True, True, False]
    assert to_right.tolist() == [False, False, True, False, True]


def test_forms_go_down_to_both_sides_when_nothing_is_typical_enough() -> None:
    to_left, to_right = kept_forms(sparse(SMALL), np.arange(7) < 4, tolerance=1.0, min_frequency=1)
    assert to_left.tolist() == [True, True, True, True, True]
    assert to_right.tolist() == [True, False, True, True, True]  # nobody there holds the second


@settings(max_examples=80, deadline=None)
@given(tables, st.integers(1, 6), st.integers(1, 3))
def test_the_height_of_every_split_is_the_chi2_of_its_final_partition(
    table: Table, classes: int, frequency: int
) -> None:
    model = Reinert(classes, min_split_frequency=frequency).fit(table)
    for split in model.splits_:
        parent, left, right = (model.nodes_[i] for i in (split.parent, split.left, split.right))
        units = np.concatenate([left.units, right.units])
        part = table[units][:, parent.forms]
        side = np.arange(len(units)) < len(left.units)
        assert split.chi2 == pytest.approx(reference_chi2(part, side), rel=1e-9)
        assert split.sizes == (len(left.units), len(right.units))
        assert not table[np.setdiff1d(parent.units, units)][:, parent.forms].any()


@settings(max_examples=80, deadline=None)
@given(tables.map(without_empty))
def test_a_split_is_never_below_the_best_cut_of_the_scan(table: Table) -> None:
    found = bipartition(sparse(table), np.random.default_rng(0))
    if found is None:
        assert min(table.shape, default=0) < 2 or len(np.unique(table, axis=0)) == 1
        return
    axis = reference_axis(table)
    singular = np.linalg.svd(
        table / np.sqrt(np.outer(table.sum(axis=1), table.sum(axis=0))), compute_uv=False
    )
    # With several first axes, which one was scanned is not defined.
    assume(singular[1] - np.append(singular, 0)[2] > 1e-6)
    gaps = np.diff(np.sort(axis))
    cuts = [
        side
        for side, gap in zip(reference_cuts(table, np.argsort(axis)), gaps, strict=True)
        if gap > 1e-9
    ]
    assert found.chi2 >= max(reference_chi2(table, side) for side in cuts) * (1 - 1e-9)


@settings(max_examples=80, deadline=None)
@given(tables, st.integers(1, 6))
def test_labels_are_a_partition_into_the_leaves(table: Table, classes: int) -> None:
    model = Reinert(classes, min_split_frequency=1).fit(table)
    found = set(model.labels_.tolist()) - {UNCLASSIFIED}
    leaves = len(model.splits_) + 1
    assert leaves <= classes
    assert found == (set(range(leaves)) if table.any() else set())
    assert (model.labels_[~table.any(axis=1)] == UNCLASSIFIED).all()
    split = {s.parent for s in model.splits_}
    sizes = [len(node.units) for i, node in enumerate(model.nodes_) if i not in split]
    assert sum(sizes) == (model.labels_ != UNCLASSIFIED).sum()


@settings(max_examples=60, deadline=None)
@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_forms_does_not_matter(table: Table, random: np.random.Generator) -> None:
    order = list(range(table.shape[1]))
    random.shuffle(order)
    model, other = (Reinert(4, min_split_frequency=1).fit(t) for t in (table, table[:, order]))
    assert model.labels_.tolist() == other.labels_.tolist()
    assert model.splits_ == other.splits_
    for node, twin in zip(model.nodes_, other.nodes_, strict=True):
        columns = (table[:, node.forms], table[:, order][:, twin.forms])
        assert sorted(c.tobytes() for c in columns[0].T) == sorted(
            c.tobytes() for c in columns[1].T
        )


def test_the_same_input_gives_the_same_result() -> None:
    lists, _ = planted()
    one, two = Reinert(6).fit(lists), Reinert(6).fit(lists)
    assert one.splits_ == two.splits_
    assert one.labels_.tolist() == two.labels_.tolist()


def test_tables_in_separate_blocks_give_the_same_result_at_each_run() -> None:
    random = np.random.default_rng(0)
    for _ in range(100):
        table = random.random((random.integers(5, 40), random.integers(5, 60))) < 0.06
        assert len({Reinert(8).fit(table).splits_ for _ in range(3)}) == 1


def test_planted_subjects_are_found() -> None:
    lists, subjects = planted()
    assert adjusted_rand_score(Reinert(4).fit_predict(lists), subjects) > 0.95


def test_the_largest_class_is_split_next() -> None:
    lists, _ = planted()
    model = Reinert(4).fit(lists[::4] * 3 + lists[1::4] + lists[2::4])
    open_classes = {0}
    for split in model.splits_:
        sizes = {number: len(model.nodes_[number].units) for number in open_classes}
        assert sizes[split.parent] == max(sizes.values())
        open_classes = open_classes - {split.parent} | {split.left, split.right}


def test_a_class_that_cannot_be_split_is_left_for_the_next_one() -> None:
    # The larger class is made of equal units.
    table = np.zeros((16, 6), bool)
    table[:10, :2] = True
    table[10:13, 2:4] = True
    table[13:, 4:] = True
    model = Reinert(5, min_split_frequency=1).fit(table)
    expected = [0] * 10 + [1] * 3 + [2] * 3
    assert len(model.splits_) == 2
    assert adjusted_rand_score(model.labels_, expected) == 1


@pytest.mark.parametrize(
    ("units", "labels"),
    [
        pytest.param(np.zeros((0, 0)), [], id="nothing"),
        pytest.param(np.zeros((0, 3)), [], id="no unit"),
        pytest.param(np.zeros((3, 0)), [-1, -1, -1], id="no form"),
        pytest.param(np.zeros((3, 4)), [-1, -1, -1], id="only empty units"),
        pytest.param(np.ones((5, 3)), [0] * 5, id="equal units"),
        pytest.param(np.array([[1], [0], [1]]), [0, -1, 0], id="one form"),
        pytest.param(np.array([[1, 0, 1]]), [0], id="one unit"),
        pytest.param([], [], id="no list"),
        pytest.param([[], []], [-1, -1], id="empty lists"),
        pytest.param([["eau"], [], ["eau", "eau"]], [0, -1, 0], id="repeated token"),
        pytest.param(csr_array((2, 2), dtype=bool), [-1, -1], id="empty sparse matrix"),
    ],
)
def test_degenerate_inputs_give_one_class_at_most(units: object, labels: list[int]) -> None:
    model = Reinert(10).fit(units)
    assert model.labels_.tolist() == labels
    assert model.splits_ == ()
    assert model.linkage_.shape == (0, 4)


def test_fewer_units_than_classes_gives_as_many_classes_as_units() -> None:
    model = Reinert(10, min_split_frequency=1, tolerance=1).fit(np.tril(np.ones((3, 3))))
    assert sorted(model.labels_.tolist()) == [0, 1, 2]


def test_counts_are_read_as_presence() -> None:
    counts = SMALL * np.arange(1, 8)[:, None]
    assert Reinert(3).fit(counts).splits_ == Reinert(3).fit(SMALL).splits_


def test_the_dendrogram_is_drawn_by_scipy_with_the_classes_in_order() -> None:
    lists, _ = planted()
    model = Reinert(6).fit(lists)
    linkage = model.linkage_
    assert is_valid_linkage(linkage)
    assert linkage[-1, 3] == 6
    assert linkage[:, 2].tolist() == [split.chi2 for split in reversed(model.splits_)]
    assert dendrogram(linkage, no_plot=True)["leaves"] == list(range(6))


def test_a_split_is_frozen() -> None:
    split = Split(0, 1, 2, 3.5, (4, 5))
    with pytest.raises(AttributeError):
        split.chi2 = 1.0  # type: ignore[misc]


def test_parameters_follow_the_interface_of_estimators() -> None:
    model = clone(Reinert(4, tolerance=0.5).fit(SMALL))
    assert model.get_params() == {
        "n_classes": 4,
        "min_split_frequency": 3,
        "tolerance": 0.5,
        "random_state": 0,
    }
    assert not hasattr(model, "labels_")


def test_less_than_one_class_is_refused_in_french() -> None:
    with pytest.raises(InputError, match="nombre de classes demandé \\(0\\)"):
        Reinert(0).fit(SMALL)


@pytest.mark.parametrize("wrong", [{"min_split_frequency": 0}, {"tolerance": -0.1}])
def test_other_parameters_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="min_split_frequency"):
        Reinert(2, **wrong).fit(SMALL)


def test_a_text_instead_of_tokens_is_refused() -> None:
    with pytest.raises(TypeError, match="list of tokens"):
        Reinert(2).fit(["une phrase", "une autre"])
