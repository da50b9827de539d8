"""The demonstration assembly, counted by the same code as any other."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from synthesis.care.vault import open_vault
from synthesis.cli.main import cli
from synthesis.domain import Codebook, Questionnaire, Territory
from synthesis.store import Database, save_campaign
from synthesis.vote.contents import Dots
from synthesis.vote.demonstration import ACTOR, BALLOTS, PLAN, add_demonstration_assembly
from synthesis.vote.electorate import electorate
from synthesis.vote.export import export_votes
from synthesis.vote.outcome import Bulletin, outcome
from synthesis.vote.proceedings import load_proceedings
from synthesis.vote.records import load_assembly, scrutins
from synthesis.vote.scrutin import College

# Published in the rapport d'activité of 30 June 2021, in this order.
PRIORITIES = ["vivre_et_habiter", "dechets", "tourisme", "eau", "energie_renouvelable"]


def test_the_fictional_ballots_give_the_five_published_priorities() -> None:
    bulletins = [Bulletin(College.MEMBERS, 1, Dots.of(counts)) for counts in BALLOTS]
    result = outcome(PLAN, bulletins)
    assert result["retenus"] == PRIORITIES
    assert result["a_egalite"] == []
    assert len(BALLOTS) == 13
    assert {sum(counts.values()) for counts in BALLOTS} == {5}


def test_the_assembly_is_held_voted_exported_and_verified(
    database: Database,
    tmp_path: Path,
    form: Questionnaire,
    codebook: Codebook,
    territories: tuple[Territory, ...],
) -> None:
    with database.session() as session:
        campaign = save_campaign(session, "demo", "Démo", form, codebook, territories)
    vault = open_vault(tmp_path / "cle")
    number = add_demonstration_assembly(database, vault, campaign, territories)
    with database.session(read_only=True) as session:
        assembly = load_assembly(session, number)
        (scrutin,) = scrutins(session, number)
    found = electorate(assembly)
    assert (len(found.voices), found.quorum.present, found.quorum.required) == (13, 13, 7)
    assert sum(body.deputy is None for body in assembly.bodies) == 2
    assert "fictifs" in assembly.title
    assert scrutin.result is not None
    assert scrutin.result["retenus"] == PRIORITIES
    with database.session(read_only=True) as session:
        proceedings = load_proceedings(session, number)
    assert [len(group.subjects) for group in proceedings.groups] == [5, 4]
    assert all(group.rapporteur in group.members for group in proceedings.groups)
    themes = {theme.slug for theme in codebook.themes}
    assert {theme for subject in PLAN.subjects for theme in subject.themes} <= themes
    path = tmp_path / "votes.zip"
    head = export_votes(database, ACTOR, number, path)
    done = CliRunner().invoke(cli, ["verify", str(path), "--tete", head])
    assert done.exit_code == 0, done.output
    assert "concordent" in done.output
    wrong = CliRunner().invoke(cli, ["verify", str(path), "--tete", "f" * 64])
    assert wrong.exit_code == 1
    assert "✗" in wrong.output


@pytest.mark.parametrize("content", [b"", b"PK", b"zip"])
def test_a_file_that_is_no_export_is_told_in_french(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "votes.zip"
    path.write_bytes(content)
    done = CliRunner().invoke(cli, ["verify", str(path)])
    assert done.exit_code
    assert "archive" in str(done.exception)
