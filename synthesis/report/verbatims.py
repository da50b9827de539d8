"""Which words to quote of a theme: typical ones, from as many territories as possible.

The rule, where n quotations are kept and k territories have something to be quoted:

- k ≥ 3: no territory has more than n / 3 of them (n is never under 3, whatever `most` says);
- k = 2: both have the same number, as a third each cannot be;
- k = 1: at most `ALONE` of its words;
- `most` = 1 or 2: a third of one or two quotations is less than one: each is from a territory of
  its own.

What was said without a known territory counts as one more territory, quoted last. Only what counts
for the theme is quoted (any quadrant but `neutre`). Same codings, same choice.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from synthesis.domain import Coding, Interview, Quadrant
from synthesis.wording import folded

MOST, ALONE = 6, 3
LONGEST = 420
_EASY_WORDS = (8, 50)
# What `synthesis.care` writes over a name that nobody decided upon.
_MASK = re.compile(r"\[(?:personne|téléphone|courriel)\]")
_ENDS, _BEGINS = (".", "!", "?", "…", "»"), ("«", "“")
_WORD = re.compile(r"[^\W\d_]{4,}")
_EDGE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Words as they were said: `interview.answers[answer].text[start:end] == text`.

    `cut`: whether the segment goes on; `role`: who speaks, empty when unknown; `place`: identity of
    the territory, empty when unknown; `question`: key of the question.
    """

    text: str
    segment: str
    interview: str
    answer: int
    start: int
    end: int
    cut: bool
    place: str
    role: str
    question: str
    quadrant: Quadrant
    to_review: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A coding that may be quoted, how typical it is, and its place in reading order."""

    coding: Coding
    score: float
    rank: int

    @property
    def place(self) -> str:
        return self.coding.segment.place


def choose(
    theme: str, codings: Iterable[Coding], *, most: int = MOST, longest: int = LONGEST
) -> tuple[Verbatim, ...]:
    """Quotations of a theme among codings in reading order, in the order in which to show them.

    `most`: how many at most; `longest`: of how many characters, beyond which they are cut between
    two words.
    """
    spoken: dict[tuple[str, str], Coding] = {}
    for coding in codings:
        if theme in coding.themes and is_quotable(coding):
            spoken.setdefault((coding.segment.place, coding.segment.text), coding)
    candidates = _scored(theme, list(spoken.values()), longest)
    rounds = _rounds(candidates)
    return tuple(quoted(item.coding, longest) for item in _fair(rounds, most))


def quoted(coding: Coding, longest: int = LONGEST) -> Verbatim:
    """The words of a coding, or as many as fit before `longest` characters."""
    segment = coding.segment
    text = _cut(segment.text, longest)
    return Verbatim(
        text=text,
        segment=segment.key,
        interview=segment.interview,
        answer=segment.answer,
        start=segment.start,
        end=segment.start + len(text),
        cut=len(text) < len(segment.text),
        place=segment.place,
        role=segment.speaker,
        question=segment.question,
        quadrant=coding.quadrant,
        to_review=coding.to_review,
    )


def is_found(verbatim: Verbatim, interviews: Mapping[str, Interview]) -> bool:
    """Whether the words are where the verbatim says, in its interview."""
    interview = interviews.get(verbatim.interview)
    if interview is None or verbatim.answer >= len(interview.answers):
        return False
    text = interview.answers[verbatim.answer].text
    return text[verbatim.start : verbatim.end] == verbatim.text


def is_quotable(coding: Coding) -> bool:
    """Whether it is said in one of the four quadrants, and not blank."""
    segment = coding.segment
    return coding.quadrant is not Quadrant.NEUTRE and segment.said and bool(segment.text.strip())


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    edges = [match.start() for match in _EDGE.finditer(text, 1, longest + 1)]
    return text[: edges[-1] if edges and edges[-1] > longest // 2 else longest]


def _scored(theme: str, spoken: Sequence[Coding], longest: int) -> list[_Candidate]:
    """The most typical first: words that the theme's other segments share, surely coded."""
    words = [_words(coding.segment.text[:longest]) for coding in spoken]
    shared = Counter(word for found in words for word in found)
    scores = [
        _typical(found, shared, len(spoken)) + _sure(theme, coding) + _easy(coding, longest)
        for coding, found in zip(spoken, words, strict=True)
    ]
    items = [
        _Candidate(c, round(s, 9), i) for i, (c, s) in enumerate(zip(spoken, scores, strict=True))
    ]
    return sorted(items, key=lambda item: (-item.score, item.rank))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded(text)))


