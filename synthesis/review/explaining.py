"""« Pourquoi ce classement ? »: what weighed, in words that a person can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.sparse import csr_matrix

from synthesis.coder import Coder
from synthesis.domain import Codebook, Coding, Quadrant, Questionnaire, Territory
from synthesis.learning.linear import LinearModel
from synthesis.learning.model import TrainedModel
from synthesis.learning.terms import TermIndex
from synthesis.quadrants.classifier import reasons

MOST = 6
# What the cues of the features say, in French.
_CUES = {
    "Tense=Fut": "un verbe au futur",
    "Tense=Imp": "un verbe à l'imparfait",
    "Tense=Past": "un verbe au passé",
    "Tense=Pres": "un verbe au présent",
    "Mood=Cnd": "un verbe au conditionnel",
    "Mood=Imp": "un verbe à l'impératif",
    "Mood=Ind": "un verbe à l'indicatif",
    "Mood=Sub": "un verbe au subjonctif",
    "Polarity=Neg": "une négation",
    "signe=?": "un point d'interrogation",
    "signe=!": "un point d'exclamation",
    "signe=…": "des points de suspension",
    "signe=«": "des guillemets",
    "inconnue": "aucune question connue",
    "aucun": "la question n'appelle aucun quadrant",
    "souhait": "la question demande des sujets communs",
}
_MASKS = {
    "§lieu": "(un lieu)",
    "§nombre": "(un nombre)",
    "§début": "(début)",
    "§fin": "(fin)",
}


@dataclass(frozen=True, slots=True)
class Weight:
    """A word, or what a cue says, and what it adds (log-odds, negative: takes away)."""

    what: str
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """What weighed for the quadrant and for the theme, the strongest first.

    `terms`: words of the codebook found, each with the slug of its theme.
    """

    quadrant: tuple[Weight, ...]
    theme: tuple[Weight, ...]
    terms: tuple[tuple[str, str], ...]


class Explainer:
    """Built once (it loads the French pipeline), asked for one segment at a time."""

    def __init__(
        self,
        model: TrainedModel,
        questionnaire: Questionnaire,
        codebook: Codebook,
        territories: Sequence[Territory] = (),
    ) -> None:
        self._model = model
        self._coder = Coder(model, questionnaire, None, territories)
        self._index = TermIndex(codebook)

    def explain(self, machine: Coding) -> Explanation:
        """Why the machine chose this quadrant and this theme."""
        (statement,) = self._coder.statements([machine.segment])
        row = self._model.space.transform([statement])
        terms = dict.fromkeys(
            (" ".join(term.words), self._index.slugs[term.theme])
            for term in self._index.find(statement.doc)
        )
        return Explanation(
            self._weights(self._model.quadrants, row, machine.quadrant.value),
            self._weights(self._model.themes, row, machine.theme),
            tuple(terms),
        )

    def _weights(self, linear: LinearModel, row: csr_matrix, name: str) -> tuple[Weight, ...]:
        if name not in linear.classes:
            return ()
        found = reasons(self._model.space, linear, row, name, most=MOST)
        return tuple(Weight(readable(r.family, r.feature), r.weight) for r in found)


def readable(family: str, feature: str) -> str:
    """A feature of the model as French words."""
    if family in {"tournures", "question"}:
        if feature in set(Quadrant):
            return f"la question appelle « {Quadrant(feature).label} »"
        return _CUES.get(feature, feature)
    words = " ".join(_MASKS.get(word, word) for word in feature.split(" "))
    return f"« {words} »"
