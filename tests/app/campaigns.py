"""Folders of data for the application: nothing, the demonstration, a campaign of hostile words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from once import FILE, current_file, made_once
from streamlit.testing.v1 import AppTest

from synthesis.app import french
from synthesis.demonstration import load_demonstration
from synthesis.domain import (
    Answer,
    AnswerState,
    Codebook,
    Coding,
    Interview,
    Quadrant,
    Question,
    Questionnaire,
    Segment,
    Territory,
    Theme,
)
from synthesis.settings import Settings
from synthesis.store import (
    AnalysedTheme,
    Database,
    add_interviews,
    save_analysis,
    save_campaign,
)

SCRIPT = "<script>alert(1)</script>"
IMAGE = "![](http://evil.example/x.png)"
LINK = "[**cliquez**](http://evil.example/lien) :red[rouge] $x^2$ `code`"
RIGHT_TO_LEFT = (
    "\N{RIGHT-TO-LEFT OVERRIDE}sreitrat\N{POP DIRECTIONAL FORMATTING} \N{HEBREW LETTER ALEF}"
)
LONG_LINE = "eau" * 7_000
HOSTILE = (SCRIPT, IMAGE, LINK, RIGHT_TO_LEFT, LONG_LINE)

FORM = Questionnaire(
    "visites",
    "Visites",
    (Question("q1", "Quels sont vos atouts ?"), Question("q2", f"Et {IMAGE} ?", wish=True)),
)
WATER = Theme("eau", f"L'eau {IMAGE}", f"La ressource : {SCRIPT}")
ROADS = Theme("routes", "Les routes")
VALLEY = Territory("200000008", "Le Val")
INTERVIEWS = (
    Interview(
        "val",
        "Le Val",
        VALLEY.siren,
        dates=(date(2021, 2, 1),),
        duration_minutes=65,
        people=(SCRIPT, IMAGE),
        answers=(
            Answer("q1", "\n".join(HOSTILE), speaker=IMAGE),
            Answer("q2", "", state=AnswerState.NOT_ASKED),
        ),
    ),
    Interview("sans-siren", IMAGE, answers=(Answer("q2", f"{SCRIPT} & {LINK}"),)),
    Interview("nulle-part", answers=(Answer(f"Hors grille {IMAGE} {SCRIPT}", LINK),)),
)


def foreign_html(app: AppTest) -> list[str]:
    """Every piece of HTML of a page, but the script of our own that the navigation adds."""
    return [html.value for html in app.html if html.value.strip() != french.SCRIPT.strip()]


def new_database(folder: Path) -> Database:
    """An up-to-date database in a folder of data."""
    return current_file(folder / FILE)


def demonstration(factory: pytest.TempPathFactory) -> Path:
    """Folder of one's own with the demonstration, analysed once for all the tests of a run."""
    return _copy(factory, "demonstration", _load_demonstration)


def hostile(factory: pytest.TempPathFactory) -> Path:
    """Folder of three interviews whose every word tries to be something else than words."""
    return _copy(factory, "hostile", _save_hostile)


def _copy(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    folder = factory.mktemp(name)
    shutil.copy(made_once(factory, name, make) / FILE, folder / FILE)
    return folder


def _load_demonstration(folder: Path) -> None:
    database = new_database(folder)
    load_demonstration(database, Settings(data_dir=folder))
    database.close()


def _save_hostile(folder: Path) -> None:
    database = new_database(folder)
    save_example(database, INTERVIEWS, hostile_codings())
    database.close()


def save_example(
    database: Database,
    interviews: tuple[Interview, ...],
    codings: list[Coding],
    *,
    report: dict[str, object] | None = None,
) -> None:
    """A campaign and its analysis, as if the analysis had given `codings` and `report`."""
    with database.session() as session:
        codebook = Codebook("grille", "Grille", (WATER, ROADS))
        campaign = save_campaign(session, "essai", f"Essai {IMAGE}", FORM, codebook, [VALLEY])
        add_interviews(session, campaign, interviews)
        themes = [AnalysedTheme(WATER.slug, WATER.label, keywords=(IMAGE,)), _analysed(ROADS)]
        save_analysis(session, campaign, codings, themes, {}, report or {})


def hostile_codings() -> list[Coding]:
    """Every line of every answer is a segment that speaks of water and of roads."""
    return [
        coding(segment, Quadrant.DIFFICULTE)
        for interview in INTERVIEWS
        for position, answer in enumerate(interview.answers)
        for segment in lines(interview, position, answer)
    ]


def lines(interview: Interview, position: int, answer: Answer) -> list[Segment]:
    """One segment for each line of an answer."""
    found, start = [], 0
    for number, line in enumerate(answer.text.split("\n")):
        if line:
            found.append(span(interview, position, start, start + len(line), number))
        start += len(line) + 1
    return found


def span(interview: Interview, position: int, start: int, end: int, number: int) -> Segment:
    """The code points `start:end` of an answer."""
    answer = interview.answers[position]
    return Segment(
        key=f"{interview.key}-{position}-{number}",
        interview=interview.key,
        answer=position,
        start=start,
        end=end,
        text=answer.text[start:end],
        question=answer.question,
        speaker=answer.speaker,
        territory=interview.territory,
        siren=interview.siren,
    )


def coding(segment: Segment, quadrant: Quadrant, *, wish: bool = True) -> Coding:
    """A coding that is sure of itself."""
    probabilities = {q: 0.8 if q is quadrant else 0.05 for q in Quadrant}
    return Coding(
        segment,
        probabilities,
        theme=WATER.slug,
        theme_label=WATER.label,
        theme_probability=0.9,
        secondary_themes=(ROADS.slug,),
        wish=wish,
    )


def _analysed(theme: Theme) -> AnalysedTheme:
    return AnalysedTheme(theme.slug, theme.label)
