"""The grid is edited by who may, one theme at a time, and nobody overwrites anybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from forms.strategies import codebooks
from hypothesis import given
from store.examples import QUESTIONNAIRE, TERRITORIES

from synthesis.access import Actor, ForbiddenError
from synthesis.domain import Codebook, Exclusion, InputError, Theme
from synthesis.forms.codebook import read_codebook
from synthesis.forms.defaults import default_codebook
from synthesis.preparation.campaigns import Plan, create_campaign
from synthesis.preparation.files import codebook_file, codebook_of, questionnaire_of
from synthesis.preparation.grid import (
    ChangedMeanwhileError,
    add_theme,
    remove_theme,
    replace_grid,
    save_theme,
    shared_terms,
)
from synthesis.preparation.wording import exclusions_text, lines, parse_exclusions
from synthesis.store import Database, load_codebook

from .people import ADVISOR, MANAGER, OBSERVER

WATER = Theme("eau", "L'eau", terms=("captage",), excludes=(Exclusion("les crues", "risques"),))
RISKS = Theme("risques", "Risques", acronyms=("PPRI",))
GRID = Codebook("grille", "Grille", (WATER, RISKS))


@pytest.fixture
def campaign(database: Database) -> int:
    """A campaign under a grid of two themes."""
    return create_campaign(database, MANAGER, Plan("Essai", TERRITORIES), QUESTIONNAIRE, GRID).id


def _grid(database: Database, campaign: int) -> Codebook:
    with database.session() as session:
        return load_codebook(session, campaign)


@pytest.mark.parametrize(
    "write",
    [
        lambda db, number: save_theme(db, OBSERVER, number, WATER, replace(WATER, label="Eau")),
        lambda db, number: add_theme(db, OBSERVER, number, "Habitat"),
        lambda db, number: remove_theme(db, OBSERVER, number, WATER),
        lambda db, number: replace_grid(db, OBSERVER, number, GRID, GRID),
    ],
    ids=["save", "add", "remove", "replace"],
)
def test_an_observer_changes_nothing(
    database: Database, campaign: int, write: Callable[[Database, int], object]
) -> None:
    with pytest.raises(ForbiddenError, match="observateur"):
        write(database, campaign)
    assert _grid(database, campaign) == GRID


@pytest.mark.parametrize("actor", [MANAGER, ADVISOR], ids=["manager", "advisor"])
def test_a_theme_is_edited_where_it_stands(database: Database, campaign: int, actor: Actor) -> None:
    edited = replace(WATER, label="La ressource en eau", definition="Elle.", terms=("a", "b"))
    save_theme(database, actor, campaign, WATER, edited)
    assert _grid(database, campaign).themes == (edited, RISKS)


def test_two_people_on_two_themes_both_keep_their_work(database: Database, campaign: int) -> None:
    save_theme(database, MANAGER, campaign, WATER, replace(WATER, definition="Elle."))
    save_theme(database, ADVISOR, campaign, RISKS, replace(RISKS, definition="Eux."))
    assert [theme.definition for theme in _grid(database, campaign).themes] == ["Elle.", "Eux."]


@pytest.mark.parametrize(
    "write",
    [
        lambda db, n: save_theme(db, ADVISOR, n, WATER, replace(WATER, label="Moi")),
        lambda db, n: remove_theme(db, ADVISOR, n, WATER),
        lambda db, n: replace_grid(db, ADVISOR, n, GRID, replace(GRID, themes=(RISKS,))),
    ],
    ids=["save", "remove", "replace"],
)
def test_what_somebody_changed_meanwhile_is_not_overwritten(
    database: Database, campaign: int, write: Callable[[Database, int], object]
) -> None:
    first = replace(WATER, label="Eux d'abord")
    save_theme(database, MANAGER, campaign, WATER, first)
    with pytest.raises(ChangedMeanwhileError, match="rien n'a été écrasé"):
        write(database, campaign)
    assert _grid(database, campaign).themes == (first, RISKS)


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("L'accès aux soins", "l_acces_aux_soins"),
        ("Eau", "eau_2"),
        ("Découvert", "theme_decouvert"),
    ],
)
def test_a_theme_added_gets_a_free_name(
    database: Database, campaign: int, label: str, slug: str
) -> None:
    assert add_theme(database, MANAGER, campaign, f" {label} ") == Theme(slug, label)
    assert _grid(database, campaign).themes[-1] == Theme(slug, label)


@pytest.mark.parametrize(
    ("label", "message"), [("l’EAU", "déjà un thème"), (" ", "pas de libellé")]
)
def test_a_theme_without_a_label_of_its_own_is_refused(
    database: Database, campaign: int, label: str, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        add_theme(database, MANAGER, campaign, label)


def test_removing_a_theme_removes_what_led_to_it(database: Database, campaign: int) -> None:
    remove_theme(database, MANAGER, campaign, RISKS)
    (water,) = _grid(database, campaign).themes
    assert water == replace(WATER, excludes=())
    with pytest.raises(InputError, match="dernier thème"):
        remove_theme(database, MANAGER, campaign, water)


def test_terms_that_two_themes_claim_are_told() -> None:
    grid = Codebook(
        "g", "G", (replace(WATER, terms=("Crue", "captage")), replace(RISKS, acronyms=("crue",)))
    )
    assert shared_terms(grid) == {"crue": ("eau", "risques")}
    assert shared_terms(GRID) == {}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("les crues", "ne dit pas où cela va"),
        ("→ Risques", "ne dit pas où cela va"),
        ("les crues →", "ne dit pas où cela va"),
        ("a → Risques → c", "n'est aucun thème"),
        ("les crues → nulle part", "n'est aucun thème"),
    ],
)
def test_an_exclusion_that_leads_nowhere_names_its_line(line: str, message: str) -> None:
    with pytest.raises(InputError, match=f"exclusions, ligne 2 : .*{message}"):
        parse_exclusions(f"l'oubli -> risques\n{line}", GRID)


def test_exclusions_of_the_shipped_grid_come_back_from_their_lines() -> None:
    grid = read_codebook(default_codebook())
    for theme in grid.themes:
        assert parse_exclusions(exclusions_text(theme.excludes, grid), grid) == theme.excludes
        assert lines("\n".join(theme.terms)) == theme.terms


@given(codebooks())
def test_a_grid_comes_back_from_its_file(grid: Codebook) -> None:
    assert codebook_of("grille.yaml", codebook_file(grid)) == grid


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"MZ", b"x" * 20_000_000])
def test_a_file_that_is_no_form_is_explained(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^forme\.xlsx : "):
        questionnaire_of("forme.xlsx", data)
