"""Each rule on small profiles counted by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from synthesis.domain import InputError
from synthesis.vote.contents import (
    Approvals,
    Blank,
    BlankJudgment,
    Content,
    Method,
    Ranking,
    Rules,
)
from synthesis.vote.counting import count
from synthesis.vote.rules import approval, borda, dots, majority_judgment, schulze
from synthesis.vote.tally import Profile, Tally, Weighted
from tests.vote.shorthand import Rows, judgments, rankings
from tests.vote.shorthand import dots as placed

Order = tuple[tuple[str, ...], ...]


def shown(tally: Tally) -> str:
    """« a>b=c »."""
    return ">".join("=".join(group) for group in tally.order)


@pytest.mark.parametrize(
    ("rows", "options", "order", "scores"),
    [
        ([(1, "a2 b1"), (1, "b2 c1")], "abc", "b>a>c", (2, 3, 1)),
        ([(1, "a2"), (1, "c2")], "abc", "a=c>b", (2, 0, 2)),
        ([(1, "a2"), (1, "c2")], "cba", "c=a>b", (2, 0, 2)),
        ([(3, "a1"), (1, "b2")], "ab", "a>b", (3, 2)),
        ([(1, ""), (5, ""), (1, "b1")], "ab", "b>a", (0, 1)),
        ([], "ab", "a=b", (0, 0)),
        ([(1, "a5")], "a", "a", (5,)),
    ],
)
def test_dots(rows: Rows, options: str, order: str, scores: tuple[int, ...]) -> None:
    ballots = [Weighted(placed(text), weight) for weight, text in rows]
    tally = count(ballots, tuple(options), Rules(Method.DOTS))
    assert shown(tally) == order
    assert tuple(tally.scores[option] for option in options) == scores


@pytest.mark.parametrize(
    ("rows", "options", "order", "scores"),
    [
        ([(1, "ab"), (1, "b"), (1, "c")], "abc", "b>a=c", (1, 2, 1)),
        ([(2, "a"), (1, "bc")], "abc", "a>b=c", (2, 1, 1)),
        ([(1, "abc"), (1, "")], "abc", "a=b=c", (1, 1, 1)),
        ([(7, "")], "ab", "a=b", (0, 0)),
        ([], "a", "a", (0,)),
    ],
)
def test_approval(rows: Rows, options: str, order: str, scores: tuple[int, ...]) -> None:
    ballots = [
        Weighted(Approvals(frozenset(text)) if text else Blank(), weight) for weight, text in rows
    ]
    tally = count(ballots, tuple(options), Rules(Method.APPROVAL))
    assert shown(tally) == order
    assert tuple(tally.scores.values()) == scores


HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("rows", "options", "order", "scores"),
    [
        ([(1, "a>b>c")], "abc", "a>b>c", (2, 1, 0)),
        ([(1, "a=b>c")], "abc", "a=b>c", (3 * HALF, 3 * HALF, 0)),
        ([(1, "a")], "abcd", "a>b=c=d", (3, 1, 1, 1)),
        ([(1, "a>b=c>d")], "abcd", "a>b=c>d", (3, 3 * HALF, 3 * HALF, 0)),
        ([(2, "a>b"), (1, "b>c>a")], "abc", "a=b>c", (4, 4, 1)),
        ([(3, "a>b>c"), (2, "b>c>a")], "abc", "b>a>c", (6, 7, 2)),
        ([(1, "a>b"), (1, "b>a"), (9, "")], "ab", "a=b", (1, 1)),
        ([], "abc", "a=b=c", (0, 0, 0)),
        ([(4, "a")], "a", "a", (0,)),
    ],
)
def test_borda(rows: Rows, options: str, order: str, scores: tuple[Fraction, ...]) -> None:
    tally = count(rankings(rows), tuple(options), Rules(Method.BORDA))
    assert shown(tally) == order
    assert tuple(tally.scores[option] for option in options) == scores


SCHULZE_PAPER: Rows = [
    (5, "a>c>b>e>d"),
    (5, "a>d>e>c>b"),
    (8, "b>e>d>a>c"),
    (3, "c>a>b>e>d"),
    (7, "c>a>e>b>d"),
    (2, "c>b>a>d>e"),
    (7, "d>c>e>b>a"),
    (8, "e>b>a>d>c"),
]


@pytest.mark.parametrize(
    ("rows", "options", "order"),
    [
        (SCHULZE_PAPER, "abcde", "e>a>c>b>d"),
        ([(2, "a>b>c"), (1, "c>b>a")], "abc", "a>b>c"),
        ([(1, "a>b>c"), (1, "b>c>a"), (1, "c>a>b")], "abc", "a=b=c"),
        ([(1, "a=b>c")], "cba", "b=a>c"),
        ([(1, "a")], "abc", "a>b=c"),
        ([(1, "c"), (2, "b>c")], "abc", "b>c>a"),
        ([(1, "a>b"), (1, "b>a"), (9, "")], "ab", "a=b"),
        ([], "ab", "a=b"),
        ([(3, "a")], "a", "a"),
    ],
)
def test_schulze(rows: Rows, options: str, order: str) -> None:
    tally = count(rankings(rows), tuple(options), Rules(Method.SCHULZE))
    assert shown(tally) == order


def test_schulze_shows_the_duels_and_paths_of_the_paper() -> None:
    tally = count(rankings(SCHULZE_PAPER), tuple("abcde"), Rules(Method.SCHULZE))
    assert tally.duels is not None
    assert tally.duels.votes == (
        (0, 20, 26, 30, 22),
        (25, 0, 16, 33, 18),
        (19, 29, 0, 17, 24),
        (15, 12, 28, 0, 14),
        (23, 27, 21, 31, 0),
    )
    assert tally.duels.paths == (
        (0, 28, 28, 30, 24),
        (25, 0, 28, 33, 24),
        (25, 29, 0, 29, 24),
        (25, 28, 28, 0, 24),
        (25, 28, 28, 31, 0),
    )
    assert tally.scores == {"a": 3, "b": 1, "c": 2, "d": 0, "e": 4}


def test_schulze_counts_winning_votes_not_margins() -> None:
    # a beats b 4 to 2, b beats c 5 to 4, c beats a 6 to 3. In votes the weakest victory is the
    # first, which leaves b; by margins (2, 1, 3) it would be the second, which would leave c.
    rows: Rows = [(4, "c>a"), (2, "b>c>a"), (3, "a=b")]
    tally = count(rankings(rows), tuple("abc"), Rules(Method.SCHULZE))
    assert shown(tally) == "b>c>a"


@pytest.mark.parametrize(
    ("rows", "options", "order", "medians"),
    [
        ([(1, "a0 b1"), (1, "a2 b1"), (1, "a2 b3")], "ab", "b>a", (2, 1)),
        # Two middle grades: the worse is the median.
        ([(1, "a0 b1"), (1, "a3 b2")], "ab", "b>a", (3, 2)),
        # Same median 1; without it a keeps 0 1 and b keeps 0 2: the lower medians are 1 and 2.
        ([(1, "a0 b0"), (1, "a1 b1"), (1, "a1 b2")], "ab", "a>b", (1, 1)),
        ([(1, "a0 b1"), (1, "a1 b0")], "ab", "a=b", (1, 1)),
        ([(2, "a0 b1"), (1, "a5 b2")], "ab", "a>b", (0, 1)),
        ([(1, "a0"), (9, "")], "ab", "a>b", (0, None)),
        ([], "ab", "a=b", (None, None)),
        ([(1, "a5")], "a", "a", (5,)),
    ],
)
def test_majority_judgment(
    rows: Rows, options: str, order: str, medians: tuple[int | None, ...]
) -> None:
    ballots = [Weighted(judgments(text), weight) for weight, text in rows]
    tally = count(ballots, tuple(options), Rules(Method.MAJORITY_JUDGMENT))
    assert shown(tally) == order
    assert tuple(tally.profiles[option].median for option in options) == medians


def test_majority_value_tells_apart_what_the_gauge_leaves_equal() -> None:
    # One vote above the median 2 and one below it for both: the gauge sees no difference.
    ballots = [Weighted(judgments(t)) for t in ("a0 b1", "a2 b2", "a2 b2", "a2 b2", "a3 b3")]
    tally = count(ballots, ("b", "a"), Rules(Method.MAJORITY_JUDGMENT))
    assert shown(tally) == "a>b"


@pytest.mark.parametrize(
    ("blank", "order", "counts"),
    [
        (BlankJudgment.EXCLUDED, "b>a", (0, 1, 0, 0, 0, 0)),
        (BlankJudgment.REJECTED, "a>b", (0, 1, 0, 0, 0, 2)),
    ],
)
def test_a_subject_left_without_grade_is_treated_as_announced(
    blank: BlankJudgment, order: str, counts: tuple[int, ...]
) -> None:
    ballots = [Weighted(judgments(text)) for text in ("a2 b1", "a2", "a2", "")]
    rules = Rules(Method.MAJORITY_JUDGMENT, blank_judgment=blank)
    tally = count(ballots, ("a", "b"), rules)
    assert shown(tally) == order
    assert tally.profiles["b"].counts == counts


def test_a_profile_counts_its_votes() -> None:
    ballots = [Weighted(judgments("a0"), 3), Weighted(judgments("a2"), 100_000)]
    tally = count(ballots, ("a",), Rules(Method.MAJORITY_JUDGMENT))
    assert tally.profiles["a"] == Profile((3, 0, 100_000, 0, 0, 0), 2)
    assert tally.profiles["a"].total == 100_003


def test_blank_ballots_are_counted_apart() -> None:
    ballots = [Weighted(Blank(), 2), Weighted(placed("a1"), 3), Weighted(Blank())]
    tally = count(ballots, ("a", "b"), Rules(Method.DOTS))
    assert (tally.voters, tally.blanks, tally.weight, tally.blank_weight) == (3, 2, 6, 3)
    assert tally.expressed == 3


@pytest.mark.parametrize("method", list(Method))
def test_an_invalid_ballot_is_never_counted(method: Method) -> None:
    wrong: Content = Ranking((frozenset({"mer"}),))
    with pytest.raises(InputError):
        count([Weighted(wrong)], ("a", "b"), Rules(method))


@pytest.mark.parametrize("rule", [dots, approval, borda, schulze, majority_judgment])
def test_a_rule_does_not_take_the_ballots_of_another(rule: object) -> None:
    other = placed("a1") if rule is not dots else judgments("a1")
    with pytest.raises(TypeError):
        rule.count([Weighted(other)], ("a",), Rules(Method.DOTS))  # type: ignore[attr-defined]


def test_the_ballot_paper_names_each_option_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        count([], ("a", "a"), Rules(Method.DOTS))


@pytest.mark.parametrize("weight", [0, -1, True, 1.0])
def test_a_weight_is_a_positive_whole_number(weight: int) -> None:
    with pytest.raises(ValueError, match="not a weight"):
        Weighted(Blank(), weight)
