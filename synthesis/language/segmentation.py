"""Cut an answer into segments that each say one thing, with exact offsets.

A note line is a segment; a paragraph is cut into sentences, very short ones joined; a sentence
that opposes two statements is cut at the opposition; what is still long is cut as in Reinert's
method (about 40 words, at the best punctuation). Everything works on offsets of the raw text,
which is never changed: `text[start:end]` is always the segment.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

Span = tuple[int, int]
Keep = Callable[[str, int, re.Match[str]], bool]

TARGET_WORDS = 40
LONGEST_WORDS = round(TARGET_WORDS * 1.4)
MIN_OPPOSED_WORDS = 3
MIN_WORDS = 3
SHORT_SENTENCE = 6
WRAPPED_WIDTH = 60

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BULLET = re.compile(
    r"\s*(?:[-–—•●◦▪*·>→✓]\s+|o\t|[-–—•●◦▪·→✓](?=[^\W\d])|\(?\d{1,2}[.)]\s+|[a-z]\)\s+)"
)
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_STOP = re.compile(r"[.!?…]+(?:[\"'”’)\]]|\s?»)*(?=\s)")
_SEPARATOR = re.compile(r"\s*;\s*|\s+/{1,2}\s+|\s+[–—]\s+")
_OPPOSITION = re.compile(
    r"[\s,;:(–—-]+(?=(?:mais|par contre|en revanche|cependant|toutefois|pourtant|néanmoins|"
    r"sauf que|tandis que|alors que|malgré tout|reste que|seulement voilà)\b)",
    re.IGNORECASE,
)
_NOT_ONLY = re.compile(r"\bnon seulement\b|\bpas seulement\b|\bpas que\b", re.IGNORECASE)
_ALSO = re.compile(r"mais\s+(?:aussi|encore|également|surtout|bien)\b", re.IGNORECASE)
_ABBREVIATIONS = frozenset(
    "m mm mme mmes mlle mr dr pr me st ste env cf ex art av bd bld chap p pp n no nb nbre vol fig "
    "tél tel max min approx resp hab hbts pers ha km h mn sec éd ed réf ref obs rq nota dép dept "
    "dpt com cne comm adj admin assoc bât bat bcp auj aujd déf dév dev dvpt dvt éco "
    "eco équip gal gén gouv gvt info loc moy mun niv nov oct sept déc dec janv févr fév avr "
    "juil jr jrs pb pbs pop prés pdt vp princ pt qd qq qqs qqch qqn rdv réu rte sté suppl tjs ts "
    "tt tte ttes ttx transp trav vs etc".split()
)
_SENTENCE_END_ANYWAY = frozenset({"etc"})
# Weights of a cut after each mark (Reinert's rule for elementary context units).
_CUT_WEIGHTS = {".": 6.0, "?": 6.0, "!": 6.0, "…": 6.0, ":": 5.0, ";": 4.0, ",": 1.0}
_CUT_ANYWHERE = 0.01


def spans(text: str) -> list[Span]:
    """Segments of an answer as (start, end), in order, without overlap.

    Offsets are Unicode code points. Blank text gives no span; letters and digits outside of list
    markers are all covered.
    """
    found: list[Span] = []
    for block in _blocks(text):
        sentences = _merge_fragments(text, _sentences(text, block), least=SHORT_SENTENCE)
        pieces = [
            piece
            for sentence in sentences
            for clause in _separated(text, sentence)
            for opposed in _opposed(text, clause)
            for piece in _shortened(text, opposed)
        ]
        found.extend(_merge_fragments(text, pieces, least=MIN_WORDS))
    return found


def lines(text: str) -> list[Span]:
    """Each line that holds something, whole, as (start, end)."""
    return [m.span() for m in re.finditer(r"[^\n]+", text) if m.group().strip()]


def count_words(text: str) -> int:
    """Number of words, elisions and compounds counting for one."""
    return sum(1 for _ in _WORD.finditer(text))


def _count_plain_words(text: str) -> int:
    """Words that are not figures: « 14 km / 9 ouvrages » says one thing."""
    return sum(1 for word in _WORD.finditer(text) if not word.group()[0].isdigit())


def _blocks(text: str) -> Iterator[Span]:
    """Lines, with those of a hard-wrapped paragraph joined, list markers left out."""
    current: Span | None = None
    previous_end = 0
    for match in _LINE.finditer(text):
        start, end = _strip(text, *match.span())
        if start == end:
            continue
        marker = _BULLET.match(text, match.start(), end)
        blank_between = text.count("\n", previous_end, match.start()) > 1
        if current and not marker and not blank_between and _continues(text, current, start):
            current = (current[0], end)
        else:
            if current:
                yield current
            current = _strip(text, marker.end() if marker else start, end)
        previous_end = match.end()
    if current:
        yield current


def _continues(text: str, block: Span, start: int) -> bool:
    """Whether the line at `start` goes on with a line that was wrapped by an editor."""
    last_line = text.rfind("\n", *block) + 1 or block[0]
    if block[1] - last_line < WRAPPED_WIDTH or text[block[1] - 1] in ".!?…:;":
        return text[start].islower() and block[1] - last_line >= WRAPPED_WIDTH
    return text[start].islower() or text[start].isdigit() or _ends_open(text, block)


def _ends_open(text: str, block: Span) -> bool:
    """Whether the block's last word calls for a following one (« la gare de »)."""
    last = text[slice(*block)].rsplit(None, 1)[-1].lower()
    return last in {
        "de", "du", "des", "la", "le", "les", "à", "au", "aux", "et", "ou", "en", "sur", "vers",
        "dans", "par", "pour", "avec", "que", "qui", "un", "une", "sans", "entre", "chez", "ce",
    }  # fmt: skip


