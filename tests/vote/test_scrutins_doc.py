"""Every example of docs/scrutins.md is counted again, and its words are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from synthesis.vote.contents import (
    GRADES,
    Approvals,
    Blank,
    Content,
    Dots,
    Judgments,
    Method,
    Ranking,
    Rules,
    TieRule,
)
from synthesis.vote.counting import count
from synthesis.vote.tally import Weighted
from synthesis.vote.telling import MEASURES, rank_label, score_label

PAGE = (Path(__file__).parents[2] / "docs" / "scrutins.md").read_text(encoding="utf-8")
SLUGS = {"Eau": "eau", "Santé": "sante", "Logement": "logement", "Mobilités": "mobilites"}
TITLES = {slug: title for title, slug in SLUGS.items()}


def tables(method: Method) -> tuple[list[list[str]], list[list[str]]]:
    """Rows of the ballots and of the result of the example, headings first."""
    _, after = PAGE.split(f"<!-- exemple {method.value} -->\n")
    ballots, result, *_ = after.split("\n\n")
    return cells(ballots), cells(result)


def cells(table: str) -> list[list[str]]:
    """The cells of a Markdown table, without the line under its headings."""
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()]
    return [rows[0], *rows[2:]]


def content(text: str, method: Method) -> Content:
    """A ballot as the page writes it."""
    if text == "blanc":
        return Blank()
    parts = text.split(", ")
    match method:
        case Method.DOTS:
            return Dots.of({SLUGS[part.split()[0]]: int(part.split()[1]) for part in parts})
        case Method.APPROVAL:
            return Approvals(frozenset(SLUGS[part] for part in parts))
        case Method.BORDA | Method.SCHULZE:
            groups = [re.split(" = ", group) for group in text.split(" > ")]
            return Ranking(tuple(frozenset(SLUGS[name] for name in group) for group in groups))
        case Method.MAJORITY_JUDGMENT:
            pairs = [part.split(" : ") for part in parts]
            return Judgments.of({SLUGS[name]: GRADES.index(grade) for name, grade in pairs})


@pytest.mark.parametrize("method", list(Method))
def test_the_example_is_counted_as_the_page_says(method: Method) -> None:
    (_, *rows), (headings, *expected) = tables(method)
    ballots = [Weighted(content(text, method), int(weight)) for weight, text in rows]
    tally = count(ballots, tuple(TITLES), Rules(method))
    assert headings == ["rang", "sujet", MEASURES[method].lower()]
    assert expected == [
        [rank_label(tally, option), TITLES[option], score_label(tally, option, GRADES)]
        for group in tally.order
        for option in group
    ]


def test_the_page_explains_every_tie_rule_in_the_words_of_the_screens() -> None:
    for rule in TieRule:
        assert f"| {rule.label} | {rule.explanation} |" in PAGE


def test_the_page_names_the_grades() -> None:
    assert ", ".join(GRADES) in PAGE
