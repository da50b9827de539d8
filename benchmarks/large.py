"""A large campaign, kept in a folder of data: words of the demonstration, codings drawn."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks.demonstration import INTERVIEWS as DEMONSTRATION
from synthesis.domain import Answer, Coding, Interview, Quadrant, Questionnaire, Segment, Territory
from synthesis.forms.codebook import read_codebook
from synthesis.forms.defaults import default_codebook, default_questionnaire, default_territories
from synthesis.forms.registry import read_territories
from synthesis.forms.xlsform import read_questionnaire
from synthesis.ingest import Registry, read
from synthesis.language.cutting import segments
from synthesis.store import (
    AnalysedTheme,
    Database,
    add_interviews,
    open_database,
    save_analysis,
    save_campaign,
    upgrade,
)

INTERVIEWS, SEGMENTS, SEED = 130, 20_000, 2021
PEOPLE = ("présidente", "directeur général des services", "vice-présidente à l'aménagement")


def large_campaign(folder: Path, count: int = SEGMENTS) -> Database:
    """A database with 130 interviews cut into `count` segments, and their analysis."""
    draw = random.Random(SEED)
    form = read_questionnaire(default_questionnaire())
    territories = read_territories(default_territories())
    codebook = read_codebook(default_codebook())
    slugs = [theme.slug for theme in codebook.themes]
    interviews = list(_interviews(draw, form, territories, count))
    codings = [_coding(segment, draw, slugs) for i in interviews for segment in _cut(i)]
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    upgrade(database)
    with database.session() as session:
        campaign = save_campaign(session, "grande", "Grande", form, codebook, territories)
        add_interviews(session, campaign, interviews)
        themes = [AnalysedTheme(theme.slug, theme.label) for theme in codebook.themes]
        save_analysis(session, campaign, codings, themes, {}, {})
    return database


def _interviews(
    draw: random.Random,
    form: Questionnaire,
    territories: tuple[Territory, ...],
    count: int,
) -> Iterator[Interview]:
    source = read([DEMONSTRATION], questionnaire=form, registry=Registry(territories))
    pool: dict[str, list[str]] = {}
    for segment in segments(source.interviews):
        pool.setdefault(segment.question, []).append(" ".join(segment.text.split()))
    left = count
    for number in range(INTERVIEWS):
        mine = round(left / (INTERVIEWS - number))
        left -= mine
        place = territories[number % len(territories)]
        yield Interview(
            f"visite-{number}",
            place.name,
            place.siren,
            people=PEOPLE[: 1 + number % 3],
            answers=tuple(_answers(draw, pool, mine)),
            source=f"{number}.md",
        )


def _answers(draw: random.Random, pool: dict[str, list[str]], count: int) -> Iterator[Answer]:
    """One answer to each question, one line for each segment."""
    questions = list(pool)
    for place, question in enumerate(questions):
        mine = count // len(questions) + (place < count % len(questions))
        yield Answer(question, "\n".join(draw.choices(pool[question], k=mine)))


def _cut(interview: Interview) -> Iterator[Segment]:
    for position, answer in enumerate(interview.answers):
        start = 0
        for number, line in enumerate(answer.text.split("\n")):
            yield Segment(
                f"{interview.key}-{position}-{number}",
                interview.key,
                position,
                start,
                start + len(line),
                line,
                answer.question,
                territory=interview.territory,
                siren=interview.siren,
            )
            start += len(line) + 1


def _coding(segment: Segment, draw: random.Random, slugs: list[str]) -> Coding:
    odds = [draw.random() ** 3 for _ in Quadrant]
    theme = slugs[int(len(slugs) * draw.random() ** 2)] if draw.random() < 0.7 else ""
    others = tuple(s for s in draw.sample(slugs, 1) if theme and s != theme and draw.random() < 0.2)
    return Coding(
        segment,
        {q: value / sum(odds) for q, value in zip(Quadrant, odds, strict=True)},
        theme=theme,
        theme_probability=draw.random(),
        secondary_themes=others,
        wish=draw.random() < 0.05,
        to_review=draw.random() < 0.4,
    )
