"""The log in the store: permissions, two people at once, undo."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC

import pytest

from synthesis.access import Actor, ForbiddenError, Role
from synthesis.domain import Codebook, InputError, Quadrant, Question, Questionnaire, Theme
from synthesis.review.events import (
    Event,
    LearnFrom,
    MemoTheme,
    MergeThemes,
    Redo,
    SetQuadrant,
    SetTheme,
    SignOff,
    Undo,
)
from synthesis.review.log import DecidedMeanwhileError, decide, read_log, redo, undo
from synthesis.review.state import replay
from synthesis.store import Database, last_sequence, save_campaign

ADVISOR = Actor(1, "conseiller", Role.ADVISOR)
MANAGER = Actor(2, "cheffe", Role.MANAGER)
OBSERVER = Actor(3, "observateur", Role.OBSERVER)


@pytest.fixture
def campaign(database: Database) -> int:
    form = Questionnaire("visites", "Visites", (Question("q1", "Quels atouts ?"),))
    with database.session() as session:
        codebook = Codebook("grille", "Grille", (Theme("eau", "Eau"),))
        return save_campaign(session, "essai", "Essai", form, codebook, [])


def _events(database: Database, campaign: int) -> list[Event]:
    with database.session(read_only=True) as session:
        return [entry.event for entry in read_log(session, campaign)]


@pytest.mark.parametrize(
    ("actor", "event"),
    [
        (OBSERVER, SetQuadrant("s1", Quadrant.ATOUT)),
        (OBSERVER, SignOff(1, 0)),
        (MANAGER, SignOff(1, 0)),
        (OBSERVER, LearnFrom(0)),
    ],
)
def test_nobody_decides_without_the_permission(
    database: Database, campaign: int, actor: Actor, event: Event
) -> None:
    with pytest.raises(ForbiddenError):
        decide(database, actor, campaign, [SetTheme("s1"), event], seen=0)
    assert _events(database, campaign) == []


def test_nobody_undoes_without_the_permission(database: Database, campaign: int) -> None:
    decide(database, ADVISOR, campaign, SignOff(1, 0), seen=0)
    demoted = Actor(ADVISOR.account, "conseiller", Role.MANAGER)
    for actor, act in ((OBSERVER, undo), (OBSERVER, redo), (demoted, undo)):
        with pytest.raises(ForbiddenError):
            act(database, actor, campaign)
    assert len(_events(database, campaign)) == 1


def test_a_decision_is_kept_with_who_when_what_and_why(database: Database, campaign: int) -> None:
    event = MemoTheme("eau", "à revoir\0 « demain »")
    assert decide(database, ADVISOR, campaign, event, seen=0, reason="parce que\0") == 1
    with database.session(read_only=True) as session:
        (line,) = read_log(session, campaign)
        assert last_sequence(session, campaign) == 1
    assert (line.sequence, line.account, line.name) == (1, 1, "conseiller")
    assert (line.event, line.reason) == (event, "parce que\0")
    assert line.at.tzinfo is UTC


def test_undo_and_redo_are_lines_of_the_log(database: Database, campaign: int) -> None:
    decide(database, ADVISOR, campaign, SetQuadrant("s1", Quadrant.ATOUT), seen=0)
    decide(database, ADVISOR, campaign, SetQuadrant("s2", Quadrant.ATOUT), seen=1)
    undo(database, ADVISOR, campaign)
    undo(database, ADVISOR, campaign)
    redo(database, ADVISOR, campaign)
    assert _events(database, campaign)[2:] == [Undo(2), Undo(1), Redo(1)]
    with database.session(read_only=True) as session:
        state = replay(read_log(session, campaign))
    assert set(state.segments) == {"s1"}
    assert state.sequence == 5


def test_nothing_to_undo_is_said(database: Database, campaign: int) -> None:
    decide(database, ADVISOR, campaign, SetTheme("s1"), seen=0)
    with pytest.raises(InputError, match="aucune décision à annuler"):
        undo(database, MANAGER, campaign)


@pytest.mark.parametrize(
    "theirs",
    [SetQuadrant("s1", Quadrant.ATOUT), SetTheme("s1", ("routes",)), MergeThemes("eau", "routes")],
)
def test_deciding_on_what_somebody_just_decided_is_refused(
    database: Database, campaign: int, theirs: Event
) -> None:
    decide(database, MANAGER, campaign, theirs, seen=0)
    mine = [SetTheme("s1", ("eau",)), SetQuadrant("s1", Quadrant.NEUTRE)]
    with pytest.raises(DecidedMeanwhileError, match="cheffe vient de décider"):
        decide(database, ADVISOR, campaign, mine, seen=0)
    assert _events(database, campaign) == [theirs]
    if not isinstance(theirs, MergeThemes):
        assert decide(database, ADVISOR, campaign, mine, seen=1) == 3


def test_deciding_on_what_somebody_just_undid_is_refused(database: Database, campaign: int) -> None:
    decide(database, MANAGER, campaign, SetTheme("s1", ("eau",)), seen=0)
    undo(database, MANAGER, campaign)
    with pytest.raises(DecidedMeanwhileError):
        decide(database, ADVISOR, campaign, SetTheme("s1"), seen=1)


def test_deciding_on_something_else_meanwhile_is_no_obstacle(
    database: Database, campaign: int
) -> None:
    decide(database, MANAGER, campaign, SetTheme("s1"), seen=0)
    assert decide(database, ADVISOR, campaign, SetTheme("s2"), seen=0) == 2


def test_people_who_decide_at_once_lose_nothing(database: Database, campaign: int) -> None:
    def decide_many(actor: Actor) -> None:
        for number in range(10):
            event = SetQuadrant(f"{actor.name}-{number}", Quadrant.ATOUT)
            decide(database, actor, campaign, event, seen=0)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(decide_many, (ADVISOR, MANAGER)))
    with database.session(read_only=True) as session:
        lines = read_log(session, campaign)
    assert [line.sequence for line in lines] == list(range(1, 21))
    assert len(replay(lines).segments) == 20
