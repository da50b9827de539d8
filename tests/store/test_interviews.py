"""Interviews: what goes in comes out, and the same content goes in once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from synthesis.domain import Answer, AnswerState, InputError, Interview
from synthesis.store.campaigns import save_campaign
from synthesis.store.database import Database
from synthesis.store.interviews import Added, add_interviews, load_interviews
from synthesis.store.serialise import content_hash

from .examples import CODEBOOK, QUESTIONNAIRE, SIRENS, TERRITORIES, interviews

_NUMBERS = count()

VISIT = Interview(
    key="val",
    territory="Le Val",
    siren=SIRENS[0],
    dates=(date(2021, 6, 1), date(2021, 6, 3)),
    duration_minutes=90,
    people=("maire",),
    interviewer="Lou",
    answers=(Answer("atouts", "  L'eau.\0\n", "maire", row=2), Answer("souhaits", "RAS")),
    source="val.docx",
)


def _new_campaign(database: Database) -> int:
    key = f"c{next(_NUMBERS)}"
    with database.session() as session:
        return save_campaign(session, key, "C", QUESTIONNAIRE, CODEBOOK, TERRITORIES)


def _add(database: Database, campaign: int, *given_interviews: Interview) -> Added:
    with database.session() as session:
        return add_interviews(session, campaign, given_interviews)


def _load(database: Database, campaign: int) -> list[Interview]:
    with database.session(read_only=True) as session:
        return load_interviews(session, campaign)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    batch=st.lists(interviews, max_size=5, unique_by=(lambda i: i.key, content_hash)),
)
def test_what_goes_in_comes_out_in_order(database: Database, batch: list[Interview]) -> None:
    campaign = _new_campaign(database)
    assert _add(database, campaign, *batch) == Added([i.key for i in batch], [])
    assert _load(database, campaign) == batch


def test_interviews_follow_those_added_before(database: Database) -> None:
    campaign = _new_campaign(database)
    other = replace(VISIT, key="a", territory="Autre", siren="")
    _add(database, campaign, VISIT)
    _add(database, campaign, other)
    assert _load(database, campaign) == [VISIT, other]


def test_the_order_holds_over_many_interviews(database: Database) -> None:
    campaign = _new_campaign(database)
    many = [replace(VISIT, key=f"{n}", answers=(Answer("q", f"{n}"),)) for n in range(2_500, 0, -1)]
    _add(database, campaign, *many)
    assert _load(database, campaign) == many


@pytest.mark.parametrize(
    "again",
    [
        VISIT,
        replace(VISIT, key="autre"),
        replace(VISIT, source="copie.docx"),
        replace(VISIT, answers=tuple(replace(a, row=a.row + 5) for a in VISIT.answers)),
    ],
    ids=["same", "other key", "other file", "other rows"],
)
def test_the_same_content_is_kept_once(database: Database, again: Interview) -> None:
    campaign = _new_campaign(database)
    _add(database, campaign, VISIT)
    assert _add(database, campaign, again) == Added([], [again.key])
    assert _load(database, campaign) == [VISIT]


@pytest.mark.parametrize(
    "changed",
    [
        replace(VISIT, territory="Val"),
        replace(VISIT, siren=""),
        replace(VISIT, dates=VISIT.dates[:1]),
        replace(VISIT, duration_minutes=None),
        replace(VISIT, people=()),
        replace(VISIT, interviewer=""),
        replace(VISIT, answers=VISIT.answers[::-1]),
        replace(VISIT, answers=(replace(VISIT.answers[0], text="L'eau."), VISIT.answers[1])),
        replace(VISIT, answers=(replace(VISIT.answers[0], question="q"), VISIT.answers[1])),
        replace(VISIT, answers=(replace(VISIT.answers[0], speaker=""), VISIT.answers[1])),
        replace(
            VISIT,
            answers=(VISIT.answers[0], replace(VISIT.answers[1], state=AnswerState.NOTHING)),
        ),
    ],
)
def test_other_content_under_the_same_key_gets_a_new_key(
    database: Database, changed: Interview
) -> None:
    campaign = _new_campaign(database)
    _add(database, campaign, VISIT)
    assert _add(database, campaign, changed) == Added(["val-2"], [])
    assert _load(database, campaign) == [VISIT, replace(changed, key="val-2")]


def test_keys_and_contents_are_compared_within_a_batch_too(database: Database) -> None:
    campaign = _new_campaign(database)
    batch = [
        VISIT,
        replace(VISIT, key="val-2", interviewer="Max"),
        replace(VISIT, interviewer="Ana"),
        replace(VISIT, source="copie.docx"),
    ]
    assert _add(database, campaign, *batch) == Added(["val", "val-2", "val-3"], ["val"])


def test_campaigns_do_not_share_interviews(database: Database) -> None:
    first, second = _new_campaign(database), _new_campaign(database)
    _add(database, first, VISIT)
    assert _load(database, second) == []
    assert _add(database, second, VISIT) == Added(["val"], [])
    assert _load(database, first) == _load(database, second) == [VISIT]


def test_an_unknown_territory_is_refused_and_nothing_is_kept(database: Database) -> None:
    campaign = _new_campaign(database)
    stranger = replace(VISIT, key="loin", siren="999999999")
    with pytest.raises(InputError, match="« loin » : le SIREN 999999999"):
        _add(database, campaign, VISIT, stranger)
    assert _load(database, campaign) == []


def test_a_campaign_that_does_not_exist_is_refused(database: Database) -> None:
    with pytest.raises(InputError, match="n° 7 n'existe pas"):
        _add(database, 7, VISIT)
    with pytest.raises(InputError, match="n° 7 n'existe pas"):
        _load(database, 7)
