"""An analysis is run by who may, over something to analyse."""

from __future__ import annotations

import pytest
from store.examples import CODEBOOK, QUESTIONNAIRE, TERRITORIES

from synthesis.access import ForbiddenError
from synthesis.domain import Answer, InputError, Interview
from synthesis.preparation.analysis import analyse
from synthesis.preparation.campaigns import Plan, create_campaign
from synthesis.settings import Settings
from synthesis.store import Database, add_interviews, latest_analysis, load_codings

from .people import ADVISOR, MANAGER, OBSERVER

SAID = "Le captage d'eau potable est une vraie richesse pour nos communes."


@pytest.fixture
def campaign(database: Database) -> int:
    """A campaign without any interview."""
    plan = Plan("Essai", TERRITORIES)
    return create_campaign(database, MANAGER, plan, QUESTIONNAIRE, CODEBOOK).id


def test_an_observer_analyses_nothing(database: Database, campaign: int) -> None:
    with pytest.raises(ForbiddenError, match="lancer une analyse"):
        analyse(database, OBSERVER, campaign, Settings())


@pytest.mark.parametrize("interviews", [[], [Interview("vide", answers=(Answer("atouts", " "),))]])
def test_nothing_said_is_nothing_to_analyse(
    database: Database, campaign: int, interviews: list[Interview]
) -> None:
    with database.session() as session:
        add_interviews(session, campaign, interviews)
    with pytest.raises(InputError, match="aucune réponse à analyser"):
        analyse(database, ADVISOR, campaign, Settings())
    with database.session() as session:
        assert latest_analysis(session, campaign) is None


def test_what_was_said_is_analysed_and_kept(database: Database, campaign: int) -> None:
    with database.session() as session:
        add_interviews(session, campaign, [Interview("val", answers=(Answer("atouts", SAID),))])
    run = analyse(database, ADVISOR, campaign, Settings())
    with database.session() as session:
        assert [coding.segment.text for coding in load_codings(session, run)] == [SAID]
