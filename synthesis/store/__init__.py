"""What is kept: tables, sessions, repositories, migrations and backup. SQLite or PostgreSQL."""

# The rooms above read these tables themselves; the metadata must know them all the same.
from synthesis.store import assembly_tables, ballot_tables
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
from synthesis.store.care import CareEvent, care_events, last_care
from synthesis.store.codings import still_said
from synthesis.store.database import Database, open_database
from synthesis.store.decisions import labels_of_every_run, last_sequence
from synthesis.store.entries import Content, Entry, Slot, load_entries, write_entry
from synthesis.store.interviews import Added, add_interviews, load_interviews
from synthesis.store.jobs import Job
from synthesis.store.migrate import upgrade
from synthesis.store.visits import (
    Description,
    describe,
    description_of,
    find_interview,
    load_interview,
    refresh_hash,
    same_content,
)

__all__ = [
    "Account",
    "Added",
    "AnalysedTheme",
    "Analysis",
    "Campaign",
    "CareEvent",
    "Content",
    "Database",
    "Description",
    "Entry",
    "Job",
    "Selection",
    "Slot",
    "accounts",
    "add_interviews",
    "assembly_tables",
    "backup",
    "ballot_tables",
    "campaigns",
    "care_events",
    "describe",
    "description_of",
    "find_interview",
    "labels_of_every_run",
    "last_care",
    "last_sequence",
    "latest_analysis",
    "latest_analysis_id",
    "load_codebook",
    "load_codings",
    "load_entries",
    "load_interview",
    "load_interviews",
    "load_questionnaire",
    "load_territories",
    "open_database",
    "refresh_hash",
    "same_content",
    "save_analysis",
    "save_campaign",
    "still_said",
    "upgrade",
    "write_entry",
]
