"""The campaign in words: what was done, how sure it is, who was met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from synthesis.domain import BOARD, Interview, Origin, Quadrant
from synthesis.report.content import Restitution
from synthesis.report.french import (
    agreed,
    counted,
    days,
    duration,
    listed,
    number,
    percent,
    period,
    sentence,
)
from synthesis.report.ooxml import named
from synthesis.report.palette import QUADRANTS

DEFINITIONS = {
    Quadrant.ATOUT: "un avantage dont le territoire jouit déjà",
    Quadrant.RESSOURCE: "ce qui existe et peut être développé, exploité ou partagé",
    Quadrant.DIFFICULTE: "un problème rencontré aujourd'hui",
    Quadrant.INQUIETUDE: "une crainte pour ce qui vient : un risque, une réforme, une tendance",
    Quadrant.NEUTRE: "un fait, une procédure, un propos sans jugement",
}
FICTION = sentence(
    "Document de démonstration : les entretiens, les personnes et les propos sont fictifs ; seuls "
    "les noms des EPCI et les dates des visites sont réels"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table of two columns: what, and how much (or its meaning)."""

    what: str
    value: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as the table shows it."""

    territory: str
    dates: str
    duration: str
    people: str
    segments: str


def context(content: Restitution) -> list[str]:
    """Paragraphs: what the campaign was."""
    return list(_context(content))


def _context(content: Restitution) -> Iterator[str]:
    interviews, places = len(content.interviews), len(content.places)
    when = f", {period(*content.dates)}" if content.dates else ""
    yield sentence(
        f"Ce rapport rend compte de {counted(interviews, 'entretien mené', 'entretiens menés')} "
        f"dans {counted(places, 'EPCI', 'EPCI')}{when}"
    )
    questions = [q for q in content.questionnaire.questions if q.key != "hq"]
    yield sentence(
        f"Les échanges ont suivi le questionnaire « {named(content.questionnaire.title)} », "
        f"de {counted(len(questions), 'question')}, reproduit en annexe. {_durations(content)}"
    )
    yield sentence(
        "Ce qui est rapporté ici est ce qu'ont dit les personnes rencontrées, le jour où elles "
        "l'ont dit. Un sujet dont personne n'a parlé n'est pas pour autant sans importance : le "
        "chapitre « Ce qui n'a pas été dit » y revient"
    )


def _durations(content: Restitution) -> str:
    known = [i.duration_minutes for i in content.interviews if i.duration_minutes]
    if not known:
        return "La durée des entretiens n'a pas été notée."
    total = len(content.interviews)
    of = "" if len(known) == total else f" (durée notée pour {len(known)} sur {total})"
    if min(known) == max(known):
        return f"Ils ont duré {duration(min(known))}{of}."
    return f"Ils ont duré de {duration(min(known))} à {duration(max(known))}{of}."


def method(content: Restitution) -> list[str]:
    """Paragraphs: how words became figures."""
    return list(_method(content))


def _method(content: Restitution) -> Iterator[str]:
    figures = content.certainty
    yield sentence(
        f"Les réponses ont été découpées en {counted(figures.segments, 'propos', 'propos')} : un "
        "propos est un passage qui dit une chose. Chacun est rangé dans l'un des quatre quadrants "
        "de la synthèse, ou hors quadrant, et rattaché s'il y a lieu à un thème principal et à des "
        "thèmes secondaires"
    )
    grid = sum(theme.origin is Origin.CODEBOOK for theme in content.themes)
    found = len(content.themes) - grid
    yield sentence(
        f"La grille compte {counted(grid, 'thème')}" + (
            f" ; {counted(found, 'autre a été trouvé', 'autres ont été trouvés')} dans les propos "
            "qu'elle ne couvre pas" if found else ""
        )
    )  # fmt: skip
    yield sentence(
        "Le classement est proposé par un programme, puis relu : une décision prise par une "
        "personne l'emporte toujours. Ce rapport est calculé sur le classement après relecture"
    )
    yield sentence(
        "L'unité de compte est l'EPCI : un thème est dit dans un EPCI quand un propos au moins "
        "l'évoque, à titre principal ou secondaire, dans l'un des quatre quadrants. Un EPCI où une "
        "question sur le thème n'a pas été posée, alors qu'elle l'a été ailleurs, et qui n'en a "
        "rien dit n'est pas compté dans le total"
    )
    yield sentence(
        f"Un point de convergence est un thème dit dans plus de {percent_of(content.share)} des "
        "EPCI comptés, et dans deux au moins"
    )


def percent_of(share: float) -> str:
    """« la moitié », « 60 % »."""
    return "la moitié" if share == 0.5 else percent(round(share * 1000), 1000)


def limits(content: Restitution) -> list[str]:
    """What the figures cannot say, one sentence each."""
    return list(_limits(content))


def _limits(content: Restitution) -> Iterator[str]:
    figures = content.certainty
    yield sentence(
        "Les figures comptent des EPCI et des propos, pas des habitants ni des élus : elles ne "
        "mesurent pas l'importance d'un sujet, mais le nombre d'endroits où il est revenu"
    )
    yield sentence(
        "Un entretien long donne plus de propos qu'un court : les nombres de propos ne se "
        "comparent pas d'un EPCI à l'autre"
    )
    if figures.to_review:
        still = agreed(figures.to_review, "reste", "restent")
        yield sentence(
            f"{number(figures.to_review)} propos sur {number(figures.segments)} "
            f"({percent(figures.to_review, figures.segments)}) {still} à revoir. Les propos à "
            "revoir comptent ; leur nombre est donné à côté de chaque figure"
        )
    if not figures.reviewed:
        yield sentence(
            "Aucun propos n'a encore été relu par une personne : ces résultats sont ceux de la "
            "machine seule, et doivent être relus avant toute décision"
        )
    if figures.lost:
        what = counted(figures.lost, "décision ne porte", "décisions ne portent")
        yield sentence(f"{what} plus sur aucun propos : les réponses ont été modifiées depuis")
    yield sentence(
        "Deux choses dites dans le même entretien ne sont pas pour autant liées : ce rapport ne "
        "dit rien des causes"
    )


def quadrant_rows() -> list[Line]:
    """The quadrants, their sign, what each means."""
    return [
        Line(f"{QUADRANTS[q].sign} {q.label}", sentence(DEFINITIONS[q]))
        for q in (*BOARD, Quadrant.NEUTRE)
    ]


def visit_rows(content: Restitution) -> list[VisitRow]:
    """Visits in the order of their territories, then of their dates."""
    said = {interview.key: 0 for interview in content.interviews}
    for coding in content.codings:
        said[coding.segment.interview] += 1
    ordered = sorted(content.interviews, key=lambda i: (content.order(i.place), i.dates, i.key))
    return [_visit(content, interview, said[interview.key]) for interview in ordered]


def _visit(content: Restitution, interview: Interview, said: int) -> VisitRow:
    minutes = interview.duration_minutes
    return VisitRow(
        territory=named(content.place_name(interview.place)),
        dates=days(interview.dates),
        duration=duration(minutes) if minutes else "–",
        people=named(", ".join(interview.people)) or "–",
        segments=number(said),
    )


def visits_told(content: Restitution) -> str:
    """How many visits, where, and the members without one."""
    interviews, places = len(content.interviews), len(content.places)
    visited = set(content.places)
    absent = [named(t.name) for t in content.territories if t.siren not in visited]
    text = (
        f"{counted(interviews, 'entretien')} dans {counted(places, 'EPCI', 'EPCI')}. Les personnes "
        "rencontrées sont désignées par leur fonction."
    )
    if absent:
        text += f" {agreed(len(absent), 'EPCI sans entretien', 'EPCI sans entretien')} : "
        text += f"{listed(absent)}."
    unknown = sum(not interview.place for interview in content.interviews)
    if unknown:
        what = counted(unknown, "entretien", "entretiens")
        text += f" {what} sans territoire indiqué : leurs propos ne comptent pour aucun EPCI."
    return sentence(text)
