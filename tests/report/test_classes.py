"""Classes of words: subjects that share no word come apart, and the forks tell how."""

from __future__ import annotations

import random

import numpy as np

from synthesis.domain import Quadrant
from synthesis.language.concordance import Concordance
from synthesis.language.vocabulary import Vocabulary
from synthesis.report.classes import Spoken, word_classes

SUBJECTS = (
    "train gare ligne quai horaire voyageur billet wagon".split(),
    "vache lait ferme champ tracteur prairie fourrage troupeau".split(),
    "médecin hôpital soin infirmier pharmacie patient ordonnance clinique".split(),
)


def _campaign() -> tuple[Vocabulary, Spoken]:
    chance = random.Random(3)
    texts, places, quadrants = [], [], []
    for number in range(90):
        subject = number // 30
        texts.append(" ".join(f"la {word}" for word in chance.sample(SUBJECTS[subject], 5)))
        places.append(f"EPCI {subject}")
        quadrants.append(list(Quadrant)[subject])
    spoken = Spoken([(n // 30, n // 5) for n in range(90)], quadrants, places)
    return Vocabulary(Concordance(texts)), spoken


def test_subjects_come_apart() -> None:
    vocabulary, spoken = _campaign()
    tree = word_classes(vocabulary, spoken, active=np.ones(len(vocabulary.forms), dtype=bool))
    assert tree is not None
    assert len(tree.forks) == len(tree.classes) - 1
    assert sum(one.size for one in tree.classes) + tree.unclassified == 90
    for one in tree.classes:
        (subject,) = {i for i, words in enumerate(SUBJECTS) for w in one.words if w in words}
        assert one.place == f"EPCI {subject}"
        assert one.quadrant is list(Quadrant)[subject]
    first = tree.forks[0]
    assert (first.left[0], first.right[1]) == (0, len(tree.classes) - 1)
    assert first.left[1] + 1 == first.right[0]


def test_too_little_said_has_no_class() -> None:
    vocabulary, spoken = _campaign()
    nothing = np.zeros(len(vocabulary.forms), dtype=bool)
    assert word_classes(vocabulary, spoken, active=nothing) is None
