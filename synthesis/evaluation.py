"""How right the tool is: on labelled statements, on voices it did not learn.

The tool is judged as it is used, through the coder. Certainty is the probability of the quadrant
that was chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import confusion_matrix, f1_score, precision_recall_fscore_support

from synthesis.coder import Coder
from synthesis.domain import (
    Codebook,
    Coding,
    InputError,
    Quadrant,
    Questionnaire,
    Segment,
    Territory,
)
from synthesis.learning.corpus import NO_THEME, Labelled
from synthesis.learning.encoder import WordVectors
from synthesis.learning.model import (
    Calibration,
    TrainedModel,
    calibrated,
    left_out,
    statements,
    without_voices,
)
from synthesis.learning.reliability import Bin, calibration_error, mean, reliability
from synthesis.learning.terms import TermIndex
from synthesis.pipeline import batches

OTHER = "autre"
MOST_CERTAIN = 0.7
# Told what is done and the total.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled statement and what the tool says of it."""

    labelled: Labelled
    coding: Coding

    @property
    def certainty(self) -> float:
        """Probability of the quadrant that was chosen."""
        return self.coding.probabilities[self.coding.quadrant]

    @property
    def right(self) -> bool:
        """Whether that quadrant is the label."""
        return self.coding.quadrant is self.labelled.quadrant


