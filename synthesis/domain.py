"""The vocabulary of the field: what every room of the house talks about.

Everything here is frozen and checked on construction. A value that a person can get wrong raises
`InputError`, whose message is French and made to be shown; a programmer's mistake raises
`ValueError`. This module imports nothing of ours.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SLUG = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
SIREN = re.compile(r"\d{9}")


class InputError(Exception):
    """What a user can mend: what is wrong, where (file, line, cell), what to do."""

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        self.message = message
        self.where = where
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where} : " if self.where else ""
        advice = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.message}{advice}"


class Quadrant(StrEnum):
    """The four quadrants of the synthesis board, and what belongs to none of them."""

    ATOUT = "atout"
    RESSOURCE = "ressource"
    DIFFICULTE = "difficulte"
    INQUIETUDE = "inquietude"
    NEUTRE = "neutre"

    @property
    def label(self) -> str:
        """French name, plural, as written on the board."""
        return _QUADRANT_LABELS[self]


_QUADRANT_LABELS = {
    Quadrant.ATOUT: "Atouts",
    Quadrant.RESSOURCE: "Ressources",
    Quadrant.DIFFICULTE: "Difficultés",
    Quadrant.INQUIETUDE: "Inquiétudes",
    Quadrant.NEUTRE: "Hors quadrant",
}

BOARD = (Quadrant.ATOUT, Quadrant.RESSOURCE, Quadrant.DIFFICULTE, Quadrant.INQUIETUDE)


class AnswerState(StrEnum):
    """Three things that must not be confused: said, answered by nothing, not asked."""

    SAID = "dit"
    NOTHING = "rien"
    NOT_ASKED = "non_posee"


class Origin(StrEnum):
    """Where a theme comes from: the codebook, or discovery in the words."""

    CODEBOOK = "grille"
    DISCOVERED = "decouverte"


@dataclass(frozen=True, slots=True)
class Commune:
    """A municipality, by its INSEE code."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Territory:
    """An intercommunalité (EPCI): the unit over which convergence is counted.

    `x`, `y` place it on the schematic tile map (column from the west, row from the north).
    """

    siren: str
    name: str
    official_name: str = ""
    aliases: tuple[str, ...] = ()
    communes: tuple[Commune, ...] = ()
    population: int = 0
    x: int = 0
    y: int = 0

    def __post_init__(self) -> None:
        if not SIREN.fullmatch(self.siren):
            raise InputError(
                f"le SIREN « {self.siren} » n'est pas valable.",
                remedy="Un SIREN compte neuf chiffres.",
            )
        if not self.name.strip():
            raise InputError(f"le territoire {self.siren} n'a pas de nom.")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the form.

    `hint` is the quadrant that the question asks for; `themes` the themes it asks about (a
    territory where it was not asked is not counted against them); `wish` says that it asks for
    subjects to work on together.
    """

    key: str
    title: str
    prompts: tuple[str, ...] = ()
    hint: Quadrant | None = None
    themes: tuple[str, ...] = ()
    wish: bool = False

    def __post_init__(self) -> None:
        if not SLUG.fullmatch(self.key):
            raise InputError(
                f"le nom de question « {self.key} » n'est pas valable.",
                remedy="Utilisez des minuscules sans accent, des chiffres et « _ ».",
            )
        if not self.title.strip():
            raise InputError(f"la question « {self.key} » n'a pas d'intitulé.")


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The form of a campaign: its questions, in the order in which they are asked."""

    key: str
    title: str
    questions: tuple[Question, ...]

    def __post_init__(self) -> None:
        if not self.questions:
            raise InputError(f"le questionnaire « {self.key} » n'a aucune question.")
        _refuse_duplicates("question", [q.key for q in self.questions])

    def get(self, key: str) -> Question | None:
        """The question of that key, or None."""
        return next((q for q in self.questions if q.key == key), None)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What a theme does not cover, and the theme where it goes."""

    what: str
    goes_to: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the codebook, or one discovered in the words."""

    slug: str
    label: str
    definition: str = ""
    includes: tuple[str, ...] = ()
    excludes: tuple[Exclusion, ...] = ()
    terms: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    published_quadrant: Quadrant | None = None
    origin: Origin = Origin.CODEBOOK

    def __post_init__(self) -> None:
        if not SLUG.fullmatch(self.slug):
            raise InputError(
                f"l'identifiant de thème « {self.slug} » n'est pas valable.",
                remedy="Utilisez des minuscules sans accent, des chiffres, « _ » ou « - ».",
            )
        if not self.label.strip():
            raise InputError(f"le thème « {self.slug} » n'a pas de libellé.")


