"""The blind sample: seeded, stratified; what each coder said."""

from __future__ import annotations

from collections import Counter

import pytest

from synthesis.access import Actor, ForbiddenError, Role
from synthesis.domain import Codebook, InputError, Quadrant, Question, Questionnaire, Theme
from synthesis.review.applying import reviewed
from synthesis.review.blind import (
    Judgment,
    decided_by,
    draw,
    draw_sample,
    judged_by,
    judged_by_machine,
    judged_first,
    read_blind,
)
from synthesis.review.events import ConfirmSegment, MergeThemes, MoveSegments, SetQuadrant
from synthesis.review.state import replay
from synthesis.store import Database, save_campaign
from synthesis.store.readings import latest_sample, load_readings

from .examples import MACHINE, coding, entry

READER = Actor(2, "lectrice", Role.MANAGER)
OBSERVER = Actor(3, "observateur", Role.OBSERVER)
MANY = [
    coding(f"{quadrant}-{i}", quadrant)
    for quadrant, count in {Quadrant.ATOUT: 60, Quadrant.DIFFICULTE: 38, Quadrant.NEUTRE: 2}.items()
    for i in range(count)
]


@pytest.fixture
def campaign(database: Database) -> int:
    form = Questionnaire("visites", "Visites", (Question("q1", "Quels atouts ?"),))
    with database.session() as session:
        codebook = Codebook("grille", "Grille", (Theme("eau", "Eau"),))
        return save_campaign(session, "essai", "Essai", form, codebook, [])


def test_the_draw_is_seeded_and_keeps_the_proportions() -> None:
    keys = draw(MANY, 20, seed=1)
    assert keys == draw(MANY, 20, seed=1)
    assert keys != draw(MANY, 20, seed=2)
    assert Counter(key.split("-")[0] for key in keys) == {
        "atout": 12, "difficulte": 7, "neutre": 1,
    }  # fmt: skip


@pytest.mark.parametrize("size", [1, 2, 3, 10, 99, 100, 500])
def test_the_draw_has_the_size_asked_for_and_one_of_each_stratum(size: int) -> None:
    keys = draw(MANY, size, seed=1)
    assert len(set(keys)) == len(keys) == min(max(size, 3), 100)


def test_nothing_to_draw_from_gives_nothing() -> None:
    assert draw([], 20, seed=1) == ()


def test_nobody_draws_or_reads_without_the_permission(database: Database, campaign: int) -> None:
    with pytest.raises(ForbiddenError):
        draw_sample(database, OBSERVER, campaign, 1, MANY, size=20, seed=1)
    sample = draw_sample(database, READER, campaign, 1, MANY, size=20, seed=1)
    with pytest.raises(ForbiddenError):
        read_blind(database, OBSERVER, sample, Judgment("s1", Quadrant.ATOUT, "eau"))
    with database.session(read_only=True) as session:
        assert load_readings(session, sample) == []


@pytest.mark.parametrize("size", [9, 501])
def test_a_sample_has_bounds(database: Database, campaign: int, size: int) -> None:
    with pytest.raises(InputError, match=str(size)):
        draw_sample(database, READER, campaign, 1, MANY, size=size, seed=1)


def test_the_last_word_of_a_reader_holds(database: Database, campaign: int) -> None:
    sample = draw_sample(database, READER, campaign, 4, MANY, size=20, seed=1)
    read_blind(database, READER, sample, Judgment("s1", Quadrant.ATOUT, "eau"))
    read_blind(database, READER, sample, Judgment("s1", Quadrant.NEUTRE, ""))
    with database.session(read_only=True) as session:
        (reading,) = load_readings(session, sample)
        kept = latest_sample(session, campaign)
    assert (reading.name, reading.quadrant, reading.theme) == ("lectrice", "neutre", "")
    assert kept is not None
    assert (kept.id, kept.analysis_id, kept.segments) == (sample, 4, draw(MANY, 20, seed=1))


def test_coders_are_compared_under_the_themes_that_stand(database: Database, campaign: int) -> None:
    log = [
        entry(1, 1, SetQuadrant("s0", Quadrant.NEUTRE)),
        entry(2, 1, ConfirmSegment("s1", Quadrant.ATOUT, ("eau",))),
        entry(3, 1, MergeThemes("eau", "routes")),
        entry(4, 1, MoveSegments("ecole", "routes", (("s3", ("routes",)),))),
    ]
    found = reviewed(MACHINE, replay(log))
    sample = draw_sample(database, READER, campaign, 1, MANY, size=20, seed=1)
    read_blind(database, READER, sample, Judgment("s1", Quadrant.ATOUT, "eau"))
    with database.session(read_only=True) as session:
        second = judged_by(load_readings(session, sample), READER.account, found)
    assert second.themes == {"s1": "routes"}
    assert judged_first(found).quadrants == {"s0": "neutre", "s1": "atout"}
    assert judged_first(found).themes == {"s1": "routes", "s3": "routes"}
    assert judged_by_machine(found, ["s0", "s4", "gone"]).themes == {"s0": "routes", "s4": ""}
    assert decided_by(log, 1) == {"s0", "s1"}
    assert decided_by(log, 2) == frozenset()
