"""Themes that the codebook does not cover are found in the words, the same ones each time."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from spacy.language import Language

from synthesis.domain import Origin
from synthesis.learning.encoder import WordVectors
from synthesis.themes.discovery import (
    LEAST_TEXTS,
    PREFIX,
    UNCLASSIFIED,
    Discovery,
    Material,
    Method,
    discover,
)
from synthesis.themes.phrases import Phrase

HORSES = (("cheval", "haras"), ("jument", "jockey", "poulain", "pré"))
BOATS = (("voilier", "port"), ("marin", "bateau", "ponton", "quai"))
EACH = 20
BOTH = pytest.mark.parametrize("method", list(Method))


def _planted(seed: int = 1) -> list[list[str]]:
    """Twenty texts on horses then twenty on boats: two words always, two drawn."""
    draw = random.Random(seed)
    return [
        [*always, *draw.sample(sometimes, 2)]
        for always, sometimes in (HORSES, BOATS)
        for _ in range(EACH)
    ]


def _material(nlp: Language, texts: list[list[str]]) -> Material:
    return Material(
        texts,
        [[Phrase(word, word, 1) for word in text] for text in texts],
        WordVectors().encode([nlp.make_doc(" ".join(text)) for text in texts]),
        [f"visite {number % 5}" for number in range(len(texts))],
        list(range(len(texts))),
    )


def _found(nlp: Language, texts: list[list[str]], method: Method, *, seed: int = 2021) -> Discovery:
    return discover(_material(nlp, texts), seed=seed, method=method)


@BOTH
def test_two_planted_groups_are_found_and_never_mixed(nlp: Language, method: Method) -> None:
    found = _found(nlp, _planted(), method)
    horses = {int(label) for label in found.labels[:EACH]} - {UNCLASSIFIED}
    boats = {int(label) for label in found.labels[EACH:]} - {UNCLASSIFIED}
    assert horses
    assert boats
    assert not horses & boats
    assert found.unclassified < EACH


@BOTH
def test_a_discovered_theme_is_named_by_its_words(nlp: Language, method: Method) -> None:
    texts = _planted()
    found = _found(nlp, texts, method)
    assert found.themes
    assert len({theme.slug for theme in found.themes}) == len(found.themes)
    assert len({theme.label for theme in found.themes}) == len(found.themes)
    for number, theme in enumerate(found.themes):
        said = {word for i in np.flatnonzero(found.labels == number) for word in texts[i]}
        assert theme.slug.startswith(PREFIX)
        assert theme.origin is Origin.DISCOVERED
        assert theme.label[0].isupper()
        assert theme.label.lower() in said


@BOTH
def test_labels_and_closeness_go_with_the_texts(nlp: Language, method: Method) -> None:
    found = _found(nlp, _planted(), method)
    assert len(found.labels) == len(found.closeness) == 2 * EACH
    assert set(found.labels) - {UNCLASSIFIED} == set(range(len(found.themes)))
    assert ((found.closeness >= 0) & (found.closeness <= 1)).all()


@BOTH
def test_what_was_tried_is_told(nlp: Language, method: Method) -> None:
    found = _found(nlp, _planted(), method)
    assert found.method is method
    assert found.classes in {trial.classes for trial in found.trials}
    assert all(-1 <= trial.stability <= 1 for trial in found.trials)


@BOTH
@pytest.mark.parametrize("seed", [0, 2021])
def test_the_same_seed_gives_the_same_result(nlp: Language, seed: int, method: Method) -> None:
    first, second = (_found(nlp, _planted(), method, seed=seed) for _ in range(2))
    assert first.themes == second.themes
    assert first.trials == second.trials
    assert first.labels.tolist() == second.labels.tolist()
    assert first.closeness.tolist() == second.closeness.tolist()


@BOTH
@pytest.mark.parametrize("count", [0, 1, LEAST_TEXTS - 1])
def test_too_few_texts_give_nothing(nlp: Language, count: int, method: Method) -> None:
    found = _found(nlp, _planted()[:count], method)
    assert found.themes == ()
    assert found.labels.tolist() == [UNCLASSIFIED] * count


@BOTH
def test_equal_texts_give_one_class_or_none(nlp: Language, method: Method) -> None:
    found = _found(nlp, [["cheval", "haras"]] * 30, method)
    assert len(found.themes) <= 1


def test_a_text_without_vector_is_unclassified(nlp: Language) -> None:
    material = _material(nlp, _planted())
    vectors = material.vectors.copy()
    vectors[3] = 0
    found = discover(replace(material, vectors=vectors), seed=1)
    assert found.labels[3] == UNCLASSIFIED
    assert found.closeness[3] == 0
    assert found.themes


def test_accents_and_marks_make_a_sound_identifier(nlp: Language) -> None:
    texts = [[f"{word}é’œ" for word in text] for text in _planted()]
    found = _found(nlp, texts, Method.REINERT)
    assert found.themes
    assert all(theme.slug.isascii() for theme in found.themes)
