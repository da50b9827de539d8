"""Runs of the analysis: codings come back with their words, and can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from synthesis.domain import (
    Answer,
    AnswerState,
    Coding,
    InputError,
    Interview,
    Origin,
    Quadrant,
    Segment,
)
from synthesis.store.analyses import (
    AnalysedTheme,
    Selection,
    latest_analysis,
    load_codings,
    save_analysis,
)
from synthesis.store.campaigns import save_campaign
from synthesis.store.database import Database
from synthesis.store.interviews import add_interviews
from synthesis.store.tables import AnalysisRow, AnalysisThemeRow, CodingRow, InterviewRow

from .examples import CODEBOOK, QUESTIONNAIRE, SIRENS, TERRITORIES, interviews

_NUMBERS = count()

VAL = Interview(
    key="val",
    territory="Le Val",
    siren=SIRENS[0],
    answers=(
        Answer("atouts", "\0L'eau. \x1bLes crues.", "maire"),
        Answer("souhaits", "RAS", state=AnswerState.NOTHING),
    ),
)
COL = Interview(key="col", territory=" Le Col\u2003", answers=(Answer("atouts", "La neige."),))

THEMES = (
    AnalysedTheme("eau", "Eau", keywords=("source", "captage\0")),
    AnalysedTheme("a_b", "AB"),
    AnalysedTheme("decouvert-1", "Neige", Origin.DISCOVERED),
)


def _segment(interview: Interview, answer: int, start: int, end: int) -> Segment:
    source = interview.answers[answer]
    return Segment(
        key=f"{interview.key}-{answer}-{start}-{end}",
        interview=interview.key,
        answer=answer,
        start=start,
        end=end,
        text=source.text[start:end],
        question=source.question,
        speaker=source.speaker,
        territory=interview.territory,
        siren=interview.siren,
        said=source.state is AnswerState.SAID,
    )


def _odds(*values: float) -> dict[Quadrant, float]:
    return dict(zip(Quadrant, values, strict=True))


CODINGS = (
    Coding(
        _segment(VAL, 0, 8, 19),
        _odds(0.1, 0.1, 0.35, 0.35, 0.1),
        theme="risques",
        theme_label="Risques\0",
        theme_probability=1 / 3,
        secondary_themes=("eau", "a_b"),
        wish=True,
    ),
    Coding(_segment(VAL, 0, 0, 7), _odds(0.2, 0.2, 0.2, 0.2, 0.2), theme="eau", to_review=True),
    Coding(_segment(COL, 0, 0, 9), _odds(0.1, 0.6, 0.1, 0.1, 0.1), theme="axb"),
    Coding(_segment(VAL, 1, 0, 3), _odds(0.0, 0.0, 0.0, 0.0, 1.0)),
)


def _campaign(database: Database, kept: Sequence[Interview] = (VAL, COL)) -> int:
    key = f"c{next(_NUMBERS)}"
    with database.session() as session:
        campaign = save_campaign(session, key, "C", QUESTIONNAIRE, CODEBOOK, TERRITORIES)
        add_interviews(session, campaign, kept)
    return campaign


def _save(database: Database, campaign: int, codings: Sequence[Coding] = CODINGS) -> int:
    with database.session() as session:
        return save_analysis(session, campaign, codings, THEMES, {"seed": 1}, {"parts": []})


def _load(database: Database, analysis: int, selection: Selection) -> list[Coding]:
    with database.session(read_only=True) as session:
        return list(load_codings(session, analysis, selection))


@st.composite
def _coded(draw: st.DrawFn) -> tuple[Interview, list[Coding]]:
    interview = draw(interviews)
    share = st.floats(0, 1)
    codings = []
    for answer, source in enumerate(interview.answers):
        start = draw(st.integers(0, len(source.text)))
        end = draw(st.integers(start, len(source.text)))
        odds = _odds(*draw(st.tuples(share, share, share, share, share)))
        segment = _segment(replace(interview, key="e"), answer, start, end)
        codings.append(Coding(segment, odds, theme_probability=draw(share)))
    return replace(interview, key="e"), draw(st.permutations(codings))


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(coded=_coded())
def test_codings_come_back_exactly(
    database: Database, coded: tuple[Interview, list[Coding]]
) -> None:
    interview, codings = coded
    analysis = _save(database, _campaign(database, [interview]), codings)
    assert _load(database, analysis, Selection()) == codings


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), [0, 1, 2, 3]),
        (Selection(theme="eau"), [0, 1]),
        (Selection(theme="risques"), [0]),
        (Selection(theme="a_b"), [0]),
        (Selection(theme="axb"), [2]),
        (Selection(theme="ea"), []),
        (Selection(theme=""), [3]),
        (Selection(quadrant=Quadrant.ATOUT), [1]),
        (Selection(quadrant=Quadrant.RESSOURCE), [2]),
        (Selection(quadrant=Quadrant.DIFFICULTE), [0]),
        (Selection(quadrant=Quadrant.INQUIETUDE), []),
        (Selection(quadrant=Quadrant.NEUTRE), [3]),
        (Selection(place=SIRENS[0]), [0, 1, 3]),
        (Selection(place="Le Col"), [2]),
        (Selection(place="Le Val"), []),
        (Selection(interview="col"), [2]),
        (Selection(interview="autre"), []),
        (Selection(theme="eau", quadrant=Quadrant.ATOUT, place=SIRENS[0], interview="val"), [1]),
        (Selection(place=SIRENS[0], interview="col"), []),
    ],
)
def test_codings_are_chosen(database: Database, selection: Selection, expected: list[int]) -> None:
    analysis = _save(database, _campaign(database))
    assert _load(database, analysis, selection) == [CODINGS[n] for n in expected]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(odds=st.tuples(*[st.sampled_from((0.0, 0.2, 0.4))] * 5).map(lambda values: _odds(*values)))
def test_the_quadrant_chosen_is_that_of_the_coding(
    database: Database, odds: dict[Quadrant, float]
) -> None:
    coding = Coding(_segment(COL, 0, 0, 9), odds)
    analysis = _save(database, _campaign(database), [coding])
    found = {q for q in Quadrant if _load(database, analysis, Selection(quadrant=q))}
    assert found == {coding.quadrant}


def test_many_codings_are_kept_in_order(database: Database) -> None:
    size = 2_500
    long = Interview("long", answers=(Answer("q", "mot " * size),))
    codings = [
        Coding(_segment(long, 0, 4 * n, 4 * n + 3), _odds(0.2, 0.2, 0.2, 0.2, 0.2))
        for n in reversed(range(size))
    ]
    analysis = _save(database, _campaign(database, [long]), codings)
    assert _load(database, analysis, Selection()) == codings


def test_numbers_of_numpy_are_kept_as_numbers(database: Database) -> None:
    odds = {q: np.float32(0.25) for q in Quadrant}
    segment = replace(CODINGS[2].segment, start=np.int64(0), end=np.int64(9))
    coding = Coding(segment, odds, theme_probability=np.float32(0.5), wish=np.bool_(True))
    analysis = _save(database, _campaign(database), [coding])
    expected = Coding(
        CODINGS[2].segment, dict.fromkeys(Quadrant, 0.25), theme_probability=0.5, wish=True
    )
    assert _load(database, analysis, Selection()) == [expected]


def test_the_latest_run_comes_back_with_its_themes(database: Database) -> None:
    campaign, other = _campaign(database), _campaign(database)
    report = {"z": [1, 0.1, None, "é\0"], "a": {"b": True}}
    with database.session() as session:
        assert latest_analysis(session, campaign) is None
    _save(database, campaign)
    with database.session() as session:
        number = save_analysis(session, campaign, [], THEMES, {"seed": 2021}, report)
    _save(database, other)
    with database.session(read_only=True) as session:
        latest = latest_analysis(session, campaign)
    assert latest is not None
    assert (latest.id, latest.campaign_id) == (number, campaign)
    assert (latest.manifest, latest.report) == ({"seed": 2021}, report)
    assert list(latest.report) == ["z", "a"]
    assert latest.themes == THEMES


def test_a_new_run_leaves_the_former_as_it_was(database: Database) -> None:
    campaign = _campaign(database)
    first = _save(database, campaign)
    second = _save(database, campaign, CODINGS[:1])
    assert _load(database, first, Selection()) == list(CODINGS)
    assert _load(database, second, Selection()) == [CODINGS[0]]


@pytest.mark.parametrize(
    "segment",
    [
        replace(CODINGS[0].segment, interview="autre"),
        replace(CODINGS[0].segment, answer=5),
        replace(CODINGS[0].segment, start=7, end=18),
        replace(CODINGS[0].segment, question="autre"),
        replace(CODINGS[0].segment, siren=""),
    ],
)
def test_a_segment_of_nothing_kept_is_refused(database: Database, segment: Segment) -> None:
    campaign = _campaign(database)
    with pytest.raises(ValueError, match="not a span"):
        _save(database, campaign, [*CODINGS, replace(CODINGS[0], segment=segment)])
    with database.session() as session:
        assert latest_analysis(session, campaign) is None


def test_a_campaign_that_does_not_exist_is_refused(database: Database) -> None:
    with pytest.raises(InputError, match="n° 7 n'existe pas"):
        _save(database, 7)


def test_a_run_is_deleted_with_its_themes_and_codings(database: Database) -> None:
    analysis = _save(database, _campaign(database))
    with database.session() as session:
        session.execute(delete(AnalysisRow).where(AnalysisRow.id == analysis))
    with database.session() as session:
        for table in (CodingRow, AnalysisThemeRow):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_an_interview_is_deleted_with_its_codings(database: Database) -> None:
    analysis = _save(database, _campaign(database))
    with database.session() as session:
        session.execute(delete(InterviewRow).where(InterviewRow.key == "val"))
    assert _load(database, analysis, Selection()) == [CODINGS[2]]
