"""Said, answered by nothing, not asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.domain import AnswerState
from synthesis.ingest import state

NOTHING = """RAS|R.A.S.|ras.|r a s|rien|Rien.|rien à signaler|RAS, rien à signaler|néant|aucun
|Aucune|aucun(e)|non|Non.|0|x|-|–|—|/|?|…|sans objet|s.o.|S.O|NSP|n.s.p.|ne sait pas
|Ne se prononce pas|pas de réponse|rien de particulier|Rien de spécial pour le moment
|N/A|aucune remarque"""
NOT_ASKED = """non posée|Question non posée|question non posée.|pas abordé|pas abordée|pas abordé(e)
|non abordée|n.p.|N.P|np|pas eu le temps|On n'a pas eu le temps|faute de temps|(non posée)"""
SAID = """RAS côté mobilités, mais le train manque|Rien ne va|Oui|Non, les bus suffisent
|aucune inquiétude|0 artificialisation|Néanmoins, le port|👍|Le temps manque|Pas de train
|Rien à signaler sauf l'eau|x habitants|non posée sur la commune|12"""


def table(text: str) -> list[str]:
    return [line.strip("\n") for line in text.split("|")]


@pytest.mark.parametrize("text", table(NOTHING))
def test_answers_by_nothing(text: str) -> None:
    assert state(text) is AnswerState.NOTHING


@pytest.mark.parametrize("text", [*table(NOT_ASKED), "", " \n\t", "\u00a0", "\u200b"])
def test_questions_that_were_not_asked(text: str) -> None:
    assert state(text) is AnswerState.NOT_ASKED


@pytest.mark.parametrize("text", table(SAID))
def test_what_was_said(text: str) -> None:
    assert state(text) is AnswerState.SAID


@given(st.sampled_from(table(NOTHING) + table(NOT_ASKED) + table(SAID)))
def test_case_and_surrounding_space_change_nothing(text: str) -> None:
    assert state(f"  {text.upper()}\n") is state(text)
