"""What a person can decide about segments and themes: one frozen dataclass for each decision.

A decision names segments by their key and themes by their slug, never by the words of a
participant, so that the log outlives the erasure of an interview. It `touches` what it changes
and `needs` what it relies on, both as « aspect:identifier »: two decisions meet where one touches
what the other touches or needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from synthesis.domain import InputError, Quadrant

VERSION = 1
Themes = tuple[str, ...]
# Segment key → its themes, the main one first, as pairs so that an event stays hashable.
Assigned = tuple[tuple[str, Themes], ...]


def _quadrant(segment: str) -> str:
    return f"quadrant:{segment}"


def _themes(segment: str) -> str:
    return f"themes:{segment}"


def _exists(theme: str) -> str:
    return f"existe:{theme}"


def _coded(segment: str) -> frozenset[str]:
    return frozenset({_quadrant(segment), _themes(segment)})


def _existing(themes: Iterable[str]) -> frozenset[str]:
    return frozenset(_exists(theme) for theme in themes)


@dataclass(frozen=True, slots=True)
class Event:
    """What every decision shares."""

    kind: ClassVar[str]

    @property
    def touches(self) -> frozenset[str]:
        """What it changes."""
        return frozenset()

    @property
    def needs(self) -> frozenset[str]:
        """What it relies on, without changing it."""
        return frozenset()


@dataclass(frozen=True, slots=True)
class ConfirmSegment(Event):
    """The coding is right as shown; it is kept whatever a later run proposes."""

    kind: ClassVar[str] = "confirmer"
    segment: str
    quadrant: Quadrant
    themes: Themes = ()

    @property
    def touches(self) -> frozenset[str]:
        """The whole coding of the segment."""
        return _coded(self.segment)

    @property
    def needs(self) -> frozenset[str]:
        """Its themes."""
        return _existing(self.themes)


@dataclass(frozen=True, slots=True)
class SettleDisagreement(ConfirmSegment):
    """What two readers coded differently, settled."""

    kind: ClassVar[str] = "trancher"


@dataclass(frozen=True, slots=True)
class SetQuadrant(Event):
    """The segment belongs to another quadrant."""

    kind: ClassVar[str] = "quadrant"
    segment: str
    quadrant: Quadrant

    @property
    def touches(self) -> frozenset[str]:
        """The quadrant of the segment."""
        return frozenset({_quadrant(self.segment)})


@dataclass(frozen=True, slots=True)
class SetTheme(Event):
    """The segment speaks of these themes, the main one first; none: of no theme."""

    kind: ClassVar[str] = "theme"
    segment: str
    themes: Themes = ()

    @property
    def touches(self) -> frozenset[str]:
        """The themes of the segment."""
        return frozenset({_themes(self.segment)})

    @property
    def needs(self) -> frozenset[str]:
        """The themes chosen."""
        return _existing(self.themes)


@dataclass(frozen=True, slots=True)
class ExcludeSegment(Event):
    """The segment counts for nothing (an aside, a word to the interviewer)."""

    kind: ClassVar[str] = "exclure"
    segment: str

    @property
    def touches(self) -> frozenset[str]:
        """Whether the segment counts."""
        return frozenset({f"compte:{self.segment}"})


@dataclass(frozen=True, slots=True)
class IncludeSegment(ExcludeSegment):
    """The segment counts again."""

    kind: ClassVar[str] = "reprendre"


@dataclass(frozen=True, slots=True)
class RenameTheme(Event):
    """Another label; the slug stays."""

    kind: ClassVar[str] = "renommer"
    theme: str
    label: str

    @property
    def touches(self) -> frozenset[str]:
        """The label of the theme."""
        return frozenset({f"libelle:{self.theme}"})

    @property
    def needs(self) -> frozenset[str]:
        """The theme."""
        return _existing([self.theme])


@dataclass(frozen=True, slots=True)
class MergeThemes(Event):
    """All that is said of `source`, now and in later runs, is said of `target`."""

    kind: ClassVar[str] = "fusionner"
    source: str
    target: str

    @property
    def touches(self) -> frozenset[str]:
        """The theme that is no more."""
        return _existing([self.source])

    @property
    def needs(self) -> frozenset[str]:
        """The theme that takes over."""
        return _existing([self.target])


@dataclass(frozen=True, slots=True)
class SplitTheme(Event):
    """A new theme, `slug`, takes some segments of `source`; `segments`: their themes from now."""

    kind: ClassVar[str] = "scinder"
    source: str
    slug: str
    label: str
    segments: Assigned = ()

    @property
    def touches(self) -> frozenset[str]:
        """The new theme and the segments that it takes."""
        return _existing([self.slug]) | {_themes(key) for key, _ in self.segments}

    @property
    def needs(self) -> frozenset[str]:
        """Every other theme of these segments, and the one that is split."""
        named = {theme for _, themes in self.segments for theme in themes} | {self.source}
        return _existing(named - {self.slug})


@dataclass(frozen=True, slots=True)
class MoveSegments(Event):
    """Segments go from a theme to another; `segments`: their themes from now."""

    kind: ClassVar[str] = "deplacer"
    source: str
    target: str
    segments: Assigned = ()

    @property
    def touches(self) -> frozenset[str]:
        """The themes of the segments."""
        return frozenset(_themes(key) for key, _ in self.segments)

    @property
    def needs(self) -> frozenset[str]:
        """Every theme named."""
        return _existing({self.target, *(t for _, themes in self.segments for t in themes)})


@dataclass(frozen=True, slots=True)
class MemoTheme(Event):
    """The reviewer's note on a theme; empty: none."""

    kind: ClassVar[str] = "memo"
    theme: str
    memo: str

    @property
    def touches(self) -> frozenset[str]:
        """The note of the theme."""
        return frozenset({f"memo:{self.theme}"})

    @property
    def needs(self) -> frozenset[str]:
        """The theme."""
        return _existing([self.theme])


