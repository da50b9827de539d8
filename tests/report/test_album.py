"""Every figure of a campaign, from its content; one more territory changes no code."""

from __future__ import annotations

import pytest

from synthesis.report.album import Album

from .campaign import content


@pytest.fixture(scope="module")
def album() -> Album:
    return Album(content(14))


def test_every_figure_has_its_own_name_and_words(album: Album) -> None:
    figures = list(album.figures())
    keys = [figure.key for figure in figures]
    assert len(set(keys)) == len(keys)
    assert {"tableau", "convergences", "themes-par-epci", "mots", "couverture"} <= set(keys)
    assert len([key for key in keys if key.startswith("carte-")]) == len(content(14).points)
    assert all(figure.title and figure.alt for figure in figures)


def test_figures_tell_the_counts_of_the_content(album: Album) -> None:
    first = content(14).points[0]
    label = content(14).labels[first.theme].replace("'", "’")
    assert f"{label} ({first.territories} sur {first.total})" in album.convergences().alt
    place = content(14).places[-1]
    assert album.place_board(place).key == f"tableau-{place}"


def test_the_fourteenth_territory_is_on_the_map(album: Album) -> None:
    spoken = next(
        c.theme for c in content(14).points if "200000013" in content(14).speaking(c.theme)
    )
    assert "Quatorzième Membre" in album.tiles(spoken).alt


def test_without_words_there_is_no_plane_and_no_tree() -> None:
    few = Album(content(2))
    assert few.factorial() is None
    assert few.dendrogram() is None
    assert few.coverage().alt
