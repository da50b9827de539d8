"""Themes that the codebook does not cover are found in the words, the same ones each time."""

from __future__ import annotations

import random

import numpy as np
import pytest
from spacy.language import Language

from synthesis.domain import Origin
from synthesis.learning.encoder import Matrix, WordVectors
from synthesis.themes.discovery import LEAST_TEXTS, PREFIX, UNCLASSIFIED, Discovery, discover

HORSES = (("cheval", "haras"), ("jument", "jockey", "poulain", "pré"))
BOATS = (("voilier", "port"), ("marin", "bateau", "ponton", "quai"))
EACH = 20


def _planted(seed: int = 1) -> list[list[str]]:
    """Twenty texts on horses then twenty on boats: two words always, two drawn."""
    draw = random.Random(seed)
    return [
        [*always, *draw.sample(sometimes, 2)]
        for always, sometimes in (HORSES, BOATS)
        for _ in range(EACH)
    ]


def _found(nlp: Language, texts: list[list[str]], *, seed: int = 2021) -> Discovery:
    return discover(texts, _vectors(nlp, texts), seed=seed)


def _vectors(nlp: Language, texts: list[list[str]]) -> Matrix:
    return WordVectors().encode([nlp.make_doc(" ".join(text)) for text in texts])


def test_two_planted_groups_are_found_and_never_mixed(nlp: Language) -> None:
    found = _found(nlp, _planted())
    horses = {int(label) for label in found.labels[:EACH]} - {UNCLASSIFIED}
    boats = {int(label) for label in found.labels[EACH:]} - {UNCLASSIFIED}
    assert horses
    assert boats
    assert not horses & boats
    assert np.mean(found.labels == UNCLASSIFIED) < 0.5


def test_a_discovered_theme_is_named_by_its_words(nlp: Language) -> None:
    texts = _planted()
    found = _found(nlp, texts)
    assert len({theme.slug for theme in found.themes}) == len(found.themes)
    for number, theme in enumerate(found.themes):
        said = {word for i in np.flatnonzero(found.labels == number) for word in texts[i]}
        assert theme.slug.startswith(PREFIX)
        assert theme.origin is Origin.DISCOVERED
        assert set(theme.label.lower().split(", ")) <= said


def test_labels_and_closeness_go_with_the_texts(nlp: Language) -> None:
    found = _found(nlp, _planted())
    assert len(found.labels) == len(found.closeness) == 2 * EACH
    assert set(found.labels) - {UNCLASSIFIED} == set(range(len(found.themes)))
    assert ((found.closeness >= 0) & (found.closeness <= 1)).all()


@pytest.mark.parametrize("seed", [0, 2021])
def test_the_same_seed_gives_the_same_result(nlp: Language, seed: int) -> None:
    first, second = (_found(nlp, _planted(), seed=seed) for _ in range(2))
    assert first.themes == second.themes
    assert first.labels.tolist() == second.labels.tolist()
    assert first.closeness.tolist() == second.closeness.tolist()


@pytest.mark.parametrize("count", [0, 1, LEAST_TEXTS - 1])
def test_too_few_texts_give_nothing(nlp: Language, count: int) -> None:
    texts = _planted()[:count]
    found = _found(nlp, texts)
    assert found.themes == ()
    assert found.labels.tolist() == [UNCLASSIFIED] * count


def test_accents_and_marks_make_a_sound_identifier(nlp: Language) -> None:
    found = _found(nlp, [[f"{word}é’œ" for word in text] for text in _planted()])
    assert found.themes
    assert all(theme.slug.isascii() for theme in found.themes)
