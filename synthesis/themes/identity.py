"""Identity of themes from run to run: a discovered theme keeps its slug, and what changed is told.

A run is told by its main themes: segment key → slug, empty for a segment without theme. A segment
that only one of two runs knows says nothing of identity: it comes from an interview that was added,
edited or withdrawn, and is counted apart from those that moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from scipy.optimize import linear_sum_assignment

from synthesis.domain import Coding, Origin, Theme
from synthesis.themes.discovery import PREFIX, unique_slug
from synthesis.wording import plural

Run = Mapping[str, str]

# Half of the members on both sides is a Jaccard of a third at least: this threshold covers it.
LEAST_JACCARD = 0.3


class Kind(StrEnum):
    """What can be said of a theme between two runs."""

    NEW = "nouveau"
    GONE = "disparu"
    JOINED = "rejoint"
    LEFT = "quitte"
    ADDED = "ajoute"
    REMOVED = "retire"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one theme, in segments.

    `joined`, `left`: segments of both runs that moved. `added`, `removed`: segments that only the
    current, or only the previous, run knows. `new`, `gone`: the theme is in one run only.
    """

    theme: str
    label: str
    joined: int = 0
    left: int = 0
    added: int = 0
    removed: int = 0
    new: bool = False
    gone: bool = False

    def told(self) -> Iterator[tuple[Kind, int, str]]:
        """Each thing to say: its kind, how many segments, a French sentence."""
        name = f"« {self.label} »"
        if self.new:
            yield Kind.NEW, self.joined + self.added, self._arrival(name)
            return
        if self.gone:
            lost = self.left + self.removed
            yield Kind.GONE, lost, f"Le thème {name} n'apparaît plus{self._main}{_count(lost)}."
            return
        for kind, count, sentence in (
            (Kind.JOINED, self.joined, f"{_moved(self.joined)} rejoint {name}."),
            (Kind.LEFT, self.left, f"{_moved(self.left)} quitté {name}."),
            (Kind.ADDED, self.added, _arrived(self.added, name)),
            (Kind.REMOVED, self.removed, _withdrawn(self.removed, name)),
        ):
            if count:
                yield kind, count, sentence

    def _arrival(self, name: str) -> str:
        size = _count(self.joined + self.added, new=self.added)
        if self._main:
            return f"Le thème {name} apparaît{self._main}{size}."
        return f"{plural(1, 'thème nouveau')} : {name}{size}."

    @property
    def _main(self) -> str:
        """A theme of the codebook may still be, or have been, a secondary one."""
        return "" if self.theme.startswith(PREFIX) else " comme thème principal"


def main_themes(codings: Iterable[Coding]) -> dict[str, str]:
    """A run as this module compares it: segment key → slug of the main theme, or empty."""
    return {coding.segment.key: coding.theme for coding in codings}


def keep_identity(
    codings: Sequence[Coding], discovered: Sequence[Theme], previous: Run
) -> tuple[list[Coding], tuple[Theme, ...]]:
    """The same codings and discovered themes, under the slugs that they had in the previous run."""
    slugs = {theme.slug for theme in discovered}
    current = main_themes(codings)
    fixed = set(current.values()) - slugs
    renaming = carried_over(
        {key: "" if slug in fixed else slug for key, slug in previous.items()},
        {key: slug if slug in slugs else "" for key, slug in current.items()},
    )
    return (
        [replace(coding, theme=renaming.get(coding.theme, coding.theme)) for coding in codings],
        tuple(replace(theme, slug=renaming.get(theme.slug, theme.slug)) for theme in discovered),
    )


