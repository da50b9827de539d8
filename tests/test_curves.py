"""The curves: what more statements and more corrections bring, on what they do not come from."""

from __future__ import annotations

import pytest

from synthesis.curves import correction_curve, learning_curve
from synthesis.domain import Codebook, Quadrant, Questionnaire
from synthesis.evaluation import Bench, Unheard, unheard_models
from synthesis.learning.corpus import FOLDER, Labelled, read_labelled

VOICES = ("atelier", "carnet", "causerie")


@pytest.fixture(scope="module")
def bench(form: Questionnaire, codebook: Codebook) -> Bench:
    return Bench(form, codebook, (), 0.5)


@pytest.fixture(scope="module")
def sample() -> list[Labelled]:
    """Fifteen statements of each quadrant, then five without theme, in each of three voices."""
    found: list[Labelled] = []
    for voice in VOICES:
        said = read_labelled(FOLDER / f"{voice}.csv")
        for quadrant in Quadrant:
            found += [x for x in said if x.quadrant is quadrant and x.theme != "aucun"][:15]
        found += [x for x in said if x.theme == "aucun"][:5]
    return found


@pytest.fixture(scope="module")
def unheard(bench: Bench, sample: list[Labelled]) -> list[Unheard]:
    return unheard_models(sample, bench)


def test_the_curve_learns_from_the_other_voices(
    bench: Bench, sample: list[Labelled], unheard: list[Unheard]
) -> None:
    curve = learning_curve(sample, (40, 160, 161), unheard[0], bench)
    assert [size for size, _ in curve] == [40, 160]  # 160 remain without that voice
    assert all(found.count == 80 for _, found in curve)
    assert curve[1][1].macro_f1 > curve[0][1].macro_f1


def test_corrections_are_measured_on_interviews_that_they_do_not_come_from(
    bench: Bench, sample: list[Labelled], unheard: list[Unheard]
) -> None:
    told: list[tuple[int, int]] = []
    curve = correction_curve(
        sample, (0, 30), unheard, bench, progress=lambda *done: told.append(done)
    )
    assert [size for size, _ in curve] == [0, 30]
    assert all(found.count < len(sample) / 2 for _, found in curve)
    assert curve[1][1].macro_f1 > curve[0][1].macro_f1
    assert told == [(1, 3), (2, 3), (3, 3)]
