"""Keywords are ranked by χ², the one of scipy."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from synthesis.themes.keywords import MOST, Keyness

WORDS = ("eau", "train", "école", "gare", "bus")
SEGMENTS = st.lists(
    st.tuples(st.sets(st.sampled_from(WORDS)), st.sampled_from("ab")), min_size=4, max_size=60
)


def _fed(segments: list[tuple[set[str], str]]) -> Keyness:
    keyness = Keyness()
    for lemmas, group in segments:
        keyness.add(sorted(lemmas), [group])
    return keyness


def _expected(segments: list[tuple[set[str], str]]) -> list[str]:
    """Over-represented words of « a » that two of its segments hold, by scipy's χ²."""
    scored = []
    inside = [lemmas for lemmas, group in segments if group == "a"]
    outside = [lemmas for lemmas, group in segments if group == "b"]
    for word in WORDS:
        with_a, with_b = (sum(word in lemmas for lemmas in side) for side in (inside, outside))
        table = [[with_a, with_b], [len(inside) - with_a, len(outside) - with_b]]
        if with_a < 2 or with_a * len(outside) <= with_b * len(inside):
            continue
        scored.append((-round(chi2_contingency(table, correction=False).statistic, 6), word))
    return [word for _, word in sorted(scored)]


@settings(max_examples=150, deadline=None)
@given(SEGMENTS)
def test_keywords_are_those_of_scipy(segments: list[tuple[set[str], str]]) -> None:
    sizes = [sum(group == side for _, group in segments) for side in "ab"]
    assume(sizes[0] > 2 and sizes[1] > 0)
    found, expected = _fed(segments).words("a"), _expected(segments)
    assert sorted(found) == sorted(expected)
    assert found[:1] == expected[:1]


def test_words_are_counted_once_per_segment() -> None:
    often = Keyness()
    once = Keyness()
    for keyness, times in ((often, 5), (once, 1)):
        for _ in range(3):
            keyness.add(["eau"] * times + ["train"], ["a"])
            keyness.add(["gare", "train"], ["b"])
    assert often.words("a") == once.words("a") == ["eau"]


def test_a_word_that_every_segment_holds_characterises_none() -> None:
    segments = [({"eau", "bus"}, "a")] * 4 + [({"gare", "bus"}, "b")] * 4
    assert _fed(segments).words("a") == ["eau"]


def test_a_word_of_another_group_is_not_a_keyword() -> None:
    segments = [({"eau", "bus"}, "a")] * 4 + [({"bus"}, "b")] * 4 + [({"train"}, "b")]
    assert _fed(segments).words("a") == ["eau", "bus"]
    assert "eau" not in _fed(segments).words("b")


def test_a_segment_may_belong_to_several_groups() -> None:
    keyness = Keyness()
    for _ in range(3):
        keyness.add(["eau"], ["a", ("a", "atout")])
        keyness.add(["gare"], [])
    assert keyness.words("a") == keyness.words(("a", "atout")) == ["eau"]


@pytest.mark.parametrize("most", [0, 1, 3])
def test_no_more_words_than_asked(most: int) -> None:
    lemmas = {f"mot{i}" for i in range(20)}
    keyness = _fed([(lemmas, "a")] * 3 + [({"autre"}, "b")] * 3)
    assert keyness.words("a", most=most) == sorted(lemmas)[:most]
    assert len(keyness.words("a")) == MOST


def test_an_unknown_group_and_no_segment_give_nothing() -> None:
    assert Keyness().words("a") == []
    assert _fed([({"eau"}, "a")] * 3).words("b") == []


def test_a_group_alone_is_told_by_its_most_frequent_words() -> None:
    assert _fed([({"eau", "gare"}, "a"), ({"eau"}, "a"), ({"eau", "gare"}, "a")]).words("a") == [
        "eau",
        "gare",
    ]
