"""What is written can be read again, character for character."""

from __future__ import annotations

import io
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.domain import Answer, Interview
from synthesis.ingest import Registry, read, state, write_long_table

from .conftest import QUESTIONNAIRE, TERRITORIES

# Every character that a text file can hold: NUL marks a binary file and is refused.
words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)
answers = st.builds(
    lambda question, text, speaker: Answer(question, text, speaker, state(text)),
    st.sampled_from(["", "q1", "q10", "hors grille"]),
    words | st.sampled_from(['"', "a\r\nb", "\r", "\n", "a;b,c\t", " RAS "]),
    words,
)


def written(*interviews: Interview) -> str:
    stream = io.StringIO(newline="")
    write_long_table(interviews, stream)
    return stream.getvalue()


def test_the_table_is_plain_csv() -> None:
    days = (date(2021, 2, 3), date(2021, 2, 5))
    said = (Answer("q1", 'dit "oui", puis\nnon', "DGS"), Answer("", "a\rb"))
    assert written(Interview("v", "Redon", dates=days, answers=said)) == (
        "entretien,territoire,date,question,locuteur,texte\n"
        'v,Redon,2021-02-03|2021-02-05,q1,DGS,"dit ""oui"", puis\nnon"\n'
        'v,Redon,2021-02-03|2021-02-05,,,"a\rb"\n'
    )


@settings(max_examples=60)
@given(
    st.lists(answers, min_size=1, max_size=4),
    st.lists(st.dates(), unique=True, max_size=3),
    st.sampled_from(["", "Redon", "Nulle part"]),
)
def test_reading_it_again_gives_the_same_answers(
    said: list[Answer], days: list[date], territory: str
) -> None:
    interview = Interview("v 1", territory, dates=tuple(sorted(days)), answers=tuple(said))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "t.csv")
        path.write_bytes(written(interview).encode())
        intake = read([path], questionnaire=QUESTIONNAIRE, registry=Registry(TERRITORIES))
    (again,) = intake.interviews
    assert (again.key, again.territory, again.dates) == (interview.key, territory, interview.dates)
    assert [(a.question, a.text, a.speaker, a.state) for a in again.answers] == [
        (a.question, a.text, a.speaker, a.state) for a in said
    ]
