"""Counting: what converges, what does not, and who is not counted."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from synthesis.convergence import Cell, Convergence, Coverage, ThemeCount, coverage
from synthesis.domain import (
    Answer,
    AnswerState,
    Coding,
    Interview,
    Quadrant,
    Question,
    Questionnaire,
    Segment,
)

FORM = Questionnaire(
    "f",
    "Formulaire",
    (
        Question("q1", "Atouts", hint=Quadrant.ATOUT),
        Question("q2", "Eau", themes=("eau",)),
        Question("q3", "Autres"),
    ),
)
ATOUT, DIFFICULTE, NEUTRE = Quadrant.ATOUT, Quadrant.DIFFICULTE, Quadrant.NEUTRE
SAID, NOTHING = AnswerState.SAID, AnswerState.NOTHING
ALL = {"q1": SAID, "q2": SAID, "q3": SAID}


def interview(
    key: str, place: str | None = None, states: dict[str, AnswerState] | None = None
) -> Interview:
    answers = tuple(Answer(q, "…", state=s) for q, s in (ALL if states is None else states).items())
    return Interview(key, key if place is None else place, answers=answers)


def coding(
    of: Interview,
    theme: str = "eau",
    quadrant: Quadrant = ATOUT,
    *,
    secondary: tuple[str, ...] = (),
    to_review: bool = False,
) -> Coding:
    chances = {q: float(q is quadrant) for q in Quadrant}
    segment = Segment("k", of.key, 0, 0, 1, "…", territory=of.territory, siren=of.siren)
    return Coding(segment, chances, theme=theme, secondary_themes=secondary, to_review=to_review)


def count(
    interviews: Iterable[Interview], codings: Iterable[Coding], share: float = 0.5
) -> Convergence:
    convergence = Convergence(coverage(list(interviews), FORM), FORM, share)
    convergence.add(codings)
    return convergence


def campaign(size: int) -> list[Interview]:
    return [interview(f"t{number:02}") for number in range(size)]


@pytest.mark.parametrize(
    ("speaking", "size", "share", "converges"),
    [
        (7, 13, 0.5, True),
        (6, 13, 0.5, False),
        (4, 8, 0.5, False),
        (5, 8, 0.5, True),
        (2, 2, 0.5, True),
        (1, 2, 0.5, False),
        (1, 1, 0.5, False),
        (9, 13, 0.7, False),
        (10, 13, 0.7, True),
        (13, 13, 0.99, True),
        (2, 13, 0.0, True),
        (1, 13, 0.0, False),
    ],
)
def test_a_theme_converges_when_said_in_more_than_the_share_and_in_two_at_least(
    speaking: int, size: int, share: float, converges: bool
) -> None:
    interviews = campaign(size)
    counted = count(interviews, map(coding, interviews[:speaking]), share)
    (point,) = counted.points()
    assert (point.territories, point.total) == (speaking, size)
    assert point.share == pytest.approx(speaking / size)
    assert counted.converges(point) is converges


def test_quadrants_add_up_over_the_board() -> None:
    a, b, c = campaign(3)
    counted = count([a, b, c], [coding(a), coding(b, quadrant=DIFFICULTE), coding(b)])
    (point,) = counted.points()
    assert (point.quadrant, point.territories, point.segments) == (None, 2, 3)
    assert [(n.territories, n.segments) for n in counted.counts(ATOUT)] == [(2, 2)]
    assert [(n.territories, n.segments) for n in counted.counts(DIFFICULTE)] == [(1, 1)]
    assert counted.counts(Quadrant.RESSOURCE) == []


def test_what_is_out_of_the_quadrants_does_not_count() -> None:
    a, b = campaign(2)
    counted = count([a, b], [coding(a), coding(b, quadrant=NEUTRE), coding(b, "air", NEUTRE)])
    assert [(n.theme, n.territories) for n in counted.points()] == [("eau", 1)]
    assert [n.theme for n in counted.counts(NEUTRE)] == ["air", "eau"]


def test_secondary_themes_count() -> None:
    a, b = campaign(2)
    counted = count([a, b], [coding(a, "air", secondary=("eau", "sol")), coding(b, "eau")])
    found = {n.theme: n.territories for n in counted.points()}
    assert found == {"eau": 2, "air": 1, "sol": 1}


def test_a_segment_without_theme_is_not_counted() -> None:
    a, b = campaign(2)
    assert count([a, b], [coding(a, "")]).points() == []


def test_ties_share_a_rank_and_the_next_one_is_skipped() -> None:
    a, b, c = campaign(3)
    spoken = {"eau": [a, b, c], "air": [a, b], "sol": [b, c], "bois": [a]}
    counted = count([a, b, c], [coding(i, theme) for theme, of in spoken.items() for i in of])
    assert [(n.theme, n.rank) for n in counted.points()] == [
        ("eau", 1),
        ("air", 2),
        ("sol", 2),
        ("bois", 4),
    ]


def test_more_segments_do_not_outrank_more_territories() -> None:
    a, b = campaign(2)
    counted = count([a, b], [coding(a, "sol")] * 9 + [coding(a), coding(b)])
    assert [(n.theme, n.rank) for n in counted.points()] == [("eau", 1), ("sol", 2)]


def test_among_equals_the_one_said_most_often_is_shown_first() -> None:
    a, b = campaign(2)
    counted = count([a, b], [coding(a, "air"), coding(b, "sol"), coding(b, "sol")])
    assert [(n.theme, n.rank) for n in counted.points()] == [("sol", 1), ("air", 1)]


def test_segments_to_review_count_and_are_told_apart() -> None:
    a, b = campaign(2)
    counted = count([a, b], [coding(a, to_review=True), coding(a), coding(b, to_review=True)])
    (point,) = counted.points()
    assert (point.territories, point.segments, point.to_review) == (2, 3, 2)


def test_several_interviews_of_a_territory_count_once() -> None:
    first, second = interview("e1", "Redon"), interview("e2", " Redon ")
    other = interview("e3", "Nozay")
    counted = count([first, second, other], [coding(first), coding(second), coding(second)])
    (point,) = counted.points()
    assert (point.territories, point.total, point.segments) == (1, 2, 3)
    assert counted.cells == {("eau", ATOUT, "Redon"): Cell(interviews=2, segments=3, to_review=0)}


def test_a_territory_known_by_its_siren_counts_once_however_it_is_written() -> None:
    first = Interview("e1", "Redon", "243500741", answers=interview("x").answers)
    second = Interview("e2", "Redon Agglomération", "243500741", answers=first.answers)
    (point,) = count([first, second], [coding(first), coding(second)]).points()
    assert (point.territories, point.total) == (1, 1)


def test_an_unknown_territory_counts_under_the_name_that_was_written() -> None:
    a, b = interview("a", "Pays inconnu"), interview("b", "Redon")
    (point,) = count([a, b], [coding(a)]).points()
    assert (point.territories, point.total) == (1, 2)


def test_an_interview_without_territory_is_kept_but_not_counted_as_one() -> None:
    a, nowhere = interview("a", "Redon"), interview("b", "")
    (point,) = count([a, nowhere], [coding(a), coding(nowhere)]).points()
    assert (point.territories, point.total, point.segments) == (1, 1, 2)


def test_without_any_territory_the_share_is_zero() -> None:
    nowhere = interview("b", "")
    counted = count([nowhere], [coding(nowhere)])
    (point,) = counted.points()
    assert (point.territories, point.total, point.share) == (0, 0, 0.0)
    assert not counted.converges(point)


@pytest.mark.parametrize(
    ("states", "total"),
    [
        ({"q1": SAID, "q3": SAID}, 2),  # the question about water was not asked there
        ({"q1": SAID, "q2": NOTHING, "q3": SAID}, 3),  # asked, answered by nothing
        ({"q1": SAID, "q2": SAID}, 3),  # another question was not asked
    ],
)
def test_a_territory_where_the_question_was_not_asked_is_not_counted_against_the_theme(
    states: dict[str, AnswerState], total: int
) -> None:
    a, b, last = interview("a"), interview("b"), interview("c", states=states)
    (point,) = count([a, b, last], [coding(a), coding(b)]).points()
    assert (point.territories, point.total) == (2, total)


def test_a_question_asked_nowhere_excuses_nobody() -> None:
    states = {"q1": SAID, "q3": SAID}
    a, b = interview("a", states=states), interview("b", states=states)
    (point,) = count([a, b], [coding(a)]).points()
    assert (point.territories, point.total) == (1, 2)


def test_who_spoke_of_a_theme_unasked_counts() -> None:
    a, b = interview("a"), interview("b", states={"q1": SAID})
    (point,) = count([a, b], [coding(a), coding(b)]).points()
    assert (point.territories, point.total) == (2, 2)


def test_a_question_asked_in_one_of_two_visits_was_asked_in_the_territory() -> None:
    a = interview("a", "Nozay")
    visits = [interview("b1", "Redon", {"q1": SAID}), interview("b2", "Redon", {"q2": NOTHING})]
    (point,) = count([a, *visits], [coding(a)]).points()
    assert point.total == 2


def test_the_question_of_a_quadrant_weighs_on_that_quadrant_only() -> None:
    a, b = interview("a"), interview("b", states={"q2": SAID, "q3": SAID})
    counted = count([a, b], [coding(a, "air"), coding(a, "air", DIFFICULTE)])
    assert [n.total for n in counted.counts(ATOUT)] == [1]
    assert [n.total for n in counted.counts(DIFFICULTE)] == [2]
    assert [n.total for n in counted.points()] == [2]


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ((), AnswerState.NOT_ASKED),
        ((Answer("q1", "RAS", state=NOTHING),), NOTHING),
        ((Answer("q1", "RAS", state=NOTHING), Answer("q1", "la gare")), SAID),
        ((Answer("q3", "la gare"),), AnswerState.NOT_ASKED),
    ],
)
def test_coverage_tells_said_nothing_and_not_asked_apart(
    answers: tuple[Answer, ...], state: AnswerState
) -> None:
    found: Coverage = coverage([Interview("e", "Redon", answers=answers)], FORM)
    assert found.states["e", "q1"] is state


def test_batches_add_up_in_any_order() -> None:
    interviews = campaign(4)
    codings = [coding(i, theme) for i in interviews for theme in ("eau", "air")]
    whole = count(interviews, codings)
    parts = count(interviews, codings[5:])
    parts.add(codings[:5])
    assert parts.cells == whole.cells
    assert parts.points() == whole.points()


def test_nothing_said_gives_nothing() -> None:
    counted = count([], [])
    assert counted.points() == counted.counts(ATOUT) == []
    assert ThemeCount("eau", None, 0, 0, 0, 0).share == 0.0
