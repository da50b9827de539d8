"""A campaign of a few words, and who may have it analysed."""

from __future__ import annotations

import pytest

from synthesis.access import Actor, Role
from synthesis.domain import Answer, Codebook, Interview, Questionnaire, Theme
from synthesis.store import Database, add_interviews, save_campaign

ADVISOR = Actor(1, "conseiller", Role.ADVISOR)
MANAGER = Actor(2, "cheffe", Role.MANAGER)
OBSERVER = Actor(3, "observateur", Role.OBSERVER)
CODEBOOK = Codebook("grille", "Grille", (Theme("sante", "La santé", terms=("médecin",)),))
VISIT = Interview("visite", "Bourg", answers=(Answer("q4", "Le médecin part."),))


@pytest.fixture
def empty_campaign(database: Database, form: Questionnaire) -> int:
    """A campaign without interview."""
    with database.session() as session:
        return save_campaign(session, "essai", "Essai", form, CODEBOOK, [])


@pytest.fixture
def campaign(database: Database, empty_campaign: int) -> int:
    """One interview."""
    with database.session() as session:
        add_interviews(session, empty_campaign, [VISIT])
    return empty_campaign
