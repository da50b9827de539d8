"""What a text becomes before it leaves: pseudonyms where decided, masks where nobody did."""

from __future__ import annotations

import re
from collections.abc import Iterable

from synthesis.domain import Territory
from synthesis.language.gazetteer import ACRONYMS, fold_accents
from synthesis.language.persons import is_common, is_first_name, is_role
from synthesis.language.pseudonyms import Decision, Detector, Kind, replacements
from synthesis.language.replacing import Replaced, Span, forms_pattern, replaced

_WORD = re.compile(r"[^\W_](?:[\w’'-]*\w)?")
_ACRONYM = 5


class Veiled:
    """A text before and after; `moved` follows a span from one to the other."""

    def __init__(self, named: Replaced, masked: Replaced) -> None:
        self._named, self._masked = named, masked
        self.text = masked.text
        self.masks = len(masked.spans)

    def moved(self, start: int, end: int) -> Span:
        """Where the span of the first text is in the last one."""
        return self._masked.moved(*self._named.moved(start, end))


class Veil:
    """The decisions of a campaign over its words."""

    def __init__(self, decided: Iterable[Decision], territories: Iterable[Territory]) -> None:
        known, places = list(decided), list(territories)
        self._new = replacements(known)
        self._pattern = forms_pattern(self._new)
        self._pseudonyms = frozenset(self._new.values())
        self._kept = frozenset(d.text for d in known if d.pseudonym is None)
        self._detector = Detector(places)
        names = " ".join(n for t in places for n in (t.name, t.official_name, *t.aliases))
        communes = " ".join(commune.name for t in places for commune in t.communes)
        self._place_words = set(_WORD.findall(_plain(f"{names} {communes}")))

    def over(self, text: str) -> Veiled:
        """The text without names, numbers nor addresses."""
        named = replaced(text, self._pattern, self._new)
        return Veiled(named, self._detector.masked(named.text, self._kept, self._pseudonyms))

    def role(self, speaker: str) -> str:
        """Who speaks, as a role: the mask for whatever could be a name."""
        text = self.over(speaker).text
        bare = text
        for word in (*self._kept, *self._pseudonyms, *(kind.mask for kind in Kind)):
            bare = bare.replace(word, " ")
        return text if all(map(self._tells_nobody, _WORD.findall(bare))) else Kind.PERSON.mask

    def _tells_nobody(self, word: str) -> bool:
        if word.isdigit() or is_role(word) or word in ACRONYMS:
            return True
        if word.isupper() and len(word) <= _ACRONYM:
            return True
        parts = re.split(r"['’-]", word)
        return _plain(word) in self._place_words or (
            not is_first_name(word) and all(_is_small(part) or _is_word(part) for part in parts)
        )


def _plain(text: str) -> str:
    return fold_accents(text).lower()


def _is_word(part: str) -> bool:
    """A word of French, or the plural of one (« services »)."""
    return is_common(part) or (part.islower() and part.endswith("s") and is_common(part[:-1]))


def _is_small(part: str) -> bool:
    return len(part) <= 2 and part.islower()
