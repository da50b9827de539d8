"""What one voice says, no other says again; what is only close stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from synthesis.domain import Quadrant
from synthesis.learning.corpus import Labelled, read_corpus, write_labelled
from synthesis.learning.duplicates import clean_corpus, near_duplicates, without_duplicates

SAID = "Le manque d'eau se fait sentir tout l'été dans les communes du nord."


def _labelled(*said: tuple[str, str]) -> list[Labelled]:
    return [Labelled(text, Quadrant.DIFFICULTE, "aucun", voice=voice) for voice, text in said]


ALIKE = {
    "the same": SAID,
    "case, accents, marks": "le manque d’eau se fait sentir tout l'ete, dans les COMMUNES du nord",
    "one word more": "Le manque d'eau se fait bien sentir tout l'été dans les communes du nord.",
    "a typing error": "Le manque d'eau se fait sentri tout l'été dans les communes du nord.",
}  # fmt: skip
OTHER = {
    "same subject": "L'été, les communes du nord n'ont plus d'eau.",
    "contained in it": "Le manque d'eau se fait sentir",
    "nothing": "",
}


@pytest.mark.parametrize("text", ALIKE.values(), ids=ALIKE)
def test_the_same_words_in_another_voice_are_found(text: str) -> None:
    assert near_duplicates(_labelled(("a", SAID), ("a", "Autre chose"), ("b", text))) == [(0, 2)]


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_other_words_are_not(text: str) -> None:
    assert near_duplicates(_labelled(("a", SAID), ("b", text))) == []


def test_a_voice_may_repeat_itself() -> None:
    assert near_duplicates(_labelled(("a", SAID), ("a", SAID))) == []


@pytest.mark.parametrize(
    ("text", "found"), [("la fibre partout", 0), ("enfin la fibre partout", 1)]
)
def test_three_words_are_too_few_to_tell(text: str, found: int) -> None:
    assert len(near_duplicates(_labelled(("a", text), ("b", text)))) == found


def test_words_that_moved_are_found_by_their_letters_in_common() -> None:
    first = "les commerces du centre ferment les uns après les autres chaque année à la rentrée"
    second = "chaque année à la rentrée les commerces du centre ferment les uns après les autres"
    assert fuzz.ratio(first, second) < 92
    assert near_duplicates(_labelled(("a", first), ("b", second))) == [(0, 1)]


def test_the_first_is_kept_and_only_what_repeats_it_goes() -> None:
    said = _labelled(("a", SAID), ("b", SAID), ("b", "Bien autre chose à dire ici"), ("c", SAID))
    assert without_duplicates(said) == [said[0], said[2]]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.text("abé ", max_size=30)), max_size=12))
def test_nothing_is_found_twice_and_what_is_kept_is_clean(said: list[tuple[str, str]]) -> None:
    labelled = _labelled(*said)
    pairs = near_duplicates(labelled)
    assert pairs == sorted(set(pairs))
    assert all(a < b and labelled[a].voice != labelled[b].voice for a, b in pairs)
    assert near_duplicates(without_duplicates(labelled)) == []


def test_pairs_are_found_across_blocks() -> None:
    many = [("a", f"commune numéro {i} du canton de {'x' * (i % 40)}") for i in range(700)]
    assert (0, 700) in near_duplicates(_labelled(*many, ("b", many[0][1])))


def test_cleaning_a_folder_rewrites_its_voices(tmp_path: Path) -> None:
    write_labelled(iter(_labelled(("a", SAID))), tmp_path / "a.csv")
    write_labelled(iter(_labelled(("b", SAID), ("b", "La fibre"))), tmp_path / "b.csv")
    assert clean_corpus(tmp_path) == 1
    assert [(item.voice, item.text) for item in read_corpus(tmp_path)] == [
        ("a", SAID),
        ("b", "La fibre"),
    ]


def test_none_remains_in_the_corpus() -> None:
    corpus = read_corpus()
    assert len(corpus) > 10_000
    assert near_duplicates(corpus) == []
