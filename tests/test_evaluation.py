"""Measures are those of the textbook, and no model is measured on what it heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from synthesis.domain import (
    Codebook,
    Coding,
    InputError,
    Quadrant,
    Questionnaire,
    Segment,
    Territory,
    Theme,
)
from synthesis.evaluation import (
    Bench,
    Evaluation,
    Judged,
    Unheard,
    evaluate,
    left_out_voices,
    measure,
    merged_theme,
    unheard_models,
)
from synthesis.learning.corpus import FOLDER, Labelled, read_labelled
from synthesis.learning.encoder import WordVectors
from synthesis.learning.model import (
    default_model,
    statements,
    without_voices,
)
from synthesis.learning.reliability import calibration_error, reliability
from synthesis.learning.terms import TermIndex

A, R, D, I, N = Quadrant  # noqa: E741
VOICES = ("atelier", "carnet", "causerie")


def _judged(
    label: Quadrant, found: Quadrant, certainty: float = 0.9, *, theme: str = "", says: str = ""
) -> Judged:
    rest = (1 - certainty) / 4
    probabilities = {q: certainty if q is found else rest for q in Quadrant}
    coding = Coding(Segment("s", "i", 0, 0, 1, "x"), probabilities, theme=says)
    return Judged(Labelled("x", label, theme or "aucun"), coding)


def _measure(judged: Sequence[Judged], codebook: Codebook, threshold: float = 0.5) -> Evaluation:
    return measure(judged, codebook, threshold=threshold)


def test_quadrants_against_values_by_hand(codebook: Codebook) -> None:
    pairs = [(A, A), (A, A), (A, D), (D, D), (D, A), (N, N)]
    found = _measure([_judged(label, said) for label, said in pairs], codebook)
    assert found.quadrants[A].precision == pytest.approx(2 / 3)
    assert found.quadrants[A].recall == pytest.approx(2 / 3)
    assert found.quadrants[A].count == 3
    assert found.quadrants[D].f1 == pytest.approx(1 / 2)
    assert found.quadrants[R].count == 0
    # Ressource and inquiétude are neither labelled nor found: they do not pull the mean down.
    assert found.macro_f1 == pytest.approx((2 / 3 + 1 / 2 + 1) / 3)
    assert found.confusion.tolist() == [
        [2, 0, 1, 0, 0],
        [0, 0, 0, 0, 0],
        [1, 0, 1, 0, 0],
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 1],
    ]


QUADRANTS = st.sampled_from(list(Quadrant))


@given(st.lists(st.tuples(QUADRANTS, QUADRANTS), min_size=1, max_size=40))
def test_macro_f1_is_the_mean_of_the_quadrants_seen(pairs: list[tuple[Quadrant, Quadrant]]) -> None:
    grid = Codebook("g", "g", ())
    found = _measure([_judged(label, said) for label, said in pairs], grid)
    seen = {quadrant for pair in pairs for quadrant in pair}
    assert found.macro_f1 == pytest.approx(np.mean([found.quadrants[q].f1 for q in seen]))
    assert found.macro_f1 == pytest.approx(
        f1_score(*zip(*pairs, strict=True), average="macro", zero_division=0)
    )
    assert found.confusion.sum() == found.count == len(pairs)


def test_nothing_to_measure_is_said(codebook: Codebook) -> None:
    with pytest.raises(InputError, match="aucun énoncé"):
        _measure([], codebook)


MERGED = {
    "tourisme": "tourisme",  # published in 2021
    "patrimoine": "autre",  # in the grid, not published
    "decouvert-eau": "autre",
    "autre": "autre",
    "autre:eau": "autre",
    "aucun": "aucun",
    "": "aucun",
}


@pytest.mark.parametrize(("theme", "merged"), MERGED.items())
def test_themes_are_merged_outside_the_published_ones(
    codebook: Codebook, theme: str, merged: str
) -> None:
    assert merged_theme(theme, codebook) == merged


def test_the_published_themes_are_twenty_two(codebook: Codebook) -> None:
    kept = [t.slug for t in codebook.themes if merged_theme(t.slug, codebook) == t.slug]
    assert len(kept) == 22


def test_a_codebook_without_published_themes_keeps_its_own() -> None:
    own = Codebook("g", "g", (Theme("eau", "L'eau"),))
    assert [merged_theme(theme, own) for theme in ("eau", "autre", "")] == ["eau", "autre", "aucun"]


def test_theme_accuracy_counts_statements_that_have_a_theme(codebook: Codebook) -> None:
    said = [
        _judged(A, A, theme="tourisme", says="tourisme"),
        _judged(A, A, theme="autre:eau", says="patrimoine"),  # both « autre »
        _judged(A, A, theme="tourisme", says="patrimoine"),
        _judged(A, A, theme="patrimoine", says=""),  # found nothing: wrong
        _judged(N, N, theme="aucun", says="tourisme"),  # no theme: not counted
    ]
    found = _measure(said, codebook)
    assert found.with_theme == 4
    assert found.theme_accuracy == pytest.approx(2 / 4)


def test_without_any_theme_there_is_no_accuracy(codebook: Codebook) -> None:
    assert isnan(_measure([_judged(A, A)], codebook).theme_accuracy)


def test_coverage_and_accuracy_at_the_threshold(codebook: Codebook) -> None:
    said = [_judged(A, A, 0.9), _judged(A, D, 0.6), _judged(A, D, 0.4), _judged(A, A, 0.3)]
    found = _measure(said, codebook, threshold=0.6)
    assert found.coverage == pytest.approx(2 / 4)  # the threshold itself is sure enough
    assert found.accuracy_covered == pytest.approx(1 / 2)
    # 70 % of four statements are three.
    assert found.accuracy_most_certain == pytest.approx(1 / 3)
    assert isnan(_measure(said, codebook, threshold=1.0).accuracy_covered)


def test_the_share_to_review_is_that_of_the_tool(codebook: Codebook) -> None:
    sure = _judged(A, A)
    unsure = Judged(sure.labelled, replace(sure.coding, to_review=True))
    assert _measure([sure, sure, sure, unsure], codebook).to_review == pytest.approx(1 / 4)


def test_a_perfectly_calibrated_toy_has_no_error() -> None:
    certainty = np.array([0.8] * 10 + [0.5] * 10)
    right = np.array([1.0] * 8 + [0.0] * 2 + [1.0] * 5 + [0.0] * 5)
    bins = reliability(certainty, right)
    assert [item.count for item in bins] == [10, 10]
    assert calibration_error(bins) == pytest.approx(0)


def test_an_overconfident_toy_errs_by_what_it_claims_too_much() -> None:
    bins = reliability(
        np.array([0.9] * 10 + [1.0] * 10), np.array([1.0] * 5 + [0.0] * 5 + [1.0] * 10)
    )
    assert calibration_error(bins) == pytest.approx(0.5 * 0.4)
    assert bins[-1].high == 1.0
    assert bins[-1].accuracy == 1.0


def test_bins_hold_their_upper_bound_and_have_equal_widths() -> None:
    bins = reliability(np.array([0.2, 0.21, 0.4, 1.0]), np.ones(4), bins=5)
    assert [(item.low, item.high, item.count) for item in bins] == [
        pytest.approx((0.0, 0.2, 1)),
        pytest.approx((0.2, 0.4, 2)),
        pytest.approx((0.8, 1.0, 1)),
    ]


@pytest.fixture(scope="module")
def bench(form: Questionnaire, codebook: Codebook, territories: tuple[Territory, ...]) -> Bench:
    return Bench(form, codebook, territories, 0.5)


@pytest.fixture(scope="module")
def sample() -> list[Labelled]:
    """Nine statements of each quadrant, then three without theme, in each of three voices."""
    found: list[Labelled] = []
    for voice in VOICES:
        said = read_labelled(FOLDER / f"{voice}.csv")
        for quadrant in Quadrant:
            found += [x for x in said if x.quadrant is quadrant and x.theme != "aucun"][:9]
        found += [x for x in said if x.theme == "aucun"][:3]
    return found


def test_the_shipped_model_knows_its_corpus(bench: Bench, sample: list[Labelled]) -> None:
    found = evaluate(
        default_model(),
        sample,
        bench.questionnaire,
        bench.codebook,
        bench.territories,
        with_question=True,
        threshold=0.5,
    )
    assert found.count == len(sample) == 144
    assert found.macro_f1 > 0.9
    assert found.theme_accuracy > 0.9


def test_the_question_is_hidden_when_asked(bench: Bench) -> None:
    # The question alone tells: the words say nothing.
    asked = [Labelled("La route.", A, "aucun", question=key) for key in ("q2", "q5")]
    with_question = bench.judge(default_model(), asked, with_question=True)
    alone = bench.judge(default_model(), asked, with_question=False)
    assert with_question[0].coding.probabilities != with_question[1].coding.probabilities
    assert alone[0].coding.probabilities == alone[1].coding.probabilities


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int]]:
    return []


@pytest.fixture(scope="module")
def unheard(bench: Bench, sample: list[Labelled], told: list[tuple[int, int]]) -> list[Unheard]:
    return unheard_models(sample, bench, progress=lambda *done: told.append(done))


def test_each_voice_is_left_out_once(unheard: list[Unheard], told: list[tuple[int, int]]) -> None:
    assert [item.voices for item in unheard] == [{voice} for voice in VOICES]
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert all(item.model.description["enonces"] == 96 for item in unheard)


def test_a_voice_does_not_weigh_on_its_own_calibration(
    bench: Bench, sample: list[Labelled], unheard: list[Unheard]
) -> None:
    known = statements(sample, bench.questionnaire, bench.territories)
    suited = [
        without_voices(
            known, sample, TermIndex(bench.codebook), frozenset({voice}), encoder=WordVectors()
        )[1]
        for voice in VOICES[1:]
    ]
    found = unheard[0].model
    assert found.themes.temperature == pytest.approx(np.mean([c.themes for c in suited]))
    assert found.term_weight == pytest.approx(np.mean([c.term_weight for c in suited]))
    hints = np.mean([c.quadrants.hints for c in suited], axis=0)
    columns = found.space.columns("question")
    assert found.quadrants.weights[:, columns] == pytest.approx(hints)
    assert found.term_weight != unheard[1].model.term_weight


def test_left_out_voices_judge_every_statement_once(
    bench: Bench, sample: list[Labelled], unheard: list[Unheard]
) -> None:
    judged = left_out_voices(sample, unheard, bench, with_question=True)
    assert [item.labelled for item in judged] == sample
    assert 0.2 < bench.measure(judged).macro_f1 < 0.95
