"""What `synthesis evaluate` runs and shows: measures as French tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from synthesis.cli.columns import aligned, decimal, percent, thousands
from synthesis.cli.progress import progress_bar
from synthesis.curves import correction_curve, learning_curve
from synthesis.domain import InputError, Quadrant
from synthesis.evaluation import (
    Bench,
    Evaluation,
    Judged,
    Unheard,
    left_out_voices,
    unheard_models,
)
from synthesis.learning.corpus import Labelled, read_labelled
from synthesis.learning.model import default_model

SIZES = (1000, 2000, 4000, 8000, 12000)
MEASURES = (
    "énoncés",
    "F1 macro",
    "thème",
    "ECE",
    "couverture",
    "juste au seuil",
    "juste à 70 %",
    "à revoir",
)
WHOLE = "ensemble"
CORRECTIONS = (0, 25, 50, 100, 200)


def measure_files(paths: Sequence[Path], bench: Bench, *, with_question: bool) -> str:
    """Tables of the shipped model over labelled csv files, or folders of them."""
    labelled = [item for path in _files(paths) for item in read_labelled(path)]
    ways = [
        (bench.judge(default_model(), labelled, with_question=asked), asked)
        for asked in _ways(with_question)
    ]
    return _tables(ways, bench)


def measure_corpus(
    labelled: Sequence[Labelled], bench: Bench, *, with_question: bool, curve: bool
) -> str:
    """Tables over a corpus, each voice judged by a model that never heard it."""
    with progress_bar("Apprentissage sans chaque groupe de voix") as progress:
        models = unheard_models(labelled, bench, progress=progress)
    ways = [
        (left_out_voices(labelled, models, bench, with_question=asked), asked)
        for asked in _ways(with_question)
    ]
    shown = _tables(ways, bench)
    if not curve:
        return shown
    parts = (shown, _curve(labelled, models[0], bench), _corrections(labelled, models, bench))
    return "\n\n".join(parts)


def _ways(with_question: bool) -> tuple[bool, ...]:
    """With the question, also without, to say how much it helps."""
    return (True, False) if with_question else (False,)


def _files(paths: Sequence[Path]) -> list[Path]:
    files = [
        file for path in paths for file in (sorted(path.glob("*.csv")) if path.is_dir() else [path])
    ]
    if not files:
        raise InputError(
            "ce dossier ne contient aucun csv.", where=", ".join(path.name for path in paths)
        )
    return files


def _tables(ways: Sequence[tuple[list[Judged], bool]], bench: Bench) -> str:
    judged, asked = ways[0]
    voices = list(dict.fromkeys(item.labelled.voice for item in judged))
    rows: list[tuple[str, ...]] = [("", *MEASURES)]
    if len(voices) > 1:
        for voice in voices:
            inside = [item for item in judged if item.labelled.voice == voice]
            rows.append((voice, *_measures(bench.measure(inside))))
    whole = bench.measure(judged)
    rows.append((_title(asked), *_measures(whole)))
    rows += [(_title(other), *_measures(bench.measure(found))) for found, other in ways[1:]]
    parts = (aligned(rows), _quadrants(whole), _confusion(whole), _reliability(whole))
    return "\n\n".join(parts)


def _title(asked: bool) -> str:
    return WHOLE if asked else f"{WHOLE}, sans la question"


def _measures(found: Evaluation) -> tuple[str, ...]:
    return (
        thousands(found.count),
        decimal(found.macro_f1),
        percent(found.theme_accuracy),
        decimal(found.calibration_error),
        percent(found.coverage),
        percent(found.accuracy_covered),
        percent(found.accuracy_most_certain),
        percent(found.to_review),
    )


def _quadrants(found: Evaluation) -> str:
    rows: list[tuple[str, ...]] = [("quadrant", "précision", "rappel", "F1", "énoncés")]
    for quadrant, score in found.quadrants.items():
        figures = map(decimal, (score.precision, score.recall, score.f1))
        rows.append((quadrant.label, *figures, thousands(score.count)))
    return aligned(rows)


def _confusion(found: Evaluation) -> str:
    header = ("étiquette ↓  outil →", *(quadrant.label for quadrant in Quadrant))
    rows: list[tuple[str, ...]] = [header]
    for quadrant, line in zip(Quadrant, found.confusion, strict=True):
        rows.append((quadrant.label, *(thousands(int(count)) for count in line)))
    return aligned(rows)


def _reliability(found: Evaluation) -> str:
    rows = [("certitude", "énoncés", "annoncée", "juste")]
    for item in found.reliability:
        span = f"{decimal(item.low, digits=2)} à {decimal(item.high, digits=2)}"
        means = percent(item.certainty), percent(item.accuracy)
        rows.append((span, thousands(item.count), *means))
    return aligned(rows)


def _curve(labelled: Sequence[Labelled], unheard: Unheard, bench: Bench) -> str:
    with progress_bar("Courbe d'apprentissage") as progress:
        points = learning_curve(labelled, SIZES, unheard, bench, progress=progress)
    voices = ", ".join(sorted(unheard.voices))
    return f"Courbe d'apprentissage, mesurée sur {voices} :\n{_points('énoncés appris', points)}"


def _corrections(labelled: Sequence[Labelled], models: Sequence[Unheard], bench: Bench) -> str:
    with progress_bar("Courbe des corrections") as progress:
        points = correction_curve(labelled, CORRECTIONS, models, bench, progress=progress)
    return f"Apprendre des corrections d'une campagne :\n{_points('corrections', points)}"


def _points(title: str, points: Sequence[tuple[int, Evaluation]]) -> str:
    rows = [(title, "F1 macro", "thème", "ECE", "juste à 70 %")]
    for size, found in points:
        measures = decimal(found.macro_f1), percent(found.theme_accuracy)
        sure = decimal(found.calibration_error), percent(found.accuracy_most_certain)
        rows.append((thousands(size), *measures, *sure))
    return aligned(rows)
