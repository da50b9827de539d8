"""The data of a restitution as tables: the same rows for the workbook, the csv and the json.

Columns are those of `report/tables.py`, so that a number here is that of the analysis.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from synthesis.domain import Quadrant
from synthesis.report.content import Restitution
from synthesis.report.tables import (
    CONVERGENCES,
    COVERAGE,
    POINTS,
    SEGMENTS,
    THEMES,
    WISHES,
    Row,
    point_row,
    segment_row,
)

DECISIONS = ("numero", "date", "decision", "motif", "etat")
HEADINGS = {
    "entretien": "Entretien", "territoire": "EPCI", "question": "Question",
    "locuteur": "Qui parle", "segment": "Identifiant", "debut": "Début", "fin": "Fin",
    "texte": "Propos", "quadrant": "Quadrant", "p_atout": "Probabilité d'atout",
    "p_ressource": "Probabilité de ressource", "p_difficulte": "Probabilité de difficulté",
    "p_inquietude": "Probabilité d'inquiétude", "p_neutre": "Probabilité de neutre",
    "theme": "Thème (identifiant)", "theme_libelle": "Thème", "p_theme": "Probabilité du thème",
    "themes_secondaires": "Autres thèmes", "souhait": "Souhait", "a_revoir": "À revoir",
    "libelle": "Thème", "segments": "Propos", "territoires": "EPCI qui en parlent",
    "territoires_total": "EPCI interrogés", "rang": "Rang", "mots_cles": "Mots clés",
    "origine": "Origine", "siren": "SIREN", "entretiens": "Entretiens", "part": "Part des EPCI",
    "converge": "Converge", "etat": "État", "numero": "N°", "date": "Date (UTC)",
    "decision": "Décision", "motif": "Motif",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of the review, told in one sentence. `at` is in UTC; `holds`: not undone since."""

    sequence: int
    at: datetime
    sentence: str
    reason: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Table:
    """`name`: of the csv file; `title`: of the sheet; `header`: columns of the csv."""

    name: str
    title: str
    header: Sequence[str]
    rows: Iterable[Row]

    @property
    def headings(self) -> list[str]:
        """The columns as people read them."""
        return [HEADINGS[name] for name in self.header]


def tables(content: Restitution, decisions: Sequence[Decided] = ()) -> list[Table]:
    """Every table, in the order of reading; rows are made when they are read, once."""
    return [
        Table("points_de_convergence", "Points de convergence", POINTS, _points(content)),
        Table("themes", "Thèmes", THEMES, _themes(content)),
        Table("convergences", "Thèmes et EPCI", CONVERGENCES, _convergences(content)),
        Table("souhaits", "Souhaits", WISHES, _wishes(content)),
        Table("segments", "Propos", SEGMENTS, map(segment_row, content.codings)),
        Table("couverture", "Couverture", COVERAGE, _coverage(content)),
        Table("decisions", "Décisions", DECISIONS, map(_decision, decisions)),
    ]


def _points(content: Restitution) -> Iterator[Row]:
    themes = {theme.slug: theme for theme in content.themes}
    for count in content.points:
        yield point_row(count, themes[count.theme], content.convergence)


def _themes(content: Restitution) -> Iterator[Row]:
    themes = {theme.slug: theme for theme in content.themes}
    for quadrant in Quadrant:
        for count in content.board[quadrant]:
            theme = themes[count.theme]
            yield (
                theme.slug,
                theme.label,
                quadrant.value,
                count.segments,
                count.territories,
                count.total,
                count.rank,
                "|".join(content.keywords.get(theme.slug, ())),
                theme.origin.value,
            )


def _convergences(content: Restitution) -> Iterator[Row]:
    for (theme, quadrant, place), cell in content.convergence.cells.items():
        counts = (cell.interviews, cell.segments, cell.to_review)
        yield (theme, quadrant.value, *_place(content, place), *counts)


def _wishes(content: Restitution) -> Iterator[Row]:
    wished: dict[tuple[str, str], list[str]] = {}
    for coding in content.codings:
        if coding.wish and coding.theme:
            key = (coding.theme, coding.segment.place)
            wished.setdefault(key, []).append(coding.segment.interview)
    for (theme, place), interviews in sorted(wished.items()):
        counts = (len(set(interviews)), len(interviews))
        yield (theme, content.labels[theme], *_place(content, place), *counts)


def _coverage(content: Restitution) -> Iterator[Row]:
    places = content.coverage.places
    for (interview, question), state in content.coverage.states.items():
        yield interview, content.place_name(places[interview]), question, state.value


def _place(content: Restitution, place: str) -> tuple[str, str]:
    """SIREN, or nothing, and name of the identity of a territory."""
    known = any(visit.siren == place for visit in content.interviews)
    return (place if known and place else "", content.place_name(place) if place else "")


def _decision(decided: Decided) -> Row:
    state = "tient" if decided.holds else "annulée"
    at = decided.at.strftime("%Y-%m-%d %H:%M")
    return decided.sequence, at, decided.sentence, decided.reason, state
