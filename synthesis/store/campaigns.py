"""Campaigns: their form, their codebook and the territories of the alliance at that time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from synthesis.domain import Codebook, InputError, Questionnaire, Territory
from synthesis.store import serialise
from synthesis.store.registry import (
    members,
    refuse_duplicates,
    save_territories,
    set_members,
)
from synthesis.store.tables import CampaignRow

Period = tuple[date | None, date | None]
NO_PERIOD: Period = (None, None)


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign as a list shows it. `created_at` is in UTC; `begins` and `ends` its period."""

    id: int
    key: str
    title: str
    created_at: datetime
    demonstration: bool
    begins: date | None = None
    ends: date | None = None


def save_campaign(  # noqa: PLR0913, PLR0917 - a campaign is made of these, and each is named
    session: Session,
    key: str,
    title: str,
    questionnaire: Questionnaire,
    codebook: Codebook,
    territories: Sequence[Territory],
    *,
    period: Period = NO_PERIOD,
    demonstration: bool = False,
    replace: bool = False,
) -> int:
    """Keep a campaign and give its id.

    `replace` gives the campaign of that key its new form, codebook and territories; its
    interviews and analyses stay. Raise InputError when the key is taken, and when a territory
    or a municipality is given twice.
    """
    refuse_duplicates(territories)
    row = session.scalar(select(CampaignRow).where(CampaignRow.key == key))
    if row is not None and not replace:
        raise InputError(
            f"la campagne « {key} » existe déjà.", remedy="Donnez un autre nom à la nouvelle."
        )
    row = row or CampaignRow(key=key)
    row.title, row.demonstration = title, demonstration
    row.begins, row.ends = period
    row.questionnaire = serialise.questionnaire_to_json(questionnaire)
    row.codebook = serialise.codebook_to_json(codebook)
    session.add(row)
    session.flush()
    save_territories(session, territories)
    set_members(session, row.id, [territory.siren for territory in territories])
    return row.id


def campaigns(session: Session) -> list[Campaign]:
    """Every campaign, oldest first."""
    row = CampaignRow
    columns = (row.id, row.key, row.title, row.created_at, row.demonstration, row.begins, row.ends)
    return [Campaign(*values) for values in session.execute(select(*columns).order_by(row.id))]


def load_questionnaire(session: Session, campaign_id: int) -> Questionnaire:
    """The form of a campaign. Raise InputError when the campaign does not exist."""
    return serialise.questionnaire_from_json(get_campaign(session, campaign_id).questionnaire)


def load_codebook(session: Session, campaign_id: int) -> Codebook:
    """The codebook of a campaign. Raise InputError when the campaign does not exist."""
    return serialise.codebook_from_json(get_campaign(session, campaign_id).codebook)


def load_territories(session: Session, campaign_id: int) -> list[Territory]:
    """The territories of a campaign, in the order in which they were given."""
    get_campaign(session, campaign_id)
    return members(session, campaign_id)


def get_campaign(session: Session, campaign_id: int, *, lock: bool = False) -> CampaignRow:
    """The row of a campaign; `lock` makes who else would lock it wait for this transaction."""
    row = session.get(CampaignRow, campaign_id, with_for_update=lock or None)
    if row is None:
        raise InputError(
            f"la campagne n° {campaign_id} n'existe pas.",
            remedy="Choisissez-en une autre dans la liste.",
        )
    return row


def change_codebook(session: Session, campaign_id: int, codebook: Codebook) -> None:
    """Give a campaign another codebook; what was analysed stays as it was."""
    row = get_campaign(session, campaign_id, lock=True)
    row.codebook = serialise.codebook_to_json(codebook)
