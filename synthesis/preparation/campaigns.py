"""Create, duplicate, change and delete campaigns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, require
from synthesis.domain import Codebook, InputError, Questionnaire, Territory
from synthesis.store import (
    Campaign,
    Database,
    campaigns,
    load_codebook,
    load_questionnaire,
    load_territories,
    save_campaign,
)
from synthesis.store.campaigns import NO_PERIOD, Period, get_campaign
from synthesis.store.registry import save_territories, set_members
from synthesis.store.removal import delete_campaign
from synthesis.store.scrub import scrub
from synthesis.store.tables import AnalysisRow, CampaignTerritoryRow, InterviewRow

TITLE_LENGTH = 200
_OTHER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Overview:
    """A campaign as the list of campaigns shows it."""

    campaign: Campaign
    territories: int
    interviews: int
    last_analysis: date | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person decides of a campaign."""

    title: str
    territories: Sequence[Territory]
    period: Period = NO_PERIOD


def overviews(database: Database, actor: Actor) -> list[Overview]:
    """Every campaign with its figures, the latest first."""
    require(actor, Permission.READ)
    with database.session(read_only=True) as session:
        territories = _counts(session, CampaignTerritoryRow)
        interviews = _counts(session, InterviewRow)
        runs = select(AnalysisRow.campaign_id, func.max(AnalysisRow.created_at))
        analysed = dict(session.execute(runs.group_by(AnalysisRow.campaign_id)).tuples().all())
        return [
            Overview(
                campaign,
                territories.get(campaign.id, 0),
                interviews.get(campaign.id, 0),
                analysed[campaign.id].astimezone().date() if campaign.id in analysed else None,
            )
            for campaign in reversed(campaigns(session))
        ]


def create_campaign(
    database: Database, actor: Actor, plan: Plan, questionnaire: Questionnaire, codebook: Codebook
) -> Campaign:
    """Keep a new campaign. Raise InputError when its name is taken or its plan cannot be."""
    require(actor, Permission.CAMPAIGNS)
    title = _checked(plan)
    with database.session() as session:
        listed = campaigns(session)
        _refuse_taken(title, listed)
        key = _free_key(title, {campaign.key for campaign in listed})
        number = save_campaign(
            session, key, title, questionnaire, codebook, plan.territories, period=plan.period
        )
        return _listed(session, number)


def duplicate_campaign(
    database: Database, actor: Actor, campaign_id: int, title: str, period: Period = NO_PERIOD
) -> Campaign:
    """A new campaign with the form, the grid and the territories of another; no interview."""
    require(actor, Permission.CAMPAIGNS)
    with database.session(read_only=True) as session:
        plan = Plan(title, load_territories(session, campaign_id), period)
        questionnaire = load_questionnaire(session, campaign_id)
        codebook = load_codebook(session, campaign_id)
    return create_campaign(database, actor, plan, questionnaire, codebook)


def change_campaign(database: Database, actor: Actor, campaign_id: int, plan: Plan) -> None:
    """Give a campaign another name, period or territories; its key, hence its address, stays.

    A territory that leaves keeps its interviews.
    """
    require(actor, Permission.CAMPAIGNS)
    title = _checked(plan)
    with database.session() as session:
        row = get_campaign(session, campaign_id, lock=True)
        _refuse_taken(title, [c for c in campaigns(session) if c.id != campaign_id])
        row.title = title
        row.begins, row.ends = plan.period
        save_territories(session, plan.territories)
        set_members(session, campaign_id, [territory.siren for territory in plan.territories])


def remove_campaign(database: Database, actor: Actor, campaign_id: int, typed: str) -> bool:
    """Delete a campaign and all that hangs from it, when its name was typed in full.

    Says whether the files of the database were rewritten without it too; False when it was busy.
    Raise InputError for another name.
    """
    require(actor, Permission.CAMPAIGNS)
    with database.session() as session:
        title = get_campaign(session, campaign_id, lock=True).title
        if _same(typed) != _same(title):
            raise InputError(
                "le nom tapé n'est pas celui de la campagne ; rien n'a été supprimé.",
                remedy="Recopiez le nom entier.",
            )
        delete_campaign(session, campaign_id)
    return scrub(database)


def _listed(session: Session, number: int) -> Campaign:
    return next(campaign for campaign in campaigns(session) if campaign.id == number)


def _counts(
    session: Session, table: type[CampaignTerritoryRow] | type[InterviewRow]
) -> dict[int, int]:
    query = select(table.campaign_id, func.count()).group_by(table.campaign_id)
    return dict(session.execute(query).tuples().all())


def _checked(plan: Plan) -> str:
    """The title of a plan that can be. Raise InputError for one that cannot."""
    title = " ".join(plan.title.split())
    if not title or len(title) > TITLE_LENGTH or not title.isprintable():
        raise InputError(
            "ce nom de campagne n'est pas valable.",
            remedy=f"Donnez de 1 à {TITLE_LENGTH} signes visibles.",
        )
    begins, ends = plan.period
    if begins and ends and ends < begins:
        raise InputError(
            "la période finit avant de commencer.", remedy="Échangez ou corrigez les deux dates."
        )
    if not plan.territories:
        raise InputError(
            "cette campagne n'a aucun territoire.", remedy="Choisissez-en au moins un."
        )
    return title


def _refuse_taken(title: str, others: Sequence[Campaign]) -> None:
    if any(_same(title) == _same(other.title) for other in others):
        raise InputError(
            f"une campagne s'appelle déjà « {title} ».", remedy="Choisissez un autre nom."
        )


def _same(title: str) -> str:
    """A title as compared: people do not type the typographer's apostrophes and spaces."""
    return " ".join(title.replace("’", "'").split()).casefold()


def _free_key(title: str, taken: Collection[str]) -> str:
    """A short name for addresses, from the title."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = _OTHER.sub("-", letters)[:40].strip("-") or "campagne"
    if base not in taken:
        return base
    return next(key for number in count(2) if (key := f"{base}-{number}") not in taken)
