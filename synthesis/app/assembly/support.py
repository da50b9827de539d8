"""« Fiches d'appui »: what a group needs before it talks: what converges, words, wishes."""

from __future__ import annotations

from html import escape

import streamlit as st

from synthesis.app.assembly.choice import Hall
from synthesis.app.assembly.grid import points_of_convergence
from synthesis.app.campaign import CampaignView, campaign_view
from synthesis.app.markup import badge
from synthesis.convergence import ThemeCount
from synthesis.forms.typography import NBSP, typeset
from synthesis.report.verbatims import Verbatim, choose
from synthesis.vote.groups import Group

MOST_POINTS, QUOTED, WISHED = 10, 2, 8
# On paper: the sheets alone, each group on pages of its own.
PRINT = (
    "<style>@media print{[data-testid=stHeader],[data-testid=stSidebar],.compte,"
    "[data-testid=stVerticalBlock]>:not(:has(.fiche)){display:none!important}"
    "@page{margin:15mm}"
    ".fiche{break-after:page;font-size:.85rem}.stMainBlockContainer{padding:0!important}"
    ".stApp,.stMain,[data-testid=stAppViewContainer],.stMainBlockContainer"
    "{position:static!important;overflow:visible!important;height:auto!important}}"
    ".fiche h2{margin:1.5rem 0 .5rem;font-size:1.5rem}.fiche h3{margin:1rem 0 .25rem;"
    "font-size:1.15rem;break-after:avoid}.fiche .verbatim{break-inside:avoid}</style>"
)


def show(hall: Hall, groups: list[Group]) -> None:
    """One sheet for each group, to print from the browser; without an analysis, what to do."""
    view = campaign_view(hall.campaign)
    if view is None or not groups:
        missing = "Analysez d'abord la campagne" if view is None else "Composez d'abord les groupes"
        st.info(typeset(f"{missing} : les fiches en seront faites."), icon=":material/info:")
        return
    st.text(
        typeset(
            "Imprimez cette page depuis le navigateur (Ctrl + P) : seules les fiches sortent sur "
            "le papier, et chaque groupe commence une page."
        )
    )
    body = sheet(view)
    names = {person.id: person.name for person in hall.assembly.people}
    with st.container(key="fiches"):
        st.html(PRINT)
        for group in groups:
            people = ", ".join(names[person] for person in group.members)
            st.html(
                f'<section class="fiche"><h2>{escape(typeset(group.name))}</h2>'
                f"<p>{escape(people)}</p>{body}</section>"
            )


def sheet(view: CampaignView) -> str:
    """The points of convergence with two quotations each, then the wishes; HTML, all escaped."""
    points = points_of_convergence(view)
    parts = ["<h3>Points de convergence</h3>"] if points else []
    parts += [_point(view, point) for point in points[:MOST_POINTS]]
    if rest := points[MOST_POINTS:]:
        labels = " ; ".join(view.labels.get(point.theme, point.theme) for point in rest)
        parts.append(f"<p><strong>Convergent aussi</strong> : {escape(labels)}.</p>")
    wishes = _wishes(view)
    if wishes:
        items = "".join(f"<li>{escape(line)}</li>" for line in wishes)
        parts.append(f"<h3>Souhaits de travail commun</h3><ul>{items}</ul>")
    return "".join(parts) or f"<p>{escape(typeset('Aucun point ne converge encore.'))}</p>"


def _point(view: CampaignView, point: ThemeCount) -> str:
    label = view.labels.get(point.theme, point.theme)
    shared = f"{point.territories}{NBSP}territoires sur {point.total}"
    quotes = "".join(_quote(view, one) for one in choose(point.theme, view.codings, most=QUOTED))
    return f"<h3>{escape(label)} · {escape(shared)}</h3>{quotes}"


def _quote(view: CampaignView, words: Verbatim) -> str:
    """Words as they were said, with their place and their question."""
    place, question = view.place_name(words.place), view.question_title(words.question)
    source = " · ".join(filter(None, (place, words.role, question)))
    text = words.text + (" […]" if words.cut else "")
    return (
        f'<div class="verbatim {words.quadrant.value}"><div class="mot">{escape(text)}</div>'
        f'<div class="source">{badge(words.quadrant)} {escape(source)}</div></div>'
    )


def _wishes(view: CampaignView) -> list[str]:
    places: dict[str, set[str]] = {}
    for coding in view.wishes():
        places.setdefault(coding.theme, set()).add(coding.segment.place)
    ranked = sorted(places, key=lambda theme: (-len(places[theme]), theme))[:WISHED]
    return [
        f"{view.labels.get(theme, theme)} ({len(places[theme])}{NBSP}territoires)"
        for theme in ranked
    ]
