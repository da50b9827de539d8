"""Which subjects a scrutin puts to the vote: of the groups, of themes, or typed by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from synthesis.app.assembly.choice import Hall
from synthesis.app.assembly.grid import points_of_convergence, theme_labels
from synthesis.app.campaign import campaign_view
from synthesis.app.database import current_database
from synthesis.forms.typography import typeset
from synthesis.vote.scrutin import Plan, Subject
from synthesis.vote.subjects import Wording, pooled, to_vote

Offer = tuple[str, Wording]


def choose_subjects(hall: Hall, plan: Plan | None, name: str) -> Callable[[], tuple[Subject, ...]]:
    """The widgets; what they say is checked when it is asked for."""
    offers = _offers(hall, plan)
    current = [key for key in offers if key.startswith("actuel-")]
    groups = [key for key in offers if key.startswith("groupe-")]
    chosen = st.multiselect(
        "Sujets mis au vote, dans l’ordre du bulletin",
        list(offers),
        default=current or groups,
        format_func=lambda key: typeset(f"{offers[key][1].title} ({offers[key][0]})"),
        key=f"{name}-sujets",
    )
    typed = st.text_area(
        "Autres sujets, un par ligne",
        key=f"{name}-autres",
        placeholder="La transmission des fermes",
    )
    kept = plan.subjects if plan else ()
    wordings = [offers[key][1] for key in chosen]
    wordings += [Wording(line) for line in typed.splitlines() if line.strip()]
    return lambda: to_vote(wordings, kept)


def _offers(hall: Hall, plan: Plan | None) -> Mapping[str, Offer]:
    """Everything that can be chosen: what the scrutin has, what groups propose, the themes."""
    with current_database().session(read_only=True) as session:
        proposals = pooled(session, hall.assembly.id)
    offers: dict[str, Offer] = {}
    for subject in plan.subjects if plan else ():
        words = Wording(subject.title, subject.question, subject.themes)
        offers[f"actuel-{subject.slug}"] = ("déjà au vote", words)
    known = {words.title for _, words in offers.values()}
    for proposal in proposals:
        if proposal.wording.title not in known:
            words = Wording(proposal.wording.title, proposal.wording.question, proposal.themes)
            offers[f"groupe-{proposal.id}"] = (proposal.group or "assemblée", words)
    return offers | _themes(hall)


def _themes(hall: Hall) -> dict[str, Offer]:
    """Points of convergence first, then the other themes."""
    labels = theme_labels(hall.campaign)
    view = campaign_view(hall.campaign)
    points = points_of_convergence(view) if view else []
    first = {point.theme: f"convergence, {point.territories}/{point.total}" for point in points}
    origins = {**first, **{slug: "thème" for slug in labels if slug not in first}}
    return {
        f"theme-{slug}": (origin, Wording(labels.get(slug, slug), "", (slug,)))
        for slug, origin in origins.items()
    }
