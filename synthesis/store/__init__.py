"""What is kept: tables, sessions, repositories, migrations and backup. SQLite or PostgreSQL."""

from synthesis.store.accounts import Account, accounts
from synthesis.store.analyses import (
    AnalysedTheme,
    Analysis,
    Selection,
    latest_analysis,
    latest_analysis_id,
    load_codings,
    save_analysis,
)
from synthesis.store.backup import backup
from synthesis.store.campaigns import (
    Campaign,
    campaigns,
    load_codebook,
    load_questionnaire,
    load_territories,
    save_campaign,
)
from synthesis.store.database import Database, open_database
from synthesis.store.decisions import labels_of_every_run, last_sequence
from synthesis.store.interviews import Added, add_interviews, load_interviews
from synthesis.store.migrate import upgrade

__all__ = [
    "Account",
    "Added",
    "AnalysedTheme",
    "Analysis",
    "Campaign",
    "Database",
    "Selection",
    "accounts",
    "add_interviews",
    "backup",
    "campaigns",
    "labels_of_every_run",
    "last_sequence",
    "latest_analysis",
    "latest_analysis_id",
    "load_codebook",
    "load_codings",
    "load_interviews",
    "load_questionnaire",
    "load_territories",
    "open_database",
    "save_analysis",
    "save_campaign",
    "upgrade",
]
