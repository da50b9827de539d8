"""The registry of territories: the members of 2021, and errors that say where."""

from __future__ import annotations

from pathlib import Path

import pytest

from synthesis.domain import Commune, InputError, Territory
from synthesis.forms.defaults import default_territories
from synthesis.forms.registry import read_territories

MEMBERS = read_territories(default_territories())
WHERE = "registre.yaml, territoire n° 1"


def luhn(siren: str) -> int:
    """Check sum of a SIREN: a multiple of ten when its last figure is right."""
    doubled = [int(figure) * (1 + rank % 2) for rank, figure in enumerate(reversed(siren))]
    return sum(number // 10 + number % 10 for number in doubled)


def registry(folder: Path, text: str) -> Path:
    """A file `registre.yaml` of that text."""
    path = folder / "registre.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_alliance_counts_thirteen_members_and_224_communes() -> None:
    assert len(MEMBERS) == 13
    codes = [commune.code for member in MEMBERS for commune in member.communes]
    assert len(codes) == len(set(codes)) == 224


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: member.name)
def test_each_member_is_whole(member: Territory) -> None:
    assert luhn(member.siren) % 10 == 0
    assert member.official_name
    assert member.population > 10_000
    assert all(commune.code[:2] in {"35", "44", "49", "56"} for commune in member.communes)


def test_each_member_has_its_own_tile() -> None:
    assert len({(member.x, member.y) for member in MEMBERS}) == len(MEMBERS)


def test_every_field_is_read(tmp_path: Path) -> None:
    text = """
territories:
- siren: 200027027
  name: Arc Sud
  official_name: CC Arc Sud
  aliases: [ASB, Muzillac]
  population: 27767
  tile: [0, 3]
  communes: {'56002': Ambon, '56143': Muzillac}
"""
    assert read_territories(registry(tmp_path, text)) == (
        Territory(
            siren="200027027",
            name="Arc Sud",
            official_name="CC Arc Sud",
            aliases=("ASB", "Muzillac"),
            communes=(Commune("56002", "Ambon"), Commune("56143", "Muzillac")),
            population=27767,
            x=0,
            y=3,
        ),
    )


def test_a_siren_and_a_name_are_enough(tmp_path: Path) -> None:
    path = registry(tmp_path, "territories: [{siren: '200027027', name: Arc Sud}]")
    assert read_territories(path) == (Territory("200027027", "Arc Sud"),)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("{siren: 20002702, name: Arc Sud}", "« 20002702 »"),
        ("{name: Arc Sud}", "SIREN"),
        ("{siren: 200027027, name: }", "200027027 n'a pas de nom"),
        ("Arc Sud", "champs"),
        ("{siren: 200027027, name: Arc Sud, tile: 3}", "« tile »"),
        ("{siren: 200027027, name: Arc Sud, tile: [1]}", "« tile »"),
        ("{siren: 200027027, name: Arc Sud, tile: [a, b]}", "« tile »"),
        ("{siren: 200027027, name: Arc Sud, population: 27 767}", "« population »"),
        ("{siren: 200027027, name: Arc Sud, aliases: ASB}", "« aliases »"),
        ("{siren: 200027027, name: Arc Sud, communes: [Ambon]}", "« communes »"),
        ("{siren: 200027027, name: Arc Sud, communes: {01004: Ambon}}", "« communes »"),
    ],
)
def test_a_faulty_entry_is_named(tmp_path: Path, entry: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_territories(registry(tmp_path, f"territories:\n- {entry}"))
    assert caught.value.where == WHERE
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("territories: []", "aucun territoire"),
        ("version: 1", "aucun territoire"),
        (
            "territories: [{siren: '200027027', name: A}, {siren: '200027027', name: B}]",
            "200027027 figure deux fois",
        ),
    ],
)
def test_a_faulty_registry_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_territories(registry(tmp_path, text))
    assert caught.value.where == "registre.yaml"
    assert words in caught.value.message
    assert caught.value.remedy
