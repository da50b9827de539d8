"""Bare answers (« transport », « le foncier »): a subject without a judgment.

What they mean is in the question alone: they take its quadrant, and without a question that asks
for one they are to be reviewed.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc

from synthesis.domain import Quadrant

MOST_WORDS = 4
# Natures of words that name without judging; an adjective or a verb would say something.
_NAMING = frozenset({"NOUN", "PROPN", "DET", "ADP", "CCONJ", "PUNCT", "SPACE"})


def is_bare(doc: Doc) -> bool:
    """Whether the text only names something."""
    words = [token for token in doc if not (token.is_punct or token.is_space)]
    return 0 < len(words) <= MOST_WORDS and all(token.pos_ in _NAMING for token in doc)


def answering(probabilities: Mapping[Quadrant, float], asked: Quadrant) -> dict[Quadrant, float]:
    """Probabilities of a bare answer to a question that asks for a quadrant: half is its own."""
    return {
        quadrant: (probability + (quadrant is asked)) / 2
        for quadrant, probability in probabilities.items()
    }
