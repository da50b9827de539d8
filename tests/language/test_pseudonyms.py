"""Proposals, stable names, and exact replacement."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.domain import Answer, InputError, Interview, Territory
from synthesis.language.pseudonyms import (
    Decision,
    Detector,
    Field,
    Kind,
    apply,
    fields,
    occurrences,
    propose,
)
from synthesis.language.replacing import forms_pattern, replaced

names = st.text(alphabet="ABCDÉabcdéï'-", min_size=1, max_size=6).filter(lambda t: t.strip("'-"))
texts = st.lists(st.one_of(names, st.sampled_from([" ", ", ", "\n", ".", "é", "1"]))).map("".join)
decided = st.lists(names, unique=True, max_size=5).map(
    lambda forms: [Decision(Kind.PERSON, f, f"§{i}§") for i, f in enumerate(forms)]
)
interviews = st.builds(
    lambda text, who, people, asked: Interview(
        "e", answers=(Answer("q1", text, who),), people=tuple(people), interviewer=asked
    ),
    texts,
    texts,
    st.lists(texts, max_size=2),
    texts,
)


@given(interviews, decided)
def test_no_accepted_name_is_left_and_nothing_else_is_touched(
    interview: Interview, decisions: list[Decision]
) -> None:
    (new,), used = apply([interview], decisions)
    pattern = forms_pattern([d.text for d in decisions])
    back = {d.pseudonym: d.text for d in decisions}
    for (_, old), (_, text) in zip(fields([interview]), fields([new]), strict=True):
        assert pattern is None or pattern.search(text) is None
        assert re.sub(r"§\d+§", lambda m: back[m.group()], text) == old
    assert used.items() <= {d.text: d.pseudonym for d in decisions}.items()
    hidden = {"answers": interview.answers, "people": (), "interviewer": ""}
    assert replace(new, **hidden) == replace(interview, **hidden)


@given(interviews, decided)
def test_applying_twice_is_applying_once(interview: Interview, decisions: list[Decision]) -> None:
    once, _ = apply([interview], decisions)
    assert apply(once, decisions) == (once, {})


@given(interviews, decided)
def test_an_occurrence_is_where_it_says(interview: Interview, decisions: list[Decision]) -> None:
    words = {(field, position): text for (_, field, position), text in fields([interview])}
    for form, places in occurrences([interview], [d.text for d in decisions]).items():
        for place in places:
            text = words[place.field, place.position]
            assert text[place.start : place.end] == form
            assert form in place.context


@given(texts, decided, st.data())
def test_a_span_follows_its_words(
    text: str, decisions: list[Decision], data: st.DataObject
) -> None:
    new = {d.text: str(d.pseudonym) for d in decisions}
    pattern = forms_pattern(new)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = replaced(text, pattern, new)
    first, last = found.moved(start, end)
    assert 0 <= first <= last <= len(found.text)
    cut = [(a, b) for a, b, _ in found.spans if a < start < b or a < end < b]
    if not cut:
        inside = [(a - start, b - start) for a, b, _ in found.spans if start <= a < b <= end]
        expected, done = "", 0
        for a, b in inside:
            expected += text[start + done : start + a] + new[text[start + a : start + b]]
            done = b
        assert found.text[first:last] == expected + text[start + done : end]


@pytest.fixture(scope="module")
def detector(territories: tuple[Territory, ...]) -> Detector:
    """Knows the thirteen members of 2021."""
    return Detector(territories)


def visit(*texts: str, **rest: object) -> Interview:
    """An interview of these answers."""
    return Interview("visite", answers=tuple(Answer("q1", text) for text in texts), **rest)  # type: ignore[arg-type]


def proposed(interview: Interview, detector: Detector, *known: Decision) -> dict[str, str]:
    """Form → pseudonym."""
    return {p.text: p.pseudonym for p in propose([interview], detector, known)}


def test_a_person_has_one_name_whatever_the_writing(detector: Detector) -> None:
    found = proposed(
        visit(
            "Jean Morvan nous a reçus à Redon.",
            "MORVAN Jean a rappelé. Morvan insiste. M. Morvan aussi.",
            "Sophie Kerbrat est au 06 12 34 56 78, soit +33 6 12 34 56 78.",
            "sophie.k@exemple.fr",
        ),
        detector,
    )
    assert found == {
        "Jean Morvan": "Personne 1",
        "MORVAN Jean": "Personne 1",
        "Morvan": "Personne 1",
        "Sophie Kerbrat": "Personne 2",
        "06 12 34 56 78": "téléphone 1",
        "+33 6 12 34 56 78": "téléphone 1",
        "sophie.k@exemple.fr": "courriel 1",
    }


def test_a_name_that_two_people_bear_is_given_to_neither(detector: Detector) -> None:
    found = proposed(visit("Jean Morvan et Sophie Morvan. Mme Morvan est absente."), detector)
    assert found == {
        "Jean Morvan": "Personne 1",
        "Sophie Morvan": "Personne 2",
        "Morvan": "Personne 3",
    }


def test_names_go_on_from_what_the_campaign_decided(detector: Detector) -> None:
    known = (
        Decision(Kind.PERSON, "Jean Morvan", "Personne 4"),
        Decision(Kind.PERSON, "Marie", None),
    )
    interview = visit("Jean Morvan, M. Morvan, Marie et Fatima Benali", "Personne 4 le dit.")
    assert proposed(interview, detector, *known) == {
        "Morvan": "Personne 4",
        "Fatima Benali": "Personne 1",
    }


def test_who_spoke_who_was_met_and_who_asked_are_read_too(detector: Detector) -> None:
    interview = Interview(
        "v",
        answers=(Answer("q1", "Rien.", speaker="Yannick Le Bihan, maire"),),
        people=("maire", "Fatima Benali, DGS"),
        interviewer="Gwendal Hervouet",
    )
    found = {p.text: p.occurrences[0].field for p in propose([interview], detector)}
    assert found == {
        "Yannick Le Bihan": Field.SPEAKER,
        "Fatima Benali": Field.PEOPLE,
        "Gwendal Hervouet": Field.INTERVIEWER,
    }


@pytest.mark.parametrize("pseudonym", ["", "  ", "le cousin de Morvan", "Morvan"])
def test_a_pseudonym_that_hides_nothing_is_refused(pseudonym: str) -> None:
    with pytest.raises(InputError, match=r"pseudonyme"):
        apply([visit("Morvan")], [Decision(Kind.PERSON, "Morvan", pseudonym)])


def test_what_nobody_decided_is_masked(detector: Detector) -> None:
    text = "Sophie Kerbrat (06 12 34 56 78) connaît Loïc Geffroy à Redon."
    masked = detector.masked(text, frozenset({"Loïc Geffroy"}))
    assert masked.text == "[personne] ([téléphone]) connaît Loïc Geffroy à Redon."


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "M. Personne 1 part, téléphone 06 12 34 56 78.",
            "M. Personne 1 part, téléphone [téléphone].",
        ),
        ("Personne 1 Sophie Kerbrat le dit", "Personne 1 [personne] le dit"),
        ("l'élue Voisine Bleue le dit", "l'élue Voisine Bleue le dit"),
    ],
)
def test_pseudonyms_are_no_names_and_hide_none(detector: Detector, text: str, masked: str) -> None:
    assert detector.masked(text, (), {"Voisine Bleue", "voisine Bleue"}).text == masked
