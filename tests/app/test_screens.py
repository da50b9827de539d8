"""Every page, on nothing, on the demonstration and on hostile words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html import escape, unescape
from pathlib import Path
from urllib.parse import parse_qs

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from synthesis.app.markup import plain
from synthesis.convergence import Convergence, coverage
from synthesis.domain import BOARD, Coding, Interview, Quadrant, Territory
from synthesis.store import (
    campaigns,
    latest_analysis,
    load_codings,
    load_interviews,
    load_questionnaire,
    open_database,
)
from synthesis.wording import plural

from .campaigns import (
    HOSTILE,
    IMAGE,
    INTERVIEWS,
    LINK,
    SCRIPT,
    VALLEY,
    foreign_html,
    hostile_codings,
    new_database,
    save_example,
)
from .conftest import SCREENS, Opened

SECONDARY_FILTERS = {"quadrant": "inconnu", "territoire": "nulle part", "souhaits": "0"}
# Screens that are about no campaign, or about all of them.
WITHOUT_CAMPAIGN = {"Campagnes", "Territoires", "Comptes", "Données"}


@pytest.fixture(scope="module")
def kept(demonstration_folder: Path) -> tuple[list[Interview], list[Coding], Convergence]:
    """What the store holds of the demonstration, counted apart from the application."""
    database = open_database(f"sqlite:///{demonstration_folder / 'synthesis.db'}")
    with database.session(read_only=True) as session:
        campaign = campaigns(session)[0].id
        analysis = latest_analysis(session, campaign)
        assert analysis is not None
        form = load_questionnaire(session, campaign)
        interviews = load_interviews(session, campaign)
        codings = list(load_codings(session, analysis.id))
    convergence = Convergence(coverage(interviews, form), form)
    convergence.add(codings)
    return interviews, codings, convergence


@pytest.mark.parametrize("screen", sorted(SCREENS.keys() - WITHOUT_CAMPAIGN))
def test_an_empty_database_says_what_to_do(
    open_page: Opened, empty_folder: Path, screen: str
) -> None:
    app = open_page(empty_folder, screen)
    assert not app.exception
    assert [title.value for title in app.title] == [screen]
    assert "synthesis demo" in app.info[0].value
    assert not app.metric
    assert not app.page_link


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("interviews", [(), INTERVIEWS[2:]], ids=["no interview", "no territory"])
def test_a_campaign_without_territory_is_shown(
    open_page: Opened,
    tmp_path: Path,
    interviews: tuple[Interview, ...],
    screen: str,
) -> None:
    keys = {interview.key for interview in interviews}
    spoken = [coding for coding in hostile_codings() if coding.segment.interview in keys]
    save_example(new_database(tmp_path), interviews, spoken)
    app = open_page(tmp_path, screen)
    assert not app.exception
    assert [title.value for title in app.title] == [screen]


def test_figures_are_those_of_the_convergence(
    open_page: Opened,
    demonstration_folder: Path,
    kept: tuple[list[Interview], list[Coding], Convergence],
) -> None:
    interviews, codings, convergence = kept
    app = open_page(demonstration_folder, "Synthèse")
    assert not app.exception
    shown = {metric.label: int(metric.value.replace("\u202f", "")) for metric in app.metric}
    assert shown == {
        "Territoires interrogés": 13,
        "Entretiens": len(interviews),
        "Points de convergence": sum(convergence.converges(c) for c in convergence.points()),
        "Propos classés": len(codings),
        "À revoir": sum(coding.to_review for coding in codings),
        "Sans thème": sum(not coding.theme for coding in codings),
    }
    assert "fictifs" in app.info[0].value


def test_what_changed_since_the_analysis_before_is_told_as_plain_text(
    open_page: Opened, tmp_path: Path
) -> None:
    said = f"3 segments ont rejoint « L'eau {IMAGE} »."
    report = {"changements": [{"phrase": said}, {"phrase": f"1 thème nouveau : {SCRIPT}"}]}
    save_example(new_database(tmp_path), INTERVIEWS, hostile_codings(), report=report)
    app = open_page(tmp_path, "Synthèse")
    assert not app.exception
    expander = next(e for e in app.expander if e.label.startswith("Ce qui a changé"))
    assert expander.label == "Ce qui a changé depuis l’analyse précédente"
    assert [text.value for text in expander.text] == [
        f"3 segments ont rejoint «\u00a0L’eau {IMAGE}\u00a0».",
        f"1 thème nouveau\u00a0: {SCRIPT}",
    ]
    assert not expander.markdown


@pytest.mark.parametrize("report", [{}, {"changements": []}], ids=["first run", "no change"])
def test_nothing_changed_is_not_told(
    open_page: Opened, tmp_path: Path, report: dict[str, object]
) -> None:
    save_example(new_database(tmp_path), INTERVIEWS, hostile_codings(), report=report)
    app = open_page(tmp_path, "Synthèse")
    assert not app.exception
    assert not [e for e in app.expander if e.label.startswith("Ce qui a changé")]


@pytest.mark.parametrize("quadrant", BOARD)
def test_each_quadrant_lists_its_themes_with_their_territories(
    open_page: Opened,
    demonstration_folder: Path,
    kept: tuple[list[Interview], list[Coding], Convergence],
    quadrant: Quadrant,
) -> None:
    convergence = kept[2]
    app = open_page(demonstration_folder, "Synthèse")
    column = app.container(key=f"quadrant-{quadrant}")
    links = [(parse_qs(link.proto.query_string), link.value) for link in column.page_link]
    shown = [(query["theme"][0], label.split("** ")[0]) for query, label in links]
    expected = [
        (count.theme, f"**{count.territories}/{count.total}")
        for count in convergence.counts(quadrant)
    ]
    assert shown == expected
    assert {query["quadrant"][0] for query, _ in links} == {quadrant.value}


def test_heat_map_cells_add_up_to_the_convergence(
    open_page: Opened,
    demonstration_folder: Path,
    kept: tuple[list[Interview], list[Coding], Convergence],
) -> None:
    convergence = kept[2]
    app = open_page(demonstration_folder, "Synthèse")
    app.toggle[0].set_value(True).run()
    shown = {(row["theme"], row["place"]): row["segments"] for row in _chart_rows(app)}
    expected: Counter[tuple[str, str]] = Counter()
    for (theme, quadrant, place), cell in convergence.cells.items():
        if quadrant in BOARD:
            expected[theme, place] += cell.segments
    assert {cell: count for cell, count in shown.items() if count} == dict(expected)
    assert len(shown) == len(convergence.points()) * 13


def test_heat_map_begins_with_widespread_themes(
    open_page: Opened,
    demonstration_folder: Path,
    kept: tuple[list[Interview], list[Coding], Convergence],
) -> None:
    app = open_page(demonstration_folder, "Synthèse")
    widespread = {count.theme for count in kept[2].points() if count.territories >= 3}
    assert {row["theme"] for row in _chart_rows(app)} == widespread


def test_themes_page_asks_for_a_theme(open_page: Opened, demonstration_folder: Path) -> None:
    app = open_page(demonstration_folder, "Thèmes")
    assert not app.exception
    assert "Choisissez un thème" in app.info[-1].value
    assert app.selectbox[0].value is None


@pytest.mark.parametrize("quadrant", Quadrant)
def test_theme_page_shows_what_the_quadrant_counts(
    open_page: Opened,
    demonstration_folder: Path,
    kept: tuple[list[Interview], list[Coding], Convergence],
    quadrant: Quadrant,
) -> None:
    said = [coding for coding in kept[1] if coding.quadrant is quadrant]
    theme = _most_said(said)
    expected = [coding for coding in said if theme in coding.themes]
    app = open_page(demonstration_folder, "Thèmes", theme=theme, quadrant=quadrant.value)
    assert not app.exception
    assert app.subheader[0].value == plural(len(expected), "propos", "propos")
    assert len(_verbatims(app)) == min(25, len(expected))
    assert {c.segment.key for c in expected} >= set(_linked_segments(app))


def test_pages_of_a_theme_hold_every_segment_once(
    open_page: Opened,
    demonstration_folder: Path,
    kept: tuple[list[Interview], list[Coding], Convergence],
) -> None:
    theme = _most_said(kept[1])
    expected = [c.segment.key for c in kept[1] if theme in c.themes]
    app = open_page(demonstration_folder, "Thèmes", theme=theme)
    shown = list(_linked_segments(app))
    pages = -(-len(expected) // 25)
    assert pages > 1
    for number in range(2, pages + 1):
        app.session_state[_pagination_key(app)] = number
        app.run()
        shown += _linked_segments(app)
    assert sorted(shown) == sorted(expected)


def test_each_verbatim_says_where_and_under_which_question(
    open_page: Opened,
    demonstration_folder: Path,
    kept: tuple[list[Interview], list[Coding], Convergence],
    territories: tuple[Territory, ...],
) -> None:
    names = {territory.siren: territory.name for territory in territories}
    segments = {coding.segment.key: coding.segment for coding in kept[1]}
    app = open_page(demonstration_folder, "Thèmes", theme=_most_said(kept[1]))
    keys = list(_linked_segments(app))
    assert len(keys) == len(_verbatims(app)) > 0
    for key, html in zip(keys, _verbatims(app), strict=True):
        segment = segments[key]
        assert escape(segment.text) in html
        question = "Hors question" if segment.question == "hq" else f"{segment.question.upper()} – "
        assert f"</span> {names[segment.siren]} · " in unescape(html)
        assert f" · {question}" in html


def test_territory_filter_keeps_that_territory(
    open_page: Opened,
    demonstration_folder: Path,
    kept: tuple[list[Interview], list[Coding], Convergence],
) -> None:
    theme = _most_said(kept[1])
    spoken = [c for c in kept[1] if theme in c.themes]
    place = spoken[0].segment.place
    app = open_page(demonstration_folder, "Thèmes", theme=theme, territoire=place)
    expected = sorted(c.segment.key for c in spoken if c.segment.place == place)
    assert sorted(_linked_segments(app)) == expected
    app.selectbox[1].select("Tous les territoires").run()
    assert app.subheader[0].value == plural(len(spoken), "propos", "propos")


def test_wishes_only_until_the_toggle_is_off(
    open_page: Opened,
    demonstration_folder: Path,
    kept: tuple[list[Interview], list[Coding], Convergence],
) -> None:
    theme = _most_said([coding for coding in kept[1] if coding.wish])
    said = [coding for coding in kept[1] if theme in coding.themes]
    app = open_page(demonstration_folder, "Thèmes", theme=theme, souhaits="1")
    wished = sum(coding.wish for coding in said)
    assert app.subheader[0].value == plural(wished, "propos", "propos")
    app.toggle[0].set_value(False).run()
    assert app.subheader[0].value == plural(len(said), "propos", "propos")


def test_unknown_names_in_the_address_are_ignored(
    open_page: Opened,
    demonstration_folder: Path,
    kept: tuple[list[Interview], list[Coding], Convergence],
) -> None:
    theme = _most_said(kept[1])
    said = sum(theme in coding.themes for coding in kept[1])
    app = open_page(demonstration_folder, "Thèmes", theme=theme, **SECONDARY_FILTERS)
    assert app.subheader[0].value == plural(said, "propos", "propos")
    app = open_page(demonstration_folder, "Thèmes", theme="inconnu")
    assert "Choisissez un thème" in app.info[-1].value
    app = open_page(demonstration_folder, "Entretiens", entretien="inconnu")
    assert len(app.page_link) == 13
    assert not app.exception


def test_interviews_are_listed_with_their_coverage(
    open_page: Opened,
    demonstration_folder: Path,
    kept: tuple[list[Interview], list[Coding], Convergence],
) -> None:
    interviews, codings, convergence = kept
    app = open_page(demonstration_folder, "Entretiens")
    assert not app.exception
    linked = [parse_qs(link.proto.query_string)["entretien"][0] for link in app.page_link]
    assert sorted(linked) == sorted(interview.key for interview in interviews)
    assert len(_chart_rows(app)) == len(convergence.coverage.states)
    said = Counter(coding.segment.interview for coding in codings)
    summaries = [text.value for text in app.text if " · " in text.value]
    for key, summary in zip(linked, summaries, strict=True):
        assert summary.endswith(plural(said[key], "propos", "propos"))
        # « Hors question » is where the rest was written down, not a question of the form.
        assert " sur 12 " in summary


def test_one_interview_shows_every_word_of_every_answer(
    open_page: Opened,
    demonstration_folder: Path,
    kept: tuple[list[Interview], list[Coding], Convergence],
) -> None:
    interview = kept[0][0]
    app = open_page(demonstration_folder, "Entretiens", entretien=interview.key)
    assert not app.exception
    marks = sum(html.value.count("<mark ") for html in app.html)
    assert marks == sum(coding.segment.interview == interview.key for coding in kept[1])
    assert not [html for html in app.html if 'vise"' in html.value]
    answers = [answer for answer in interview.answers if answer.text.strip()]
    assert len([html for html in app.html if '<div class="mot">' in html.value]) == len(answers)


def test_the_passage_asked_for_comes_first_and_is_outlined(
    open_page: Opened,
    demonstration_folder: Path,
    kept: tuple[list[Interview], list[Coding], Convergence],
) -> None:
    segment = kept[1][-1].segment
    app = open_page(
        demonstration_folder, "Entretiens", entretien=segment.interview, segment=segment.key
    )
    title, passage = (html.value for html in app.container(key="passage").html)
    assert title.startswith("<h3 ")
    outlined = passage.split('vise"', 1)[1].split("</mark>")[0]
    assert escape(segment.text) in outlined
    assert passage.count('vise"') == 1
    assert [header.value for header in app.header] == ["L’entretien entier"]


@pytest.mark.parametrize(
    ("screen", "query"),
    [
        ("Synthèse", {}),
        ("Thèmes", {"theme": "eau"}),
        ("Thèmes", {"theme": "eau", "souhaits": "1", "territoire": IMAGE}),
        ("Thèmes", {"theme": "eau", "territoire": ""}),
        ("Entretiens", {}),
        ("Entretiens", {"entretien": "val", "segment": "val-0-1"}),
        ("Entretiens", {"entretien": "sans-siren"}),
        ("Entretiens", {"entretien": "nulle-part"}),
    ],
)
def test_hostile_words_stay_words(
    open_page: Opened, hostile_folder: Path, screen: str, query: dict[str, str]
) -> None:
    app = open_page(hostile_folder, screen, **query)
    assert not app.exception
    for text in _markdown(app):
        assert "![" not in text
        assert "](" not in text
    for html in foreign_html(app):
        assert "<script" not in html
        assert "<img" not in html


def test_hostile_words_are_all_shown(open_page: Opened, hostile_folder: Path) -> None:
    app = open_page(hostile_folder, "Entretiens", entretien="val")
    html = "".join(html.value for html in app.html)
    for words in HOSTILE:
        assert escape(words) in html
    assert f"Personnes rencontrées\u00a0: {SCRIPT}, {IMAGE}" in [text.value for text in app.text]


def test_a_territory_without_siren_goes_by_its_name(
    open_page: Opened, hostile_folder: Path
) -> None:
    app = open_page(hostile_folder, "Entretiens")
    labels = [link.value for link in app.page_link]
    named = [VALLEY.name, plain(IMAGE), "Territoire non indiqué"]
    assert sorted(labels) == sorted(f"**{name}**" for name in named)
    app = open_page(hostile_folder, "Entretiens", entretien="sans-siren")
    assert _headings(app)[0] == ("h2", IMAGE)


def test_an_unknown_question_goes_by_its_words(open_page: Opened, hostile_folder: Path) -> None:
    app = open_page(hostile_folder, "Entretiens", entretien="nulle-part")
    assert _headings(app)[1:] == [("h3", INTERVIEWS[2].answers[0].question)]
    assert escape(LINK) in "".join(html.value for html in app.html)


def test_a_question_that_was_not_asked_says_so(open_page: Opened, hostile_folder: Path) -> None:
    app = open_page(hostile_folder, "Entretiens", entretien="val")
    assert _headings(app)[2] == ("h3", f"Q2 – Et {IMAGE}\u00a0?")
    assert [caption.value for caption in app.caption] == ["Question non posée."]


def test_wishes_of_nobody_known_count_no_territory(open_page: Opened, hostile_folder: Path) -> None:
    app = open_page(hostile_folder, "Synthèse")
    wishes = [link for link in app.page_link if "souhaits" in link.proto.query_string]
    assert len(wishes) == 1
    assert plain(plural(2, "territoire")) in wishes[0].value


def test_two_visits_of_a_territory_are_two_rows(open_page: Opened, tmp_path: Path) -> None:
    days = {"mars": date(2021, 3, 2), "juin": date(2021, 6, 3)}
    visits = tuple(Interview(k, VALLEY.name, VALLEY.siren, dates=(days[k],)) for k in days)
    save_example(new_database(tmp_path), visits, [])
    app = open_page(tmp_path, "Entretiens")
    assert {row["territoire"] for row in _chart_rows(app)} == {"Le Val · mars", "Le Val · juin"}


@pytest.mark.parametrize(
    ("interview", "expected"),
    [
        (INTERVIEWS[0], "1er\u00a0février 2021 · 1\u00a0h\u00a005 · "),
        (Interview("court", "Le Val", duration_minutes=45), "45\u00a0min · "),
        (Interview("rien", "Le Val"), f"{plural(0, 'question répondue')} sur 2 · "),
    ],
)
def test_an_interview_is_summed_up_in_french(
    open_page: Opened,
    tmp_path: Path,
    interview: Interview,
    expected: str,
) -> None:
    codings = [c for c in hostile_codings() if c.segment.interview == interview.key]
    save_example(new_database(tmp_path), (interview,), codings)
    app = open_page(tmp_path, "Entretiens")
    assert app.text[1].value.startswith(expected)


def _most_said(codings: list[Coding]) -> str:
    """The theme that most of them are about: what the model finds may change, not this."""
    return Counter(coding.theme for coding in codings if coding.theme).most_common(1)[0][0]


def _verbatims(app: AppTest) -> list[str]:
    return [html.value for html in app.html if 'class="verbatim' in html.value]


def _linked_segments(app: AppTest) -> Iterator[str]:
    for link in app.page_link:
        query = parse_qs(link.proto.query_string)
        yield from query.get("segment", [])


def _headings(app: AppTest) -> list[tuple[str, str]]:
    found = [re.match('<(h\\d) class="titre">(.*)</', html.value) for html in app.html]
    return [(match[1], unescape(match[2])) for match in found if match]


def _pagination_key(app: AppTest) -> str:
    return next(key for key in app.session_state.to_dict() if str(key).startswith("page-"))


def _chart_rows(app: AppTest) -> list[dict[str, object]]:
    """Data of the only chart of the page."""
    proto = app.get("vega_lite_chart")[0].proto
    assert json.loads(proto.spec)
    data = proto.data.data or proto.datasets[0].data.data
    return pa.ipc.open_stream(data).read_pandas().to_dict("records")


def _markdown(app: AppTest) -> Iterator[str]:
    """Whatever the browser reads as Markdown."""
    kinds = (app.page_link, app.header, app.subheader, app.title, app.caption, app.markdown)
    for kind in (*kinds, app.info, app.expander):
        for element in kind:
            yield element.label if kind is app.expander else element.value
    for widget in (*app.selectbox, *app.toggle):
        yield widget.label
