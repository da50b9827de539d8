"""What a page of AppTest shows, and what the store holds of the same campaign."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs

import pyarrow as pa
from streamlit.testing.v1 import AppTest

from synthesis.app.screen_list import EXPLORE, Screen
from synthesis.convergence import Convergence, coverage
from synthesis.domain import Coding, Interview
from synthesis.store import (
    campaigns,
    latest_analysis,
    load_codings,
    load_interviews,
    load_questionnaire,
    open_database,
)

VIEWS = ("", "carte", "mots", "contexte", "souhaits", "couverture")


class Kept(NamedTuple):
    """What the store holds of a campaign, counted apart from the application."""

    interviews: list[Interview]
    codings: list[Coding]
    convergence: Convergence


def kept_in(folder: Path) -> Kept:
    """That of the first campaign of a folder of data."""
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    with database.session(read_only=True) as session:
        campaign = campaigns(session)[0].id
        analysis = latest_analysis(session, campaign)
        assert analysis is not None
        form = load_questionnaire(session, campaign)
        interviews = load_interviews(session, campaign)
        codings = list(load_codings(session, analysis.id))
    database.close()
    convergence = Convergence(coverage(interviews, form), form)
    convergence.add(codings)
    return Kept(interviews, codings, convergence)


def most_said(codings: list[Coding]) -> str:
    """The theme that most of them are about: what the model finds may change, not this."""
    return Counter(coding.theme for coding in codings if coding.theme).most_common(1)[0][0]


def verbatims(app: AppTest) -> list[str]:
    """HTML of each verbatim."""
    return [html.value for html in app.html if 'class="verbatim' in html.value]


def linked_segments(app: AppTest) -> Iterator[str]:
    """Keys of the segments that links lead to."""
    for link in app.page_link:
        query = parse_qs(link.proto.query_string)
        yield from query.get("segment", [])


def headings(app: AppTest) -> list[tuple[str, str]]:
    """(tag, words) of each heading in the words of others."""
    found = [re.match('<(h\\d) class="titre">(.*)</', html.value) for html in app.html]
    return [(match[1], unescape(match[2])) for match in found if match]


def pagination_key(app: AppTest) -> str:
    """Key of the only pagination."""
    return next(key for key in app.session_state.to_dict() if str(key).startswith("page-"))


def chart_rows(app: AppTest) -> list[dict[str, object]]:
    """Data of the only chart of the page."""
    proto = app.get("vega_lite_chart")[0].proto
    assert json.loads(proto.spec)
    data = proto.data.data or proto.datasets[0].data.data
    return pa.ipc.open_stream(data).read_pandas().to_dict("records")


def markdown(app: AppTest) -> Iterator[str]:
    """Whatever the browser reads as Markdown."""
    kinds = (app.page_link, app.header, app.subheader, app.title, app.caption, app.markdown)
    for kind in (*kinds, app.info, app.warning, app.error, app.success):
        for element in kind:
            yield element.value
    for frame in (*app.expander, *app.tabs, *app.metric, *app.button):
        yield frame.label
    for widget in (*app.selectbox, *app.toggle, *app.radio, *app.checkbox, *app.multiselect):
        yield widget.label
    for widget in app.radio:
        yield from widget.options


def inside(app: AppTest, screen: Screen) -> list[dict[str, str]]:
    """Addresses of the tabs and of the views of a page, but the one that is open."""
    views = [{"vue": view} for view in VIEWS[1:]] if screen is EXPLORE else []
    return [*views, *({"onglet": tab.label} for tab in app.tabs[1:])]
