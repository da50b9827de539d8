"""Codebooks: what is written is read back, the 2021 grid is whole, errors say where."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

import synthesis
from synthesis.domain import Codebook, InputError, Theme
from synthesis.forms.codebook import read_codebook, write_codebook
from synthesis.forms.defaults import default_codebook
from tests.forms.strategies import codebooks

PUBLISHED = (
    Path(synthesis.__file__).parents[2] / "shared" / "facts" / "themes_2021.json"
)  # beside the repository, on the machines that have it
GRID = read_codebook(default_codebook())


def refusal(folder: Path, text: str) -> InputError:
    """The error that reading a codebook of that text raises."""
    path = folder / "grille.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_codebook(path)
    return caught.value


@settings(max_examples=60, deadline=None)
@given(codebooks())
def test_a_codebook_written_is_read_back(codebook: Codebook) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "grille.yaml"
        write_codebook(codebook, path)
        assert read_codebook(path) == codebook


def test_the_grid_written_again_is_the_same(tmp_path: Path) -> None:
    write_codebook(GRID, tmp_path / "grille.yaml")
    assert read_codebook(tmp_path / "grille.yaml") == GRID


def test_the_grid_holds_the_published_themes_in_their_quadrants() -> None:
    if not PUBLISHED.is_file():
        pytest.skip("the published themes (shared/facts/themes_2021.json) are not on this machine")
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))["published_themes"]
    quadrants = {theme.slug: theme.published_quadrant for theme in GRID.themes}
    assert len(published) == 22
    assert {theme["slug"]: theme["quadrant"] for theme in published}.items() <= quadrants.items()


def test_the_grid_adds_the_other_themes_of_local_policy() -> None:
    published = [theme for theme in GRID.themes if theme.published_quadrant]
    assert len(published) == 22
    assert len(GRID.themes) - len(published) >= 15


@pytest.mark.parametrize("theme", GRID.themes, ids=lambda theme: theme.slug)
def test_each_theme_is_defined_and_bounded(theme: Theme) -> None:
    assert len(theme.definition) > 40
    assert theme.includes
    assert theme.excludes
    assert all(exclusion.goes_to != theme.slug for exclusion in theme.excludes)
    assert len(set(theme.terms)) >= 10
    assert len(set(theme.terms)) == len(theme.terms)


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("themes:\n  - slug: eau\n   label: L'eau", "grille.yaml, ligne 3", "mal formé"),
        ("themes:\n  - jour: 2021-02-31", "grille.yaml", "mal formé"),
        ("- eau\n- air", "grille.yaml", "champs attendus"),
        ("title: Grille", "grille.yaml", "aucun thème"),
        ("version: 9\nthemes: [{slug: eau, label: Eau}]", "grille.yaml", "version 9"),
        ("themes: [{slug: eau, label: Eau}, eau]", "grille.yaml, thème n° 2", "champs"),
        ("themes: [{slug: L'eau, label: Eau}]", "grille.yaml, thème n° 1", "« L'eau »"),
        ("themes: [{slug: eau, label: }]", "grille.yaml, thème n° 1", "libellé"),
        ("themes: [{label: Eau}]", "grille.yaml, thème n° 1", "identifiant"),
        (
            "themes: [{slug: eau, label: Eau, quadrant: force}]",
            "grille.yaml, thème n° 1",
            "« force » n'est pas un quadrant",
        ),
        (
            "themes: [{slug: eau, label: Eau, terms: rivière}]",
            "grille.yaml, thème n° 1",
            "« terms » doit être une liste",
        ),
        (
            "themes: [{slug: eau, label: Eau, excludes: 3}]",
            "grille.yaml, thème n° 1",
            "« excludes » doit être une liste",
        ),
        (
            "themes: [{slug: eau, label: Eau, excludes: [{what: la mer}]}]",
            "grille.yaml, thème n° 1",
            "« goes_to »",
        ),
        (
            "themes: [{slug: eau, label: Eau, excludes: [{what: la mer, goes_to: mer}]}]",
            "grille.yaml",
            "« eau » renvoie vers « mer »",
        ),
        (
            "themes: [{slug: eau, label: Eau}, {slug: eau, label: L'eau}]",
            "grille.yaml",
            "même identifiant de thème : « eau »",
        ),
    ],
)
def test_a_faulty_codebook_is_refused_with_its_place(
    tmp_path: Path, text: str, where: str, words: str
) -> None:
    error = refusal(tmp_path, text)
    assert error.where == where
    assert words in error.message


def test_a_codebook_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "grille.yaml").write_bytes("title: Thèmes".encode("cp1252"))
    with pytest.raises(InputError, match=r"grille\.yaml : ce fichier n'est pas en UTF-8"):
        read_codebook(tmp_path / "grille.yaml")


def test_a_missing_codebook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absente\.yaml : .*Vérifiez son chemin"):
        read_codebook(tmp_path / "absente.yaml")
