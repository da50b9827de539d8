"""Two groups that the machine proposes for a theme."""

from __future__ import annotations

import pytest

from synthesis.domain import InputError
from synthesis.review.splitting import propose_split

from .examples import coding

ROADS = [f"La route départementale est défoncée, virage numéro {i}." for i in range(8)]
TRAINS = [f"Le train de la ligne régionale supprime des gares, quai {i}." for i in range(5)]


def test_two_subjects_are_told_apart_with_their_words() -> None:
    codings = [coding(f"s{i}", text=text) for i, text in enumerate(ROADS + TRAINS)]
    first, second = propose_split(codings, seed=1)
    assert first.segments == tuple(f"s{i}" for i in range(8))
    assert second.segments == tuple(f"s{i}" for i in range(8, 13))
    assert "route" in first.words
    assert "train" in second.words
    assert (first, second) == propose_split(codings, seed=1)


@pytest.mark.parametrize("texts", [ROADS[:5], ["Oui."] * 9, [f"mot{i}" for i in range(9)]])
def test_too_little_to_split_is_said(texts: list[str]) -> None:
    with pytest.raises(InputError, match="trop peu"):
        propose_split([coding(f"s{i}", text=t) for i, t in enumerate(texts)], seed=1)