@dataclass(frozen=True, slots=True)
class Codebook:
    """The grid of themes that guides the coding."""

    key: str
    title: str
    themes: tuple[Theme, ...]

    def __post_init__(self) -> None:
        slugs = [theme.slug for theme in self.themes]
        _refuse_duplicates("thème", slugs)
        for theme in self.themes:
            for exclusion in theme.excludes:
                if exclusion.goes_to not in slugs:
                    raise InputError(
                        f"le thème « {theme.slug} » renvoie vers « {exclusion.goes_to} », "
                        "qui n'existe pas.",
                        remedy="Corrigez « goes_to » ou ajoutez ce thème.",
                    )

    def get(self, slug: str) -> Theme | None:
        """The theme of that slug, or None."""
        return next((t for t in self.themes if t.slug == slug), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one question, raw: `text` is never trimmed nor corrected.

    `question` is a key of the questionnaire, or the words found where it should be, or empty.
    `row` is the row of the table it was read from (the header is row 1), 0 for a document.
    """

    question: str
    text: str
    speaker: str = ""
    state: AnswerState = AnswerState.SAID
    row: int = 0


@dataclass(frozen=True, slots=True)
class Interview:
    """One visit to one territory. `territory` is as written; `siren` empty when unknown."""

    key: str
    territory: str = ""
    siren: str = ""
    dates: tuple[date, ...] = ()
    duration_minutes: int | None = None
    people: tuple[str, ...] = ()
    interviewer: str = ""
    answers: tuple[Answer, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        if not self.key.strip():
            raise ValueError("an interview needs a key")
        if self.siren and not SIREN.fullmatch(self.siren):
            raise ValueError(f"not a SIREN: {self.siren!r}")
        if self.duration_minutes is not None and self.duration_minutes <= 0:
            raise InputError(
                f"la durée ({self.duration_minutes} min) n'est pas valable.",
                remedy="Indiquez un nombre de minutes positif.",
            )

    @property
    def place(self) -> str:
        """Identity of the territory for counting: its SIREN, else its name, else empty."""
        return self.siren or self.territory.strip()


@dataclass(frozen=True, slots=True)
class Segment:
    """A span of an answer that says one thing.

    `start`, `end` are code points in the answer's text: `answer.text[start:end] == text`; `said` is
    false for a non-answer that is kept as a row.
    """

    key: str
    interview: str
    answer: int
    start: int
    end: int
    text: str
    question: str = ""
    speaker: str = ""
    territory: str = ""
    siren: str = ""
    said: bool = True

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text):
            raise ValueError(f"offsets {self.start}:{self.end} do not hold {self.text!r}")

    @property
    def place(self) -> str:
        """Identity of the territory for counting, as in `Interview.place`."""
        return self.siren or self.territory.strip()


def segment_key(interview: str, question: str, text: str, occurrence: int) -> str:
    """Identifier that depends on the words and their interview, not on what else was read.

    `occurrence` counts equal texts under the same question of the same interview, from 0.
    """
    material = "\x1f".join((interview, question, text, str(occurrence)))
    return hashlib.sha256(material.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Coding:
    """What the machine proposes, or a person decided (`reviewed`), for one segment."""

    segment: Segment
    probabilities: Mapping[Quadrant, float]
    theme: str = ""
    theme_label: str = ""
    theme_probability: float = 0.0
    secondary_themes: tuple[str, ...] = ()
    wish: bool = False
    to_review: bool = False
    reviewed: bool = False

    @property
    def quadrant(self) -> Quadrant:
        """The most probable quadrant; on a tie, the first in the order of the board."""
        return max(Quadrant, key=lambda quadrant: self.probabilities[quadrant])

    @property
    def themes(self) -> tuple[str, ...]:
        """Every theme that the segment speaks of, the main one first."""
        return ((self.theme,) if self.theme else ()) + self.secondary_themes


def _refuse_duplicates(what: str, keys: list[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise InputError(
                f"deux entrées portent le même identifiant de {what} : « {key} ».",
                remedy="Renommez l'une des deux.",
            )
        seen.add(key)
