"""A class is called by a noun phrase of its texts."""

from __future__ import annotations

import pytest
from spacy.language import Language

from synthesis.themes.labels import class_labels
from synthesis.themes.phrases import Phrase, noun_phrases

DOCTOR = Phrase("medecin", "médecins", 1)
SURGERY = Phrase("maison sante", "maison de santé", 2)
TRAIN = Phrase("train", "train", 1)
LIFE = Phrase("vie", "vie", 1)


@pytest.mark.parametrize(
    ("text", "expected", "not_expected"),
    [
        (
            "Il manque des médecins généralistes et une maison de santé.",
            {"médecins", "médecins généralistes", "maison", "maison de santé", "santé"},
            {"généralistes"},
        ),
        ("L'accès aux soins se dégrade.", {"accès", "accès aux soins", "soins"}, set()),
        ("La qualité de l'eau baisse.", {"qualité de l'eau", "eau"}, set()),
        ("Deux heures de route et trois fois rien.", {"route"}, {"heures", "fois"}),
        ("", set(), set()),
    ],
)
def test_noun_phrases_stand_in_the_text(
    nlp: Language, text: str, expected: set[str], not_expected: set[str]
) -> None:
    found = {phrase.text for phrase in noun_phrases(nlp(text))}
    assert expected <= found
    assert not found & not_expected
    assert all(phrase in text.lower() for phrase in found)


def test_inflections_share_a_key(nlp: Language) -> None:
    one, many = (
        {phrase.key for phrase in noun_phrases(nlp(text))}
        for text in ("Il faut un médecin généraliste.", "Il faut des médecins généralistes.")
    )
    assert "medecin generaliste" in one & many


def test_a_place_names_no_theme(nlp: Language) -> None:
    text = "La gare de Redon et la forêt."
    start = text.index("Redon")
    found = {phrase.text for phrase in noun_phrases(nlp(text), [(start, start + 5)])}
    assert found == {"gare", "forêt"}


def test_the_most_typical_phrase_names_a_class() -> None:
    texts = [[DOCTOR, LIFE]] * 5 + [[TRAIN, LIFE]] * 5
    assert class_labels(texts, [0] * 5 + [1] * 5, 2) == ["Médecins", "Train"]


def test_several_words_are_preferred_when_said_as_often() -> None:
    texts = [[SURGERY, Phrase("sante", "santé", 1)]] * 5 + [[TRAIN]] * 5
    assert class_labels(texts, [0] * 5 + [1] * 5, 2) == ["Maison de santé", "Train"]


def test_two_classes_never_share_a_name() -> None:
    texts = [[DOCTOR, LIFE]] * 4 + [[DOCTOR, TRAIN]] * 4 + [[LIFE]] * 9
    found = class_labels(texts, [0] * 4 + [1] * 4 + [-1] * 9, 2)
    assert sorted(found) == ["Médecins", "Train"]


def test_a_class_without_phrase_has_no_name() -> None:
    assert class_labels([[TRAIN], [TRAIN], [], []], [0, 0, 1, 1], 2) == ["Train", ""]


def test_names_unlike_their_class_are_put_aside() -> None:
    texts = [[DOCTOR, LIFE]] * 5 + [[TRAIN]] * 5
    like = {"médecins": 0.1, "vie": 0.9, "train": 1.0}
    found = class_labels(
        texts, [0] * 5 + [1] * 5, 2, lambda names, _: [like[name] for name in names]
    )
    assert found == ["Vie", "Train"]
