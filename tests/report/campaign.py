"""A campaign of any size, made by hand: no store, no language model, the same at each run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from synthesis.domain import (
    BOARD,
    Answer,
    AnswerState,
    Codebook,
    Coding,
    Exclusion,
    Interview,
    Quadrant,
    Question,
    Questionnaire,
    Segment,
    Territory,
    Theme,
    segment_key,
)
from synthesis.pipeline import Analysis, Parameters, counted
from synthesis.report.certainty import Certainty
from synthesis.report.content import Restitution
from synthesis.themes.discovery import Discovery
from synthesis.themes.keywords import Keyness

FORM = Questionnaire(
    "visites",
    "Journées d'essai",
    (
        Question("q1", "Les atouts du territoire", ("Qu'est-ce qui marche ?",), Quadrant.ATOUT),
        Question("q2", "Les difficultés rencontrées", (), Quadrant.DIFFICULTE),
        Question("q3", "Les mobilités", (), None, ("mobilites",)),
        Question("q4", "Les sujets à travailler ensemble", (), None, (), wish=True),
    ),
)
LABELS = {
    "mobilites": "Les mobilités",
    "habitat": "L'habitat",
    "eau": "La ressource en eau",
    "tourisme": "Le tourisme",
    "dechets": "Les déchets",
    "sante": "L'accès à la santé",
    "energie": "L'énergie",
    "ecole": "L'école",
    "jamais-dit": "Le thème dont personne ne parle",
}
GRID = Codebook(
    "grille-essai",
    "Grille d'essai",
    tuple(
        Theme(
            slug,
            label,
            f"Tout ce qui touche à ce thème : {label}.",
            ("un exemple",),
            (Exclusion("le reste", "eau"),) if slug == "tourisme" else (),
        )
        for slug, label in LABELS.items()
    ),
)
WORDS = (
    "Le car du matin ne passe plus depuis l'automne, et personne ne sait quand il reviendra.",
    "Chez nous, l'eau ne manque jamais : la rivière est là, on la voit de la mairie.",
    "Les maisons du bourg se vident, les volets restent fermés l'hiver.",
    "On voudrait travailler ensemble sur les déchets, tout seul on n'y arrive pas.",
    "Les touristes traversent sans s'arrêter, il leur manque un gîte.",
    "Plus un médecin à vingt kilomètres !",
)
NAMES = tuple(
    "Val d'Or,Pays Noir,Bourg-Neuf,Grande Lande,Éclaircie,Deux Rives,Haut Plateau,Marais,"
    "Forêt Claire,Sept Îles,Plaine,Côte Basse,Vieux Pont,Quatorzième Membre".split(",")
)


def territories(number: int) -> tuple[Territory, ...]:
    """So many territories, each on a tile of its own."""
    return tuple(
        Territory(f"{200_000_000 + i}", NAMES[i], population=10_000 + i, x=i % 4, y=i // 4)
        for i in range(number)
    )


def interviews(places: Sequence[Territory], *, said: str = "") -> tuple[Interview, ...]:
    """One visit to each; whoever is met first says nothing but `said`, if it is given."""
    return tuple(
        _visit(number, place, said if number == 0 else "") for number, place in enumerate(places)
    )


def _visit(number: int, place: Territory, said: str) -> Interview:
    lines = [WORDS[(number + i) % len(WORDS)] for i in range(3)]
    answers = (
        Answer("q1", "\n".join(lines), "maire" if number % 2 else ""),
        Answer("q2", WORDS[number % len(WORDS)], "DGS"),
        Answer("q3", "", state=AnswerState.NOT_ASKED if number == 1 else AnswerState.NOTHING),
        Answer("q4", WORDS[3] + "\n" + WORDS[(number * 5) % len(WORDS)]),
    )
    if said:
        answers = tuple(replace(answer, text=said) for answer in answers)
    return Interview(
        f"visite-{number:02}",
        place.name,
        place.siren,
        (date(2021, 1, 28) + timedelta(days=4 * number),),
        75 + 30 * number,
        ("maire", "DGS"),
        "cheffe de projet",
        answers,
    )


def codings(visits: Sequence[Interview]) -> tuple[Coding, ...]:
    """Every line is a segment; quadrants and themes turn, so that counts differ."""
    slugs = list(LABELS)[:-1]
    found = []
    for visit_number, visit in enumerate(visits):
        for position, answer in enumerate(visit.answers):
            for line_number, (start, text) in enumerate(_lines(answer.text)):
                turn = visit_number + position * 3 + line_number * 2
                theme = (
                    "" if turn % 11 == 5 else slugs[(turn * 7 + visit_number // 2) % (3 + turn % 6)]
                )
                found.append(_coding(visit, position, start, text, turn, theme))
    return tuple(found)


def _lines(text: str) -> list[tuple[int, str]]:
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((start, line))
        start += len(line) + 1
    return found


def _coding(
    visit: Interview, position: int, start: int, text: str, turn: int, theme: str
) -> Coding:
    answer = visit.answers[position]
    segment = Segment(
        key=segment_key(visit.key, answer.question, text, start),
        interview=visit.key,
        answer=position,
        start=start,
        end=start + len(text),
        text=text,
        question=answer.question,
        speaker=answer.speaker,
        territory=visit.territory,
        siren=visit.siren,
    )
    quadrant = Quadrant.NEUTRE if turn % 9 == 8 else BOARD[turn % 4]
    return Coding(
        segment,
        {q: 0.8 if q is quadrant else 0.05 for q in Quadrant},
        theme,
        LABELS.get(theme, ""),
        0.9 if theme else 0.6,
        ("eau",) if turn % 5 == 4 and theme not in ("eau", "") else (),
        wish=answer.question == "q4",
        to_review=turn % 4 == 3,
    )


def analysis(number: int = 13, *, said: str = "") -> Analysis:
    """What `analyse` would have given of that campaign."""
    places = territories(number)
    visits = interviews(places, said=said)
    parameters = Parameters(FORM, GRID, places)
    found = codings(visits)
    return Analysis(
        visits, parameters, found, GRID.themes, counted(visits, parameters, found), Keyness(),
        Discovery(np.zeros(0, np.int64), np.zeros(0, np.float32), ()),
    )  # fmt: skip


def content(number: int = 13, *, said: str = "", title: str = "Journées d'essai") -> Restitution:
    """The same, ready to be told."""
    made = analysis(number, said=said)
    return Restitution(
        key="essai",
        title=title,
        demonstration=True,
        veiled=False,
        period=(date(2021, 1, 28), date(2021, 4, 27)),
        questionnaire=FORM,
        codebook=GRID,
        territories=made.parameters.territories,
        interviews=made.interviews,
        codings=made.codings,
        themes=GRID.themes,
        keywords={"eau": ("rivière", "voir")},
        share=0.5,
        certainty=certainty(made.codings),
        disputed={made.codings[0].segment.key: "deux lecteurs ne l'ont pas classé de même"},
        manifest={"graine": 2021, "versions": {"synthesis": "0.1.0"}},
    )


def certainty(found: Sequence[Coding]) -> Certainty:
    """Figures of a campaign that nobody read again yet."""
    return Certainty(
        segments=len(found),
        to_review=sum(coding.to_review for coding in found),
        reviewed=0,
        without_theme=sum(not coding.theme for coding in found),
        threshold=0.5,
    )
