"""« Fiches d'appui »: what a group needs before it talks: what converges, words, wishes."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from synthesis.app.assembly.choice import Hall
from synthesis.app.assembly.grid import points_of_convergence
from synthesis.app.campaign import CampaignView, campaign_view
from synthesis.app.markup import verbatim
from synthesis.convergence import ThemeCount
from synthesis.domain import Coding, Quadrant
from synthesis.forms.typography import NBSP, typeset
from synthesis.vote.groups import Group

QUOTED, WISHED = 2, 8
# On paper: the sheet alone, its groups on pages of their own.
PRINT = (
    "<style>@media print{header,[data-testid=stHeader],.compte,.st-key-fiches~*,"
    ".st-key-hors-fiche{display:none!important}.fiche{break-after:page}"
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
    with st.container(key="hors-fiche"):
        st.text(
            typeset(
                "Une page par groupe : imprimez cette page depuis le navigateur (Ctrl + P). Seules "
                "les fiches sortent sur le papier."
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
    parts += [_point(view, point) for point in points]
    wishes = _wishes(view)
    if wishes:
        items = "".join(f"<li>{escape(line)}</li>" for line in wishes)
        parts.append(f"<h3>Souhaits de travail commun</h3><ul>{items}</ul>")
    return "".join(parts) or f"<p>{escape(typeset('Aucun point ne converge encore.'))}</p>"


def quotations(theme: str, codings: Iterable[Coding]) -> list[Coding]:
    """Two of the surest words of a theme, of two territories when there are two."""
    said = [c for c in codings if theme in c.themes and c.quadrant is not Quadrant.NEUTRE]
    said.sort(key=lambda coding: (coding.to_review, -coding.theme_probability))
    first: dict[str, Coding] = {}
    for coding in said:
        first.setdefault(coding.segment.place, coding)
    rest = [coding for coding in said if coding not in first.values()]
    return [*first.values(), *rest][:QUOTED]


def _point(view: CampaignView, point: ThemeCount) -> str:
    label = view.labels.get(point.theme, point.theme)
    shared = f"{point.territories}{NBSP}territoires sur {point.total}"
    quotes = "".join(
        verbatim(
            coding,
            place=view.place_name(coding.segment.place),
            question=view.question_title(coding.segment.question),
        )
        for coding in quotations(point.theme, view.codings)
    )
    return f"<h3>{escape(label)} · {escape(shared)}</h3>{quotes}"


def _wishes(view: CampaignView) -> list[str]:
    places: dict[str, set[str]] = {}
    for coding in view.wishes():
        places.setdefault(coding.theme, set()).add(coding.segment.place)
    ranked = sorted(places, key=lambda theme: (-len(places[theme]), theme))[:WISHED]
    return [
        f"{view.labels.get(theme, theme)} ({len(places[theme])}{NBSP}territoires)"
        for theme in ranked
    ]
