"""Exact spans of a text replaced; positions in the old text followed into the new one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Replaced:
    """A text after replacements. `spans`: (start, end) in the old text, length in the new one."""

    text: str
    spans: tuple[tuple[int, int, int], ...] = ()

    def moved(self, start: int, end: int) -> Span:
        """Where the span `start:end` of the old text is now; cut words are taken whole."""
        return self._moved(start, after=False), self._moved(end, after=True)

    def _moved(self, position: int, *, after: bool) -> int:
        shift = 0
        for start, end, length in self.spans:
            if position <= start:
                break
            if position < end:
                return start + shift + (length if after else 0)
            shift += length - (end - start)
        return position + shift


def forms_pattern(forms: Iterable[str]) -> re.Pattern[str] | None:
    """What finds whole words of any of these forms, the longest first; None without forms."""
    ordered = sorted(filter(None, set(forms)), key=lambda form: (-len(form), form))
    if not ordered:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


def replaced(text: str, pattern: re.Pattern[str] | None, new: Mapping[str, str]) -> Replaced:
    """The text where each form found by `pattern` gave way to `new[form]`, nothing else touched."""
    if pattern is None:
        return Replaced(text)
    return with_spans(text, [(*m.span(), new[m.group()]) for m in pattern.finditer(text)])


def with_spans(text: str, spans: Iterable[tuple[int, int, str]]) -> Replaced:
    """The text where each span (start, end) gave way to its words; they do not overlap."""
    parts, kept, end = [], [], 0
    for start, stop, words in sorted(spans):
        parts += [text[end:start], words]
        kept.append((start, stop, len(words)))
        end = stop
    return Replaced("".join([*parts, text[end:]]), tuple(kept))
