"""Ballots written in short: « a>b=c » ranks, « a2 b1 » places dots or gives grades."""

from __future__ import annotations

import re

from synthesis.vote.contents import Blank, Content, Dots, Judgments, Ranking
from synthesis.vote.tally import Weighted

Rows = list[tuple[int, str]]


def ranking(text: str) -> Content:
    """« a>b=c »; empty: blank."""
    if not text:
        return Blank()
    return Ranking(tuple(frozenset(group.split("=")) for group in text.split(">")))


def numbers(text: str) -> dict[str, int]:
    """« a2 b1 » → {"a": 2, "b": 1}."""
    return {option: int(n) for option, n in re.findall(r"([a-z]+)(\d+)", text)}


def dots(text: str) -> Content:
    """« a2 b1 »; empty: blank."""
    return Dots.of(numbers(text)) if text else Blank()


def judgments(text: str) -> Content:
    """« a0 b5 », 0 the best; empty: blank."""
    return Judgments.of(numbers(text)) if text else Blank()


def rankings(rows: Rows) -> list[Weighted]:
    """Weighted rankings."""
    return [Weighted(ranking(text), weight) for weight, text in rows]
