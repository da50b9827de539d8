"""The words quoted: from as many territories as spoke, found where they are said to be."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.domain import Answer, Coding, Interview, Quadrant, Segment
from synthesis.report.verbatims import ALONE, choose, is_found

TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1, max_size=60
)
Row = tuple[int, Quadrant, bool, bool, str]
SPOKEN = st.lists(
    st.tuples(
        st.integers(0, 6),  # the territory; 0 is unknown
        st.sampled_from(list(Quadrant)),
        st.booleans(),  # whether the theme is the main one
        st.booleans(),  # to be read again
        TEXTS,
    ),
    max_size=40,
)


def spoken(
    rows: list[Row],
) -> tuple[list[Interview], list[Coding]]:
    """One interview for each row, and its one segment."""
    interviews, codings = [], []
    for number, (place, quadrant, main, to_review, text) in enumerate(rows):
        siren = f"{place:09}" if place else ""
        answer = Answer("q1", f"avant\n{text}\naprès", "maire")
        interview = Interview(f"visite-{number}", siren=siren, answers=(answer,))
        segment = Segment(
            f"s{number}", interview.key, 0, 6, 6 + len(text), text, "q1", "maire", siren=siren
        )
        odds = {q: 0.6 if q is quadrant else 0.1 for q in Quadrant}
        interviews.append(interview)
        codings.append(
            Coding(
                segment,
                odds,
                theme="eau" if main else "air",
                theme_probability=0.7,
                secondary_themes=() if main else ("eau",),
                to_review=to_review,
            )
        )
    return interviews, codings


def quotable(codings: list[Coding]) -> set[str]:
    """Territories that have something to be quoted of water."""
    return {
        coding.segment.place
        for coding in codings
        if coding.quadrant is not Quadrant.NEUTRE and coding.segment.text.strip()
    }


@settings(max_examples=150, deadline=None)
@given(SPOKEN, st.integers(1, 9), st.integers(10, 80))
def test_no_territory_takes_more_than_its_third(rows: list[Row], most: int, longest: int) -> None:
    interviews, codings = spoken(rows)
    found = choose("eau", codings, most=most, longest=longest)
    places = quotable(codings)
    counts = Counter(verbatim.place for verbatim in found)
    assert len(found) <= most
    assert bool(found) == bool(places)
    if len(places) >= 3 and most >= 3:
        assert len(found) >= 3
        assert max(counts.values()) * 3 <= len(found)
    elif len(places) >= 2 and most >= 2:
        assert len(counts) == 2
        assert len(set(counts.values())) == 1
    else:
        assert len(found) <= ALONE
    by_key = {interview.key: interview for interview in interviews}
    assert all(is_found(verbatim, by_key) for verbatim in found)
    assert all(len(verbatim.text) <= longest for verbatim in found)
    assert len({verbatim.segment for verbatim in found}) == len(found)


@settings(max_examples=50, deadline=None)
@given(SPOKEN)
def test_the_choice_is_always_the_same(
    rows: list[Row],
) -> None:
    _, codings = spoken(rows)
    assert choose("eau", codings) == choose("eau", list(codings))


def test_what_was_not_about_the_theme_or_in_no_quadrant_is_not_quoted() -> None:
    _, codings = spoken(
        [(1, Quadrant.NEUTRE, True, False, "rien"), (2, Quadrant.ATOUT, True, False, "oui")]
    )
    assert [verbatim.text for verbatim in choose("eau", codings)] == ["oui"]
    assert choose("air", codings) == ()


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ("la fontaine", "La fontaine coule toujours, on la voit de la place du bourg."),
        (
            "[personne] dit que la fontaine coule, on la voit de la place.",
            "Elle dit que la fontaine coule, on la voit de la place.",
        ),
        (
            "que la fontaine coule, on la voit de la place du bourg,",
            "La fontaine coule, on la voit de la place du bourg.",
        ),
    ],
)
def test_words_that_stand_on_their_own_come_first(worse: str, better: str) -> None:
    _, codings = spoken([(1, Quadrant.ATOUT, True, False, text) for text in (worse, better)])
    assert choose("eau", codings, most=1)[0].text == better


def test_a_speech_is_cut_between_two_words() -> None:
    text = "un mot de plus " * 40
    _, codings = spoken([(1, Quadrant.ATOUT, True, False, text)])
    (verbatim,) = choose("eau", codings, longest=100)
    assert verbatim.cut
    assert text.startswith(verbatim.text)
    assert text[len(verbatim.text)] == " "


def test_quadrants_are_told_in_proportion() -> None:
    rows = [
        (i, Quadrant.DIFFICULTE, True, False, f"Rien ne va plus au village {i}.")
        for i in range(1, 7)
    ]
    rows += [(i, Quadrant.ATOUT, True, False, f"Tout va bien au village {i}.") for i in range(1, 7)]
    _, codings = spoken(rows)
    told = Counter(verbatim.quadrant for verbatim in choose("eau", codings))
    assert told == {Quadrant.DIFFICULTE: 3, Quadrant.ATOUT: 3}
