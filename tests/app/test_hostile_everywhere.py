"""Every text that anybody can give is hostile at once; every page shows words, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from once import made_once
from streamlit.testing.v1 import AppTest

from synthesis.access import Actor, Role
from synthesis.app.screen_list import SCREENS, Screen
from synthesis.domain import (
    Answer,
    Codebook,
    Commune,
    Exclusion,
    Interview,
    Quadrant,
    Question,
    Questionnaire,
    Territory,
    Theme,
)
from synthesis.review.events import MemoTheme, RenameTheme, SetTheme
from synthesis.review.log import decide
from synthesis.store import AnalysedTheme, add_interviews, save_analysis, save_campaign
from synthesis.store.accounts import add_account
from synthesis.store.jobs import add_job

from .campaigns import IMAGE, LINK, RIGHT_TO_LEFT, SCRIPT, coding, foreign_html, lines, new_database
from .conftest import Opened
from .shown import inside, markdown

FORMULA, NUL = "=cmd|' /C calc'!A1", "avant\0après"
TEXT = " ".join((FORMULA, SCRIPT, IMAGE, LINK, RIGHT_TO_LEFT, NUL))
NAME = f"{SCRIPT} {IMAGE}"
LONG = "eau" * 33_334
WATER = Theme(
    "eau",
    TEXT,
    TEXT,
    includes=(TEXT,),
    excludes=(Exclusion(TEXT, "route"),),
    terms=(TEXT,),
    acronyms=(TEXT,),
)
PLACE = Territory("200000008", TEXT, TEXT, aliases=(TEXT,), communes=(Commune("35001", TEXT),))
FORM = Questionnaire("f", TEXT, (Question("q1", TEXT, prompts=(TEXT,)), Question("q2", TEXT)))
VISIT = Interview(
    "val",
    TEXT,
    PLACE.siren,
    people=(TEXT,),
    interviewer=TEXT,
    answers=(Answer("q1", f"{TEXT}\n{LONG}", speaker=TEXT), Answer(TEXT, TEXT)),
    source=f"{TEXT}.md",
)
ELSEWHERE = replace(VISIT, key="ailleurs", siren="")
ONE = {"Thèmes": {"theme": "eau"}, "Grille": {"theme": "eau"}}
ONE |= {title: {"entretien": "val"} for title in ("Entretiens", "Saisir")}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign, its analysis, its review and its accounts, all of the same hostile text."""
    return made_once(tmp_path_factory, "partout", _save)


def _save(folder: Path) -> None:
    database = new_database(folder)
    themes = (WATER, Theme("route", "La route"))
    codings = [
        replace(coding(segment, Quadrant.ATOUT), theme_label=TEXT, secondary_themes=())
        for visit in (VISIT, ELSEWHERE)
        for position, answer in enumerate(visit.answers)
        for segment in lines(visit, position, answer)
    ]
    analysed = [AnalysedTheme(theme.slug, theme.label, keywords=(TEXT,)) for theme in themes]
    report: dict[str, object] = {"changements": [{"phrase": TEXT}]}
    with database.session() as session:
        campaign = save_campaign(session, "c", TEXT, FORM, Codebook("g", TEXT, themes), [PLACE])
        add_interviews(session, campaign, [VISIT, ELSEWHERE])
        save_analysis(session, campaign, codings, analysed, {}, report)
        reader = add_account(session, NAME, Role.ADVISOR, "aucun", temporary=False)
        add_job(session, campaign, reader, NAME)
    events = [
        MemoTheme("eau", TEXT),
        RenameTheme("eau", TEXT),
        SetTheme(codings[0].segment.key, ("route",)),
    ]
    actor = Actor(reader, NAME, Role.ADVISOR)
    decide(database, actor, campaign, events, seen=0, reason=TEXT)
    database.close()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.title)
def test_every_text_stays_words(open_page: Opened, folder: Path, screen: Screen) -> None:
    for app in _all(open_page, folder, screen):
        assert not app.exception
        assert [title.value for title in app.title] == [screen.title]
        for words in markdown(app):
            assert "![" not in words
            assert "](" not in words
        for html in foreign_html(app):
            assert "<script" not in html
            assert "<img" not in html


def _all(open_page: Opened, folder: Path, screen: Screen) -> Iterator[AppTest]:
    app = open_page(folder, screen.title)
    queries = [*inside(app, screen), *([ONE[screen.title]] if screen.title in ONE else [])]
    yield app
    for query in queries:
        yield open_page(folder, screen.title, **query)
