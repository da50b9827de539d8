"""A territory as a person writes it → the territory of the register, or proposals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from synthesis.domain import Territory
from synthesis.ingest.text import fold, word_set

CLOSE = 88.0  # similarity of the whole name, in percent
WORD = 75.0  # similarity of each of its words: « sud » is not a slip for « nord »
GLUED = 92.0  # similarity without spaces, when words were joined or split
GENERIC = 90.0  # similarity with a word that many names share
MARGIN = 4.0
PROPOSED = 55.0
MAX_PROPOSALS = 3
MAX_LENGTH = 300  # characters; more is no name

_SPELLINGS = {"st": "saint", "ste": "sainte", "sts": "saints"}
_GENERIC = word_set(
    "communaute communautes commune communes cc ca cu agglo agglomeration com epci interco "
    "intercommunalite territoire metropole pays region de du des d la le les l"
)


@dataclass(frozen=True, slots=True)
class Match:
    """`territory` when sure; otherwise the nearest ones, best first, at most three."""

    territory: Territory | None = None
    proposals: tuple[Territory, ...] = ()


class Registry:
    """The territories that interviews can be about."""

    def __init__(self, territories: Sequence[Territory]) -> None:
        self.territories = tuple(territories)
        self._full = _index((fold(name), t) for t in territories for name in _written(t))
        self._core = _index((core(name), t) for t in territories for name in _all_names(t))
        self._known: dict[str, Match] = {}

    def match(self, text: str) -> Match:
        """The territory that `text` names by SIREN, name, alias or acronym, slips allowed."""
        if text not in self._known:
            self._known[text] = self._match(text)
        return self._known[text]

    def _match(self, text: str) -> Match:
        if len(text) > MAX_LENGTH or not fold(text):
            return Match()
        if siren := re.search(r"(?<!\d)\d{3} ?\d{3} ?\d{3}(?!\d)", text):
            return self._by_siren(siren[0].replace(" ", ""))
        cores = tuple(dict.fromkeys((core(text), core(re.sub(r"\([^()]*\)", " ", text)))))
        for hits in (self._full.get(fold(text), ()), *(self._core.get(c, ()) for c in cores)):
            if len(hits) == 1:
                return Match(hits[0])
            if hits:
                return Match(None, hits[:MAX_PROPOSALS])
        return self._nearest(text, cores[0])

    def _by_siren(self, siren: str) -> Match:
        return Match(next((t for t in self.territories if t.siren == siren), None))

    def _nearest(self, text: str, name: str) -> Match:
        scores: dict[str, float] = {}
        for known, owners in self._core.items():
            for owner in owners:
                score = _slip(name, known)
                scores[owner.siren] = max(score, scores.get(owner.siren, 0.0))
        ranked = sorted(self.territories, key=lambda t: -scores.get(t.siren, 0.0))
        points = [scores.get(t.siren, 0.0) for t in ranked] + [0.0, 0.0]
        if points[0] >= CLOSE and points[0] - points[1] >= MARGIN:
            return Match(ranked[0])
        return Match(None, self._proposals(text, name))

    def _proposals(self, text: str, name: str) -> tuple[Territory, ...]:
        """Those that hold a commune of that name, then those whose name looks like it."""
        homes = [t for t in self.territories if fold(text) in {fold(c.name) for c in t.communes}]
        likeness = {t.siren: 0.0 for t in self.territories}
        for known, owners in self._core.items():
            for owner in owners:
                likeness[owner.siren] = max(likeness[owner.siren], fuzz.WRatio(name, known))
        near = [t for t in self.territories if likeness[t.siren] >= PROPOSED]
        near.sort(key=lambda t: -likeness[t.siren])
        return tuple({t.siren: t for t in (*homes, *near)}.values())[:MAX_PROPOSALS]


def core(name: str) -> str:
    """What distinguishes a territory: its folded name without the words that many share."""
    words = (_SPELLINGS.get(word, word) for word in fold(name).split())
    return " ".join(word for word in words if not _is_generic(word))


def _is_generic(word: str) -> bool:
    """Whether a word is one that many share, or a slip for a long one (« comunauté »)."""
    return word in _GENERIC or any(
        len(generic) >= 7 and fuzz.ratio(word, generic) >= GENERIC for generic in _GENERIC
    )


def _written(territory: Territory) -> tuple[str, ...]:
    return (territory.official_name, territory.name, *territory.aliases)


def _all_names(territory: Territory) -> Iterator[str]:
    """Names as written and, when a name holds an acronym (« COMPA Pays d'Ancenis »), its parts."""
    for name in _written(territory):
        yield name
        acronyms = [] if name.isupper() else re.findall(r"\b[A-ZÀ-Ý]{4,}\b", name)
        yield from acronyms
        if acronyms:
            yield re.sub(r"\b[A-ZÀ-Ý]{4,}\b", " ", name)


def _index(pairs: Iterable[tuple[str, Territory]]) -> dict[str, tuple[Territory, ...]]:
    index: dict[str, dict[str, Territory]] = {}
    for name, territory in pairs:
        if name:
            index.setdefault(name, {})[territory.siren] = territory
    return {name: tuple(owners.values()) for name, owners in index.items()}


def _slip(written: str, known: str) -> float:
    """Similarity in percent if `written` can be a slip of the pen for `known`, else 0."""
    if len(written) < 5 or re.findall(r"\d+", written) != re.findall(r"\d+", known):
        return 0.0
    ours, theirs = written.split(), known.split()
    if len(ours) != len(theirs):
        glued: float = fuzz.ratio("".join(ours), "".join(theirs))
        return glued if glued >= GLUED else 0.0
    if any(fuzz.ratio(a, b) < WORD for a, b in zip(ours, theirs, strict=True)):
        return 0.0
    whole: float = fuzz.ratio(written, known)
    return whole
