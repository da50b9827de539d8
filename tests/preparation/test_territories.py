"""The registry grows by hand, by line and by file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store.examples import CODEBOOK, QUESTIONNAIRE

from synthesis.access import Actor, ForbiddenError
from synthesis.domain import Commune, InputError, Territory
from synthesis.forms.defaults import default_territories
from synthesis.preparation.campaigns import Plan, create_campaign
from synthesis.preparation.files import territories_of
from synthesis.preparation.territories import (
    communes_text,
    forget_territory,
    keep_territories,
    parse_communes,
    registry,
)
from synthesis.store import Database

from .people import ADVISOR, MANAGER, OBSERVER

PLATEAU = Territory("200000024", "Le Plateau", communes=(Commune("99001", "Col"),), x=4, y=2)
names = st.text(st.characters(codec="utf-8", categories=["L"]), min_size=1)
codes = st.from_regex(r"\d[\dAB]\d{3}", fullmatch=True, alphabet="0123456789AB")


@pytest.mark.parametrize("actor", [ADVISOR, OBSERVER], ids=["advisor", "observer"])
def test_only_the_manager_extends_the_registry(database: Database, actor: Actor) -> None:
    with pytest.raises(ForbiddenError):
        keep_territories(database, actor, [PLATEAU])
    with pytest.raises(ForbiddenError):
        forget_territory(database, actor, PLATEAU.siren)
    assert PLATEAU not in registry(database, actor)


def test_a_fourteenth_territory_joins_those_shipped(database: Database) -> None:
    keep_territories(database, MANAGER, [PLATEAU])
    known = registry(database, MANAGER)
    assert len(known) == 14
    assert PLATEAU in known
    moved = replace(PLATEAU, name="Le Haut-Plateau", communes=())
    keep_territories(database, MANAGER, [moved])
    assert [t for t in registry(database, MANAGER) if t.siren == PLATEAU.siren] == [moved]


def test_a_territory_of_a_campaign_is_not_forgotten(database: Database) -> None:
    create_campaign(database, MANAGER, Plan("Essai", [PLATEAU]), QUESTIONNAIRE, CODEBOOK)
    with pytest.raises(InputError, match="sert à une campagne"):
        forget_territory(database, MANAGER, PLATEAU.siren)
    other = replace(PLATEAU, siren="200000032", name="Autre")
    keep_territories(database, MANAGER, [other])
    forget_territory(database, MANAGER, other.siren)
    assert other not in registry(database, MANAGER)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("44001 Abbaretz\n\n  2A004\tAjaccio ", (("44001", "Abbaretz"), ("2A004", "Ajaccio"))),
        ("44001;Abbaretz\n44001 : Autre", (("44001", "Autre"),)),
    ],
)
def test_communes_are_pasted_as_lines(text: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert parse_communes(text) == tuple(Commune(*pair) for pair in expected)


@pytest.mark.parametrize("line", ["Abbaretz", "4400 Abbaretz", "44001", "44001Abbaretz"])
def test_a_line_that_is_no_commune_is_named(line: str) -> None:
    with pytest.raises(InputError, match=r"ligne 2 : « .* » n'est pas une commune"):
        parse_communes(f"44003 Ancenis\n{line}")


@given(st.dictionaries(codes, names))
def test_communes_come_back_from_their_lines(communes: dict[str, str]) -> None:
    given_ = tuple(Commune(code, name) for code, name in communes.items())
    assert parse_communes(communes_text(given_)) == given_


def test_the_shipped_registry_is_read_as_a_file_received() -> None:
    path = default_territories()
    assert len(territories_of(path.name, path.read_bytes())) == 13


@pytest.mark.parametrize("data", [b"", b"\xff", b"a: [", b"[" * 100_000, b"x" * 2_000_000])
def test_a_file_that_is_no_registry_is_explained(data: bytes) -> None:
    with pytest.raises(InputError):
        territories_of("../../etc/passwd\0.yaml", data)


def test_a_file_is_named_in_the_message_as_it_was_sent(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^registre\.yaml : "):
        territories_of("registre.yaml", b"a: 1")
