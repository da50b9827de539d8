"""How the tool's measures move as it learns: more of the corpus, more corrections of a campaign."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from synthesis.evaluation import Bench, Evaluation, Judged, Progress, Unheard
from synthesis.learning.adaptation import Decided, adapt
from synthesis.learning.corpus import Labelled
from synthesis.learning.encoder import WordVectors
from synthesis.learning.features import Statement
from synthesis.learning.model import calibrated, fit, statements
from synthesis.learning.terms import TermIndex

INTERVIEWS = 13
_SEED = 2021


def learning_curve(
    labelled: Sequence[Labelled],
    sizes: Sequence[int],
    unheard: Unheard,
    bench: Bench,
    *,
    progress: Progress | None = None,
) -> list[tuple[int, Evaluation]]:
    """Measures over unheard voices of models learnt from more and more of the others.

    The calibration is that of `unheard`. Smaller samples are inside larger ones; sizes beyond what
    remains are ignored.
    """
    inside = [item for item in labelled if item.voice not in unheard.voices]
    held = [item for item in labelled if item.voice in unheard.voices]
    order = np.random.default_rng(_SEED).permutation(len(inside))
    shuffled = [inside[i] for i in order]
    known = statements(shuffled, bench.questionnaire, bench.territories)
    possible = [size for size in sizes if size <= len(inside)]
    curve = []
    for size in possible:
        model = fit(known[:size], shuffled[:size], encoder=WordVectors())
        judged = bench.judge(calibrated(model, unheard.calibrations), held, with_question=True)
        curve.append((size, bench.measure(judged)))
        if progress:
            progress(len(curve), len(possible))
    return curve


def correction_curve(
    labelled: Sequence[Labelled],
    sizes: Sequence[int],
    models: Sequence[Unheard],
    bench: Bench,
    *,
    progress: Progress | None = None,
) -> list[tuple[int, Evaluation]]:
    """Measures after more and more corrections, on interviews that none of them comes from.

    Each voice is taken as a campaign of thirteen interviews, drawn at random, and judged by the
    model that never heard it: corrections come from the odd ones, measures from the even ones.
    Sizes beyond what a voice can give are ignored.
    """
    voices = [
        (unheard, [item for item in labelled if item.voice == voice])
        for unheard in models
        for voice in sorted(unheard.voices)
    ]
    fewest = min(_learnt_from(len(items)) for _, items in voices)
    possible = [size for size in sizes if size <= fewest]
    judged: dict[int, list[Judged]] = {size: [] for size in possible}
    for done, (unheard, items) in enumerate(voices, start=1):
        for size, found in _corrected(items, possible, unheard, bench):
            judged[size].extend(found)
        if progress:
            progress(done, len(voices))
    return [(size, bench.measure(found)) for size, found in judged.items()]


def _corrected(
    items: Sequence[Labelled], sizes: Sequence[int], unheard: Unheard, bench: Bench
) -> list[tuple[int, list[Judged]]]:
    interviews = np.array_split(np.random.default_rng(_SEED).permutation(len(items)), INTERVIEWS)
    learnt = [items[i] for i in chain.from_iterable(interviews[::2])]
    rest = [items[i] for i in chain.from_iterable(interviews[1::2])]
    known = statements(learnt, bench.questionnaire, bench.territories)
    decided = [_decided(*pair) for pair in zip(known, learnt, strict=True)]
    index = TermIndex(bench.codebook)
    return [
        (size, bench.judge(adapt(unheard.model, decided[:size], index), rest, with_question=True))
        for size in sizes
    ]


def _learnt_from(count: int) -> int:
    """How many of a campaign's statements are in its odd interviews."""
    return sum(len(part) for part in np.array_split(np.arange(count), INTERVIEWS)[::2])


def _decided(statement: Statement, item: Labelled) -> Decided:
    return Decided(statement, item.quadrant, item.theme)
