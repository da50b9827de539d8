"""Find names of persons: the French entity recogniser, and the cues that it overlooks.

Places stay, they are the matter of the survey: what the gazetteer knows is no person, unless a
civility stands right before (« Mme Redon »). Streets and buildings keep their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

import spacy
from spacy.language import Language

from synthesis.domain import Territory
from synthesis.language.gazetteer import ACRONYMS, Gazetteer, fold_accents
from synthesis.language.tagging import MODEL, pipeline

Span = tuple[int, int]
# Above, the recogniser needs about a gigabyte for each 100,000 signs.
LONGEST = 5_000

_UP = "A-ZÀ-ÖØ-ÞŒŠŽŸ"
_WORD = rf"[{_UP}][\w’'-]*"
_PARTICLE = r"(?:de la|de|du|des|d['’]|le|la|ben|el|al|van|von|da|dos)"
_NAME = rf"{_WORD}(?:[ \u00a0]+(?:{_PARTICLE}[ \u00a0]*)?{_WORD}){{0,3}}"
_TITLE = (
    r"(?:MM?\.|Mr\.?|M(?=[ \u00a0][A-ZÀ-Þ])|Mmes?\.?|Mlles?\.?|[Mm]onsieur|[Mm]essieurs|[Mm]adame"
    r"|[Mm]esdames|[Mm]ademoiselle|Dr\.?|[Dd]octeur|Me|[Mm]aître|Mgr)"
)
_ROLE = (
    r"(?:maire|mairesse|adjointe?s?|présidente?s?|vice[- ]présidente?s?|DGS|DGA|DST"
    r"|directeur|directrice|secrétaire|conseill(?:er|ère)s?|élue?s?|députée?|sénat(?:eur|rice)"
    r"|préf[eè]te?|sous-préf[eè]te?|responsable|agente?|technicien(?:ne)?|animat(?:eur|rice)"
    r"|chargée? de mission|médecin|infirmi(?:er|ère)|agricult(?:eur|rice)|habitante?|collègue"
    r"|boulang(?:er|ère)|notaire|curé|institut(?:eur|rice)|professeur)"
)
_CUED = re.compile(
    rf"(?<!\w)(?P<title>{_TITLE})[ \u00a0]+(?:(?:le|la|l['’])[ \u00a0]?)?(?:{_ROLE}[ \u00a0]+)?"
    rf"(?P<name>{_NAME})",
)
_BY_ROLE = re.compile(rf"(?<!\w)(?i:{_ROLE})[ \u00a0]*(?:,[ \u00a0]*)?(?P<name>{_NAME})")
_WORDS = re.compile(_NAME)
_ROLE_WORD = re.compile(rf"(?i:{_ROLE})")
_TITLE_FIRST = re.compile(rf"(?:{_TITLE}|(?i:{_ROLE}))[ \u00a0,]+")
_NAMED_PLACE = re.compile(
    r"(?i)(?:\b(?:rue|avenue|av\.|boulevard|bd|place|quai|impasse|allée|chemin|square|pont|route"
    r"|écoles?|collège|lycée|salle|stade|gymnase|espace|centre|maison|médiathèque|bibliothèque"
    r"|hôpital|clinique|ehpad|résidence|foyer|parc|jardin|port|gare|château|musée|théâtre|cinéma"
    r"|complexe|pôle|domaine|forêt|étang|lac|île|groupe scolaire|za|zac|zone|lotissement|quartier"
    r"|cité|hameau|institut|université|fondation|ferme|moulin|entreprise|loi)[ \u00a0]+"
    r"(?:[«\"“][ \u00a0]?)?"
    r"|\b(?:rue|avenue|boulevard|place|quai|impasse|allée|square|pont|port|gare|forêt|lac|commune)"
    r"[ \u00a0]+(?:du|de la|de|des|d['’])[ \u00a0]?)$"
)
_SAINT = re.compile(r"(?i)(?:saint|ste?|sainte|notre)\b")
_LONGEST_PLACE_WORD = 40


@lru_cache(maxsize=1)
def recogniser() -> Language:
    """The entity recogniser alone, loaded when first needed."""
    others = ["tok2vec", "morphologizer", "parser", "attribute_ruler", "lemmatizer", "senter"]
    return spacy.load(MODEL, exclude=[*others, "strings"])


class Persons:
    """Finds names of persons, knowing the places of a campaign."""

    def __init__(self, territories: Iterable[Territory] = ()) -> None:
        self._gazetteer = Gazetteer(recogniser(), territories, ())

    def find(self, text: str) -> list[tuple[Span, bool]]:
        """Spans of names in reading order, the longest of those that overlap.

        With each, whether only its civility tells it from a place or a common word: the span then
        holds the civility too (« Mme Redon »).
        """
        found = [
            ((start + first, start + end), cued)
            for start, piece in pieces(text)
            for (first, end), cued in self._in_piece(piece)
        ]
        return _longest(found)

    def _in_piece(self, text: str) -> Iterator[tuple[Span, bool]]:
        doc = recogniser()(text)
        places = [(entity.start, entity.end) for entity in self._gazetteer.find(doc)]
        yield from _cued(text, places)
        by_model = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PER"]
        for span in (*_by_first_name(text), *_by_role(text), *_bare(text, by_model)):
            kept = _outside(text, span, places)
            if kept and not _is_named_place(text, kept):
                yield kept, False


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Lines of the text, long ones cut at a space, each with its offset."""
    start = 0
    for line in text.splitlines(keepends=True):
        offset = 0
        while len(line) - offset > LONGEST:
            cut = line.rfind(" ", offset + 1, offset + LONGEST)
            end = cut if cut > offset else offset + LONGEST
            yield start + offset, line[offset:end]
            offset = end
        yield start + offset, line[offset:]
        start += len(line)


