"""Persons found in invented notes; places and roles left alone."""

from __future__ import annotations

import pytest

from synthesis.domain import Territory
from synthesis.language.persons import LONGEST, Persons, pieces

# Text → the names that a reader would hide. Invented; spoken and telegraphic alike.
NOTES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Mme Le Goff nous a reçus.", ("Le Goff",)),
    ("Monsieur Kerviel regrette la fermeture de la poste.", ("Kerviel",)),
    ("monsieur le maire Legal pense que la gare est loin", ("Legal",)),
    ("Le maire, Jean-Pierre Morvan, regrette la perception.", ("Jean-Pierre Morvan",)),
    ("Sophie a bien parlé de la piscine de Redon.", ("Sophie",)),
    ("Il faut appeler Marie-Claude au service des eaux.", ("Marie-Claude",)),
    ("Le Dr Kerbrat part à la retraite l'an prochain.", ("Kerbrat",)),
    ("- voir avec DUPONT Jean (services techniques)", ("DUPONT Jean",)),
    ("le vice-président Thierry Legal s'inquiète", ("Thierry Legal",)),
    ("Kévin, l'animateur, et Fatima Benali sont partis.", ("Kévin", "Fatima Benali")),
    ("C'est Yannick Le Bihan qui tient l'épicerie.", ("Yannick Le Bihan",)),
    ("On doit tout à Anne-Sophie Guérin, la directrice.", ("Anne-Sophie Guérin",)),
    ("Le directeur, M. Quéméneur, l'a confirmé.", ("Quéméneur",)),
    ("d'après Jérôme, le car ne passe plus", ("Jérôme",)),
    ("Mlle Rouxel tient la médiathèque", ("Rouxel",)),
    ("Contact : Gwenaëlle TANGUY", ("Gwenaëlle TANGUY",)),
    ("M. et Mme Hervouet vendent leur ferme.", ("Hervouet",)),
    ("l'adjoint Corbineau suit le dossier de l'eau", ("Corbineau",)),
    ("Madame Bensaïd a ouvert un cabinet.", ("Bensaïd",)),
    ("Le fils de Loïc Geffroy reprend l'exploitation.", ("Loïc Geffroy",)),
)
# No name of a person to hide here.
NOBODY = (
    "Bonjour, on a vu le DGS hier.",
    "Mouais, on verra. Rien à dire.",
    "La rue Jean Jaurès est fermée, comme l'école Jules Ferry.",
    "Nozay et Blain travaillent ensemble, Guipry-Messac aussi.",
    "Les Bretons aiment la Vilaine. La Loire déborde.",
    "Madame la présidente a dit non, le Maire aussi.",
    "La médiathèque est belle. Piscine : trop chère.",
    "Pierre angulaire du projet : le SCoT.",
    "Redon Agglomération et la Région Bretagne financent.",
    "L'EHPAD, la MSAP, le CIAS : tout est à Derval.",
    "Transports. Logement. Santé. Jeunesse.",
    "On va à Nantes ou à Rennes pour un spécialiste.",
    "Saint-Nazaire attire, Châteaubriant moins.",
    "Manque de médecins ; l'hôpital de Pontchaillou est à une heure.",
    "TRÈS BONNE AMBIANCE ENTRE MAIRES",
    "La salle Jacques Brel et le lycée René Descartes sont pleins.",
)


@pytest.fixture(scope="module")
def persons(territories: tuple[Territory, ...]) -> Persons:
    """Knows the thirteen members of 2021."""
    return Persons(territories)


def names(persons: Persons, text: str) -> list[str]:
    """What is found."""
    return [text[slice(*span)] for span, _ in persons.find(text)]


def test_most_names_of_the_notes_are_found_and_little_else(persons: Persons) -> None:
    missed = [(t, n) for t, wanted in NOTES for n in wanted if n not in names(persons, t)]
    extra = [(t, n) for t, wanted in NOTES for n in names(persons, t) if n not in wanted]
    alarms = [(text, name) for text in NOBODY for name in names(persons, text)]
    assert len(missed) <= 1, missed
    assert len(extra) <= 1, extra
    assert len(alarms) <= 1, alarms


def test_places_of_the_campaign_are_never_proposed(
    persons: Persons, territories: tuple[Territory, ...]
) -> None:
    known = [t.name for t in territories] + [c.name for t in territories for c in t.communes]
    for text in ("{} est loin.", "Le maire de {} le dit."):
        wrong = {name: names(persons, text.format(name)) for name in known}
        assert {name: found for name, found in wrong.items() if found} == {}


def test_a_civility_tells_a_person_from_a_place(persons: Persons) -> None:
    assert names(persons, "Mme Redon dit que Redon va bien.") == ["Mme Redon"]
    assert names(persons, "M. Petit habite un Petit village.")[:1] == ["M. Petit"]


def test_a_long_text_is_cut_without_losing_a_character() -> None:
    text = "mot " * LONGEST + "\n" + "x" * (2 * LONGEST) + "\r\nfin"
    cut = list(pieces(text))
    assert "".join(piece for _, piece in cut) == text
    assert all(text.startswith(piece, start) for start, piece in cut)
    assert all(len(piece) <= LONGEST + 2 for _, piece in cut)
