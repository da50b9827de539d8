"""Interviews begun and described."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from synthesis.access import Actor, ForbiddenError
from synthesis.domain import InputError, Territory
from synthesis.entry.progress import Filled, campaign_progress
from synthesis.entry.visiting import (
    begin_visit,
    days_of,
    describe_visit,
    minutes_of,
    read_visit,
    visit_key,
)
from synthesis.entry.writing import Typed, save_answers
from synthesis.store import Description, Slot

from .conftest import COLLEAGUE, DAY, DENIED, MANAGER, Collected


@pytest.mark.parametrize(
    ("name", "days", "key"),
    [
        ("Redon Agglomération", [date(2021, 2, 5), DAY], "redon-agglomeration-2021-02-03"),
        ("L'Île d'Yeu", [], "l-ile-d-yeu"),
        ("!!", [DAY], "200000008-2021-02-03"),
    ],
)
def test_the_key_tells_where_and_when(name: str, days: list[date], key: str) -> None:
    assert visit_key(Territory("200000008", name), days) == key


def test_an_empty_interview_begun_twice_is_the_same(collected: Collected) -> None:
    again = begin_visit(collected.database, COLLEAGUE, collected.campaign, collected.siren, [DAY])
    assert again == collected.key
    assert len(collected.interviews()) == 1


def test_a_second_visit_the_same_day_gets_a_key_of_its_own(collected: Collected) -> None:
    typed = [Typed(Slot("q1"), "Bonjour.", False, 0)]
    save_answers(collected.database, MANAGER, collected.campaign, collected.key, typed)
    again = begin_visit(collected.database, MANAGER, collected.campaign, collected.siren, [DAY])
    assert again == f"{collected.key}-2"


def test_a_territory_of_another_alliance_is_refused(collected: Collected) -> None:
    with pytest.raises(InputError, match="aucun territoire de la campagne"):
        begin_visit(collected.database, MANAGER, collected.campaign, "999999999", [DAY])


def test_a_description_is_kept_and_grows_a_version(collected: Collected) -> None:
    visit = read_visit(collected.database, MANAGER, collected.campaign, collected.key)
    written = replace(visit.description, duration_minutes=90, people=("maire",), interviewer="Lou")
    assert describe_visit(collected.database, MANAGER, collected.campaign, visit, written)
    read = read_visit(collected.database, MANAGER, collected.campaign, collected.key)
    assert (read.description, read.version) == (written, visit.version + 1)
    assert collected.interview().people == ("maire",)


def test_a_description_changed_by_somebody_else_is_not_overwritten(collected: Collected) -> None:
    visit = read_visit(collected.database, MANAGER, collected.campaign, collected.key)
    mine = replace(visit.description, interviewer="Lou")
    theirs = replace(visit.description, interviewer="Sam")
    assert describe_visit(collected.database, COLLEAGUE, collected.campaign, visit, theirs)
    assert not describe_visit(collected.database, MANAGER, collected.campaign, visit, mine)
    assert describe_visit(collected.database, MANAGER, collected.campaign, visit, theirs)
    assert collected.interview().interviewer == "Sam"


def test_two_interviews_may_come_to_say_the_same(collected: Collected) -> None:
    other = begin_visit(collected.database, MANAGER, collected.campaign, collected.siren, [])
    visit = read_visit(collected.database, MANAGER, collected.campaign, other)
    same = replace(visit.description, dates=(DAY,))
    assert describe_visit(collected.database, MANAGER, collected.campaign, visit, same)
    assert [interview.dates for interview in collected.interviews()] == [(DAY,), (DAY,)]


def test_an_unknown_territory_is_refused(collected: Collected) -> None:
    visit = read_visit(collected.database, MANAGER, collected.campaign, collected.key)
    with pytest.raises(InputError, match="999999999"):
        describe_visit(
            collected.database, MANAGER, collected.campaign, visit, Description(siren="999999999")
        )


@pytest.mark.parametrize("actor", DENIED, ids=lambda actor: actor.role)
def test_other_roles_may_not(collected: Collected, actor: Actor) -> None:
    visit = read_visit(collected.database, MANAGER, collected.campaign, collected.key)
    database, campaign = collected.database, collected.campaign
    with pytest.raises(ForbiddenError):
        begin_visit(database, actor, campaign, collected.siren, [date(2021, 3, 1)])
    with pytest.raises(ForbiddenError):
        describe_visit(database, actor, campaign, visit, Description())
    with pytest.raises(ForbiddenError):
        read_visit(database, actor, campaign, collected.key)
    with pytest.raises(ForbiddenError):
        campaign_progress(database, actor, campaign)
    assert collected.interviews() == [collected.interview()]


def test_days_and_minutes_are_read_as_people_write_them() -> None:
    assert days_of("3 et 5 février 2021") == (DAY, date(2021, 2, 5))
    assert days_of(" ") == ()
    assert minutes_of("2h30") == 150
    assert minutes_of("") is None


@pytest.mark.parametrize("text", ["le 32 du mois", "demain", "3 février"])
def test_a_day_that_is_not_understood_is_told(text: str) -> None:
    with pytest.raises(InputError, match="pas comprise"):
        days_of(text)


def test_a_duration_that_is_not_understood_is_told() -> None:
    with pytest.raises(InputError, match="pas comprise"):
        minutes_of("longtemps")


@pytest.mark.parametrize(
    ("text", "not_asked", "filled"),
    [
        ("L'eau.", False, Filled.SAID),
        ("RAS", False, Filled.NOTHING),
        ("", True, Filled.NOT_ASKED),
        ("non posée", False, Filled.NOT_ASKED),
        ("", False, Filled.EMPTY),
    ],
)
def test_progress_tells_what_is_empty_from_what_was_not_asked(
    collected: Collected, text: str, not_asked: bool, filled: Filled
) -> None:
    typed = [Typed(Slot("q2"), text, not_asked, 0)]
    save_answers(collected.database, MANAGER, collected.campaign, collected.key, typed)
    progress = campaign_progress(collected.database, MANAGER, collected.campaign)
    (visit,) = progress.visits
    assert visit.questions["q2"] is filled
    assert visit.count(Filled.EMPTY) == 13 - (filled is not Filled.EMPTY)
    visited = [t.siren for t in progress.territories if progress.of(t)]
    assert visited == [collected.siren]
    assert progress.elsewhere() == []
