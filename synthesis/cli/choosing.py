"""Which campaign a command is about, by its key."""

from __future__ import annotations

from synthesis.domain import InputError
from synthesis.store import Campaign, Database, campaigns


def chosen_campaign(database: Database, key: str | None, *, option: str) -> Campaign:
    """The campaign of that key; without a key, the only one. Raise InputError.

    `option`: how the key is given on this command, for the advice.
    """
    with database.session(read_only=True) as session:
        listed = campaigns(session)
    if key is None and len(listed) == 1:
        return listed[0]
    for campaign in listed:
        if campaign.key == key:
            return campaign
    known = ", ".join(f"« {campaign.key} »" for campaign in listed) or "aucune"
    raise InputError(
        f"la campagne « {key} » n'existe pas." if key else "il faut choisir une campagne.",
        remedy=f"Indiquez {option} ; campagnes de l'installation : {known}.",
    )
