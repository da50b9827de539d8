"""Words that others wrote come out whole, once, and as words."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.app.markup import STYLE, badge, bars, heading, highlighted, legend, plain, verbatim
from synthesis.domain import BOARD, Answer, Coding, Interview, Quadrant
from synthesis.report.palette import QUADRANTS

from .campaigns import HOSTILE, IMAGE, SCRIPT, coding, span

TAGS = {"div", "mark", "span"}
words = st.text(
    alphabet=st.one_of(st.sampled_from("<>&\"'\u202e▲ \n"), st.characters(codec="utf-8"))
)


class Reader(HTMLParser):
    """What a browser would read: the text of each mark and between marks, the tags met."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[list[str]] = [[]]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.pieces.append([])

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - named by the library
        self.pieces.append([])

    def handle_data(self, data: str) -> None:
        self.pieces[-1].append(data)

    @property
    def texts(self) -> list[str]:
        return ["".join(piece) for piece in self.pieces]

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.tags]


@st.composite
def coded_answers(draw: st.DrawFn) -> tuple[str, list[Coding]]:
    """An answer, and codings of some spans of it, in order and apart."""
    text = draw(words)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    interview = Interview("essai", answers=(Answer("q1", text),))
    kept = [bounds for bounds in pairwise(cuts) if draw(st.booleans())]
    return text, [
        coding(span(interview, 0, start, end, number), draw(st.sampled_from(Quadrant)))
        for number, (start, end) in enumerate(kept)
    ]


@given(coded_answers())
def test_every_character_of_an_answer_is_shown_once(answer: tuple[str, list[Coding]]) -> None:
    text, codings = answer
    html = highlighted(text, codings)
    assert _without_signs(html) == text


@given(coded_answers())
def test_each_segment_has_its_own_mark_and_quadrant(answer: tuple[str, list[Coding]]) -> None:
    text, codings = answer
    reader = Reader(highlighted(text, codings))
    assert reader.names == ["div"] + ["mark"] * len(codings)
    assert [attrs["class"] for _, attrs in reader.tags[1:]] == [c.quadrant for c in codings]


@pytest.mark.parametrize("quadrant", Quadrant)
def test_a_mark_bears_the_sign_of_its_quadrant_and_neutral_none(quadrant: Quadrant) -> None:
    shown = "".join(Reader(highlighted("Eau", [_coding("Eau", quadrant)])).texts)
    sign = "" if quadrant is Quadrant.NEUTRE else f"{QUADRANTS[quadrant].sign}\u00a0"
    assert shown == f"{sign}Eau"


def test_only_the_target_is_outlined() -> None:
    interview = Interview("essai", answers=(Answer("q1", "un. deux."),))
    codings = [
        coding(span(interview, 0, 0, 3, 1), Quadrant.ATOUT),
        coding(span(interview, 0, 4, 9, 2), Quadrant.NEUTRE),
    ]
    reader = Reader(highlighted("un. deux.", codings, target="essai-0-2"))
    assert [attrs["class"] for _, attrs in reader.tags[1:]] == ["atout", "neutre vise"]


def test_the_title_of_a_mark_cannot_leave_its_attribute() -> None:
    html = highlighted("Eau", [_coding("Eau", Quadrant.ATOUT)])
    reader = Reader(html)
    assert reader.tags[1] == ("mark", {"class": "atout", "title": f"Atouts · L'eau {IMAGE}"})


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_a_verbatim_is_only_words(hostile: str) -> None:
    said = _coding(hostile, Quadrant.RESSOURCE)
    reader = Reader(verbatim(said, place=hostile, question=hostile))
    assert set(reader.names) <= TAGS
    assert all(set(attrs) == {"class"} for _, attrs in reader.tags)
    shown = "".join(reader.texts)
    assert shown.count(hostile) == 3
    assert "80\u00a0% de certitude" in shown


def test_a_verbatim_says_who_and_whether_to_review() -> None:
    interview = Interview("essai", answers=(Answer("q1", "Eau", speaker="DGS"),))
    said = coding(span(interview, 0, 0, 3, 0), Quadrant.ATOUT)
    html = verbatim(said, place="Le Val", question="Q1")
    assert "Le Val · DGS · Q1 · 80\u00a0% de certitude</div>" in html
    doubtful = Coding(said.segment, said.probabilities, to_review=True)
    assert "certitude · à revoir</div>" in verbatim(doubtful, place="Le Val", question="Q1")


@pytest.mark.parametrize("quadrant", Quadrant)
def test_a_badge_has_sign_and_name(quadrant: Quadrant) -> None:
    look = QUADRANTS[quadrant]
    assert badge(quadrant) == (
        f'<span class="badge {quadrant.value}">{look.sign} {quadrant.label}</span>'
    )
    assert f".badge.{quadrant.value}{{background:{look.tint};color:{look.ink}}}" in STYLE
    assert f".mot mark.{quadrant.value}{{background:{look.tint}" in STYLE


def test_the_legend_shows_every_quadrant_in_order() -> None:
    labels = [text for text in Reader(legend()).texts if text.strip()]
    assert [label[2:] for label in labels] == [quadrant.label for quadrant in Quadrant]


def test_bars_are_as_wide_as_the_share() -> None:
    style = bars([("case-atout-eau", 7 / 13, Quadrant.ATOUT)])
    tint = QUADRANTS[Quadrant.ATOUT].tint
    assert f".st-key-case-atout-eau a{{background:linear-gradient(90deg,{tint} 54%," in style


@given(words)
def test_plain_escapes_all_punctuation_of_one_line(text: str) -> None:
    label = plain(text)
    assert re.sub(r"\\(.)", r"\1", label) == re.sub(r"[ \t\r\n\f\v]+", " ", text).strip(" ")
    bare = re.sub(r"\\.", "", label)
    assert not re.search(r"[!-/:-@\[-`{-~]", bare)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SCRIPT, r"\<script\>alert\(1\)\<\/script\>"),
        (IMAGE, r"\!\[\]\(http\:\/\/evil\.example\/x\.png\)"),
        ("[**a**](b) :red[c]", r"\[\*\*a\*\*\]\(b\) \:red\[c\]"),
        ("$x^2$ `code` ~d~ {e}", r"\$x\^2\$ \`code\` \~d\~ \{e\}"),
        ("# Titre\n\n- liste", r"\# Titre \- liste"),
        ("Pays d’Ancenis\u00a0:\n", "Pays d’Ancenis\u00a0\\:"),
    ],
)
def test_plain_leaves_no_markdown(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_a_heading_is_only_words(hostile: str) -> None:
    reader = Reader(heading(hostile, level=3))
    assert reader.tags == [("h3", {"class": "titre"})]
    assert "".join(reader.texts) == hostile


def _coding(text: str, quadrant: Quadrant) -> Coding:
    interview = Interview("essai", answers=(Answer("q1", text),))
    return coding(span(interview, 0, 0, len(text), 0), quadrant)


def _without_signs(html: str) -> str:
    """Strip the tags, with the sign that begins each mark of the board, then unescape."""
    signed = "|".join(f'<mark class="{q}"[^>]*>{QUADRANTS[q].sign}\u00a0' for q in BOARD)
    return unescape(re.sub(rf"{signed}|</?(?:mark|div)[^>]*>", "", html))
