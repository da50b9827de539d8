"""Words in context: exact words, any form, phrases, beginnings; offsets that hold the words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.language.concordance import Concordance, fold
from synthesis.language.lemmas import lexicon, tool_words
from synthesis.language.vocabulary import Vocabulary, signed_chi2
from synthesis.themes.keywords import Keyness

TEXTS = (
    "Les ÉCOLES ferment, l'eau potable manque.",
    "Une e\u0301cole d’agriculture, une école.",
    "Potable ? Eau.",
    "",
    "Cœur de bourg, c\u0153ur de ville.",
    "L'eau\npotable, ils portent l'eau.",
)


@pytest.fixture(scope="module")
def words() -> Concordance:
    return Concordance(TEXTS)


@pytest.mark.parametrize(
    ("query", "lemmas", "expected"),
    [
        ("école", False, [(1, "e\u0301cole"), (1, "école")]),
        ("ECOLES", False, [(0, "ÉCOLES")]),
        ("école", True, [(0, "ÉCOLES"), (1, "e\u0301cole"), (1, "école")]),
        ("écoles", True, [(0, "ÉCOLES"), (1, "e\u0301cole"), (1, "école")]),
        ("eau potable", False, [(0, "eau potable"), (5, "eau\npotable")]),
        ("l'eau", False, [(0, "l'eau"), (5, "L'eau"), (5, "l'eau")]),
        ("agri*", False, [(1, "agriculture")]),
        ("coeur", False, [(4, "Cœur"), (4, "cœur")]),
        ("porter", True, [(5, "portent")]),
        ("porter", False, []),
        ("portait", True, [(5, "portent")]),
        ("bourgs", True, [(4, "bourg")]),
        ("manquer potable", True, []),
        ("  ?! ", False, []),
        ("", True, []),
        ("introuvablement", True, []),
    ],
)
def test_finds(
    words: Concordance, query: str, lemmas: bool, expected: list[tuple[int, str]]
) -> None:
    hits = words.find(query, lemmas=lemmas)
    columns = zip(hits.texts, hits.starts, hits.ends, strict=True)
    assert [(int(t), TEXTS[t][start:end]) for t, start, end in columns] == expected


def test_only_the_texts_kept_are_left(words: Concordance) -> None:
    kept = np.array([number == 5 for number in range(len(TEXTS))])
    assert words.find("eau").within(kept).texts.tolist() == [5, 5]


def test_no_text_at_all() -> None:
    empty = Concordance([])
    assert len(empty.find("eau")) == 0
    assert Vocabulary(empty).typical(np.zeros(0, bool), np.zeros(0, bool), most=5) == []


@given(st.lists(st.text(max_size=40), max_size=5), st.text(max_size=12))
def test_whatever_is_found_folds_to_the_query(texts: list[str], query: str) -> None:
    hits = Concordance(texts).find(query)
    for text, start, end in zip(hits.texts, hits.starts, hits.ends, strict=True):
        found = fold(texts[text][start:end])
        assert all(fold(word) in found for word in query.split() if word.isalpha())


@given(st.lists(st.text(alphabet="aé 'b-œ\u0301\0", max_size=30), min_size=1, max_size=4))
def test_every_word_is_found_where_it_is(texts: list[str]) -> None:
    words = Concordance(texts)
    for place in range(len(words.tokens)):
        text, start, end = words.texts[place], words.starts[place], words.ends[place]
        hits = words.find(texts[text][start:end])
        assert (text, start, end) in set(zip(hits.texts, hits.starts, hits.ends, strict=True))


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("écoles", "école"),
        ("travaux", "travail"),
        ("manquent", "manquer"),
        ("agricultrices", "agriculteur"),
        ("suis", "être"),
        ("zonzons", "zonzon"),
        ("xyzt", "xyzt"),
    ],
)
def test_lemmas_out_of_any_sentence(form: str, lemma: str) -> None:
    assert lemma in lexicon([form]).lemmas[form]


def test_tool_words_are_the_small_ones() -> None:
    assert {"le", "pour", "dans"} <= tool_words()
    assert "école" not in tool_words()


def test_typical_words_are_those_of_their_group() -> None:
    said = ["Les écoles de musique", "Une école et la musique"] * 3
    other = ["La fibre manque", "Le médecin manque", "Redon manque"] * 3
    words = Vocabulary(Concordance(said + other), {"Redon"})
    group = np.array([place < len(said) for place in range(len(said + other))])
    among = np.ones(len(group), dtype=bool)
    found = words.typical(group, among, most=5)
    assert sorted(word.lemma for word in found) == ["ecole", "musique"]
    assert {word.texts for word in found} == {6}
    assert "redon" not in {word.form for word in words.typical(~group, among, most=9)}


@given(
    st.lists(st.tuples(st.sets(st.sampled_from("abcd")), st.booleans()), min_size=1, max_size=12)
)
def test_the_measure_is_that_of_the_analysis(said: list[tuple[set[str], bool]]) -> None:
    keyness = Keyness()
    for lemmas, inside in said:
        keyness.add(lemmas, ["groupe"] if inside else [])
    inside = np.array([sum(letter in w and g for w, g in said) for letter in "abcd"])
    totals = np.array([sum(letter in w for w, _ in said) for letter in "abcd"])
    size = sum(g for _, g in said)
    if size == 0:
        return
    found = signed_chi2(inside, size, totals, len(said))
    expected = [
        keyness.chi2("groupe", letter) if totals[i] else 0.0 for i, letter in enumerate("abcd")
    ]
    assert np.allclose(found, expected)


def test_the_spread_of_words_counts_texts_by_group() -> None:
    texts = ["le canal et le canal", "le canal", "la forêt du canal", "rien"]
    vocabulary = Vocabulary(Concordance(texts))
    spread = vocabulary.spread(np.array([0, 1, 1, -1]), 2)
    found = dict(zip(vocabulary.forms, spread.T.tolist(), strict=True))
    assert found["canal"] == [1, 2]
    assert found["forêt"] == [0, 1]
    assert vocabulary.tokens(np.array([form == "canal" for form in vocabulary.forms])) == [
        ["canal"], ["canal"], ["canal"], [],
    ]  # fmt: skip


def test_what_follows_an_article_is_a_noun() -> None:
    vocabulary = Vocabulary(Concordance(["le canal attend", "on attend des forêts", "forêts"]))
    nouns = dict(zip(vocabulary.forms, vocabulary.nouns.tolist(), strict=True))
    assert nouns["canal"]
    assert nouns["forêts"]
    assert not nouns["attend"]
