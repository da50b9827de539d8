"""The name of each discovered class: a noun phrase of its texts that tells it from the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log, sqrt

from synthesis.themes.keywords import Keyness
from synthesis.themes.phrases import Phrase

CANDIDATES = 20
# « médecin généraliste » says more than « médecin », if it is said often enough.
SEVERAL_WORDS = 1.8
# A phrase said once names a class only where nothing comes back.
SAID_ONCE = 0.15
LEAST_LIKENESS = 0.05

# Texts and the class of each → how like that class each text is, 0 to 1.
Likeness = Callable[[Sequence[str], Sequence[int]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that may name a class: how it is written there most, and how well it would do."""

    number: int
    key: str
    text: str
    score: float


def class_labels(
    phrases: Sequence[Sequence[Phrase]],
    labels: Iterable[int],
    classes: int,
    likeness: Likeness | None = None,
) -> list[str]:
    """One label for each class, all different; empty where it has no phrase of its own.

    `phrases` and `labels` (-1: no class) have one item per text. The best name is given first.
    """
    counts = _Counts(phrases, labels)
    candidates = [found for number in range(classes) for found in counts.candidates(number)]
    found = [""] * classes
    taken: set[str] = set()
    for candidate in sorted(_weighed(candidates, likeness), key=_order):
        words = {candidate.key, candidate.text.casefold()}
        if not found[candidate.number] and not taken & words:
            found[candidate.number] = candidate.text[:1].upper() + candidate.text[1:]
            taken |= words
    return found


def _weighed(candidates: Sequence[Candidate], likeness: Likeness | None) -> list[Candidate]:
    if likeness is None or not candidates:
        return list(candidates)
    found = likeness([c.text for c in candidates], [c.number for c in candidates])
    return [
        Candidate(c.number, c.key, c.text, c.score * max(LEAST_LIKENESS, like))
        for c, like in zip(candidates, found, strict=True)
    ]


def _order(candidate: Candidate) -> tuple[float, int, str]:
    # Rounded, so that the last bits of a product do not decide.
    return -round(candidate.score, 6), candidate.number, candidate.key


class _Counts:
    """In how many texts of each class each phrase is, and how it is written there."""

    def __init__(self, phrases: Sequence[Sequence[Phrase]], labels: Iterable[int]) -> None:
        self._keyness = Keyness()
        self._written: dict[int, dict[str, Counter[str]]] = {}
        self._words: dict[str, int] = {}
        for said, label in zip(phrases, labels, strict=True):
            self._keyness.add((phrase.key for phrase in said), [int(label)])
            written = self._written.setdefault(int(label), {})
            for phrase in said:
                written.setdefault(phrase.key, Counter())[phrase.text] += 1
                self._words[phrase.key] = phrase.words

    def candidates(self, number: int) -> list[Candidate]:
        """The most typical phrases of a class, the best first."""
        return sorted(self._scored(number), key=_order)[:CANDIDATES]

    def _scored(self, number: int) -> Iterator[Candidate]:
        for key, count in self._keyness.counts(number).items():
            chi2 = self._keyness.chi2(number, key)
            if chi2 > 0:
                bonus = SEVERAL_WORDS if self._words[key] > 1 else 1.0
                bonus = SAID_ONCE if count == 1 else bonus
                score = sqrt(chi2) * log(1 + count) * bonus
                yield Candidate(number, key, self._surface(number, key), score)

    def _surface(self, number: int, key: str) -> str:
        written = self._written[number][key]
        return min(written, key=lambda form: (-written[form], form))
