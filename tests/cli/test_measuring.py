"""What `synthesis evaluate` shows of unheard voices, on a small corpus."""

from __future__ import annotations

import pytest

from synthesis.cli.columns import aligned, decimal, percent, thousands
from synthesis.cli.measuring import measure_corpus
from synthesis.domain import Codebook, Quadrant, Questionnaire
from synthesis.evaluation import Bench
from synthesis.learning.corpus import FOLDER, Labelled, read_labelled

VOICES = ("atelier", "carnet")


def _sample() -> list[Labelled]:
    return [
        item
        for voice in VOICES
        for quadrant in Quadrant
        for item in [x for x in read_labelled(FOLDER / f"{voice}.csv") if x.quadrant is quadrant][
            -8:
        ]
    ]


def test_each_unheard_voice_has_its_row_and_the_curve_its_title(
    form: Questionnaire, codebook: Codebook
) -> None:
    shown = measure_corpus(
        _sample(), Bench(form, codebook, (), 0.5), with_question=True, curve=True
    )
    lines = [line.split("  ")[0] for line in shown.splitlines()]
    assert lines[1:5] == [*VOICES, "ensemble", "ensemble, sans la question"]
    assert "Courbe d'apprentissage, mesurée sur atelier :" in shown
    # Every size of the first curve is beyond this corpus, all but one of the second.
    assert lines[-5:-2] == ["énoncés appris", "", "Apprendre des corrections d'une campagne :"]
    assert lines[-1] == "0"


def test_columns_are_aligned() -> None:
    assert aligned([("", "F1"), ("atelier", "0,9"), ("b", "–")]) == (
        "          F1\natelier  0,9\nb          –"
    )


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (decimal(0.8416), "0,842"),
        (decimal(0.5, digits=2), "0,50"),
        (decimal(float("nan")), "–"),
        (percent(0.8416), "84,2\N{NO-BREAK SPACE}%"),
        (percent(1), "100,0\N{NO-BREAK SPACE}%"),
        (percent(float("nan")), "–"),
        (thousands(999), "999"),
        (thousands(11557), "11\N{NARROW NO-BREAK SPACE}557"),
    ],
)
def test_numbers_are_written_in_french(shown: str, expected: str) -> None:
    assert shown == expected
