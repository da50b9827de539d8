"""What a ballot may say: refused with a French remedy, or kept."""

from __future__ import annotations

import pytest

from synthesis.domain import InputError
from synthesis.vote.contents import (
    GRADES,
    Approvals,
    Blank,
    BlankJudgment,
    Content,
    Dots,
    Judgments,
    Method,
    Ranking,
    Rules,
    TieRule,
    check,
)

OPTIONS = ("eau", "air", "sol")
DOTS = Rules(Method.DOTS, dots=5, dots_max=3)
RANKS = Rules(Method.SCHULZE)
GRADED = Rules(Method.MAJORITY_JUDGMENT)


def group(*options: str) -> frozenset[str]:
    """A group of equals."""
    return frozenset(options)


@pytest.mark.parametrize(
    ("content", "rules"),
    [
        (Blank(), DOTS),
        (Blank(), GRADED),
        (Dots.of({"eau": 3, "air": 2}), DOTS),
        (Dots.of({"eau": 1}), DOTS),
        (Approvals(group("eau", "air", "sol")), Rules(Method.APPROVAL)),
        (Ranking((group("eau"), group("air", "sol"))), RANKS),
        (Ranking((group("eau"),)), Rules(Method.BORDA)),
        (Judgments.of({"eau": 0, "sol": 5}), GRADED),
    ],
)
def test_a_valid_ballot_passes(content: Content, rules: Rules) -> None:
    assert check(content, rules, OPTIONS) is None


@pytest.mark.parametrize(
    ("content", "rules", "message"),
    [
        (Dots.of({"eau": 3, "air": 3}), DOTS, "vous avez placé 6 gommettes sur 5. Retirez-en 1."),
        (Dots.of({"eau": 4}), DOTS, "4 gommettes sur « eau », le maximum par sujet est 3"),
        (Dots((("eau", -1),)), DOTS, "n'est pas valable"),
        (Dots((("eau", 0),)), DOTS, "n'est pas valable"),
        (Dots((("eau", True),)), DOTS, "n'est pas valable"),
        (Dots((("eau", 10**30),)), DOTS, "le maximum par sujet est 3"),
        (Dots((("eau", 1), ("eau", 1))), DOTS, "« eau » figure deux fois"),
        (Dots.of({"mer": 1}), DOTS, "« mer » n'est pas soumis à ce vote"),
        (Dots(()), DOTS, "ne choisit rien. Pour ne rien choisir, votez blanc."),
        (Approvals(frozenset()), Rules(Method.APPROVAL), "ne choisit rien"),
        (Approvals(group("mer")), Rules(Method.APPROVAL), "« mer » n'est pas soumis"),
        (Ranking(()), RANKS, "ne choisit rien"),
        (Ranking((group(), group("eau"))), RANKS, "un rang de votre classement est vide"),
        (Ranking((group("eau"), group("eau", "air"))), RANKS, "« eau » figure deux fois"),
        (Ranking((group("eau", "<script>"),)), RANKS, "n'est pas soumis"),
        (Judgments(()), GRADED, "ne choisit rien"),
        (Judgments.of({"eau": 6}), GRADED, "n'existe pas. Choisissez parmi : Très bien, Bien"),
        (Judgments.of({"eau": -1}), GRADED, "n'existe pas"),
        (Judgments.of({"eau": True}), GRADED, "n'existe pas"),
        (Judgments((("eau", 0), ("eau", 5))), GRADED, "figure deux fois"),
        (Dots.of({"eau": 1}), RANKS, "n'est pas fait pour ce scrutin (classement (schulze))"),
        (Ranking((group("eau"),)), GRADED, "n'est pas fait pour ce scrutin"),
    ],
)
def test_an_invalid_ballot_says_what_to_do(content: Content, rules: Rules, message: str) -> None:
    with pytest.raises(InputError) as error:
        check(content, rules, OPTIONS)
    assert message in str(error.value)
    assert error.value.remedy


@pytest.mark.parametrize(
    "wrong",
    [
        {"dots": 0},
        {"dots": 101},
        {"dots": True},
        {"dots": 5, "dots_max": 6},
        {"dots_max": 0},
        {"seats": 0},
        {"grades": ("Bien",)},
        {"grades": ("Bien", " bien ")},
        {"grades": ("Bien", " ")},
        {"grades": tuple(map(str, range(11)))},
    ],
)
def test_impossible_rules_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(InputError) as error:
        Rules(Method.DOTS, **wrong)
    assert error.value.remedy


def test_rules_come_with_the_six_usual_grades() -> None:
    assert Rules(Method.MAJORITY_JUDGMENT).grades == GRADES
    assert (GRADES[0], GRADES[-1]) == ("Très bien", "À rejeter")


def test_every_choice_has_a_french_name() -> None:
    labels = [choice.label for kind in (Method, TieRule, BlankJudgment) for choice in kind]
    assert all(label[0].isupper() for label in labels)
    assert len(set(labels)) == len(labels)
    assert all(rule.explanation.endswith(".") for rule in TieRule)


def test_the_same_dots_are_the_same_content_in_any_order() -> None:
    assert Dots.of({"eau": 1, "air": 2, "sol": 0}) == Dots.of({"air": 2, "eau": 1})
