"""Territories as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.domain import Territory
from synthesis.ingest import Registry

from .conftest import TERRITORIES

NAMES = [(n, t) for t in TERRITORIES for n in (t.name, t.official_name, t.siren, *t.aliases) if n]


@pytest.mark.parametrize(
    ("text", "siren"),
    [
        ("COMPA", "244400552"),
        ("CC du Pays d'Ancenis", "244400552"),
        ("Ancenis", "244400552"),
        ("Blain", "244400453"),
        ("Redon agglo", "243500741"),
        ("Redon Agglomération (35)", "243500741"),
        ("243 500 741", "243500741"),
        ("243500741 - Redon", "243500741"),
        ("pontchateau st gildas", "200000438"),
        ("Questambert", "245614383"),
        ("Chateaubriand-Derval", "200072726"),
        ("Brocéliande", "243500618"),
        ("comunauté de communes de Broceliande", "243500618"),
        ("de l'Oust à Brocéliande", "200066785"),
    ],
)
def test_names_and_slips(registry: Registry, text: str, siren: str) -> None:
    territory = registry.match(text).territory
    assert territory is not None
    assert territory.siren == siren


@pytest.mark.parametrize("text", ["", "Communauté de communes", "999999999", "Bretagne", "Nantes"])
def test_what_is_not_a_territory_of_the_register(registry: Registry, text: str) -> None:
    match = registry.match(text)
    assert match.territory is None
    assert len(match.proposals) <= 3


def test_a_cardinal_point_is_no_slip(registry: Registry) -> None:
    match = registry.match("Arc Nord Bretagne")
    assert match.territory is None
    assert match.proposals[0].name == "Arc Sud Bretagne"


def test_a_commune_proposes_its_territory_first(registry: Registry) -> None:
    match = registry.match("Loireauxence")
    assert match.territory is None
    assert match.proposals[0].siren == "244400552"


def test_an_ambiguous_name_is_proposed_not_chosen() -> None:
    twins = (Territory("111111111", "Pays de Vire"), Territory("222222222", "CC de Vire"))
    match = Registry(twins).match("Vire")
    assert match.territory is None
    assert match.proposals == twins


@given(st.sampled_from(NAMES), st.sampled_from([str.upper, str.lower, str.title, str]))
def test_every_name_finds_its_own_territory(named: tuple[str, Territory], case: object) -> None:
    name, territory = named
    written = case(name)  # type: ignore[operator]
    assert Registry(TERRITORIES).match(f" {written} ").territory == territory
