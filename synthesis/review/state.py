"""The state of a review: the log replayed. Pure, total (no log makes it fail) and deterministic.

Undoing is part of the log: `Undo` and `Redo` name the decision that they put out or back, which
then counts at its own place, not at theirs. Whether one may be undone is for `undoing.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from synthesis.domain import Quadrant
from synthesis.review.events import (
    ConfirmSegment,
    Event,
    ExcludeSegment,
    IncludeSegment,
    LearnFrom,
    MemoTheme,
    MergeThemes,
    MoveSegments,
    Redo,
    RenameTheme,
    SetQuadrant,
    SetTheme,
    SignOff,
    SplitTheme,
    Themes,
    Undo,
    ValidateTheme,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: who, when (UTC), what, why. `sequence` counts from 1 in a campaign."""

    sequence: int
    account: int
    name: str
    at: datetime
    event: Event
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SegmentReview:
    """What was decided of a segment; None: left to the machine."""

    quadrant: Quadrant | None = None
    themes: Themes | None = None
    excluded: bool = False

    @property
    def decided(self) -> bool:
        """Whether a person had a say."""
        return self.excluded or self.quadrant is not None or self.themes is not None


@dataclass(frozen=True, slots=True)
class ThemeReview:
    """What was decided of a theme; empty fields: nothing was."""

    label: str = ""
    merged_into: str = ""
    split_from: str = ""
    memo: str = ""
    validated: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """Who answers for the campaign: for run `analysis` and the decisions up to `through`."""

    name: str
    at: datetime
    sequence: int
    analysis: int
    through: int


_UNTOUCHED = SegmentReview()
_NOTHING = ThemeReview()


@dataclass(frozen=True, slots=True)
class ReviewState:
    """What stands after `sequence` lines of the log. Nobody changes its mappings."""

    sequence: int = 0
    segments: Mapping[str, SegmentReview] = field(default_factory=dict)
    themes: Mapping[str, ThemeReview] = field(default_factory=dict)
    signature: Signature | None = None
    learnt_through: int = 0

    def segment(self, key: str) -> SegmentReview:
        """What was decided of a segment."""
        return self.segments.get(key, _UNTOUCHED)

    def theme(self, slug: str) -> ThemeReview:
        """What was decided of a theme."""
        return self.themes.get(slug, _NOTHING)

    def resolve(self, slug: str) -> str:
        """The theme that a theme was merged into, itself if it was not."""
        while target := self.theme(slug).merged_into:
            slug = target
        return slug


NOTHING_DECIDED = ReviewState()


def replay(entries: Sequence[Entry], start: ReviewState = NOTHING_DECIDED) -> ReviewState:
    """The state after these lines, in order.

    `start` is the state before them; as an undo may reach behind it, lines with one need the
    whole log (`start` then is the empty state).
    """
    standing = _standing(entries)
    draft = _Draft(start)
    for entry in entries:
        if entry.sequence in standing:
            draft.apply(entry)
    return draft.frozen(entries[-1].sequence if entries else start.sequence)


def extended(state: ReviewState, log: Sequence[Entry], since: Sequence[Entry]) -> ReviewState:
    """The state of `log`, of which `since` are the lines after `state`."""
    if any(isinstance(entry.event, Undo | Redo) for entry in since):
        return replay(log)
    return replay(since, state)


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The decisions that hold: undone ones, undos and redos left out."""
    known = list(entries)
    kept = _standing(known)
    return [entry for entry in known if entry.sequence in kept]


def _standing(entries: Iterable[Entry]) -> set[int]:
    kept: set[int] = set()
    for entry in entries:
        match entry.event:
            case Undo(target):
                kept.discard(target)
            case Redo(target):
                kept.add(target)
            case _:
                kept.add(entry.sequence)
    return kept


class _Draft:
    """A state being replayed."""

    def __init__(self, start: ReviewState) -> None:
        self._segments = dict(start.segments)
        self._themes = dict(start.themes)
        self._signature = start.signature
        self._learnt = start.learnt_through

    def frozen(self, sequence: int) -> ReviewState:
        """What stands, without what was decided and then decided back to nothing."""
        return ReviewState(sequence, self._segments, self._themes, self._signature, self._learnt)

    def apply(self, entry: Entry) -> None:
        """One decision that holds."""
        match entry.event:
            case SignOff(analysis, through):
                self._signature = Signature(entry.name, entry.at, entry.sequence, analysis, through)
            case LearnFrom(through):
                self._learnt = through
            case RenameTheme() | MemoTheme() | ValidateTheme() | MergeThemes() as event:
                self._apply_to_theme(event)
            case event:
                self._apply_to_segments(event)

    def _apply_to_theme(self, event: Event) -> None:
        match event:
            case RenameTheme(theme, label):
                self._change_theme(theme, label=label)
            case MemoTheme(theme, memo):
                self._change_theme(theme, memo=memo)
            case ValidateTheme(theme, valid):
                self._change_theme(theme, validated=valid)
            case MergeThemes(source, target) if self._last(target) != self._last(source):
                self._change_theme(self._last(source), merged_into=self._last(target))

    def _apply_to_segments(self, event: Event) -> None:
        match event:
            case ConfirmSegment(segment, quadrant, themes):
                self._change(segment, quadrant=quadrant, themes=themes)
            case SetQuadrant(segment, quadrant):
                self._change(segment, quadrant=quadrant)
            case SetTheme(segment, themes):
                self._change(segment, themes=themes)
            case IncludeSegment(segment):
                self._change(segment, excluded=False)
            case ExcludeSegment(segment):
                self._change(segment, excluded=True)
            case SplitTheme(source, slug, label, assigned):
                self._change_theme(slug, label=label, split_from=source, merged_into="")
                self._assign(assigned)
            case MoveSegments(_, _, assigned):
                self._assign(assigned)

    def _assign(self, assigned: Iterable[tuple[str, Themes]]) -> None:
        for key, themes in assigned:
            self._change(key, themes=themes)

    def _change(self, key: str, **changes: object) -> None:
        changed = replace(self._segments.get(key, _UNTOUCHED), **changes)  # type: ignore[arg-type]
        if changed.decided:
            self._segments[key] = changed
        else:
            self._segments.pop(key, None)

    def _change_theme(self, slug: str, **changes: object) -> None:
        changed = replace(self._themes.get(slug, _NOTHING), **changes)  # type: ignore[arg-type]
        if changed == _NOTHING:
            self._themes.pop(slug, None)
        else:
            self._themes[slug] = changed

    def _last(self, slug: str) -> str:
        while target := self._themes.get(slug, _NOTHING).merged_into:
            slug = target
        return slug
