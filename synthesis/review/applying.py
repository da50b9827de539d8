"""Decisions over what the machine proposed: reviewed codings, reviewed themes.

Segments and themes keep their identifiers from run to run, so a decision holds over any run. What
bears on a segment that the run does not know (its interview was edited or withdrawn) is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from synthesis.domain import Coding, Quadrant, Theme
from synthesis.review.state import ReviewState, SegmentReview

_CERTAIN = {
    chosen: {quadrant: float(quadrant is chosen) for quadrant in Quadrant} for chosen in Quadrant
}


@dataclass(frozen=True, slots=True)
class Machine:
    """A run as the machine left it.

    `labels`: slug → label; `earlier`: those of themes that only earlier runs knew. `index`:
    segment key → its place in `codings`.
    """

    codings: tuple[Coding, ...]
    labels: Mapping[str, str]
    earlier: Mapping[str, str]
    index: Mapping[str, int]

    @classmethod
    def of(
        cls,
        codings: Iterable[Coding],
        labels: Mapping[str, str],
        earlier: Mapping[str, str] | None = None,
    ) -> Machine:
        """With the index that goes with the codings."""
        known = tuple(codings)
        index = {coding.segment.key: place for place, coding in enumerate(known)}
        return cls(known, labels, earlier or {}, index)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A run with the decisions of `state` over it.

    `codings`: one for each of the machine's, at the same place, excluded ones too. `labels`: slug
    → label of every theme that was not merged into another. `lost`: segments decided upon that
    the run does not know.
    """

    machine: Machine
    state: ReviewState
    codings: tuple[Coding, ...]
    labels: Mapping[str, str]
    lost: tuple[str, ...]

    def counted(self) -> tuple[Coding, ...]:
        """The codings that count, in reading order."""
        segments = self.state.segments
        excluded = {key for key, review in segments.items() if review.excluded}
        if not excluded:
            return self.codings
        return tuple(c for c in self.codings if c.segment.key not in excluded)

    def get(self, key: str) -> Coding | None:
        """The coding of a segment, excluded or not."""
        place = self.machine.index.get(key)
        return None if place is None else self.codings[place]


def reviewed(machine: Machine, state: ReviewState, *, before: Reviewed | None = None) -> Reviewed:
    """The run under the decisions of a state.

    `before`, the same run under an earlier state, saves the work on what did not change.
    """
    labels = reviewed_labels(machine, state)
    codings = list(machine.codings)
    stale: Iterable[str] = state.segments
    if before is not None and before.machine is machine and before.labels == labels:
        codings = list(before.codings)
        stale = _changed(before.state, state)
    elif _renamed(machine.labels, labels):
        codings = [_relabelled(coding, state, labels) for coding in codings]
    lost = tuple(sorted(key for key in state.segments if key not in machine.index))
    for key in stale:
        if (place := machine.index.get(key)) is not None:
            coding = machine.codings[place]
            codings[place] = _decided(coding, state, labels, state.segment(key))
    return Reviewed(machine, state, tuple(codings), labels, lost)


def reviewed_labels(machine: Machine, state: ReviewState) -> dict[str, str]:
    """Slug → label of the themes that stand: renamed, without those merged, with those split."""
    split = {slug: review.label for slug, review in state.themes.items() if review.split_from}
    known = {**_still_used(machine.earlier, state), **split, **machine.labels}
    return {
        slug: state.theme(slug).label or label or slug
        for slug, label in known.items()
        if not state.theme(slug).merged_into
    }


def _still_used(earlier: Mapping[str, str], state: ReviewState) -> dict[str, str]:
    """Themes that the run no longer has, and that a decision still names."""
    if not earlier:
        return {}
    named = {slug for review in state.segments.values() for slug in review.themes or ()}
    named |= {review.merged_into for review in state.themes.values()}
    return {slug: label for slug, label in earlier.items() if slug in named}


def reviewed_theme(theme: Theme, state: ReviewState) -> Theme:
    """A theme of the codebook under its reviewed label."""
    return replace(theme, label=state.theme(theme.slug).label or theme.label)


def _changed(before: ReviewState, state: ReviewState) -> list[str]:
    """Segments that two states do not see alike."""
    keys = before.segments.keys() | state.segments.keys()
    # Most are the very same object: only the others are worth comparing.
    return [
        key
        for key in keys
        if (old := before.segments.get(key)) is not (new := state.segments.get(key)) and old != new
    ]


def _renamed(before: Mapping[str, str], labels: Mapping[str, str]) -> bool:
    return any(labels.get(slug) != label for slug, label in before.items())


def _decided(
    coding: Coding, state: ReviewState, labels: Mapping[str, str], review: SegmentReview
) -> Coding:
    if review.quadrant is not None:
        coding = replace(coding, probabilities=_CERTAIN[review.quadrant])
    if review.themes is not None:
        main, *others = review.themes or ("",)
        coding = replace(coding, theme=main, secondary_themes=tuple(others), theme_probability=1.0)
    if review.decided:
        coding = replace(coding, to_review=False, reviewed=True)
    return _relabelled(coding, state, labels)


def _relabelled(coding: Coding, state: ReviewState, labels: Mapping[str, str]) -> Coding:
    """The coding under the themes that stand: merged ones give way to their target."""
    themes = resolved(coding.themes, state)
    label = labels.get(themes[0], coding.theme_label) if themes else ""
    if themes == coding.themes and label == coding.theme_label:
        return coding
    main = themes[0] if themes else ""
    return replace(coding, theme=main, theme_label=label, secondary_themes=themes[1:])


def resolved(themes: Sequence[str], state: ReviewState) -> tuple[str, ...]:
    """These themes, each once, those merged replaced by what they were merged into."""
    return tuple(dict.fromkeys(state.resolve(theme) for theme in themes))
