"""The page for a website: pseudonymised words only, nothing asked for elsewhere, words as words."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from synthesis.domain import BOARD, InputError
from synthesis.report.album import Album
from synthesis.report.content import Restitution
from synthesis.report.verbatims import choose
from synthesis.report.website import QUOTED, website
from synthesis.report.website_style import SHADES, step

from .campaign import content

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> ![](http://evil.example/x.png) "
    "</style></blockquote> \N{RIGHT-TO-LEFT OVERRIDE}sreitrat \0 \" ' &amp;"
)
VOID = {"meta", "img", "input"}


class Reader(HTMLParser):
    """What a browser would find: elements with attributes, in order; all of them closed."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(page.decode("utf-8"))
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in ("script", "style"):
            self.words.append(data)

    def values(self, attribute: str) -> list[str]:
        return [found[attribute] or "" for _, found in self.elements if attribute in found]


@pytest.fixture(scope="module")
def told() -> Restitution:
    return replace(content(14, said=HOSTILE, title=f"Essai {HOSTILE}"), veiled=True)


@pytest.fixture(scope="module")
def page(told: Restitution) -> bytes:
    return website(told, [Album(told).coverage()])


@pytest.fixture(scope="module")
def read(page: bytes) -> Reader:
    return Reader(page)


def test_words_that_name_people_are_refused() -> None:
    with pytest.raises(InputError, match="pseudonymisées") as refused:
        website(content(2))
    assert "Données" in refused.value.remedy


def test_nothing_is_asked_for_elsewhere(page: bytes, read: Reader) -> None:
    for attribute in ("src", "href", "srcset", "action", "data", "poster"):
        for value in read.values(attribute):
            assert value.startswith(("#", "data:image/svg+xml;base64,"))
    assert not re.search(rb"url\(|@import|https?:", _without_words(page))


def _without_words(page: bytes) -> bytes:
    """The style and the script, where an address would be followed."""
    return b"".join(re.findall(rb"<(?:style|script)>.*?</(?:style|script)>", page, re.DOTALL))


def test_the_policy_lets_only_its_own_style_and_script_in(page: bytes, read: Reader) -> None:
    (policy,) = [
        found["content"] or ""
        for tag, found in read.elements
        if found.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; ")
    for tag in (b"style", b"script"):
        (inside,) = re.findall(b"<%s>(.*?)</%s>" % (tag, tag), page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert read.values("style") == []


def test_hostile_words_are_only_words(read: Reader) -> None:
    assert [tag for tag, _ in read.elements].count("script") == 1
    assert not [name for _, found in read.elements for name in found if name.startswith("on")]
    words = "".join(read.words)
    assert "<script>alert(1)</script><img src=x" in words
    assert not {"\0", "\N{RIGHT-TO-LEFT OVERRIDE}"} & set(words)


def test_every_link_leads_somewhere_in_the_page(read: Reader) -> None:
    anchors = read.values("id")
    assert len(set(anchors)) == len(anchors)
    assert {href[1:] for href in read.values("href")} <= set(anchors)


def test_the_board_leads_to_every_theme_with_its_count(told: Restitution, read: Reader) -> None:
    links = read.values("href")
    for quadrant in BOARD:
        for count in told.board[quadrant]:
            assert f"#theme-{count.theme}" in links
            assert f"{count.territories}/{count.total}" in read.words


def test_each_theme_shows_the_words_chosen_for_it(told: Restitution, read: Reader) -> None:
    quotes = [tag for tag, _ in read.elements].count("blockquote")
    chosen = [choose(c.theme, told.codings, most=QUOTED) for c in told.points]
    assert quotes == sum(map(len, chosen)) > 0


def test_a_fourteenth_territory_is_on_the_page(read: Reader) -> None:
    assert sum("Quatorzième Membre" in words for words in read.words) > 2


def test_figures_have_their_alternative_text(told: Restitution, read: Reader) -> None:
    assert Album(told).coverage().alt in read.values("alt")


def test_an_empty_campaign_has_a_page() -> None:
    empty = replace(content(1), interviews=(), codings=(), veiled=True)
    words = "".join(Reader(website(empty)).words)
    assert "Rien n’a été classé ici." in words
    assert "Aucun thème n’a été reconnu." in words


def test_the_same_content_has_the_same_page(told: Restitution) -> None:
    assert website(told) == website(told)


@pytest.mark.parametrize(
    ("value", "most", "expected"), [(0, 9, 0), (1, 9, 1), (9, 9, 5), (4, 9, 3), (0, 0, 0)]
)
def test_the_more_is_said_the_darker(value: int, most: int, expected: int) -> None:
    assert step(value, most) == expected
    assert expected < len(SHADES)
