"""Delete a campaign with everything that hangs from it, whichever rooms added tables since."""

from __future__ import annotations

from sqlalchemy import ColumnElement, ForeignKeyConstraint, Table, delete, select, tuple_
from sqlalchemy.orm import Session

from synthesis.store.campaigns import get_campaign
from synthesis.store.tables import Base, CampaignRow


def delete_campaign(session: Session, campaign_id: int) -> None:
    """Delete a campaign, its interviews, its analyses and all that refers to them.

    Raise InputError when the campaign does not exist.
    """
    get_campaign(session, campaign_id, lock=True)
    table = Base.metadata.tables[CampaignRow.__tablename__]
    delete_with_dependents(session, table, table.c.id == campaign_id)


def delete_with_dependents(session: Session, table: Table, condition: ColumnElement[bool]) -> None:
    """Delete rows, those that refer to them first, whatever their table."""
    _delete(session, table, condition)
    session.expire_all()


def _delete(session: Session, table: Table, condition: ColumnElement[bool]) -> None:
    for other in Base.metadata.tables.values():
        for key in other.foreign_key_constraints:
            if key.referred_table is table and other is not table:
                _delete(session, other, _refers(key, condition))
    session.execute(delete(table).where(condition))


def _refers(key: ForeignKeyConstraint, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Condition on the table of `key`: its rows refer to a row where `condition` holds."""
    referred = [element.column for element in key.elements]
    return tuple_(*key.columns).in_(select(*referred).where(condition))
