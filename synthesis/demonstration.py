"""The demonstration campaign: thirteen fictional interviews, loaded and analysed once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import synthesis
from synthesis.care.pseudonymise import keep
from synthesis.care.vault import Vault, open_vault
from synthesis.domain import InputError
from synthesis.forms.codebook import read_codebook
from synthesis.forms.defaults import default_codebook, default_questionnaire, default_territories
from synthesis.forms.registry import read_territories
from synthesis.forms.xlsform import read_questionnaire
from synthesis.ingest import Registry, read
from synthesis.language.pseudonyms import Decision, Kind
from synthesis.settings import Settings
from synthesis.stages import Progress, silent
from synthesis.store import (
    Database,
    add_interviews,
    campaigns,
    latest_analysis,
    load_territories,
    save_campaign,
)
from synthesis.vote.demonstration import ACTOR, add_demonstration_assembly
from synthesis.vote.records import assemblies

KEY = "demonstration-2021"
TITLE = "Journées d'immersion 2021 dans treize EPCI (28 janvier – 27 avril 2021)"
# What looks like a name in the fictional interviews and names nobody: places, legends, services.
NOT_PERSONS = (
    "France Services",
    "Arthur",
    "Bréal",
    "Blain",
    "Merlin",
    "Mégalis",
    "Vélodyssée",
    "Covid",
    "LE PRÉSIDENT – Bon",
    "Noé",
)
INTERVIEWS = Path(synthesis.__file__).parent.parent / "data" / "interviews"


def load_demonstration(
    database: Database, settings: Settings, *, progress: Progress = silent
) -> bool:
    """Load and analyse the demonstration unless it is there already; says whether it did."""
    if _is_analysed(database):
        return False
    # Imported here: spaCy takes seconds, and most starts find the demonstration in place.
    from synthesis.runs import analyse_campaign  # noqa: PLC0415

    campaign_id = save_demonstration(database)
    analyse_campaign(database, campaign_id, settings, progress=progress)
    vault = open_vault(settings.pseudonym_key)
    decide_names(database, vault, campaign_id)
    _hold_assembly(database, vault, campaign_id)
    return True


def decide_names(database: Database, vault: Vault, campaign_id: int) -> None:
    """Nobody is named in the demonstration: its documents can be shown to everybody."""
    decided = [Decision(Kind.PERSON, form, None) for form in NOT_PERSONS]
    keep(database, ACTOR, campaign_id, decided, vault)


def _hold_assembly(database: Database, vault: Vault, campaign_id: int) -> None:
    """An assembly with its vote, unless an earlier, interrupted loading held it already."""
    with database.session(read_only=True) as session:
        if assemblies(session, campaign_id):
            return
        territories = load_territories(session, campaign_id)
    add_demonstration_assembly(database, vault, campaign_id, territories)


def _is_analysed(database: Database) -> bool:
    with database.session(read_only=True) as session:
        return any(
            campaign.key == KEY and latest_analysis(session, campaign.id) is not None
            for campaign in campaigns(session)
        )


def save_demonstration(database: Database) -> int:
    """Keep the campaign and its interviews, not analysed yet, and give its number."""
    if not INTERVIEWS.is_dir():
        raise InputError(
            "les entretiens de démonstration sont absents de cette installation.",
            remedy="Lancez cette commande depuis une copie du dépôt du projet.",
        )
    questionnaire = read_questionnaire(default_questionnaire())
    territories = read_territories(default_territories())
    intake = read([INTERVIEWS], questionnaire=questionnaire, registry=Registry(territories))
    with database.session() as session:
        campaign_id = save_campaign(
            session,
            KEY,
            TITLE,
            questionnaire,
            read_codebook(default_codebook()),
            territories,
            period=(date(2021, 1, 28), date(2021, 4, 27)),
            demonstration=True,
            replace=True,
        )
        add_interviews(session, campaign_id, intake.interviews)
    return campaign_id
