"""Statements become rows of numbers that bear typos, unknown words and wrong questions."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.language import Language

from synthesis.domain import Quadrant, Question
from synthesis.learning.encoder import WordVectors
from synthesis.learning.features import (
    FAMILIES,
    MOST_ASSOCIATED,
    FeatureSpace,
    Statement,
    Vocabulary,
    associations,
    characters,
    cues,
    hint,
    words,
)

STRENGTHS = Question("q2", "Les atouts", hint=Quadrant.ATOUT)
TOGETHER = Question("q12", "Travailler ensemble", wish=True)
TEXTS = (
    "La gare est un atout pour la commune.",
    "La gare de la commune ferme à 18 h.",
    "Le dernier médecin part à la retraite.",
    "Le médecin de la commune partira bientôt.",
)


@pytest.fixture(scope="module")
def space(nlp: Language) -> FeatureSpace:
    statements = [
        Statement(nlp(text), question) for text in TEXTS for question in (None, STRENGTHS)
    ]
    return FeatureSpace.learn(statements, WordVectors())


def test_words_are_folded_lemmas_and_their_pairs(nlp: Language) -> None:
    found = words(Statement(nlp("Les forêts brûlent")))
    assert "foret" in found
    assert "§début le" in found
    assert found[-1].endswith(" §fin")


def test_numbers_and_names_are_masked(nlp: Language) -> None:
    text = "À Redon 12 médecins"
    found = words(Statement(nlp(text), names=((2, 7),)))
    assert {"§lieu", "§nombre"} <= set(found)
    assert not any("redon" in form or "12" in form for form in found)


@pytest.mark.parametrize(
    ("typed", "meant"), [("medecin", "médecin"), ("mobilitees", "mobilités"), ("chaqe", "chaque")]
)
def test_typos_share_most_of_their_characters(nlp: Language, typed: str, meant: str) -> None:
    one, other = (set(characters(Statement(nlp.make_doc(word)))) for word in (typed, meant))
    unrelated = set(characters(Statement(nlp.make_doc("fiscalité"))))
    assert len(one & other) > len(one & unrelated)
    assert len(one & other) >= len(other) / 3


def test_characters_never_cross_words(nlp: Language) -> None:
    assert not [g for g in characters(Statement(nlp.make_doc("la gare"))) if " " in g.strip()]


def test_associations_pair_content_words_and_negations_wherever_they_stand(nlp: Language) -> None:
    found = associations(Statement(nlp("Le médecin du bourg ne prend plus personne.")))
    assert {"médecin + prendre", "médecin + plus", "bourg + ne"} <= set(found)
    assert not any("le" in pair.split(" + ") for pair in found)


def test_a_very_long_statement_is_not_paired_with_itself_for_ever(nlp: Language) -> None:
    doc = nlp(" ".join(f"commune{i}" for i in range(500)))
    assert len(associations(Statement(doc))) <= MOST_ASSOCIATED * (MOST_ASSOCIATED - 1) / 2


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Le médecin partira.", "Tense=Fut"),
        ("On pourrait ouvrir.", "Mood=Cnd"),
        ("Que faire ?", "signe=?"),
        ("Un café… et voilà.", "signe=…"),
    ],
)
def test_cues_tell_how_a_thing_is_said(nlp: Language, text: str, cue: str) -> None:
    assert cue in cues(Statement(nlp(text)))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (None, ["inconnue"]),
        (STRENGTHS, ["atout"]),
        (Question("autre", "Un autre titre", hint=Quadrant.ATOUT), ["atout"]),
        (Question("q1", "Présentation"), ["aucun"]),
        (TOGETHER, ["aucun", "souhait"]),
    ],
)
def test_the_hint_is_what_the_question_asks_never_its_name(
    nlp: Language, question: Question | None, expected: list[str]
) -> None:
    assert hint(Statement(nlp.make_doc("oui"), question)) == expected


@pytest.mark.parametrize("family", list(FAMILIES))
def test_rows_are_as_long_as_the_weight_of_their_family_or_empty(
    nlp: Language, family: str
) -> None:
    _, least, weight = FAMILIES[family]
    learnt = Vocabulary.learn(family, [Statement(nlp(text)) for text in TEXTS * least])
    rows = learnt.transform([Statement(nlp(text)) for text in (*TEXTS, "", "🚲 xyzzy")])
    lengths = np.sqrt(rows.multiply(rows).sum(axis=1)).A1
    assert rows.shape == (len(TEXTS) + 2, len(learnt.names))
    assert np.all(np.isclose(lengths, weight, atol=1e-5) | (lengths == 0))
    assert np.count_nonzero(lengths[: len(TEXTS)]) > 0


def test_vectors_are_of_unit_length_or_null(nlp: Language) -> None:
    encoder = WordVectors()
    vectors = encoder.encode([nlp("La gare ferme."), nlp(""), nlp("🚲")])
    assert vectors.shape == (3, encoder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 0], abs=1e-5)
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_close_statements_have_close_vectors(nlp: Language) -> None:
    train, rail, doctor = WordVectors().encode(
        [nlp("le train est en retard"), nlp("les trains sont rares"), nlp("le médecin soigne")]
    )
    assert train @ rail > train @ doctor


def test_columns_bear_the_name_of_their_family(space: FeatureSpace, nlp: Language) -> None:
    rows = space.transform([Statement(nlp(TEXTS[0]))])
    assert rows.shape == (1, len(space.names))
    assert [space.name(column) for column in range(len(space.names))] == space.names
    assert {family for family, _ in space.names} == {*FAMILIES, "vecteur"}


def test_only_the_hint_changes_with_the_question(space: FeatureSpace, nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    asked, unknown = space.transform([Statement(doc, STRENGTHS), Statement(doc)]).toarray()
    changed = {space.names[column] for column in np.flatnonzero(asked != unknown)}
    assert changed == {("question", "atout"), ("question", "inconnue")}


def test_a_question_never_met_in_training_is_borne(space: FeatureSpace, nlp: Language) -> None:
    (row,) = space.transform([Statement(nlp(TEXTS[0]), TOGETHER)]).toarray()
    met = {space.names[column] for column in np.flatnonzero(row)}
    assert "question" not in {family for family, _ in met}
    assert ("mots", "gare") in met


def test_a_batch_gives_the_rows_of_its_statements(space: FeatureSpace, nlp: Language) -> None:
    statements = [Statement(nlp(text)) for text in TEXTS]
    together = space.transform(statements).toarray()
    alone = np.vstack([space.transform([statement]).toarray() for statement in statements])
    assert np.allclose(together, alone, atol=1e-6)
