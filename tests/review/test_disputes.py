"""Where two judgments differ."""

from __future__ import annotations

from synthesis.domain import Codebook, Quadrant, Theme
from synthesis.review.applying import Machine, reviewed
from synthesis.review.disputes import between_readers, changed_by_rerun
from synthesis.review.events import MergeThemes, SetQuadrant
from synthesis.review.state import replay
from synthesis.review.terms import with_terms
from synthesis.store.readings import BlindReading

from .examples import LABELS, MACHINE, START, coding, entry


def _reading(account: int, segment: str, quadrant: Quadrant, theme: str = "") -> BlindReading:
    return BlindReading(account, f"personne {account}", segment, quadrant.value, theme, START)


def test_what_a_rerun_sorts_otherwise_is_disputed() -> None:
    earlier = {
        "s0": (Quadrant.ATOUT, "eau"),
        "s1": (Quadrant.ATOUT, "eau"),
        "s2": (Quadrant.DIFFICULTE, "ecole"),
        "gone": (Quadrant.ATOUT, "eau"),
    }
    assert changed_by_rerun(MACHINE, earlier) == {"s1", "s2"}
    assert changed_by_rerun(MACHINE, {}) == frozenset()


def test_readers_who_differ_from_each_other_or_from_the_review_dispute() -> None:
    readings = [
        _reading(1, "s0", Quadrant.ATOUT, "eau"),
        _reading(1, "s1", Quadrant.ATOUT, "eau"),
        _reading(1, "s3", Quadrant.INQUIETUDE, "ecole"),
        _reading(2, "s3", Quadrant.INQUIETUDE, "eau"),
        _reading(2, "s2", Quadrant.DIFFICULTE, "eau"),
    ]
    assert between_readers(readings, reviewed(MACHINE, replay([]))) == {"s1", "s2", "s3"}
    state = replay(
        [entry(1, 1, SetQuadrant("s1", Quadrant.ATOUT)), entry(2, 1, MergeThemes("routes", "eau"))]
    )
    assert between_readers(readings, reviewed(MACHINE, state)) == {"s3"}


def test_words_of_another_theme_dispute_when_they_are_two() -> None:
    codebook = Codebook(
        "g",
        "G",
        (Theme("eau", "Eau", terms=("captages", "nappe phréatique")), Theme("routes", "Routes")),
    )
    texts = {
        "one": "Les captages s'épuisent.",
        "two": "Le captage et la nappe phréatique s'épuisent.",
        "agreed": "Captages, nappe phréatique.",
    }
    machine = Machine.of(
        [
            coding(key, Quadrant.ATOUT, "eau" if key == "agreed" else "routes", text=text)
            for key, text in texts.items()
        ],
        LABELS,
    )
    assert with_terms(machine.codings, codebook) == {"two"}
