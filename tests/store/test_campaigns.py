"""Campaigns come back as they were saved, and are never replaced by accident."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from synthesis.domain import Commune, InputError, Question, Questionnaire, Territory
from synthesis.store.campaigns import (
    campaigns,
    load_codebook,
    load_questionnaire,
    load_territories,
    save_campaign,
)
from synthesis.store.database import Database

from .examples import CODEBOOK, QUESTIONNAIRE, TERRITORIES


def _save(session: Session, key: str = "visites", **options: bool) -> int:
    return save_campaign(session, key, "Été", QUESTIONNAIRE, CODEBOOK, TERRITORIES, **options)


def test_form_codebook_and_territories_come_back(database: Database) -> None:
    with database.session() as session:
        number = _save(session)
    with database.session() as session:
        assert load_questionnaire(session, number) == QUESTIONNAIRE
        assert load_codebook(session, number) == CODEBOOK
        assert load_territories(session, number) == list(TERRITORIES)


def test_campaigns_are_listed_oldest_first(database: Database) -> None:
    before = datetime.now(UTC)
    with database.session() as session:
        first = _save(session, "b", demonstration=True)
        second = _save(session, "a\0")
    with database.session() as session:
        listed = campaigns(session)
    assert [(c.id, c.key, c.title, c.demonstration) for c in listed] == [
        (first, "b", "Été", True),
        (second, "a\0", "Été", False),
    ]
    assert before <= listed[0].created_at <= datetime.now(UTC)


def test_a_key_that_is_taken_is_refused(database: Database) -> None:
    with database.session() as session:
        _save(session)
        with pytest.raises(InputError, match="« visites » existe déjà"):
            _save(session)


def test_a_campaign_is_replaced_on_demand_under_the_same_id(database: Database) -> None:
    form = Questionnaire("autre", "Autre", (Question("q", "Q ?"),))
    with database.session() as session:
        number = _save(session)
        again = save_campaign(
            session, "visites", "Hiver", form, CODEBOOK, TERRITORIES[:1], replace=True
        )
    with database.session() as session:
        assert again == number
        assert [c.title for c in campaigns(session)] == ["Hiver"]
        assert load_questionnaire(session, number) == form
        assert load_territories(session, number) == [TERRITORIES[0]]


def test_an_alliance_that_grows_leaves_the_older_campaign_its_members(database: Database) -> None:
    newcomer = Territory("200000024", "Le Plateau")
    moved = replace(TERRITORIES[0], communes=(Commune("99003", "Col"),), population=13_000)
    with database.session() as session:
        old = _save(session, "a")
        members = [newcomer, moved, TERRITORIES[1]]
        new = save_campaign(session, "b", "B", QUESTIONNAIRE, CODEBOOK, members)
    with database.session() as session:
        assert load_territories(session, new) == members
        assert load_territories(session, old) == [moved, TERRITORIES[1]]


@pytest.mark.parametrize(
    ("territories", "message"),
    [
        ([TERRITORIES[1], TERRITORIES[1]], "200000008 figure deux fois"),
        (
            [Territory("200000008", "Val", communes=(Commune("1", "A"), Commune("1", "B")))],
            "« Val » : une commune figure deux fois",
        ),
    ],
)
def test_what_is_given_twice_is_refused(
    database: Database, territories: list[Territory], message: str
) -> None:
    with database.session() as session, pytest.raises(InputError, match=message):
        save_campaign(session, "c", "C", QUESTIONNAIRE, CODEBOOK, territories)


@pytest.mark.parametrize("load", [load_questionnaire, load_codebook, load_territories])
def test_a_campaign_that_does_not_exist_is_explained(
    database: Database, load: Callable[[Session, int], object]
) -> None:
    with database.session() as session, pytest.raises(InputError, match="n° 7 n'existe pas"):
        load(session, 7)
