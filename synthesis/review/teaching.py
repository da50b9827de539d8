"""The machine taught by lessons: its model drawn towards them, and what it would then propose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from threadpoolctl import threadpool_limits

from synthesis.coder import Coder
from synthesis.domain import Codebook, Coding, Quadrant, Questionnaire, Territory
from synthesis.learning.adaptation import Decided, adapt
from synthesis.learning.model import TrainedModel, default_model
from synthesis.learning.terms import TermIndex
from synthesis.pipeline import batches
from synthesis.review.applying import Machine, Reviewed, reviewed
from synthesis.review.learning import Lesson, Move, moves

# Segments coded again to foresee what learning changes: a few seconds of work.
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Setting:
    """What segments of a campaign are read with, besides the model."""

    questionnaire: Questionnaire
    codebook: Codebook
    territories: tuple[Territory, ...] = ()


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What learning from the decisions up to line `through` would change.

    `lessons`: how many it learns from. `looked` segments out of `open_` that people left to the
    machine were coded again, those that it was least sure of first.
    """

    through: int
    lessons: int
    looked: int
    open_: int
    moves: tuple[Move, ...]


def taught(known: Sequence[Lesson], setting: Setting) -> TrainedModel:
    """The model of the package drawn towards these lessons: the same ones give the same model."""
    model = default_model()
    if not known:
        return model
    coder = Coder(model, setting.questionnaire, None, setting.territories)
    statements = coder.statements([lesson.segment for lesson in known])
    decisions = [
        Decided(statement, lesson.quadrant, lesson.theme)
        for statement, lesson in zip(statements, known, strict=True)
    ]
    # Alone, the sums come out the same in the worker and on the screens; they are small, too.
    with threadpool_limits(limits=1):
        return adapt(model, decisions, TermIndex(setting.codebook))


def foresee(
    known: Sequence[Lesson], before: Reviewed, setting: Setting, *, most: int = MOST
) -> Foreseen:
    """What the lessons of `before`, a run under its decisions, would change in it.

    Themes are not discovered again: a segment keeps the discovered theme that it had, unless the
    codebook now has one for it.
    """
    model = taught(known, setting)
    left = left_to_the_machine(before)
    looked = sorted(left, key=_sureness)[:most]
    coder = Coder(model, setting.questionnaire, setting.codebook, setting.territories)
    after = _coded_again(coder, looked, {theme.slug for theme in setting.codebook.themes})
    machine = Machine.of(after, before.machine.labels, before.machine.earlier)
    now = reviewed(machine, before.state)
    found = moves(before.codings, now.codings)
    return Foreseen(before.state.sequence, len(known), len(looked), len(left), tuple(found))


def left_to_the_machine(known: Reviewed) -> list[Coding]:
    """The machine's codings of the segments of which it still decides something."""
    state = known.state
    return [
        coding
        for coding in known.machine.codings
        if coding.segment.said
        and not (review := state.segment(coding.segment.key)).excluded
        and (review.quadrant is None or review.themes is None)
    ]


def _coded_again(coder: Coder, before: Sequence[Coding], covered: set[str]) -> Iterable[Coding]:
    old = {coding.segment.key: coding for coding in before}
    for batch in batches(coding.segment for coding in before):
        for item in coder.code(batch):
            yield _with_discovered(item.coding, old[item.coding.segment.key], covered)


def _with_discovered(after: Coding, before: Coding, covered: set[str]) -> Coding:
    discovered = bool(before.theme) and before.theme not in covered
    if after.theme or not discovered or after.quadrant is Quadrant.NEUTRE:
        return after
    return replace(after, theme=before.theme, theme_probability=before.theme_probability)


def _sureness(coding: Coding) -> float:
    return min(coding.probabilities[coding.quadrant], coding.theme_probability)
