"""Campaigns are created, duplicated, changed and deleted by who may, and side by side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import func, select
from store.examples import CODEBOOK, QUESTIONNAIRE, SIRENS, TERRITORIES

from synthesis.access import Actor, ForbiddenError
from synthesis.domain import InputError, Interview
from synthesis.preparation.campaigns import (
    Plan,
    change_campaign,
    create_campaign,
    duplicate_campaign,
    overviews,
    remove_campaign,
)
from synthesis.store import (
    Campaign,
    Database,
    add_interviews,
    load_codebook,
    load_interviews,
    load_questionnaire,
    load_territories,
    save_analysis,
)
from synthesis.store.tables import Base

from .people import ADVISOR, MANAGER, OBSERVER

PERIOD = (date(2024, 1, 8), date(2024, 3, 29))
PLAN = Plan("Visites d'été", TERRITORIES, PERIOD)


def _create(database: Database, plan: Plan = PLAN, actor: Actor = MANAGER) -> Campaign:
    return create_campaign(database, actor, plan, QUESTIONNAIRE, CODEBOOK)


def _fill(database: Database, campaign: Campaign) -> None:
    with database.session() as session:
        add_interviews(session, campaign.id, [Interview("val", siren=SIRENS[0])])
        save_analysis(session, campaign.id, [], [], {}, {})


@pytest.mark.parametrize("actor", [ADVISOR, OBSERVER], ids=["advisor", "observer"])
@pytest.mark.parametrize(
    "write",
    [
        lambda db, actor, _: _create(db, Plan("Autre", TERRITORIES), actor),
        lambda db, actor, number: duplicate_campaign(db, actor, number, "Autre"),
        lambda db, actor, number: change_campaign(db, actor, number, Plan("Autre", TERRITORIES)),
        lambda db, actor, number: remove_campaign(db, actor, number, PLAN.title),
    ],
    ids=["create", "duplicate", "change", "remove"],
)
def test_only_the_manager_writes(
    database: Database, actor: Actor, write: Callable[[Database, Actor, int], object]
) -> None:
    campaign = _create(database)
    with pytest.raises(ForbiddenError, match=actor.role.label.lower()):
        write(database, actor, campaign.id)
    assert [o.campaign for o in overviews(database, OBSERVER)] == [campaign]


def test_a_campaign_is_listed_with_its_figures(database: Database) -> None:
    first = _create(database)
    _fill(database, first)
    second = _create(database, Plan("Hiver", TERRITORIES[:1]))
    newer, older = overviews(database, MANAGER)
    assert (newer.campaign, newer.territories, newer.interviews) == (second, 1, 0)
    assert newer.last_analysis is None
    assert (older.campaign.key, older.territories, older.interviews) == ("visites-d-ete", 2, 1)
    assert (older.campaign.begins, older.campaign.ends) == PERIOD
    assert older.last_analysis is not None


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        (Plan(" ", TERRITORIES), "nom de campagne"),
        (Plan("x" * 201, TERRITORIES), "nom de campagne"),
        (Plan("a\nb\0", TERRITORIES), "nom de campagne"),
        (Plan("Autre", ()), "aucun territoire"),
        (Plan("Autre", TERRITORIES, PERIOD[::-1]), "finit avant de commencer"),
        (Plan("  VISITES  d’été", TERRITORIES), "s'appelle déjà"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(database: Database, plan: Plan, message: str) -> None:
    kept = _create(database)
    with pytest.raises(InputError, match=message):
        _create(database, plan)
    assert [o.campaign for o in overviews(database, MANAGER)] == [kept]


@pytest.mark.parametrize("period", [(None, None), (PERIOD[0], None), (PERIOD[0], PERIOD[0])])
def test_a_period_may_be_open_or_a_day(
    database: Database, period: tuple[date | None, date | None]
) -> None:
    campaign = _create(database, Plan("Autre", TERRITORIES, period))
    assert (campaign.begins, campaign.ends) == period


def test_titles_alike_get_addresses_of_their_own(database: Database) -> None:
    keys = [_create(database, Plan(t, TERRITORIES)).key for t in ("Été !", "Été ?", "渋谷")]
    assert keys == ["ete", "ete-2", "campagne"]


def test_a_duplicate_has_everything_but_the_interviews(database: Database) -> None:
    original = _create(database)
    _fill(database, original)
    copy = duplicate_campaign(database, MANAGER, original.id, "Suite", PERIOD)
    assert (copy.key, copy.begins, copy.ends, copy.demonstration) == ("suite", *PERIOD, False)
    with database.session() as session:
        assert load_questionnaire(session, copy.id) == QUESTIONNAIRE
        assert load_codebook(session, copy.id) == CODEBOOK
        assert load_territories(session, copy.id) == list(TERRITORIES)
        assert load_interviews(session, copy.id) == []
        assert len(load_interviews(session, original.id)) == 1


def test_a_changed_campaign_keeps_its_address_and_interviews(database: Database) -> None:
    campaign = _create(database)
    _fill(database, campaign)
    change_campaign(database, MANAGER, campaign.id, Plan("Printemps", TERRITORIES[1:]))
    (overview,) = overviews(database, MANAGER)
    assert (overview.campaign.title, overview.campaign.key) == ("Printemps", campaign.key)
    assert (overview.campaign.begins, overview.territories, overview.interviews) == (None, 1, 1)


@pytest.mark.parametrize("typed", ["", "visites", "Visites d'été bis"])
def test_a_campaign_is_not_deleted_by_another_name(database: Database, typed: str) -> None:
    campaign = _create(database)
    with pytest.raises(InputError, match="rien n'a été supprimé"):
        remove_campaign(database, MANAGER, campaign.id, typed)
    assert len(overviews(database, MANAGER)) == 1


def test_deleting_a_campaign_leaves_nothing_of_it_and_all_of_the_others(
    database: Database,
) -> None:
    gone, kept = _create(database), _create(database, Plan("Hiver", TERRITORIES))
    _fill(database, gone)
    _fill(database, kept)
    before = _rows(database)
    assert remove_campaign(database, MANAGER, gone.id, " visites d’été ")
    (overview,) = overviews(database, MANAGER)
    assert (overview.campaign.id, overview.interviews) == (kept.id, 1)
    after = _rows(database)
    halved = {"campaign", "campaign_territory", "interview", "analysis"}
    assert {name: after[name] for name in halved} == {n: before[n] // 2 for n in halved}
    assert after["territory"] == before["territory"]


def test_a_number_is_never_given_again(database: Database) -> None:
    gone = _create(database)
    remove_campaign(database, MANAGER, gone.id, PLAN.title)
    assert _create(database).id > gone.id


def test_every_table_of_a_campaign_says_so_to_the_database() -> None:
    """Deletion follows foreign keys: a table that names a campaign without one would keep rows.

    The log of care keeps them on purpose.
    """
    for table in (t for name, t in Base.metadata.tables.items() if name != "care_event"):
        for column in table.columns:
            if column.name in ("campaign_id", "analysis_id", "interview_id"):
                assert column.foreign_keys or table.foreign_key_constraints, f"{column}"


def _rows(database: Database) -> dict[str, int]:
    with database.session() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }
