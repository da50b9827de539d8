"""Terms of a codebook are found inflected; acronyms are not taken for words."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from synthesis.domain import Codebook, Theme
from synthesis.learning.terms import TermIndex, stem

BOOK = Codebook(
    "g",
    "Grille",
    (
        Theme("eau", "Eau", terms=("eau potable", "captage", "station d'épuration")),
        Theme("mobilites", "Mobilités", terms=("gare", "train", "ligne de train", "marcher")),
        Theme("alimentation", "Alimentation", terms=("cantine",), acronyms=("PAT",)),
        Theme("urbanisme", "Urbanisme", terms=("PLU intercommunal",), acronyms=("PLUi", "GEMAPI")),
        Theme("commerce", "Commerce", terms=("marche",)),
    ),
)
INDEX = TermIndex(BOOK)


def _found(nlp: Language, text: str) -> list[tuple[str, str]]:
    return [(INDEX.slugs[t.theme], " ".join(t.words)) for t in INDEX.find(nlp(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("les CAPTAGES d'eau potable", [("eau", "captage"), ("eau", "eau potable")]),
        ("la station d’épuration sature", [("eau", "station d epuration")]),
        ("la station d'epuration sature", [("eau", "station d epuration")]),
        ("la ligne de train ferme", [("mobilites", "ligne de train")]),
        ("les lignes de trains ferment", [("mobilites", "ligne de train")]),
        ("la gare, le train", [("mobilites", "gare"), ("mobilites", "train")]),
        ("l'eau n'est pas potable", []),
        ("le bagarreur égare l'entraîneur", []),
        ("", []),
    ],
)
def test_terms_are_found_in_any_form_longest_first(
    nlp: Language, text: str, expected: list[tuple[str, str]]
) -> None:
    assert _found(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("le PAT avance", ["alimentation"]),
        ("un pat au jeu d'échecs", []),
        ("le PLUi et la GEMAPI", ["urbanisme", "urbanisme"]),
        ("la gemapi coûte cher", ["urbanisme"]),
    ],
)
def test_a_short_acronym_needs_its_capitals(nlp: Language, text: str, themes: list[str]) -> None:
    assert [theme for theme, _ in _found(nlp, text)] == themes


def test_counts_are_one_row_per_text_and_one_column_per_theme(nlp: Language) -> None:
    counts = INDEX.counts([nlp("gare, gare et cantine"), nlp("rien")])
    assert counts.tolist() == [[0, 2, 1, 0, 0], [0, 0, 0, 0, 0]]


def test_without_codebook_terms_nothing_is_found(nlp: Language) -> None:
    empty = TermIndex(Codebook("g", "G", (Theme("eau", "Eau"),)))
    assert empty.counts([nlp("l'eau potable")]).tolist() == [[0]]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Écoles", "ecole"), ("chevaux", "cheval"), ("travaux", "traval"), ("bus", "bus"),
        ("eaux", "eau"), ("lieux", "lieu"), ("PLUi", "plui"), ("de", "de"), ("las", "las"),
    ],
)  # fmt: skip
def test_the_stem_leaves_out_accents_and_plural(word: str, expected: str) -> None:
    assert stem(word) == expected


VERBS = (
    "marche",
    "pêche",
    "chasse",
    "garde",
    "forme",
    "cultive",
    "danse",
    "aide",
    "loge",
    "baisse",
)


@pytest.mark.parametrize("word", VERBS)
def test_a_word_wins_over_its_lemma(nlp: Language, word: str) -> None:
    # Ten words: an order that changes from one process to the next would not pass them all.
    verb = Theme("verbe", "Verbe", terms=(word + "r",))
    noun = Theme("nom", "Nom", terms=(word,))
    doc = Doc(nlp.vocab, words=[word], lemmas=[word + "r"])
    assert TermIndex(Codebook("g", "G", (verb, noun))).counts([doc]).tolist() == [[0, 1]]
    assert TermIndex(Codebook("g", "G", (verb,))).counts([doc]).tolist() == [[1]]
