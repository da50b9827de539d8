"""Segments come in reading order, and their identifiers depend on nothing else that was read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.domain import Answer, AnswerState, Interview, Questionnaire, Segment, Territory
from synthesis.ingest import Registry, read
from synthesis.language.cutting import Mode, segments

GARE = "La gare de la commune est bien desservie le matin."
MEDECIN = "Le dernier médecin du bourg part à la retraite."
PISCINE = "La piscine communautaire tombe en panne tous les hivers."

INTERVIEW = Interview(
    "redon",
    "Redon",
    "243500741",
    answers=(
        Answer("q2", f"{GARE} {MEDECIN}", speaker="le maire"),
        Answer("q4", PISCINE),
        Answer("q5", "RAS", state=AnswerState.NOTHING),
        Answer("q6", "", state=AnswerState.NOTHING),
    ),
    source="redon.md",
)
OTHER = Interview("nozay", "Nozay", answers=(Answer("q2", GARE),), source="nozay.md")

TEXTS = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(" .;/\n\r-é🚲\u0301")),
    max_size=80,
)
ANSWERS = st.builds(
    Answer,
    question=st.sampled_from(["q1", "q2", ""]),
    text=TEXTS,
    state=st.sampled_from(AnswerState),
    row=st.integers(0, 9),
)


def cut(*interviews: Interview, mode: Mode = Mode.AUTO) -> list[Segment]:
    return list(segments(interviews, mode=mode))


def keys(found: Sequence[Segment], interview: str) -> list[str]:
    return [segment.key for segment in found if segment.interview == interview]


def test_a_segment_says_where_it_comes_from() -> None:
    first = cut(INTERVIEW)[0]
    assert first == Segment(
        first.key, "redon", 0, 0, len(GARE), GARE,
        question="q2", speaker="le maire", territory="Redon", siren="243500741",
    )  # fmt: skip


def test_non_answers_give_no_segment() -> None:
    assert [segment.text for segment in cut(INTERVIEW)] == [GARE, MEDECIN, PISCINE]


def test_documents_are_read_one_after_the_other() -> None:
    assert [segment.interview for segment in cut(INTERVIEW, OTHER)] == ["redon"] * 3 + ["nozay"]


def test_rows_of_a_table_keep_their_order_when_interviews_alternate() -> None:
    table = "long.csv"
    first = Interview(
        "a", answers=(Answer("q2", GARE, row=2), Answer("q4", PISCINE, row=4)), source=table
    )
    second = Interview("b", answers=(Answer("q2", MEDECIN, row=3),), source=table)
    after = Interview("c", answers=(Answer("q2", GARE, row=2),), source="autre.csv")
    found = cut(first, second, after)
    assert [(s.interview, s.text) for s in found] == [
        ("a", GARE),
        ("b", MEDECIN),
        ("a", PISCINE),
        ("c", GARE),
    ]


@pytest.mark.parametrize("mode", list(Mode))
def test_identifiers_do_not_change_when_an_interview_is_added(mode: Mode) -> None:
    alone = keys(cut(INTERVIEW, mode=mode), "redon")
    assert keys(cut(OTHER, INTERVIEW, mode=mode), "redon") == alone
    assert keys(cut(INTERVIEW, OTHER, mode=mode), "redon") == alone


def test_the_same_words_elsewhere_are_another_segment() -> None:
    found = cut(INTERVIEW, OTHER)
    assert [segment.text for segment in found].count(GARE) == 2
    assert len({segment.key for segment in found}) == len(found)


def test_repeated_words_get_distinct_identifiers() -> None:
    repeated = Interview("e", answers=(Answer("q2", f"{GARE}\n{GARE}"), Answer("q2", GARE)))
    found = cut(repeated)
    assert [segment.text for segment in found] == [GARE] * 3
    assert len({segment.key for segment in found}) == 3


def test_an_answer_added_elsewhere_in_the_interview_changes_no_identifier() -> None:
    longer = Interview("redon", answers=(Answer("q1", PISCINE), *INTERVIEW.answers))
    assert keys(cut(longer), "redon")[1:] == keys(cut(INTERVIEW), "redon")


def test_lines_of_a_document_are_kept_as_they_are() -> None:
    text = "  # Titre ; un / deux\n\n- Le bus. Le train.\r\nfin"
    found = cut(Interview("e", answers=(Answer("", text),)), mode=Mode.LINES)
    assert [segment.text for segment in found] == [
        "  # Titre ; un / deux",
        "- Le bus. Le train.\r",
        "fin",
    ]


def test_rows_of_a_table_are_kept_as_they_are_empty_ones_included(
    tmp_path: Path, form: Questionnaire, territories: tuple[Territory, ...]
) -> None:
    table = tmp_path / "lignes.csv"
    texts = ["  Le bus. Le train ;  ", "", "RAS", "deux\nlignes", "  Le bus. Le train ;  "]
    rows = "".join(f'Redon,q2,"{text}"\n' for text in texts)
    table.write_text("territoire,question,texte\n" + rows, encoding="utf-8")
    intake = read([table], questionnaire=form, registry=Registry(territories))
    found = cut(*intake.interviews, mode=Mode.LINES)
    assert [segment.text for segment in found] == texts
    assert [segment.said for segment in found] == [True, False, False, True, True]
    assert len({segment.key for segment in found}) == len(texts)


@settings(max_examples=150, deadline=None)
@given(st.lists(ANSWERS, max_size=6), st.sampled_from(Mode))
def test_offsets_lead_back_to_the_words(answers: list[Answer], mode: Mode) -> None:
    interview = Interview("e", answers=tuple(answers))
    found = cut(interview, mode=mode)
    for segment in found:
        answer = interview.answers[segment.answer]
        assert answer.text[segment.start : segment.end] == segment.text
        assert answer.question == segment.question
    assert len({segment.key for segment in found}) == len(found)


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_in_mode_lignes_a_table_gives_one_segment_per_row(texts: list[str]) -> None:
    answers = tuple(Answer("q1", text, row=row) for row, text in enumerate(texts, start=2))
    found = cut(Interview("e", answers=answers), mode=Mode.LINES)
    assert [segment.text for segment in found] == texts
