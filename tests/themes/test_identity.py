"""Themes keep their identity from run to run, and what changed is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.domain import Coding, Origin, Quadrant, Segment, Theme
from synthesis.themes.discovery import PREFIX
from synthesis.themes.identity import (
    LEAST_JACCARD,
    Change,
    Kind,
    Run,
    carried_over,
    changes,
    keep_identity,
    keep_labels,
    main_themes,
)

NBSP = "\N{NO-BREAK SPACE}"
CODEBOOK = ("", "eau", "mobilites")
DISCOVERED = tuple(PREFIX + name for name in ("a", "a-2", "a-2-2", "b", "b-2", "c"))
runs = st.dictionaries(st.integers(0, 25).map(str), st.sampled_from((*CODEBOOK, *DISCOVERED)))


def _slug(short: str) -> str:
    """« *judo » is the discovered theme of that name."""
    return short.replace("*", PREFIX)


def _run(members: Mapping[str, str]) -> dict[str, str]:
    """A run, told by the one-letter segments of each theme."""
    return {key: _slug(theme) for theme, keys in members.items() for key in keys}


def _renamed(run: Run, renaming: Mapping[str, str]) -> dict[str, str]:
    return {key: renaming.get(slug, slug) for key, slug in run.items()}


MATCHES: dict[str, tuple[dict[str, str], dict[str, str], dict[str, str]]] = {
    "same members, other name": ({"*judo": "abc"}, {"*club": "abc"}, {"*club": "*judo"}),
    "members added": ({"*judo": "abc"}, {"*club": "abcuvwxyz"}, {"*club": "*judo"}),
    "members withdrawn": ({"*judo": "abcuvwxyz"}, {"*club": "abc"}, {"*club": "*judo"}),
    "half of both sides": (
        {"*judo": "abcd", "eau": "ef"},
        {"*club": "abef", "eau": "cd"},
        {"*club": "*judo"},
    ),
    "less than that": (
        {"*judo": "abcd", "eau": "efg"},
        {"*club": "aefg", "eau": "bcd"},
        {"*club": "*club"},
    ),
    "less than that, under the same name": (
        {"*judo": "abcd", "eau": "efg"},
        {"*judo": "aefg", "eau": "bcd"},
        {"*judo": "*judo-2"},
    ),
    "names exchanged": (
        {"*judo": "abc", "*poney": "def"},
        {"*poney": "abc", "*judo": "def"},
        {"*poney": "*judo", "*judo": "*poney"},
    ),
    "name of another that goes on": (
        {"*judo": "abcd"},
        {"*judo": "wxyz", "*poney": "abcd"},
        {"*judo": "*judo-2", "*poney": "*judo"},
    ),
    "nothing shared, name of a previous theme": (
        {"*judo": "abc"},
        {"*judo": "xyz"},
        {"*judo": "*judo-2"},
    ),
    "a suffix free in both runs": (
        {"*judo": "abc", "*judo-2": "def"},
        {"*judo": "xyz", "*judo-3": "uvw"},
        {"*judo": "*judo-4", "*judo-3": "*judo-3"},
    ),
    "the best of the whole, not the best pair": (
        {"*a": "abcdef", "*b": "gh"},
        {"*x": "abcdgh", "*y": "ef"},
        {"*x": "*b", "*y": "*a"},
    ),
    "equal parts go on as the first": (
        {"*judo": "abcd"},
        {"*y": "ab", "*x": "cd"},
        {"*x": "*judo", "*y": "*y"},
    ),
    "a merger of equals goes on from the first": (
        {"*b": "ab", "*a": "cd"},
        {"*x": "abcd"},
        {"*x": "*a"},
    ),
    "the codebook's are left as they are": ({"eau": "abc"}, {"mobilites": "abc"}, {}),
    "taken from the codebook": ({"eau": "abc"}, {"*eau": "abc"}, {"*eau": "*eau"}),
    "nothing before": ({}, {"*judo": "abc"}, {"*judo": "*judo"}),
    "nothing now": ({"*judo": "abc"}, {}, {}),
}


@pytest.mark.parametrize(("previous", "current", "expected"), MATCHES.values(), ids=MATCHES)
def test_a_theme_goes_on_where_its_segments_do(
    previous: dict[str, str], current: dict[str, str], expected: dict[str, str]
) -> None:
    found = carried_over(_run(previous), _run(current))
    assert found == {_slug(new): _slug(old) for new, old in expected.items()}


@given(runs)
def test_the_same_run_keeps_every_slug_and_changes_nothing(run: Run) -> None:
    assert all(new == old for new, old in carried_over(run, run).items())
    assert changes(run, run, {}) == ()


@given(runs, st.permutations(DISCOVERED), st.dictionaries(st.integers(90, 99).map(str), runs))
def test_adding_interviews_keeps_every_slug(
    previous: Run, shuffled: list[str], more: dict[str, Run]
) -> None:
    added = {f"+{i}{key}": slug for i, run in more.items() for key, slug in run.items()}
    named_anew = dict(zip(DISCOVERED, shuffled, strict=True))
    current = _renamed({**previous, **added}, named_anew)
    known = {key: slug for key, slug in previous.items() if slug in DISCOVERED}
    again = _renamed(current, carried_over(previous, current))
    assert {key: again[key] for key in previous} == dict(previous)
    first_said = {again[key] for key in added if added[key] not in previous.values()}
    assert not first_said & set(known.values())


@given(runs, runs)
def test_two_themes_never_share_a_slug(previous: Run, current: Run) -> None:
    found = carried_over(previous, current)
    assert set(found) == {slug for slug in current.values() if slug in DISCOVERED}
    assert len(set(found.values())) == len(found)
    assert all(slug.startswith(PREFIX) for slug in found.values())


@given(runs, runs)
def test_a_slug_of_before_means_enough_shared_segments(previous: Run, current: Run) -> None:
    shared = previous.keys() & current.keys()
    for new, old in carried_over(previous, current).items():
        if old in previous.values():
            before = {key for key in shared if previous[key] == old}
            now = {key for key in shared if current[key] == new}
            assert len(before & now) >= LEAST_JACCARD * len(before | now) > 0


@given(runs, runs, st.randoms(use_true_random=False))
def test_the_order_of_reading_changes_nothing(previous: Run, current: Run, draw: Random) -> None:
    other = [dict(draw.sample(list(run.items()), len(run))) for run in (previous, current)]
    assert carried_over(*other) == carried_over(previous, current)
    assert changes(*other, {}) == changes(previous, current, {})


@given(runs, runs)
def test_changes_account_for_every_segment(previous: Run, current: Run) -> None:
    expected = Counter(previous.values())
    told = changes(previous, current, {})
    for change in told:
        expected[change.theme] += change.joined + change.added - change.left - change.removed
    now = Counter(current.values())
    assert {s: n for s, n in expected.items() if s and n} == {s: n for s, n in now.items() if s}
    known = previous.keys() & current.keys()
    moved = [key for key in known if previous[key] != current[key]]
    assert sum(c.joined for c in told) == sum(bool(current[key]) for key in moved)
    assert sum(c.added for c in told) == sum(bool(s) for k, s in current.items() if k not in known)


def test_new_themes_come_first_then_gone_ones_then_the_most_changed() -> None:
    previous = _run({"eau": "abcd", "mobilites": "ef", "": "ghi", "*judo": "j", "soins": "k"})
    current = _run({"eau": "abcx", "mobilites": "efgh", "": "dj", "*poney": "i", "soins": "k"})
    found = changes(previous, current, {"eau": "L'eau", "mobilites": "Les mobilités"})
    assert found == (
        Change(_slug("*poney"), _slug("*poney"), joined=1, new=True),
        Change(_slug("*judo"), _slug("*judo"), left=1, gone=True),
        Change("eau", "L'eau", left=1, added=1),
        Change("mobilites", "Les mobilités", joined=2),
    )


SENTENCES = {
    "joined": (
        Change("mobilites", "Les mobilités", joined=3),
        [(Kind.JOINED, 3, "3~segments ont rejoint « Les mobilités ».")],
    ),
    "each its own": (
        Change("eau", "L'eau", joined=1, left=1, added=1, removed=1),
        [
            (Kind.JOINED, 1, "1~segment a rejoint « L'eau »."),
            (Kind.LEFT, 1, "1~segment a quitté « L'eau »."),
            (Kind.ADDED, 1, "1~nouveau segment porte sur « L'eau »."),
            (Kind.REMOVED, 1, "1~segment retiré portait sur « L'eau »."),
        ],
    ),
    "several": (
        Change("eau", "L'eau", left=2, added=3, removed=4),
        [
            (Kind.LEFT, 2, "2~segments ont quitté « L'eau »."),
            (Kind.ADDED, 3, "3~nouveaux segments portent sur « L'eau »."),
            (Kind.REMOVED, 4, "4~segments retirés portaient sur « L'eau »."),
        ],
    ),
    "new": (
        Change(_slug("*judo"), "Judo, club", joined=4, added=2, new=True),
        [(Kind.NEW, 6, "1~thème nouveau : « Judo, club » (6~segments, dont 2~nouveaux).")],
    ),
    "new, nothing added": (
        Change(_slug("*judo"), "Judo, club", joined=4, new=True),
        [(Kind.NEW, 4, "1~thème nouveau : « Judo, club » (4~segments).")],
    ),
    "gone": (
        Change(_slug("*judo"), "Judo", left=1, removed=4, gone=True),
        [(Kind.GONE, 5, "Le thème « Judo » n'apparaît plus (5~segments).")],
    ),
    "first said, of the codebook": (
        Change("eau", "L'eau", joined=1, added=1, new=True),
        [
            (
                Kind.NEW,
                2,
                "Le thème « L'eau » apparaît comme thème principal (2~segments, dont 1~nouveau).",
            )
        ],
    ),
    "no longer said, of the codebook": (
        Change("eau", "L'eau", left=1, gone=True),
        [(Kind.GONE, 1, "Le thème « L'eau » n'apparaît plus comme thème principal (1~segment).")],
    ),
}


@pytest.mark.parametrize(("change", "expected"), SENTENCES.values(), ids=SENTENCES)
def test_each_change_is_a_french_sentence(
    change: Change, expected: list[tuple[Kind, int, str]]
) -> None:
    assert list(change.told()) == [(kind, n, said.replace("~", NBSP)) for kind, n, said in expected]


def _codings(run: Run) -> list[Coding]:
    probabilities = dict.fromkeys(Quadrant, 0.2)
    return [
        Coding(Segment(key, "visite", 0, 0, 1, key), probabilities, theme=slug, theme_label=slug)
        for key, slug in run.items()
    ]


def test_codings_and_themes_take_the_slug_of_before() -> None:
    club = Theme(_slug("*club"), "Club", origin=Origin.DISCOVERED)
    current = _run({"eau": "ab", "*club": "cde", "": "f"})
    codings, themes = keep_identity(_codings(current), [club], _run({"*judo": "cde", "eau": "ab"}))
    assert main_themes(codings) == _run({"eau": "ab", "*judo": "cde", "": "f"})
    assert [(theme.slug, theme.label) for theme in themes] == [(_slug("*judo"), "Club")]


def test_a_discovered_theme_that_entered_the_codebook_lends_its_slug_to_no_other() -> None:
    club = Theme(_slug("*club"), "Club", origin=Origin.DISCOVERED)
    current = _run({"*judo": "a", "*club": "bcd"})
    codings, themes = keep_identity(_codings(current), [club], _run({"*judo": "abcd"}))
    assert main_themes(codings) == current
    assert themes == (club,)


def test_only_discovered_themes_keep_the_label_of_before() -> None:
    themes = [
        Theme("eau", "L'eau"),
        Theme(_slug("*judo"), "Club", origin=Origin.DISCOVERED),
        Theme(_slug("*poney"), "Poney", origin=Origin.DISCOVERED),
    ]
    codings = _codings(_run({"eau": "a", "*judo": "b", "": "c"}))
    labels = {"eau": "L'ancienne eau", _slug("*judo"): "Judo", _slug("*poney"): ""}
    found, known = keep_labels(codings, themes, labels)
    assert [theme.label for theme in known] == ["L'eau", "Judo", "Poney"]
    assert [coding.theme_label for coding in found] == ["eau", "Judo", ""]
