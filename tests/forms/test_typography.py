"""French typography: spaces that may not break."""

from __future__ import annotations

import pytest
from hypothesis import example, given

from synthesis.forms.typography import typeset
from tests.forms.strategies import lines


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Où ?", "Où\u00a0?"),
        ("Où?", "Où\u00a0?"),
        ("Vraiment ?!", "Vraiment\u00a0?!"),
        ("Où\u202f? Quand ; comment !", "Où\u00a0? Quand\u00a0; comment\u00a0!"),
        ("Train, vélo : lesquels", "Train, vélo\u00a0: lesquels"),
        ("Train: lesquels", "Train\u00a0: lesquels"),
        ("« RAS »", "«\u00a0RAS\u00a0»"),
        ("«RAS» : rien", "«\u00a0RAS\u00a0»\u00a0: rien"),
        ("l'eau", "l’eau"),
        ("à 10:30, voir https://exemple.fr/?a", "à 10:30, voir https://exemple.fr/?a"),
        ("Un territoire, deux régions.", "Un territoire, deux régions."),
    ],
)
def test_spaces_follow_french_usage(typed: str, printed: str) -> None:
    assert typeset(typed) == printed


@given(lines)
@example("0:»")
def test_typesetting_twice_changes_nothing_more(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)


@given(lines)
def test_only_spaces_and_apostrophes_change(text: str) -> None:
    def words(value: str) -> str:
        return "".join(value.split()).replace("'", "’")

    assert words(typeset(text)) == words(text)