@dataclass(frozen=True, slots=True)
class ValidateTheme(Event):
    """The theme holds together, as it is now; `valid` false withdraws that."""

    kind: ClassVar[str] = "valider"
    theme: str
    valid: bool = True

    @property
    def touches(self) -> frozenset[str]:
        """Whether the theme is validated."""
        return frozenset({f"valide:{self.theme}"})

    @property
    def needs(self) -> frozenset[str]:
        """The theme."""
        return _existing([self.theme])


@dataclass(frozen=True, slots=True)
class SignOff(Event):
    """The advisor answers for the campaign: run `analysis`, decisions up to `through`."""

    kind: ClassVar[str] = "signer"
    analysis: int
    through: int

    @property
    def touches(self) -> frozenset[str]:
        """The signature."""
        return frozenset({"signature:"})


@dataclass(frozen=True, slots=True)
class LearnFrom(Event):
    """Later runs learn from the decisions up to `through`."""

    kind: ClassVar[str] = "apprendre"
    through: int

    @property
    def touches(self) -> frozenset[str]:
        """What the machine learnt."""
        return frozenset({"apprentissage:"})


@dataclass(frozen=True, slots=True)
class Undo(Event):
    """The decision of that sequence no longer holds."""

    kind: ClassVar[str] = "annuler"
    target: int


@dataclass(frozen=True, slots=True)
class Redo(Event):
    """The decision of that sequence holds again."""

    kind: ClassVar[str] = "retablir"
    target: int


KINDS: Mapping[str, type[Event]] = {
    kind.kind: kind
    for kind in (
        ConfirmSegment,
        SettleDisagreement,
        SetQuadrant,
        SetTheme,
        ExcludeSegment,
        IncludeSegment,
        RenameTheme,
        MergeThemes,
        SplitTheme,
        MoveSegments,
        MemoTheme,
        ValidateTheme,
        SignOff,
        LearnFrom,
        Undo,
        Redo,
    )
}


def segments_of(event: Event) -> frozenset[str]:
    """Keys of the segments that it changes."""
    found = (touched.partition(":") for touched in event.touches)
    return frozenset(key for aspect, _, key in found if aspect in {"quadrant", "themes", "compte"})


def themes_of(event: Event) -> frozenset[str]:
    """Slugs of the themes that it changes or names."""
    found = (name.partition(":") for name in event.touches | event.needs)
    return frozenset(
        slug for aspect, _, slug in found if aspect in {"existe", "libelle", "memo", "valide"}
    )


def to_json(event: Event) -> dict[str, Any]:
    """What is stored beside the kind; `from_json` gives the event back."""
    return {"version": VERSION, **asdict(event)}


def from_json(kind: str, payload: Mapping[str, Any]) -> Event:
    """The event. Raise InputError for one that a newer version of the application wrote."""
    if kind not in KINDS or payload.get("version") != VERSION:
        raise InputError(
            f"le journal contient une décision inconnue (« {kind} »).",
            where="journal de relecture",
            remedy="Installez la dernière version de l'application.",
        )
    values = {name: _frozen(value) for name, value in payload.items() if name != "version"}
    if "quadrant" in values:
        values["quadrant"] = Quadrant(values["quadrant"])
    return KINDS[kind](**values)


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else value


def is_about_segment(event: Event, key: str) -> bool:
    """Whether a segment is one that the event changes; quick enough for a whole log."""
    if getattr(event, "segment", None) == key:
        return True
    return any(changed == key for changed, _ in getattr(event, "segments", ()))


def is_about_theme(event: Event, slug: str) -> bool:
    """Whether a theme is the subject of the event, not only the choice made for a segment."""
    subjects = (getattr(event, name, None) for name in ("theme", "source", "target", "slug"))
    return slug in subjects
