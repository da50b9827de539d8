"""A wish is asked for by the question or said in the words; a refusal never is one."""

from __future__ import annotations

import pytest

from synthesis.domain import Question
from synthesis.themes.wishes import is_wish

ASKED = Question("q12", "Sujets à travailler ensemble", wish=True)
OTHER = Question("q4", "Difficultés")


@pytest.mark.parametrize(
    "text", ["La gestion de l'eau.", "les déchets", "le recrutement des médecins"]
)
def test_what_answers_the_question_that_asks_for_it_is_a_wish(text: str) -> None:
    assert is_wish(text, ASKED)
    assert not is_wish(text, OTHER)
    assert not is_wish(text, None)


@pytest.mark.parametrize(
    "text",
    [
        "Il faudrait travailler ensemble sur la ligne de train.",
        "On devrait réfléchir en commun aux pistes cyclables.",
        "Il faut mutualiser les ingénieurs.",
        "Négocions d'une seule voix avec la Région.",
        "C'est un sujet à l'échelle de l'Alliance.",
        "L'ALLIANCE POURRAIT PORTER ce dossier.",
    ],
)
def test_words_that_ask_for_common_work_are_a_wish_under_any_question(text: str) -> None:
    assert is_wish(text, OTHER)
    assert is_wish(text, None)


@pytest.mark.parametrize(
    "text",
    [
        "Ce n'est surtout pas à l'Alliance de travailler ensemble là-dessus.",
        "L'eau n'est pas un sujet pour nous.",
        "Pas besoin de se mettre ensemble pour ça.",
        "L'Alliance ne doit pas porter cela.",
        "L'Alliance n'a pas à porter les déchets.",
    ],
)
def test_a_refusal_is_never_a_wish(text: str) -> None:
    assert not is_wish(text, ASKED)
    assert not is_wish(text, None)


@pytest.mark.parametrize(
    "text",
    ["Les habitants vivent bien ensemble.", "L'ensemble des communes est d'accord.", ""],
)
def test_plain_words_are_not_a_wish(text: str) -> None:
    assert not is_wish(text, OTHER)