def _sentences(text: str, block: Span) -> Iterator[Span]:
    start = block[0]
    for stop in _STOP.finditer(text, *block):
        if _ends_sentence(text, start, stop, block[1]):
            yield _strip(text, start, stop.end())
            start = stop.end()
    yield _strip(text, start, block[1])


def _ends_sentence(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    following = text[stop.end() : end].lstrip()
    if not following:
        return False
    if not stop.group().startswith("."):
        return not following[0].islower() or stop.group()[0] in "!?"
    word = re.search(r"[^\s(«\"'’]*$", text[start : stop.start()])
    last = word.group().lower() if word else ""
    if last in _ABBREVIATIONS or len(last) == 1:
        return last in _SENTENCE_END_ANYWAY and following[0].isupper()
    if not following[0].islower():
        return not (last.isdigit() and following[0].isdigit())
    return len(last) >= MIN_WORDS and stop.group() == "."


def _separated(text: str, sentence: Span) -> Iterator[Span]:
    """Parts of a note line set apart by « ; », « / » or a dash, when each says enough."""
    yield from _cut(text, sentence, _SEPARATOR, keep=_always)


def _opposed(text: str, clause: Span) -> Iterator[Span]:
    """The two statements of « la gare est là, mais plus aucun train ne s'arrête »."""
    yield from _cut(text, clause, _OPPOSITION, keep=_is_opposition)


def _always(_text: str, _start: int, _cut: re.Match[str]) -> bool:
    return True


def _is_opposition(text: str, start: int, cut: re.Match[str]) -> bool:
    # « non seulement … mais aussi » adds; it opposes nothing.
    return not (_NOT_ONLY.search(text, start, cut.start()) or _ALSO.match(text, cut.end()))


def _cut(text: str, span: Span, pattern: re.Pattern[str], *, keep: Keep) -> Iterator[Span]:
    start, end = span
    for cut in pattern.finditer(text, start, end):
        before, after = text[start : cut.start()], text[cut.end() : end]
        enough = min(_count_plain_words(before), _count_plain_words(after)) >= MIN_OPPOSED_WORDS
        in_brackets = before.count("(") > before.count(")")
        if enough and not in_brackets and keep(text, start, cut):
            yield _strip(text, start, cut.start())
            start = cut.end()
    yield _strip(text, start, end)


def _shortened(text: str, span: Span) -> Iterator[Span]:
    """Cut while longer than 56 words, where weight / (distance to 40 words + 1) is largest."""
    start, end = span
    words = [m.start() for m in re.finditer(r"\S+", text[start:end])]
    while len(words) > LONGEST_WORDS:
        best = max(
            range(MIN_WORDS, min(LONGEST_WORDS, len(words) - MIN_WORDS + 1)),
            key=lambda n: _cut_weight(text, start + words[n]) / (abs(n - TARGET_WORDS) + 1),
        )
        cut = start + words[best]
        yield _strip(text, start, cut)
        offset = words[best]
        start, words = cut, [position - offset for position in words[best:]]
    yield _strip(text, start, end)


def _cut_weight(text: str, position: int) -> float:
    if unicodedata.combining(text[position]):
        return 0.0
    return _CUT_WEIGHTS.get(text[:position].rstrip()[-1:], _CUT_ANYWHERE)


def _merge_fragments(text: str, pieces: Iterable[Span], *, least: int) -> list[Span]:
    """Join « Oui. » to what follows it, or at the end to what precedes: too short to be judged."""
    merged: list[Span] = []
    pending: int | None = None
    last = 0
    for start, end in pieces:
        if start == end:
            continue
        begin, last = start if pending is None else pending, end
        pending = begin if count_words(text[begin:end]) < least else None
        if pending is None:
            merged.append((begin, end))
    if pending is None:
        return merged
    begin = merged.pop()[0] if merged else pending
    return [*merged, (begin, last)]


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
