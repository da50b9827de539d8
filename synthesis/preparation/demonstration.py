"""Load and remove the demonstration campaign from the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synthesis.access import Actor, Permission, require
from synthesis.demonstration import KEY, load_demonstration
from synthesis.settings import Settings
from synthesis.store import Database, campaigns
from synthesis.store.removal import delete_campaign

if TYPE_CHECKING:
    from synthesis.pipeline import Progress


def load(
    database: Database, actor: Actor, settings: Settings, *, progress: Progress | None = None
) -> bool:
    """Load and analyse the demonstration unless it is there already; says whether it did."""
    require(actor, Permission.CAMPAIGNS)
    return load_demonstration(database, settings, progress=progress)


def remove(database: Database, actor: Actor) -> None:
    """Delete the demonstration and all that hangs from it, if it is there."""
    require(actor, Permission.CAMPAIGNS)
    with database.session() as session:
        for campaign in campaigns(session):
            if campaign.key == KEY and campaign.demonstration:
                delete_campaign(session, campaign.id)
