"""Context units, and what two classifications of the same segments agree on."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency
from sklearn.metrics import adjusted_rand_score

from synthesis.themes.reinert import UNCLASSIFIED, Reinert
from synthesis.themes.reinert_double import (
    LEAST_CHI2,
    ROUNDING,
    ContextUnits,
    DoubleClassification,
    context_units,
    double_classification,
)

segment_lists = st.lists(
    st.tuples(st.sampled_from("AB"), st.lists(st.sampled_from("abcdef"), max_size=4)), max_size=20
)


def interviews(*, count: int = 40, seed: int = 5) -> tuple[list[list[str]], list[int], list[int]]:
    """Segments of interviews that each speak of one subject out of four; their groups, subjects."""
    random = np.random.default_rng(seed)
    lists, groups, subjects = [], [], []
    for interview in range(count):
        for _ in range(random.integers(6, 12)):
            own = random.choice(12, 3, replace=False)
            lists.append([f"{interview % 4}-{word}" for word in own] + [f"x{random.integers(9)}"])
            groups.append(interview)
            subjects.append(interview % 4)
    return lists, groups, subjects


def classified(n_classes: int, *, noise: float = 0.0, min_common: int = 10) -> DoubleClassification:
    lists, groups, _ = interviews()
    random = np.random.default_rng(1)
    lists = [
        [
            f"{random.integers(4)}-{random.integers(12)}" if random.random() < noise else w
            for w in ws
        ]
        for ws in lists
    ]
    sizes = [context_units(lists, groups, size) for size in (4, 8)]
    return double_classification(*sizes, model=Reinert(n_classes), min_common=min_common)


@pytest.mark.parametrize(
    ("segments", "min_forms", "forms", "unit_of"),
    [
        pytest.param([], 3, [], [], id="nothing"),
        pytest.param(
            [("A", "ab"), ("A", "ac"), ("A", "def")], 3, ["abc", "def"], [0, 0, 1], id="c"
        ),
        pytest.param([("A", "ab"), ("B", "cd")], 3, ["ab", "cd"], [0, 1], id="never two groups"),
        pytest.param([("A", "abc"), ("A", "d")], 3, ["abcd"], [0, 0], id="rest joins the last"),
        pytest.param([("A", "aaa"), ("A", "aab")], 2, ["ab"], [0, 0], id="distinct forms"),
        pytest.param([("A", ""), ("A", "ab")], 2, ["ab"], [0, 0], id="empty segment"),
        pytest.param([("A", ""), ("B", "ab")], 2, ["", "ab"], [0, 1], id="empty unit"),
        pytest.param([("A", "a"), ("A", "a")], 0, ["a", "a"], [0, 1], id="no minimum"),
        pytest.param(
            [("A", "ab"), ("B", "c"), ("A", "d")], 9, ["ab", "c", "d"], [0, 1, 2], id="returning"
        ),
    ],
)
def test_segments_of_one_interview_are_merged_until_enough_forms(
    segments: list[tuple[str, str]], min_forms: int, forms: list[str], unit_of: list[int]
) -> None:
    units = context_units([list(text) for _, text in segments], [g for g, _ in segments], min_forms)
    assert ["".join(unit) for unit in units.forms] == forms
    assert units.unit_of.tolist() == unit_of


@given(segment_lists, st.integers(0, 5))
def test_units_hold_what_their_segments_hold(
    segments: list[tuple[str, list[str]]], min_forms: int
) -> None:
    groups, lists = [g for g, _ in segments], [tokens for _, tokens in segments]
    units = context_units(lists, groups, min_forms)
    steps = np.diff(np.append(units.unit_of, len(units.forms)))
    assert set(steps.tolist()) <= {0, 1}
    for number, forms in enumerate(units.forms):
        inside = np.flatnonzero(units.unit_of == number)
        assert len({groups[i] for i in inside}) == 1
        assert list(forms) == sorted({token for i in inside for token in lists[i]})


def test_one_group_is_needed_per_segment() -> None:
    with pytest.raises(ValueError, match="zip"):
        context_units([["a"], ["b"]], ["A"], 3)


def test_both_runs_agree_on_clear_subjects() -> None:
    found = classified(4)
    _, _, subjects = interviews()
    sure = found.labels != UNCLASSIFIED
    assert len(found.classes) == 4
    assert sure.mean() > 0.9
    assert adjusted_rand_score(found.labels[sure], np.array(subjects)[sure]) > 0.95


def test_segments_on_which_the_runs_differ_are_counted_as_unclassified() -> None:
    found = classified(6, noise=0.7)
    assert 0 < found.unclassified < len(found.labels)
    assert found.unclassified + sum(c.size for c in found.classes) == len(found.labels)


@pytest.mark.parametrize("noise", [0.0, 0.5, 0.8])
def test_a_crossed_class_is_what_its_two_classes_share(noise: float) -> None:
    found = classified(5, noise=noise)
    assert 0 < len(found.classes) <= 5
    for label, crossed in enumerate(found.classes):
        members = found.labels == label
        assert members.sum() == crossed.size >= 10
        assert crossed.chi2 > LEAST_CHI2
    sizes = [crossed.size for crossed in found.classes]
    assert sizes == sorted(sizes, reverse=True)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_the_best_set_of_disjoint_classes_is_that_of_brute_force(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = [["abc", "abd", "efg", "efh", "abe", "cgh"][i] for i in random.integers(6, size=24)]
    first = ContextUnits(tuple(tuple(row) for row in rows), np.arange(24))
    pairs = [tuple(sorted(set(rows[i] + rows[i + 1]))) for i in range(0, 24, 2)]
    second = ContextUnits(tuple(pairs), np.arange(24) // 2)
    model = Reinert(3, min_split_frequency=1)
    found = double_classification(first, second, model=model, min_common=2)
    candidates = brute_force_candidates(found, first, second)
    best = max(
        sum(chi2 for _, chi2 in chosen)
        for count in range(4)
        for chosen in combinations(candidates, count)
        if len(frozenset().union(*(m for m, _ in chosen))) == sum(len(m) for m, _ in chosen)
    )
    assert sum(crossed.chi2 for crossed in found.classes) == pytest.approx(best, rel=1e-9)
    shared = {members for members, _ in candidates}
    for label in range(len(found.classes)):
        assert frozenset(np.flatnonzero(found.labels == label).tolist()) in shared


def brute_force_candidates(
    found: DoubleClassification, first: ContextUnits, second: ContextUnits
) -> list[tuple[frozenset[int], float]]:
    """Common segments and χ² (scipy) of every pair of classes that is linked enough."""
    sides = [
        [frozenset(np.flatnonzero(np.isin(u.unit_of, n.units)).tolist()) for n in run.nodes_[1:]]
        for run, u in zip(found.runs, (first, second), strict=True)
    ]
    total, kept = len(first.unit_of), []
    for one in sides[0]:
        for other in sides[1]:
            common = len(one & other)
            table = [
                [common, len(one) - common],
                [len(other) - common, total - len(one | other)],
            ]
            if common < 2 or common * total <= len(one) * len(other):
                continue
            chi2 = float(chi2_contingency(table, correction=False).statistic)
            if chi2 - LEAST_CHI2 > ROUNDING:
                kept.append((one & other, chi2))
    return kept


def test_nothing_in_common_leaves_everything_unclassified() -> None:
    found = classified(4, min_common=10_000)
    assert found.classes == ()
    assert found.unclassified == len(found.labels)


def test_no_segment_gives_no_class() -> None:
    nothing = context_units([], [], 5)
    found = double_classification(nothing, nothing)
    assert found.labels.tolist() == []
    assert found.unclassified == 0


def test_both_sizes_must_come_from_the_same_segments() -> None:
    with pytest.raises(ValueError, match="same segments"):
        double_classification(context_units([["a"]], "A", 1), context_units([], [], 1))


def test_the_given_model_is_not_fitted() -> None:
    lists, groups, _ = interviews(count=4)
    units = context_units(lists, groups, 4)
    model = Reinert(2)
    assert double_classification(units, units, model=model).runs[0].labels_.size
    assert not hasattr(model, "labels_")
