"""Words that characterise a group of segments: keyness (signed χ²) on presence in segments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable

MOST = 8
LEAST_SEGMENTS = 2


class Keyness:
    """Counts, batch after batch, in how many segments of each group each lemma is present."""

    def __init__(self) -> None:
        self._groups: dict[Hashable, Counter[str]] = {}
        self._sizes: Counter[Hashable] = Counter()
        self._totals: Counter[str] = Counter()
        self._segments = 0

    def add(self, lemmas: Iterable[str], groups: Iterable[Hashable]) -> None:
        """Count one segment: its lemmas, and the groups it belongs to."""
        present = set(lemmas)
        self._segments += 1
        self._totals.update(present)
        for group in groups:
            self._sizes[group] += 1
            self._groups.setdefault(group, Counter()).update(present)

    def words(self, group: Hashable, *, most: int = MOST) -> list[str]:
        """Over-represented lemmas of a group, the most characteristic first."""
        counts = self._groups.get(group, Counter())
        scored = [
            (self.chi2(group, lemma), lemma)
            for lemma, count in counts.items()
            if count >= LEAST_SEGMENTS or self._sizes[group] <= LEAST_SEGMENTS
        ]
        ranked = sorted(((-chi2, lemma) for chi2, lemma in scored if chi2 > 0))
        return [lemma for _, lemma in ranked[:most]]

    def counts(self, group: Hashable) -> Counter[str]:
        """In how many segments of the group each lemma is."""
        return Counter(self._groups.get(group, ()))

    def chi2(self, group: Hashable, lemma: str) -> float:
        """χ² of the 2 × 2 table lemma × group, negative when under-represented."""
        inside = self._groups.get(group, Counter())[lemma]
        size, total, everything = self._sizes[group], self._totals[lemma], self._segments
        outside, rest = total - inside, everything - size
        if not rest:
            return float(inside)
        if total == everything:
            return 0.0
        determinant = inside * (rest - outside) - outside * (size - inside)
        margins = size * rest * total * (everything - total)
        chi2 = everything * determinant**2 / margins
        return chi2 if determinant > 0 else -chi2
