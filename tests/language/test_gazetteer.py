"""Names of places are recognised as people write them, common words are not taken for places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from synthesis.domain import Commune, Territory
from synthesis.language.gazetteer import Gazetteer, Kind, fold_accents


@pytest.fixture(scope="module")
def gazetteer(nlp: Language, territories: tuple[Territory, ...]) -> Gazetteer:
    return Gazetteer(nlp, territories)


def _found(gazetteer: Gazetteer, nlp: Language, text: str) -> list[tuple[str, str]]:
    return [(entity.kind.value, entity.text) for entity in gazetteer.find(nlp.make_doc(text))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("la mairie de Le Pin est loin", "Le Pin"),
        ("Le Cours est une petite commune", "Le Cours"),
        ("Rougé perd son école", "Rougé"),
        ("Mouais est loin de tout", "Mouais"),
        ("Ligné est bien desservie", "Ligné"),
        ("à st gildas des bois il y a une gare", "st gildas des bois"),
        ("à St-Gildas-des-Bois il y a une gare", "St-Gildas-des-Bois"),
        ("à SAINT-GILDAS-DES-BOIS il y a une gare", "SAINT-GILDAS-DES-BOIS"),
        ("la gare de Guipry-Messac est fermée", "Guipry-Messac"),
        ("la gare de Guipry - Messac est fermée", "Guipry - Messac"),
        ("la gare de guemene-penfao", "guemene-penfao"),
    ],
)
def test_a_commune_is_recognised(gazetteer: Gazetteer, nlp: Language, text: str, name: str) -> None:
    assert _found(gazetteer, nlp, text) == [("commune", name)]


@pytest.mark.parametrize(
    "text",
    [
        "le pin maritime est malade",
        "Le pin maritime est malade",
        "au cours de l'année le cours du lait monte",
        "la carte est rouge",
        "Rouge de colère, il part",
        "Mouais, on verra",
        "Mouais… on verra",
        "un papier ligné",
        "il en a assez, rien ne bouge",
        "",
    ],
)
def test_a_common_word_is_not_taken_for_a_commune(
    gazetteer: Gazetteer, nlp: Language, text: str
) -> None:
    assert _found(gazetteer, nlp, text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("La COMPA porte le projet", "COMPA"),
        ("le Pays d'Ancenis avance", "Pays d'Ancenis"),
        ("le Pays d’Ancenis avance", "Pays d’Ancenis"),
    ],
)
def test_an_intercommunalite_is_recognised_by_its_names(
    gazetteer: Gazetteer, nlp: Language, text: str, name: str
) -> None:
    found = gazetteer.find(nlp.make_doc(text))
    assert [(e.kind, e.text, e.reference) for e in found] == [(Kind.EPCI, name, "244400552")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le PLUi et le SCoT sont finis", ["PLUi", "SCoT"]),
        ("le PAT, le TER et l'OM", ["PAT", "TER", "OM"]),
        ("un pat de terre, un ter, un sage homme", []),
        ("la gemapi coûte cher", ["gemapi"]),
    ],
)
def test_short_acronyms_need_a_capital(
    gazetteer: Gazetteer, nlp: Language, text: str, expected: list[str]
) -> None:
    assert [text for _, text in _found(gazetteer, nlp, text)] == expected


def test_of_two_names_that_overlap_the_longest_is_kept(gazetteer: Gazetteer, nlp: Language) -> None:
    found = _found(gazetteer, nlp, "à Saint-Nicolas-de-Redon, puis à Redon")
    assert [name for _, name in found] == ["Saint-Nicolas-de-Redon", "Redon"]


def test_a_territory_added_to_the_registry_is_recognised_at_once(nlp: Language) -> None:
    added = Territory(
        "200000001", "Val d'Essai", communes=(Commune("99001", "Trifouillis-le-Haut"),)
    )
    found = Gazetteer(nlp, [added]).find(nlp.make_doc("Trifouillis le Haut, en Val d'Essai"))
    assert [(e.kind, e.reference) for e in found] == [
        (Kind.COMMUNE, "99001"),
        (Kind.EPCI, "200000001"),
    ]


def test_without_territories_acronyms_remain(nlp: Language) -> None:
    assert _found(Gazetteer(nlp, []), nlp, "le PLUi de Redon") == [("sigle", "PLUi")]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_name_typed_with_any_spacing_never_stops_the_analysis(
    gazetteer: Gazetteer,
    nlp: Language,
    territories: tuple[Territory, ...],
    data: st.DataObject,
) -> None:
    names = [c.name for territory in territories for c in territory.communes]
    words = [token.text for token in nlp.make_doc(data.draw(st.sampled_from(names)))]
    typed = data.draw(st.sampled_from(["", " ", "  ", "\n", "\xa0"])).join(words)
    text = data.draw(st.sampled_from([typed, typed.lower(), typed.upper(), fold_accents(typed)]))
    for entity in gazetteer.find(nlp.make_doc(f"à {text}, on dit")):
        assert f"à {text}, on dit"[entity.start : entity.end] == entity.text


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Châteaubriant", "Chateaubriant"), ("e\u0301te\u0301", "ete"), ("Noë", "Noe"), ("", "")],
)
def test_accents_fold(text: str, folded: str) -> None:
    assert fold_accents(text) == folded
