"""The demonstration may be shown to everybody: nothing in it waits for a decision."""

from __future__ import annotations

from pathlib import Path

from synthesis.care.pseudonymise import proposals
from synthesis.care.vault import open_vault
from synthesis.demonstration import KEY, NOT_PERSONS, decide_names, save_demonstration
from synthesis.store import campaigns, open_database, upgrade
from synthesis.vote.demonstration import ACTOR


def test_every_form_that_could_name_somebody_is_decided_upon(
    tmp_path: Path,
) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'synthesis.db'}")
    upgrade(database)
    vault = open_vault(tmp_path / "cle")
    campaign_id = save_demonstration(database)
    found = proposals(database, ACTOR, campaign_id, vault).proposals
    assert {proposal.text for proposal in found} == set(NOT_PERSONS)
    decide_names(database, vault, campaign_id)
    assert proposals(database, ACTOR, campaign_id, vault).proposals == ()
    with database.session(read_only=True) as session:
        assert [campaign.key for campaign in campaigns(session)] == [KEY]
