"""The registry of territories, which campaigns share: each as last described."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from synthesis.domain import Commune, InputError, Territory
from synthesis.store.tables import (
    CampaignTerritoryRow,
    CommuneRow,
    InterviewRow,
    TerritoryRow,
)


def registered_territories(session: Session) -> list[Territory]:
    """Every territory known, by name."""
    return _with_communes(session, session.scalars(select(TerritoryRow)).all(), by_name=True)


def members(session: Session, campaign_id: int) -> list[Territory]:
    """The territories of a campaign, in the order in which they were given."""
    member = CampaignTerritoryRow
    rows = session.scalars(
        select(TerritoryRow)
        .join(member, member.siren == TerritoryRow.siren)
        .where(member.campaign_id == campaign_id)
        .order_by(member.position)
    ).all()
    return _with_communes(session, rows)


def save_territories(session: Session, territories: Sequence[Territory]) -> None:
    """Keep territories as described now. Raise InputError when something is given twice."""
    refuse_duplicates(territories)
    for territory in territories:
        session.merge(_row(territory))
    session.flush()
    sirens = [territory.siren for territory in territories]
    session.execute(delete(CommuneRow).where(CommuneRow.siren.in_(sirens)))
    communes = [
        {"siren": territory.siren, "code": item.code, "name": item.name, "position": position}
        for territory in territories
        for position, item in enumerate(territory.communes)
    ]
    if communes:
        session.execute(insert(CommuneRow), communes)


def set_members(session: Session, campaign_id: int, sirens: Sequence[str]) -> None:
    """Give a campaign these territories, in this order; they must be registered."""
    member = CampaignTerritoryRow
    session.execute(delete(member).where(member.campaign_id == campaign_id))
    values = [
        {"campaign_id": campaign_id, "siren": siren, "position": position}
        for position, siren in enumerate(sirens)
    ]
    if values:
        session.execute(insert(member), values)


def remove_territory(session: Session, siren: str) -> None:
    """Take a territory out of the registry. Raise InputError while something refers to it."""
    for row in (CampaignTerritoryRow, InterviewRow):
        if session.scalar(select(row.campaign_id).where(row.siren == siren).limit(1)):
            raise InputError(
                "ce territoire sert à une campagne.",
                where=f"territoire {siren}",
                remedy="Retirez-le d'abord des campagnes, entretiens compris.",
            )
    session.execute(delete(TerritoryRow).where(TerritoryRow.siren == siren))


def refuse_duplicates(territories: Iterable[Territory]) -> None:
    """Raise InputError for a SIREN given twice, or a municipality twice in a territory."""
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


def _with_communes(
    session: Session, rows: Sequence[TerritoryRow], *, by_name: bool = False
) -> list[Territory]:
    communes = _load_communes(session, [row.siren for row in rows])
    found = [_territory(row, communes.get(row.siren, [])) for row in rows]
    return sorted(found, key=lambda t: (t.name, t.siren)) if by_name else found


def _row(territory: Territory) -> TerritoryRow:
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