@lru_cache(maxsize=1)
def first_names() -> tuple[frozenset[str], frozenset[str]]:
    """First names, and those of them that are also common words; lower case."""
    lines = (Path(__file__).parent / "prenoms.txt").read_text("utf-8").lower().splitlines()
    kept = [line.split() for line in lines if not line.startswith("#")]
    every = {name for line in kept for name in line if name != "?"}
    doubtful = {name for line in kept if line[:1] == ["?"] for name in line[1:]}
    return frozenset(every), frozenset(doubtful)


def is_first_name(word: str) -> bool:
    """« Jean », « JEAN », « Jean-Pierre »."""
    return any(part in first_names()[0] for part in word.lower().split("-"))


@cache
def is_common(word: str) -> bool:
    """Whether French has the word in lower case (« petit », « fontaine »)."""
    lookups = pipeline().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    lower = word.lower()
    tables = [lookups.get_table(name) for name in ("lemma_index", "lemma_exc")]
    return any(lower in words for table in tables for words in table.values())


def is_role(word: str) -> bool:
    """« maire », « DGS »: what a person is, not who."""
    return _ROLE_WORD.fullmatch(word) is not None


def _cued(text: str, places: list[Span]) -> Iterator[tuple[Span, bool]]:
    for match in _CUED.finditer(text):
        name = trimmed(text, match.span("name"))
        if name is None:
            continue
        words = text[slice(*name)].split()
        alone = len(words) == 1 and (_holds(places, name) or is_common(words[0]))
        yield ((match.start("title"), name[1]) if alone else name), alone


def _by_role(text: str) -> Iterator[Span]:
    for match in _BY_ROLE.finditer(text):
        name = trimmed(text, match.span("name"))
        if name is None:
            continue
        words = text[slice(*name)].split()
        plain = is_common(words[0]) or _is_acronym(words[0])
        # « le maire, Redon » lists; « le maire, Jean Morvan » names.
        listed = len(words) == 1 and "," in text[match.start() : name[0]]
        if not listed and (is_first_name(words[0]) or not plain):
            yield name


def _by_first_name(text: str) -> Iterator[Span]:
    every, doubtful = first_names()
    for match in _WORDS.finditer(text):
        words = [(m.group(), m.start(), m.end()) for m in re.finditer(r"\S+", match.group())]
        for place, (word, start, end) in enumerate(words):
            bare = word.lower().rstrip("'’-")
            if not is_first_name(bare):
                continue
            following = place + 1 < len(words)
            if following or bare not in doubtful or (bare not in every and "-" in bare):
                begin = start
                before = words[place - 1] if place else ("", 0, 0)
                if before[0].isupper() and not (word.isupper() or _is_acronym(before[0])):
                    begin = before[1]  # « DUPONT Jean »
                last = words[-1][2] if following else end
                span = trimmed(text, (match.start() + begin, match.start() + last))
                if span:
                    yield span
                break


def _bare(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """What the recogniser took for a person, without civility, role nor what is common."""
    for start, end in spans:
        span = trimmed(text, (start, end))
        if span is None:
            continue
        words = text[slice(*span)].split()
        first = words[0]
        opens = not text[: span[0]].strip(" \t-–•*«\"'0123456789.()") or text[
            : span[0]
        ].rstrip().endswith((".", "!", "?", ":", "…"))
        lone = len(words) == 1
        if lone and (_is_acronym(first) or (opens and is_common(first))):
            continue
        if not lone and opens and all(is_common(word) for word in words):
            continue
        yield span


def trimmed(text: str, span: Span) -> Span | None:
    """The span from its first to its last capital word, without civility nor role."""
    start, end = span
    while match := _TITLE_FIRST.match(text, start, end):
        start = match.end()
    words = [
        (m.start(), m.end())
        for m in re.finditer(r"[^\s,;:()«»\"]+", text[start:end])
        if re.match(rf"[{_UP}]", m.group())
        and not is_role(m.group().strip(".'’-"))
        and m.group() not in {"M.", "Mme", "Il", "Elle", "On", "Je", "Nous", "Ils"}
    ]
    if not words:
        return None
    first, last = start + words[0][0], start + words[-1][1]
    last -= len(text[first:last]) - len(text[first:last].rstrip(".'’-,;:!?"))
    found = text[first:last]
    if len(found) <= 2 or _SAINT.match(found):
        return None
    return first, last


def _outside(text: str, span: Span, places: list[Span]) -> Span | None:
    """The span without the places of the gazetteer at its ends; None when nothing is left."""
    start, end = span
    for first, last in places:
        if first <= start and end <= last:
            return None
        if first < end <= last and not is_first_name(text[start:first].rsplit(maxsplit=1)[-1]):
            end = first
        elif first <= start < last:
            start = last
    return trimmed(text, (start, end)) if (start, end) != span else span


def _holds(places: Iterable[Span], span: Span) -> bool:
    return any(first <= span[0] and span[1] <= last for first, last in places)


def _is_named_place(text: str, span: Span) -> bool:
    return bool(_NAMED_PLACE.search(text[max(0, span[0] - _LONGEST_PLACE_WORD) : span[0]]))


def _is_acronym(word: str) -> bool:
    return word in ACRONYMS or (word.isupper() and len(fold_accents(word)) <= 4)


def _longest(found: Iterable[tuple[Span, bool]]) -> list[tuple[Span, bool]]:
    kept: list[tuple[Span, bool]] = []
    for span, cued in sorted(found, key=lambda item: (item[0][0] - item[0][1], item[0])):
        if all(span[1] <= start or end <= span[0] for (start, end), _ in kept):
            kept.append((span, cued))
    return sorted(kept)
