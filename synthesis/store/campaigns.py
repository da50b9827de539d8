"""Campaigns: their form, their codebook and the territories of the alliance at that time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from synthesis.domain import Codebook, Commune, InputError, Questionnaire, Territory
from synthesis.store import serialise
from synthesis.store.tables import CampaignRow, CampaignTerritoryRow, CommuneRow, TerritoryRow


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign as a list shows it. `created_at` is in UTC."""

    id: int
    key: str
    title: str
    created_at: datetime
    demonstration: bool


def save_campaign(  # noqa: PLR0913, PLR0917 - a campaign is made of these, and each is named
    session: Session,
    key: str,
    title: str,
    questionnaire: Questionnaire,
    codebook: Codebook,
    territories: Sequence[Territory],
    *,
    demonstration: bool = False,
    replace: bool = False,
) -> int:
    """Keep a campaign and give its id.

    `replace` gives the campaign of that key its new form, codebook and territories; its
    interviews and analyses stay. Raise InputError when the key is taken, and when a territory
    or a municipality is given twice.
    """
    _refuse_duplicates(territories)
    row = session.scalar(select(CampaignRow).where(CampaignRow.key == key))
    if row is not None and not replace:
        raise InputError(
            f"la campagne « {key} » existe déjà.", remedy="Donnez un autre nom à la nouvelle."
        )
    row = row or CampaignRow(key=key)
    row.title, row.demonstration = title, demonstration
    row.questionnaire = serialise.questionnaire_to_json(questionnaire)
    row.codebook = serialise.codebook_to_json(codebook)
    session.add(row)
    session.flush()
    _save_territories(session, row.id, territories)
    return row.id


def campaigns(session: Session) -> list[Campaign]:
    """Every campaign, oldest first."""
    row = CampaignRow
    query = select(row.id, row.key, row.title, row.created_at, row.demonstration).order_by(row.id)
    return [Campaign(*values) for values in session.execute(query)]


def load_questionnaire(session: Session, campaign_id: int) -> Questionnaire:
    """The form of a campaign. Raise InputError when the campaign does not exist."""
    return serialise.questionnaire_from_json(get_campaign(session, campaign_id).questionnaire)


def load_codebook(session: Session, campaign_id: int) -> Codebook:
    """The codebook of a campaign. Raise InputError when the campaign does not exist."""
    return serialise.codebook_from_json(get_campaign(session, campaign_id).codebook)


def load_territories(session: Session, campaign_id: int) -> list[Territory]:
    """The territories of a campaign, in the order in which they were given."""
    get_campaign(session, campaign_id)
    member = CampaignTerritoryRow
    rows = session.scalars(
        select(TerritoryRow)
        .join(member, member.siren == TerritoryRow.siren)
        .where(member.campaign_id == campaign_id)
        .order_by(member.position)
    ).all()
    communes = _load_communes(session, [row.siren for row in rows])
    return [_territory(row, communes.get(row.siren, [])) for row in rows]


def get_campaign(session: Session, campaign_id: int, *, lock: bool = False) -> CampaignRow:
    """The row of a campaign; `lock` makes who else would lock it wait for this transaction."""
    row = session.get(CampaignRow, campaign_id, with_for_update=lock or None)
    if row is None:
        raise InputError(
            f"la campagne n° {campaign_id} n'existe pas.",
            remedy="Choisissez-en une autre dans la liste.",
        )
    return row


def _refuse_duplicates(territories: Iterable[Territory]) -> None:
    sirens: set[str] = set()
    for territory in territories:
        if territory.siren in sirens:
            raise InputError(
                f"le SIREN {territory.siren} figure deux fois.",
                where=f"territoire « {territory.name} »",
                remedy="Supprimez ou corrigez l'un des deux.",
            )
        sirens.add(territory.siren)
        codes = [commune.code for commune in territory.communes]
        if len(set(codes)) < len(codes):
            raise InputError(
                "une commune figure deux fois.",
                where=f"territoire « {territory.name} »",
                remedy="Chaque code INSEE ne doit y paraître qu'une fois.",
            )


def _save_territories(session: Session, campaign_id: int, territories: Sequence[Territory]) -> None:
    for territory in territories:
        session.merge(_territory_row(territory))
    session.flush()
    sirens = [territory.siren for territory in territories]
    session.execute(delete(CommuneRow).where(CommuneRow.siren.in_(sirens)))
    communes = [
        {"siren": territory.siren, "code": item.code, "name": item.name, "position": position}
        for territory in territories
        for position, item in enumerate(territory.communes)
    ]
    member = CampaignTerritoryRow
    session.execute(delete(member).where(member.campaign_id == campaign_id))
    members = [
        {"campaign_id": campaign_id, "siren": siren, "position": position}
        for position, siren in enumerate(sirens)
    ]
    if communes:
        session.execute(insert(CommuneRow), communes)
    if members:
        session.execute(insert(member), members)


def _territory_row(territory: Territory) -> TerritoryRow:
    return TerritoryRow(
        siren=territory.siren,
        name=territory.name,
        official_name=territory.official_name,
        aliases=list(territory.aliases),
        population=territory.population,
        x=territory.x,
        y=territory.y,
    )


def _territory(row: TerritoryRow, communes: Iterable[Commune]) -> Territory:
    return Territory(
        siren=row.siren,
        name=row.name,
        official_name=row.official_name,
        aliases=tuple(row.aliases),
        communes=tuple(communes),
        population=row.population,
        x=row.x,
        y=row.y,
    )


def _load_communes(session: Session, sirens: Sequence[str]) -> dict[str, list[Commune]]:
    found: dict[str, list[Commune]] = {}
    query = select(CommuneRow).where(CommuneRow.siren.in_(sirens)).order_by(CommuneRow.position)
    for row in session.scalars(query):
        found.setdefault(row.siren, []).append(Commune(row.code, row.name))
    return found
