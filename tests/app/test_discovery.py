"""A discovered theme says how it was found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from synthesis.app.screens.discovery import explanation
from synthesis.domain import Origin
from synthesis.store import AnalysedTheme, save_analysis, save_campaign
from tests.app import campaigns

from .conftest import Opened

TOLD: dict[str, Any] = {
    "methode": "plongements",
    "propos": 40,
    "non_classes": 1,
    "classes": 3,
    "themes": 3,
    "essais": [{"classes": 2, "stabilite": 0.5}, {"classes": 3, "stabilite": 0.825}],
}


@pytest.mark.parametrize(
    ("method", "words"), [("plongements", "sujets voisins"), ("reinert", "double classification")]
)
def test_the_method_and_its_stability_are_said(method: str, words: str) -> None:
    said = explanation({**TOLD, "methode": method})
    assert words in said
    assert ": 3, avec une stabilité de 0,82" in said
    assert "1\N{NO-BREAK SPACE}propos reste sans thème" in said


def test_nothing_that_holds_is_said_too() -> None:
    assert "Aucune ne tient assez" in explanation({**TOLD, "themes": 0, "non_classes": 40})


@pytest.mark.parametrize("told", [TOLD, {}])
def test_a_discovered_theme_shows_how_it_was_found(
    tmp_path: Path, open_page: Opened, told: dict[str, Any]
) -> None:
    database = campaigns.new_database(tmp_path)
    with database.session() as session:
        codebook = campaigns.Codebook("grille", "Grille", (campaigns.WATER,))
        campaign = save_campaign(session, "essai", "Essai", campaigns.FORM, codebook, [])
        theme = AnalysedTheme("decouvert-judo", "Judo", Origin.DISCOVERED)
        save_analysis(session, campaign, [], [theme], {"decouverte": told}, {})
    page = open_page(tmp_path, "Thèmes", theme="decouvert-judo")
    assert not page.exception
    assert [expander.label for expander in page.expander] == (
        ["Comment les thèmes hors de la grille sont découverts"] if told else []
    )
