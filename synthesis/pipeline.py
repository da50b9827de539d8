"""The whole way, from interviews to convergences, readable in one screen.

    interviews ─▶ segments ─▶ tag, quadrants, themes ─▶ discovery ─▶ convergence

Stages take and return batches, so that a distributed engine can run them later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np

from synthesis.coder import Coded, Coder
from synthesis.convergence import Convergence, coverage
from synthesis.domain import (
    Codebook,
    Coding,
    Interview,
    Quadrant,
    Questionnaire,
    Segment,
    Territory,
    Theme,
)
from synthesis.language.cutting import Mode, segments
from synthesis.language.tagging import BATCH
from synthesis.learning.encoder import Encoder
from synthesis.learning.model import TrainedModel, default_model
from synthesis.stages import Progress, Stage, silent
from synthesis.themes.discovery import UNCLASSIFIED, Discovery, Material, Method, discover
from synthesis.themes.identity import keep_identity
from synthesis.themes.keywords import Keyness


@dataclass(frozen=True, slots=True)
class Parameters:
    """What an analysis depends on besides the interviews. Without codebook: discovery only.

    `encoder` gives the vectors that discovery groups; by default, the learnt subjects.
    """

    questionnaire: Questionnaire
    codebook: Codebook | None
    territories: tuple[Territory, ...] = ()
    mode: Mode = Mode.AUTO
    seed: int = 2021
    review_threshold: float = 0.5
    convergence_share: float = 0.5
    discovery: Method = Method.EMBEDDINGS
    encoder: Encoder | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """Codings in reading order, the themes of the codebook and those discovered, the counts.

    `discovery` says how themes were found; its labels go with the texts it was given.
    """

    interviews: tuple[Interview, ...]
    parameters: Parameters
    codings: tuple[Coding, ...]
    themes: tuple[Theme, ...]
    convergence: Convergence
    keyness: Keyness = field(repr=False)
    discovery: Discovery = field(repr=False)


def analyse(
    interviews: Sequence[Interview],
    parameters: Parameters,
    *,
    model: TrainedModel | None = None,
    previous: Mapping[str, str] | None = None,
    progress: Progress = silent,
) -> Analysis:
    """From interviews to convergences; `progress` is told of each stage.

    `previous` (segment key → main theme of an earlier run) lends its discovered themes their slugs.
    """
    progress(Stage.CUTTING, 0, len(interviews))
    found = list(segments(interviews, mode=parameters.mode))
    coded: list[Coded] = []
    coder = Coder(
        model or default_model(),
        parameters.questionnaire,
        parameters.codebook,
        parameters.territories,
        review_threshold=parameters.review_threshold,
        encoder=parameters.encoder,
    )
    for batch in batches(found):
        coded.extend(coder.code(batch))
        progress(Stage.CODING, len(coded), len(found))
    progress(Stage.DISCOVERY, 0, 1)
    covered = parameters.codebook.themes if parameters.codebook else ()
    discovery, codings = with_discovered(labelled(coded, covered), parameters, coder.encoder)
    discovered = discovery.themes
    progress(Stage.COUNTING, 0, 1)
    if previous is not None:
        codings, discovered = keep_identity(codings, discovered, previous)
    return Analysis(
        tuple(interviews),
        parameters,
        tuple(codings),
        (*covered, *discovered),
        counted(interviews, parameters, codings),
        keyness(codings, coded),
        discovery,
    )


def batches(found: Iterable[Segment], size: int = BATCH) -> Iterator[list[Segment]]:
    """Consecutive batches, the last one shorter."""
    iterator = iter(found)
    while batch := list(islice(iterator, size)):
        yield batch


def labelled(coded: Iterable[Coded], themes: Sequence[Theme]) -> list[Coded]:
    """The same codings with the French label of their theme."""
    labels = {theme.slug: theme.label for theme in themes}
    return [
        replace(item, coding=replace(item.coding, theme_label=labels.get(item.coding.theme, "")))
        for item in coded
    ]


def with_discovered(
    coded: Sequence[Coded], parameters: Parameters, encoder: Encoder
) -> tuple[Discovery, list[Coding]]:
    """Give a discovered theme to what the codebook left aside."""
    codings = [item.coding for item in coded]
    left = [i for i, item in enumerate(coded) if to_discover(item, parameters.codebook)]
    found = discover(
        material([coded[i] for i in left]),
        seed=parameters.seed,
        method=parameters.discovery,
        encoder=encoder,
        strict=parameters.codebook is not None,
    )
    for i, label, closeness in zip(left, found.labels, found.closeness, strict=True):
        if label != UNCLASSIFIED:
            theme = found.themes[label]
            codings[i] = replace(
                codings[i],
                theme=theme.slug,
                theme_label=theme.label,
                theme_probability=float(closeness),
                to_review=True,
            )
    return found, codings


def material(coded: Sequence[Coded]) -> Material:
    """What discovery reads of coded segments."""
    vectors = np.vstack([item.vector for item in coded]) if coded else np.zeros((0, 1), np.float32)
    return Material(
        [item.lemmas for item in coded],
        [item.phrases for item in coded],
        vectors,
        [item.coding.segment.interview for item in coded],
        [item.coding.segment.answer for item in coded],
    )


def to_discover(item: Coded, codebook: Codebook | None) -> bool:
    """Without codebook, whatever has a subject; with one, what it left aside of the judgments."""
    if item.coding.theme:
        return False
    if codebook is None:
        return item.has_subject
    return bool(item.phrases) and item.coding.quadrant is not Quadrant.NEUTRE


def counted(
    interviews: Sequence[Interview], parameters: Parameters, codings: Iterable[Coding]
) -> Convergence:
    """Themes × territories."""
    convergence = Convergence(
        coverage(interviews, parameters.questionnaire),
        parameters.questionnaire,
        parameters.convergence_share,
    )
    convergence.add(codings)
    return convergence


def keyness(codings: Sequence[Coding], coded: Sequence[Coded]) -> Keyness:
    """Words of each (theme, quadrant), of each theme and of each quadrant."""
    counts = Keyness()
    for coding, item in zip(codings, coded, strict=True):
        quadrant = coding.quadrant
        groups = [group for theme in coding.themes for group in (theme, (theme, quadrant))]
        counts.add(item.lemmas, [*groups, quadrant])
    return counts
