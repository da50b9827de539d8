"""Analyse a campaign on demand, for who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synthesis.access import Actor, Permission, require
from synthesis.domain import InputError
from synthesis.settings import Settings
from synthesis.store import Database, load_interviews

if TYPE_CHECKING:
    from synthesis.pipeline import Progress


def analyse(
    database: Database,
    actor: Actor,
    campaign_id: int,
    settings: Settings,
    *,
    progress: Progress | None = None,
) -> int:
    """Run the analysis over a campaign, and give the id of the run; decisions taken stay.

    Raise InputError when there is nothing to analyse.
    """
    require(actor, Permission.ANALYSE)
    with database.session(read_only=True) as session:
        answers = [a for i in load_interviews(session, campaign_id) for a in i.answers]
    if not any(answer.text.strip() for answer in answers):
        raise InputError(
            "cette campagne n'a encore aucune réponse à analyser.",
            remedy="Saisissez ou importez des entretiens.",
        )
    # Imported here: spaCy takes seconds, which the other screens must not wait for.
    from synthesis.runs import analyse_campaign  # noqa: PLC0415

    return analyse_campaign(database, campaign_id, settings, progress=progress)
