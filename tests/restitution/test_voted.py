"""What the slides tell of the votes: subjects, order with its ties, what is retained."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from synthesis.access import ForbiddenError, Role
from synthesis.care.vault import open_vault
from synthesis.domain import Codebook, Questionnaire, Territory
from synthesis.restitution.voted import Voted, voted
from synthesis.store import Database, save_campaign
from synthesis.vote.demonstration import ACTOR, PLAN, SUBJECTS, add_demonstration_assembly


@pytest.fixture
def campaign(
    database: Database,
    form: Questionnaire,
    codebook: Codebook,
    territories: tuple[Territory, ...],
) -> int:
    """A campaign without any assembly."""
    with database.session() as session:
        return save_campaign(session, "demo", "Démo", form, codebook, territories)


def test_nothing_is_told_before_an_assembly(database: Database, campaign: int) -> None:
    assert voted(database, ACTOR, campaign) == Voted()


def test_the_result_is_told_with_ranks_scores_and_what_is_retained(
    database: Database, campaign: int, territories: tuple[Territory, ...], tmp_path: Path
) -> None:
    vault = open_vault(tmp_path / "cle")
    add_demonstration_assembly(database, vault, campaign, territories)
    told = voted(database, ACTOR, campaign)
    assert told.subjects == tuple(subject.title for subject in SUBJECTS)
    (result,) = told.results
    assert (result.title, result.method, result.unit) == (PLAN.title, "Gommettes", "gommettes")
    assert [(line.rank, line.score, line.value) for line in result.lines[-2:]] == [
        (8, "1", 1.0)
    ] * 2
    assert result.lines[0].label == "Vivre et habiter les territoires ruraux"
    assert result.note.startswith("Retenus : Vivre et habiter")
    assert (result.voters, result.blanks) == (13, 0)


def test_a_scrutateur_reads_no_result(database: Database, campaign: int) -> None:
    with pytest.raises(ForbiddenError):
        voted(database, replace(ACTOR, role=Role.TELLER), campaign)
