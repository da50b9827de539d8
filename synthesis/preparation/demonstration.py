"""Load and remove the demonstration campaign from the screens."""

from __future__ import annotations

from synthesis.access import Actor, Permission, require
from synthesis.demonstration import KEY, load_demonstration
from synthesis.settings import Settings
from synthesis.stages import Progress, silent
from synthesis.store import Database, campaigns
from synthesis.store.removal import delete_campaign


def load(
    database: Database, actor: Actor, settings: Settings, *, progress: Progress = silent
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
