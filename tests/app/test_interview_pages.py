"""« Entretiens »: the list with its coverage; one interview with every word of it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from html import escape
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from synthesis.domain import Interview
from synthesis.wording import plural

from .campaigns import (
    INTERVIEWS,
    VALLEY,
    hostile_codings,
    new_database,
    save_example,
)
from .conftest import Opened
from .shown import (
    Kept,
    chart_rows,
)


def test_interviews_are_listed_with_their_coverage(
    open_page: Opened,
    demonstration_folder: Path,
    kept: Kept,
) -> None:
    interviews, codings, convergence = kept
    app = open_page(demonstration_folder, "Entretiens")
    assert not app.exception
    linked = [parse_qs(link.proto.query_string)["entretien"][0] for link in app.page_link]
    assert sorted(linked) == sorted(interview.key for interview in interviews)
    assert len(chart_rows(app)) == len(convergence.coverage.states)
    said = Counter(coding.segment.interview for coding in codings)
    summaries = [text.value for text in app.text if " · " in text.value]
    for key, summary in zip(linked, summaries, strict=True):
        assert summary.endswith(plural(said[key], "propos", "propos"))
        # « Hors question » is where the rest was written down, not a question of the form.
        assert " sur 12 " in summary


def test_one_interview_shows_every_word_of_every_answer(
    open_page: Opened,
    demonstration_folder: Path,
    kept: Kept,
) -> None:
    interview = kept.interviews[0]
    app = open_page(demonstration_folder, "Entretiens", entretien=interview.key)
    assert not app.exception
    marks = sum(html.value.count("<mark ") for html in app.html)
    assert marks == sum(coding.segment.interview == interview.key for coding in kept.codings)
    assert not [html for html in app.html if 'vise"' in html.value]
    answers = [answer for answer in interview.answers if answer.text.strip()]
    assert len([html for html in app.html if '<div class="mot">' in html.value]) == len(answers)


def test_the_passage_asked_for_comes_first_and_is_outlined(
    open_page: Opened,
    demonstration_folder: Path,
    kept: Kept,
) -> None:
    segment = kept.codings[-1].segment
    app = open_page(
        demonstration_folder, "Entretiens", entretien=segment.interview, segment=segment.key
    )
    title, passage = (html.value for html in app.container(key="passage").html)
    assert title.startswith("<h3 ")
    outlined = passage.split('vise"', 1)[1].split("</mark>")[0]
    assert escape(segment.text) in outlined
    assert passage.count('vise"') == 1
    assert [header.value for header in app.header] == ["L’entretien entier"]


def test_two_visits_of_a_territory_are_two_rows(open_page: Opened, tmp_path: Path) -> None:
    days = {"mars": date(2021, 3, 2), "juin": date(2021, 6, 3)}
    visits = tuple(Interview(k, VALLEY.name, VALLEY.siren, dates=(days[k],)) for k in days)
    save_example(new_database(tmp_path), visits, [])
    app = open_page(tmp_path, "Entretiens")
    assert {row["territoire"] for row in chart_rows(app)} == {"Le Val · mars", "Le Val · juin"}


@pytest.mark.parametrize(
    ("interview", "expected"),
    [
        (INTERVIEWS[0], "1er\u00a0février 2021 · 1\u00a0h\u00a005 · "),
        (Interview("court", "Le Val", duration_minutes=45), "45\u00a0min · "),
        (Interview("rien", "Le Val"), f"{plural(0, 'question répondue')} sur 2 · "),
    ],
)
def test_an_interview_is_summed_up_in_french(
    open_page: Opened,
    tmp_path: Path,
    interview: Interview,
    expected: str,
) -> None:
    codings = [c for c in hostile_codings() if c.segment.interview == interview.key]
    save_example(new_database(tmp_path), (interview,), codings)
    app = open_page(tmp_path, "Entretiens")
    assert app.text[1].value.startswith(expected)