@dataclass(frozen=True, slots=True)
class Score:
    """How well one quadrant is found; `count` statements bear its label."""

    precision: float
    recall: float
    f1: float
    count: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Measures over some statements; shares between 0 and 1, nan where nothing can be counted.

    `confusion` has the shape (5, 5), labels in rows, in the order of `Quadrant`. `macro_f1` is the
    mean over the quadrants that are labelled or found. `theme_accuracy` counts the `with_theme`
    statements whose label is a theme. `coverage` is the share at least as certain as the threshold,
    `accuracy_covered` their accuracy; `to_review` is the share the tool sends to a person, which
    also depends on the theme.
    """

    count: int
    macro_f1: float
    quadrants: Mapping[Quadrant, Score]
    confusion: NDArray[np.int64]
    with_theme: int
    theme_accuracy: float
    calibration_error: float
    reliability: tuple[Bin, ...]
    coverage: float
    accuracy_covered: float
    accuracy_most_certain: float
    to_review: float


def evaluate(  # noqa: PLR0913
    model: TrainedModel,
    labelled: Sequence[Labelled],
    questionnaire: Questionnaire,
    codebook: Codebook,
    territories: Sequence[Territory],
    *,
    with_question: bool,
    threshold: float,
) -> Evaluation:
    """Measures of a model over labelled statements; raises `InputError` if there are none."""
    bench = Bench(questionnaire, codebook, tuple(territories), threshold)
    return bench.measure(bench.judge(model, labelled, with_question=with_question))


@dataclass(frozen=True, slots=True)
class Bench:
    """What every measure of one campaign shares; `threshold` is that of the review."""

    questionnaire: Questionnaire
    codebook: Codebook
    territories: tuple[Territory, ...]
    threshold: float

    def judge(
        self, model: TrainedModel, labelled: Sequence[Labelled], *, with_question: bool
    ) -> list[Judged]:
        """Each statement with its coding, in order."""
        coder = Coder(
            model,
            self.questionnaire,
            self.codebook,
            self.territories,
            review_threshold=self.threshold,
        )
        segments = [_segment(i, item, with_question) for i, item in enumerate(labelled)]
        codings = [coded.coding for batch in batches(segments) for coded in coder.code(batch)]
        return [Judged(item, coding) for item, coding in zip(labelled, codings, strict=True)]

    def measure(self, judged: Sequence[Judged]) -> Evaluation:
        """Measures of statements already judged; raises `InputError` if there are none."""
        return measure(judged, self.codebook, threshold=self.threshold)


def measure(judged: Sequence[Judged], codebook: Codebook, *, threshold: float) -> Evaluation:
    """Measures of statements already judged; raises `InputError` if there are none."""
    if not judged:
        raise InputError(
            "il n'y a aucun énoncé à mesurer.",
            remedy="Donnez un csv aux colonnes question, quadrant, theme, texte.",
        )
    certainty = np.array([item.certainty for item in judged])
    right = np.array([item.right for item in judged], dtype=float)
    expected = [item.labelled.quadrant.value for item in judged]
    found = [item.coding.quadrant.value for item in judged]
    themed = [item for item in judged if item.labelled.theme != NO_THEME]
    bins = reliability(certainty, right)
    sure = certainty >= threshold
    surest = np.argsort(-certainty, kind="stable")[: max(1, round(MOST_CERTAIN * len(judged)))]
    return Evaluation(
        count=len(judged),
        macro_f1=float(f1_score(expected, found, average="macro", zero_division=0)),
        quadrants=_scores(expected, found),
        confusion=confusion_matrix(expected, found, labels=list(Quadrant)),
        with_theme=len(themed),
        theme_accuracy=mean(np.array(_same_themes(themed, codebook), dtype=float)),
        calibration_error=calibration_error(bins),
        reliability=bins,
        coverage=float(sure.mean()),
        accuracy_covered=mean(right[sure]),
        accuracy_most_certain=mean(right[surest]),
        to_review=float(np.mean([item.coding.to_review for item in judged])),
    )


def merged_theme(theme: str, codebook: Codebook) -> str:
    """A published theme as it is, `aucun` for none, any other as `autre`.

    In a codebook that marks none as published, every theme counts as published.
    """
    if theme in {"", NO_THEME}:
        return NO_THEME
    published = [known.slug for known in codebook.themes if known.published_quadrant]
    return theme if theme in (published or [known.slug for known in codebook.themes]) else OTHER


@dataclass(frozen=True, slots=True)
class Unheard:
    """A model that never heard some voices, calibrated without them either."""

    voices: frozenset[str]
    model: TrainedModel
    calibrations: tuple[Calibration, ...]


def unheard_models(
    labelled: Sequence[Labelled], bench: Bench, *, progress: Progress | None = None
) -> list[Unheard]:
    """One model per group of voices to leave out; one fit each, about a minute for 10,000.

    Each takes the mean of the calibrations that suited the other groups: its own labels are never
    looked at, and nothing is fitted twice.
    """
    known = statements(labelled, bench.questionnaire, bench.territories)
    index = TermIndex(bench.codebook)
    groups = left_out(labelled)
    partial: list[TrainedModel] = []
    suited: list[Calibration] = []
    for voices in groups:
        model, found = without_voices(known, labelled, index, voices, encoder=WordVectors())
        partial.append(model)
        suited.append(found)
        if progress:
            progress(len(partial), len(groups))
    unheard = []
    for i, (voices, model) in enumerate(zip(groups, partial, strict=True)):
        others = (*suited[:i], *suited[i + 1 :])
        unheard.append(Unheard(voices, calibrated(model, others), others))
    return unheard


def left_out_voices(
    labelled: Sequence[Labelled], models: Sequence[Unheard], bench: Bench, *, with_question: bool
) -> list[Judged]:
    """Every statement, judged by the model that never heard its voice."""
    judged: list[Judged] = []
    for unheard in models:
        held = [item for item in labelled if item.voice in unheard.voices]
        judged.extend(bench.judge(unheard.model, held, with_question=with_question))
    return judged


def _segment(number: int, item: Labelled, with_question: bool) -> Segment:
    question = item.question if with_question else ""
    return Segment(str(number), item.voice, 0, 0, len(item.text), item.text, question)


def _scores(expected: Sequence[str], found: Sequence[str]) -> dict[Quadrant, Score]:
    table = precision_recall_fscore_support(expected, found, labels=list(Quadrant), zero_division=0)
    return {
        quadrant: Score(float(precision), float(recall), float(f1), int(count))
        for quadrant, precision, recall, f1, count in zip(Quadrant, *table, strict=True)
    }


def _same_themes(themed: Sequence[Judged], codebook: Codebook) -> list[bool]:
    return [
        merged_theme(item.labelled.theme, codebook) == merged_theme(item.coding.theme, codebook)
        for item in themed
    ]
