"""The learnt subjects are an encoder like another."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.language import Language

from synthesis.learning.encoder import Encoder
from synthesis.learning.features import Statement
from synthesis.learning.model import TrainedModel
from synthesis.themes.subjects import LearntSubjects

TEXTS = (
    "Il n'y a plus de médecin dans le canton.",
    "On attend six mois un rendez-vous chez le docteur.",
    "La piste cyclable s'arrête au milieu de rien.",
)


def test_vectors_have_unit_length_and_bring_subjects_together(
    nlp: Language, shipped_model: TrainedModel
) -> None:
    encoder: Encoder = LearntSubjects(shipped_model)
    vectors = encoder.encode([nlp(text) for text in TEXTS])
    assert vectors.shape == (3, encoder.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    alike = vectors @ vectors.T
    assert alike[0, 1] > alike[0, 2]


def test_what_says_nothing_has_no_subject(nlp: Language, shipped_model: TrainedModel) -> None:
    rows = shipped_model.space.transform(
        [Statement(nlp(text)) for text in (TEXTS[0], "Merci de votre accueil, bonne journée.")]
    )
    assert LearntSubjects(shipped_model).have_subject(rows).tolist() == [True, False]
