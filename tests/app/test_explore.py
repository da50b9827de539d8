"""« Explorer »: every view under filters of the address; every figure leads to the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from synthesis.access import Actor, Role
from synthesis.domain import BOARD, Coding, Interview, Quadrant
from synthesis.review.events import ExcludeSegment, SetQuadrant
from synthesis.review.log import decide
from synthesis.store import (
    campaigns,
    latest_analysis_id,
    load_codings,
    load_interviews,
    open_database,
)

from .campaigns import (
    IMAGE,
    INTERVIEWS,
    SCRIPT,
    foreign_html,
    hostile_codings,
    new_database,
    save_example,
)
from .conftest import Opened
from .shown import VIEWS
from .test_analysis import tap

ADVISOR = Actor(1, "conseiller", Role.ADVISOR)


@pytest.fixture(scope="module")
def codings(demonstration_folder: Path) -> list[Coding]:
    database = open_database(f"sqlite:///{demonstration_folder / 'synthesis.db'}")
    with database.session(read_only=True) as session:
        run = latest_analysis_id(session, campaigns(session)[0].id)
        assert run is not None
        return list(load_codings(session, run))


@pytest.fixture(scope="module")
def interviews(demonstration_folder: Path) -> list[Interview]:
    database = open_database(f"sqlite:///{demonstration_folder / 'synthesis.db'}")
    with database.session(read_only=True) as session:
        return load_interviews(session, campaigns(session)[0].id)


def queries(app: AppTest, **having: str) -> Iterator[dict[str, str]]:
    """Query parameters of the links of the page that have these."""
    for link in app.page_link:
        query = {k: v[0] for k, v in parse_qs(link.proto.query_string).items()}
        if having.items() <= query.items():
            yield query


def counted(app: AppTest) -> int:
    """The number that the heading of « Contexte » begins with."""
    return int(app.header[0].value.split("\u00a0")[0])


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens(open_page: Opened, demonstration_folder: Path, view: str) -> None:
    app = open_page(demonstration_folder, "Explorer", vue=view)
    assert not app.exception
    assert len(app.page_link) + len(app.get("image")) > 0


@pytest.mark.parametrize("view", VIEWS)
def test_every_chart_and_picture_has_a_text(
    open_page: Opened, demonstration_folder: Path, view: str
) -> None:
    app = open_page(demonstration_folder, "Explorer", vue=view)
    assert all(chart.proto.alt for chart in app.get("vega_lite_chart"))
    assert all(img.alt for pictures in app.get("image") for img in pictures.proto.imgs)


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("territoire", lambda c: c.segment.place),
        ("question", lambda c: c.segment.question),
        ("quadrant", lambda c: c.quadrant.value),
        ("theme", lambda c: c.theme),
    ],
)
def test_a_filter_keeps_what_it_says(
    open_page: Opened, demonstration_folder: Path, codings: list[Coding], name: str, of: object
) -> None:
    value, _ = Counter(filter(None, map(of, codings))).most_common(1)[0]  # type: ignore[arg-type]
    if name == "theme":
        expected = sum(value in coding.themes for coding in codings)
    else:
        expected = sum(of(coding) == value for coding in codings)  # type: ignore[operator]
    app = open_page(demonstration_folder, "Explorer", vue="contexte", **{name: str(value)})
    assert counted(app) == expected


def test_a_role_is_who_spoke_or_who_was_met(
    open_page: Opened,
    demonstration_folder: Path,
    codings: list[Coding],
    interviews: list[Interview],
) -> None:
    people = {interview.key: interview.people for interview in interviews}
    role = "directeur général des services"
    expected = sum(
        role == c.segment.speaker or (not c.segment.speaker and role in people[c.segment.interview])
        for c in codings
    )
    app = open_page(demonstration_folder, "Explorer", vue="contexte")
    app.query_params["role"] = role
    app.run()
    assert 0 < counted(app) == expected < len(codings)


@pytest.mark.parametrize(
    ("certainty", "kept"), [("sur", False), ("a_revoir", True), ("relu", None)]
)
def test_certainty(
    open_page: Opened,
    demonstration_folder: Path,
    codings: list[Coding],
    certainty: str,
    kept: bool | None,
) -> None:
    app = open_page(demonstration_folder, "Explorer", vue="contexte", certitude=certainty)
    assert counted(app) == sum(c.to_review is kept for c in codings)


def test_what_the_address_does_not_know_is_ignored(
    open_page: Opened, demonstration_folder: Path, codings: list[Coding]
) -> None:
    wrong = {"territoire": "x", "quadrant": "y", "certitude": SCRIPT, "theme": IMAGE}
    app = open_page(demonstration_folder, "Explorer", vue="contexte", formes="z", **wrong)
    assert not app.exception
    assert counted(app) == len(codings)
    assert not open_page(demonstration_folder, "Explorer", vue="inconnue").exception


def test_a_filter_that_is_chosen_is_in_the_address_and_can_be_taken_off(
    open_page: Opened, demonstration_folder: Path, codings: list[Coding]
) -> None:
    app = open_page(demonstration_folder, "Explorer", vue="contexte")
    app.selectbox(key="filtre-quadrant").select("atout").run()
    assert app.query_params["quadrant"] in ("atout", ["atout"])
    assert counted(app) == sum(c.quadrant is Quadrant.ATOUT for c in codings)
    app = tap(app, "Effacer les filtres")
    assert "quadrant" not in app.query_params
    assert counted(app) == len(codings)


def test_quadrants_lead_to_their_words(
    open_page: Opened, demonstration_folder: Path, codings: list[Coding]
) -> None:
    app = open_page(demonstration_folder, "Explorer")
    counts = Counter(coding.quadrant for coding in codings)
    labels = [link.value for link in app.page_link]
    assert [q["quadrant"] for q in queries(app, vue="contexte")] == [q.value for q in Quadrant]
    for quadrant, label in zip(Quadrant, labels, strict=True):
        assert label.endswith(f"{counts[quadrant]}\u00a0propos")


def test_the_map_counts_each_territory_and_leads_to_its_words(
    open_page: Opened, demonstration_folder: Path, codings: list[Coding]
) -> None:
    app = open_page(demonstration_folder, "Explorer", vue="carte", quadrant="difficulte")
    said = Counter(c.segment.place for c in codings if c.quadrant is Quadrant.DIFFICULTE)
    shown = {}
    for link in app.page_link:
        query = parse_qs(link.proto.query_string)
        assert query["vue"] == ["contexte"]
        assert query["quadrant"] == ["difficulte"]
        shown[query["territoire"][0]] = int(link.value.strip("*").split("\u00a0")[0])
    assert shown == dict(said)


def test_the_map_shows_shares(
    open_page: Opened, demonstration_folder: Path, codings: list[Coding]
) -> None:
    app = open_page(demonstration_folder, "Explorer", vue="carte", quadrant="atout", mesure="part")
    totals = Counter(c.segment.place for c in codings)
    said = Counter(c.segment.place for c in codings if c.quadrant is Quadrant.ATOUT)
    for link in app.page_link:
        place = parse_qs(link.proto.query_string)["territoire"][0]
        share = round(100 * said[place] / totals[place])
        assert link.value.startswith(f"**{share}\u00a0%** · ")


@pytest.mark.parametrize("quadrant", BOARD)
def test_a_word_leads_to_its_context(
    open_page: Opened, demonstration_folder: Path, codings: list[Coding], quadrant: Quadrant
) -> None:
    app = open_page(demonstration_folder, "Explorer", vue="mots")
    words = app.selectbox(key=f"explorer-mot-{quadrant}")
    label = words.options[0]
    form, texts = label[:-1].split(" (")
    app = words.select_index(0).run()
    assert not app.exception
    assert app.text_input[0].value
    assert form in _page(app).lower()
    assert f" {texts}\u00a0propos" in app.header[0].value


def test_a_cloud_tells_its_words_to_who_cannot_see_it(
    open_page: Opened, demonstration_folder: Path
) -> None:
    app = open_page(demonstration_folder, "Explorer", vue="mots", quadrant="atout")
    (pictures,) = app.get("image")
    assert pictures.proto.imgs[0].alt.startswith("Nuage de mots, Atouts : ")


@pytest.mark.parametrize(("forms", "expected"), [("", "ecole"), ("lemmes", "école")])
def test_a_word_in_its_context(
    open_page: Opened, demonstration_folder: Path, forms: str, expected: str
) -> None:
    app = open_page(demonstration_folder, "Explorer", vue="contexte", mot="école", formes=forms)
    lines = [html.value for html in app.html if 'class="kwic"' in html.value]
    assert len(lines) == counted(app) > 0
    assert len(list(queries(app))) == len(lines)
    forms_said = {line.split("<b>")[1].split("</b>")[0].lower() for line in lines}
    assert expected in forms_said
    assert forms_said <= {"école", "ecole"} or forms


def test_a_word_nobody_said(open_page: Opened, demonstration_folder: Path) -> None:
    app = open_page(demonstration_folder, "Explorer", vue="contexte", mot="xylophone")
    assert not app.exception
    assert counted(app) == 0
    assert any("toutes ses formes" in caption.value for caption in app.caption)


def test_wishes_lead_to_the_theme(
    open_page: Opened, demonstration_folder: Path, codings: list[Coding]
) -> None:
    place = Counter(c.segment.place for c in codings if c.wish and c.theme).most_common(1)[0][0]
    app = open_page(demonstration_folder, "Explorer", vue="souhaits", territoire=place)
    wished = {c.theme for c in codings if c.wish and c.theme and c.segment.place == place}
    found = list(queries(app, souhaits="1", territoire=place))
    assert {query["theme"] for query in found} == wished


def test_coverage_leads_to_the_interview(
    open_page: Opened, demonstration_folder: Path, interviews: list[Interview]
) -> None:
    app = open_page(demonstration_folder, "Explorer", vue="couverture")
    choice = next(box for box in app.selectbox if box.label == "Lire un entretien")
    assert len(choice.options) == len(interviews)
    app = choice.select_index(0).run()
    assert not app.exception
    assert app.title[0].value == "Entretiens"
    assert "entretien" in app.query_params


def test_decisions_count_at_once(open_page: Opened, tmp_path: Path) -> None:
    save_example(new_database(tmp_path), INTERVIEWS, hostile_codings())
    before = counted(open_page(tmp_path, "Explorer", vue="contexte"))
    database = open_database(f"sqlite:///{tmp_path / 'synthesis.db'}")
    keys = [coding.segment.key for coding in hostile_codings()]
    events = [ExcludeSegment(keys[0]), SetQuadrant(keys[1], Quadrant.ATOUT)]
    decide(database, ADVISOR, 1, events, seen=0)
    app = open_page(tmp_path, "Explorer", vue="contexte")
    assert counted(app) == before - 1
    assert counted(open_page(tmp_path, "Explorer", vue="contexte", quadrant="atout")) == 1
    assert counted(open_page(tmp_path, "Explorer", vue="contexte", certitude="relu")) == 1


@pytest.mark.parametrize("word", ["", "eau*", SCRIPT, IMAGE, "\0", "(" * 50, "*", "évil" * 90])
@pytest.mark.parametrize("view", VIEWS)
def test_hostile_words_stay_words(
    open_page: Opened, hostile_folder: Path, view: str, word: str
) -> None:
    if word and view != "contexte":
        pytest.skip("only « Contexte » searches")
    app = open_page(hostile_folder, "Explorer", vue=view, mot=word)
    assert not app.exception
    for kind in (app.page_link, app.caption, app.markdown, app.header, app.subheader):
        for element in kind:
            assert "![" not in element.value
            assert "](" not in element.value
    for html in foreign_html(app):
        assert "<script" not in html
        assert "<img" not in html


def _page(app: AppTest) -> str:
    return unescape(" ".join(html.value for html in app.html))