def _typical(words: frozenset[str], shared: Counter[str], total: int) -> float:
    """Between 0 and 1: how much its words are those of the others, long segments not favoured."""
    if not words or total < 2:
        return 0.0
    common = sum(log(shared[word]) for word in words)
    return common / (log(total) * sqrt(len(words) * 4))


def _sure(theme: str, coding: Coding) -> float:
    """Decided by a person first, then what the machine is sure of; the main theme first."""
    main = 0.5 if coding.theme == theme else 0.0
    if coding.reviewed:
        return main + 1.0
    first, second, *_ = sorted(coding.probabilities.values(), reverse=True)
    sure = min(first - second, coding.theme_probability)
    return main + sure * 0.8 - (0.3 if coding.to_review else 0.0)


def _easy(coding: Coding, longest: int) -> float:
    """Words that can be read on their own: a whole sentence, neither a bare name nor a speech."""
    text = coding.segment.text.strip()
    least, greatest = _EASY_WORDS
    qualities = (
        (len(text) <= longest, 0.4),
        (least <= len(text.split()) <= greatest, 0.4),
        (text.endswith(_ENDS), 0.2),
        (text[0].isupper() or text.startswith(_BEGINS), 0.2),
        (_MASK.search(text) is None, 0.4),
    )
    return sum(points for holds, points in qualities if holds)


def _rounds(candidates: Sequence[_Candidate]) -> list[list[_Candidate]]:
    """Turns in which each territory gives one quotation, the most typical first.

    Within a turn a territory takes the quadrant that was quoted least for its share.
    """
    left: dict[str, list[_Candidate]] = defaultdict(list)
    for item in candidates:
        left[item.place].append(item)
    weights = Counter(item.coding.quadrant for item in candidates)
    quoted_so_far: Counter[Quadrant] = Counter()
    rounds: list[list[_Candidate]] = []
    while left:
        turn = []
        for place in sorted(left, key=lambda p: (not p, -left[p][0].score, left[p][0].rank)):
            chosen = _next(left[place], quoted_so_far, weights)
            left[place].remove(chosen)
            quoted_so_far[chosen.coding.quadrant] += 1
            turn.append(chosen)
        rounds.append(turn)
        left = defaultdict(list, {place: items for place, items in left.items() if items})
    return rounds


def _next(
    items: Sequence[_Candidate], quoted_so_far: Counter[Quadrant], weights: Counter[Quadrant]
) -> _Candidate:
    """The best of a territory, a point lost for each time that its quadrant had its share."""
    total, done = weights.total(), quoted_so_far.total() + 1

    def value(item: _Candidate) -> tuple[float, int]:
        quadrant = item.coding.quadrant
        excess = quoted_so_far[quadrant] + 1 - done * weights[quadrant] / total
        return -(item.score - max(0.0, excess)), item.rank

    return min(items, key=value)


def _fair(rounds: Sequence[Sequence[_Candidate]], most: int) -> list[_Candidate]:
    """As many as wanted, under the rule of the module."""
    ordered = [item for turn in rounds for item in turn]
    if not ordered or most < 1:
        return []
    territories = len(rounds[0])
    if territories == 1:
        return ordered[: min(most, ALONE)]
    if most < 3:
        return list(rounds[0])[:most]
    least = min(territories, 3)
    sizes = range(min(most, len(ordered)), least - 1, -1)
    return ordered[: next((n for n in sizes if _is_fair(ordered[:n], territories)), least)]


def _is_fair(items: Sequence[_Candidate], territories: int) -> bool:
    counts = Counter(item.place for item in items)
    largest = max(counts.values())
    if territories == 2:
        return len(counts) == 2 and largest * 2 == len(items)
    return largest * 3 <= len(items)
