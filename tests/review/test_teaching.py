"""The machine taught by a log: always the same, nearer to what people decided, theirs untouched."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from synthesis.coder import Coder
from synthesis.domain import Answer, Codebook, Coding, Interview, Quadrant, Questionnaire, Theme
from synthesis.language.cutting import segments
from synthesis.learning.model import TrainedModel
from synthesis.review.applying import Machine, Reviewed, reviewed
from synthesis.review.events import ConfirmSegment, Event, ExcludeSegment, SetQuadrant
from synthesis.review.learning import Lesson, lessons
from synthesis.review.state import Entry, replay
from synthesis.review.teaching import Setting, foresee, left_to_the_machine, taught

from .examples import entry

DISCOVERED = "decouvert-plaque"
SAID = tuple(f"Le toubib a vissé sa plaque dans la rue numéro {street}." for street in range(6))
OTHER = "La piste cyclable longe le canal."


@pytest.fixture(scope="module")
def setting(form: Questionnaire, codebook: Codebook) -> Setting:
    return Setting(form, codebook)


@pytest.fixture(scope="module")
def proposed(setting: Setting, shipped_model: TrainedModel) -> tuple[Coding, ...]:
    """What the machine says of words that it never met, before it learns."""
    answers = tuple(Answer("q0", text) for text in (*SAID, OTHER))
    coder = Coder(shipped_model, setting.questionnaire, setting.codebook)
    found = list(segments([Interview("visite", "Bourg", answers=answers)]))
    return tuple(item.coding for item in coder.code(found))


def _decided(proposed: Sequence[Coding], *events: Event) -> tuple[list[Entry], Reviewed]:
    log = [entry(number, 1, event) for number, event in enumerate(events, 1)]
    return log, reviewed(Machine.of(proposed, {}), replay(log))


def _lessons(log: Sequence[Entry], proposed: Sequence[Coding]) -> list[Lesson]:
    return lessons(log, len(log), [coding.segment for coding in proposed])


def _elsewhere(coding: Coding) -> Quadrant:
    """A quadrant that the machine finds unlikely."""
    return min(Quadrant, key=lambda quadrant: coding.probabilities[quadrant])


def test_what_looks_like_the_corrected_ones_would_change(
    setting: Setting, proposed: tuple[Coding, ...]
) -> None:
    wanted = _elsewhere(proposed[5])
    events = [ConfirmSegment(coding.segment.key, wanted, ("sante",)) for coding in proposed[:5]]
    log, known = _decided(proposed, *events)
    found = foresee(_lessons(log, proposed), known, setting)
    assert (found.through, found.lessons, found.looked, found.open_) == (5, 5, 2, 2)
    moved = {move.segment: move.after for move in found.moves}
    assert moved[proposed[5].segment.key][0] is wanted
    assert not moved.keys() & {event.segment for event in events}


def test_without_lesson_nothing_would_change(
    setting: Setting, proposed: tuple[Coding, ...]
) -> None:
    _, known = _decided(proposed)
    assert foresee([], known, setting).moves == ()


def test_what_a_person_left_of_a_segment_is_still_the_machine_s(
    proposed: tuple[Coding, ...],
) -> None:
    first, second, third, *others = (coding.segment.key for coding in proposed)
    _, known = _decided(
        proposed,
        SetQuadrant(first, Quadrant.ATOUT),
        ConfirmSegment(second, Quadrant.ATOUT, ()),
        ExcludeSegment(third),
    )
    left = [coding.segment.key for coding in left_to_the_machine(known)]
    assert left == [first, *others]


def test_the_least_sure_are_looked_at_first(setting: Setting, proposed: tuple[Coding, ...]) -> None:
    _, known = _decided(proposed)
    found = foresee([], known, setting, most=3)
    assert (found.looked, found.open_) == (3, len(proposed))


def test_a_discovered_theme_stays_where_the_codebook_has_none(form: Questionnaire) -> None:
    stars = Codebook("grille", "G", (Theme("astronomie", "Les astres", terms=("télescope",)),))
    answer = Answer("q4", "Le médecin part, plus aucun médecin ne veut venir.")
    (segment,) = segments([Interview("visite", "Bourg", answers=(answer,))])
    sure = {quadrant: float(quadrant is Quadrant.ATOUT) for quadrant in Quadrant}
    before = Coding(segment, sure, theme=DISCOVERED, theme_probability=0.4)
    (move,) = foresee([], _decided([before])[1], Setting(form, stars)).moves
    assert move.before == (Quadrant.ATOUT, DISCOVERED)
    assert move.after == (Quadrant.DIFFICULTE, DISCOVERED)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_learning_twice_from_the_same_line_is_the_same(
    setting: Setting, proposed: tuple[Coding, ...], data: st.DataObject
) -> None:
    keys = st.sampled_from([coding.segment.key for coding in proposed])
    decision = st.builds(SetQuadrant, keys, st.sampled_from(Quadrant))
    events = data.draw(st.lists(decision, min_size=1, max_size=6))
    through = data.draw(st.integers(1, len(events)))
    log, _ = _decided(proposed, *events)
    said = [coding.segment for coding in proposed]
    one = taught(lessons(log, through, said), setting)
    again = taught(lessons(log[:through], through, said), setting)
    for name in ("quadrants", "themes"):
        mine, other = getattr(one, name), getattr(again, name)
        assert np.array_equal(mine.weights, other.weights)
        assert np.array_equal(mine.intercepts, other.intercepts)
