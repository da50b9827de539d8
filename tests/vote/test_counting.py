"""What is retained of an order: ties at the limit follow the rule announced before the vote."""

from __future__ import annotations

import pytest

from synthesis.vote.contents import Method, Rules, TieRule
from synthesis.vote.counting import COUNTS, count, retained
from synthesis.vote.tally import Tally, Weighted
from tests.vote.shorthand import Rows, dots, judgments, rankings


def dotted(text: str) -> Tally:
    """The result of one ballot of dots on a, b, c, d, e."""
    return count([Weighted(dots(text))], tuple("abcde"), Rules(Method.DOTS, dots=20, dots_max=20))


@pytest.mark.parametrize(
    ("text", "seats", "rule", "kept", "tied", "left", "pending"),
    [
        ("a3 b2 c1", 2, TieRule.ALL, "ab", "", 0, False),
        ("a3 b2 c2", 2, TieRule.ALL, "abc", "bc", 0, False),
        ("a3 b2 c2", 2, TieRule.NONE, "a", "bc", 1, False),
        ("a3 b2 c2", 2, TieRule.RUN_OFF, "a", "bc", 1, True),
        ("a3 b2 c2", 2, TieRule.LOT, "a", "bc", 1, True),
        ("a2 b2 c2 d2", 3, TieRule.LOT, "", "abcd", 3, True),
        ("a2 b2 c2", 3, TieRule.LOT, "abc", "", 0, False),
        ("a3 b2 c2", 3, TieRule.RUN_OFF, "abc", "", 0, False),
        ("a3 b2 c2", 1, TieRule.RUN_OFF, "a", "", 0, False),
        # Nobody chose d nor e: they are not retained to fill the list.
        ("a3 b2 c2", 5, TieRule.ALL, "abc", "", 2, False),
        ("a3 b2 c2", 4, TieRule.RUN_OFF, "abc", "", 1, False),
        ("", 3, TieRule.ALL, "", "", 3, False),
    ],
)
def test_ties_at_the_limit(
    text: str, seats: int, rule: TieRule, kept: str, tied: str, left: int, pending: bool
) -> None:
    found = retained(dotted(text), seats, rule)
    assert "".join(found.kept) == kept
    assert "".join(found.tied_at_the_limit) == tied
    assert (found.places_left, found.pending) == (left, pending)


@pytest.mark.parametrize(
    ("rows", "seats", "kept"),
    [
        ([(5, "a>b>c"), (1, "b")], 2, "ab"),
        # Last for everybody, yet retained: a ranking says which is better, not which is wanted.
        ([(1, "a>b>c>d>e")], 5, "abcde"),
        ([(3, "")], 2, ""),
        ([], 2, ""),
    ],
)
@pytest.mark.parametrize("method", [Method.BORDA, Method.SCHULZE])
def test_rankings_fill_the_seats(rows: Rows, seats: int, kept: str, method: Method) -> None:
    tally = count(rankings(rows), tuple("abcde"), Rules(method))
    assert "".join(retained(tally, seats, TieRule.LOT).kept) == kept


def test_a_subject_that_nobody_judged_is_not_retained() -> None:
    ballots = [Weighted(judgments("a5 b5"))]
    tally = count(ballots, tuple("abc"), Rules(Method.MAJORITY_JUDGMENT))
    assert retained(tally, 3, TieRule.ALL).kept == ("a", "b")


def test_no_seat_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="seats"):
        retained(dotted("a1"), 0, TieRule.ALL)


def test_every_method_has_its_rule() -> None:
    assert set(COUNTS) == set(Method)