def keep_labels(
    codings: Iterable[Coding], themes: Iterable[Theme], labels: Mapping[str, str]
) -> tuple[tuple[Coding, ...], tuple[Theme, ...]]:
    """The same, each discovered theme under its label in `labels` (slug → label) if it is there."""
    known = tuple(
        replace(theme, label=labels.get(theme.slug) or theme.label)
        if theme.origin is Origin.DISCOVERED
        else theme
        for theme in themes
    )
    kept = {theme.slug: theme.label for theme in known if theme.origin is Origin.DISCOVERED}
    return (
        tuple(replace(c, theme_label=kept.get(c.theme, c.theme_label)) for c in codings),
        known,
    )


def carried_over(previous: Run, current: Run) -> dict[str, str]:
    """Every discovered theme of the current run → its slug: that of the previous theme it goes on.

    Themes are paired on the segments that both runs know, so that the sum of their Jaccard indices
    is the greatest; a tie falls to the first slugs. A theme that goes on none keeps its slug, with
    a numeric suffix where a theme of the previous run had it.
    """
    renaming = _matched(previous, current)
    known = set(previous.values())
    slugs = _discovered(current.values())
    for slug in slugs:
        if slug not in renaming:
            taken = known.union(slugs, renaming.values())
            renaming[slug] = unique_slug(slug, taken) if slug in known else slug
    return renaming


def changes(previous: Run, current: Run, labels: Mapping[str, str]) -> tuple[Change, ...]:
    """What became of every theme that changed: new ones, gone ones, then the most changed first.

    `current` is already under the slugs that `carried_over` gives; `labels`: slug → label.
    """
    shared = previous.keys() & current.keys()
    moved = [key for key in shared if previous[key] != current[key]]
    joined = Counter(current[key] for key in moved)
    left = Counter(previous[key] for key in moved)
    added = Counter(current[key] for key in current.keys() - shared)
    removed = Counter(previous[key] for key in previous.keys() - shared)
    before, now = set(previous.values()), set(current.values())
    found = [
        Change(
            slug,
            labels.get(slug) or slug,
            joined[slug],
            left[slug],
            added[slug],
            removed[slug],
            new=slug not in before,
            gone=slug not in now,
        )
        for slug in (before | now) - {""}
    ]
    return tuple(sorted(filter(_size, found), key=_order))


def _matched(previous: Run, current: Run) -> dict[str, str]:
    shared = previous.keys() & current.keys()
    old, new = _discovered(previous.values()), _discovered(current.values())
    before = Counter(previous[key] for key in shared)
    now = Counter(current[key] for key in shared)
    both = Counter((previous[key], current[key]) for key in shared)
    scores = np.zeros((len(old), len(new)))
    for row, before_slug in enumerate(old):
        for column, slug in enumerate(new):
            common = both[before_slug, slug]
            jaccard = common / max(1, before[before_slug] + now[slug] - common)
            scores[row, column] = jaccard if jaccard >= LEAST_JACCARD else 0
    rows, columns = linear_sum_assignment(scores, maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {new[column]: old[row] for row, column in pairs if scores[row, column]}


def _discovered(slugs: Iterable[str]) -> list[str]:
    return sorted({slug for slug in slugs if slug.startswith(PREFIX)})


def _size(change: Change) -> int:
    return change.joined + change.left + change.added + change.removed


def _order(change: Change) -> tuple[bool, bool, int, str]:
    return not change.new, not change.gone, -_size(change), change.theme


def _count(count: int, *, new: int = 0) -> str:
    apart = f", dont {plural(new, 'nouveau', 'nouveaux')}" if new else ""
    return f" ({plural(count, 'segment')}{apart})"


def _moved(count: int) -> str:
    return f"{plural(count, 'segment')} {'a' if count < 2 else 'ont'}"


def _arrived(count: int, name: str) -> str:
    verb = "porte" if count < 2 else "portent"
    return f"{plural(count, 'nouveau segment', 'nouveaux segments')} {verb} sur {name}."


def _withdrawn(count: int, name: str) -> str:
    verb = "portait" if count < 2 else "portaient"
    return f"{plural(count, 'segment retiré', 'segments retirés')} {verb} sur {name}."
