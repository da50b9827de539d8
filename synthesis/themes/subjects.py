"""An encoder that places a text among the subjects that the corpus taught.

Each column is a subject; a text leans towards those whose words it shares, tone and turns of
phrase apart. A subject that was never learnt is placed by those it borrows words from.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize
from spacy.tokens import Doc

from synthesis.learning.corpus import NO_THEME
from synthesis.learning.encoder import Matrix
from synthesis.learning.features import Statement
from synthesis.learning.model import TrainedModel


class LearntSubjects:
    """Log-odds of the trained themes above their mean, as unit vectors; « aucun » is left out."""

    name = "sujets-appris"

    def __init__(self, model: TrainedModel) -> None:
        self._model = model
        classes = model.themes.classes
        self._subjects = [i for i, slug in enumerate(classes) if slug != NO_THEME]
        self._none = classes.index(NO_THEME) if NO_THEME in classes else None
        self.dimension = len(self._subjects)

    def encode(self, docs: Sequence[Doc]) -> Matrix:
        """Shape (len(docs), dimension), rows of unit length."""
        return self.project(self._model.space.transform([Statement(doc) for doc in docs]))

    def project(self, rows: csr_matrix) -> Matrix:
        """The same, from rows of the model's feature space."""
        scores = self._model.themes.scores(rows)
        above = np.maximum(scores - scores.mean(axis=1, keepdims=True), 0)
        found: Matrix = normalize(above[:, self._subjects]).astype(np.float32)
        return found

    def have_subject(self, rows: csr_matrix) -> np.ndarray:
        """Whether each row speaks of some subject, rather than of none: shape (rows,)."""
        scores = self._model.themes.scores(rows)
        if self._none is None:
            return np.ones(len(scores), dtype=np.bool_)
        return np.asarray(scores.argmax(axis=1) != self._none)
