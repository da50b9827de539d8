"""One segment in front of the advisor: its words, its answer, what was decided of it, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from synthesis.app.campaign import CampaignView
from synthesis.app.desk.ordering import workshop
from synthesis.app.markup import badge, highlighted, verbatim
from synthesis.domain import Coding, Quadrant
from synthesis.forms.typography import NBSP, typeset
from synthesis.review.applying import Reviewed
from synthesis.review.events import is_about_segment
from synthesis.review.queue import Dispute
from synthesis.review.state import Entry, standing
from synthesis.review.telling import every_label, told

if TYPE_CHECKING:
    from synthesis.review.explaining import Explanation, Weight

# Code points shown on each side of a segment in a long answer; of the answers around it.
AROUND, NEIGHBOUR = 800, 200
LOOK_AGAIN = 2.0


def words(campaign: CampaignView, coding: Coding, dispute: Dispute | None) -> None:
    """What was said, where, and how it is classified for now."""
    segment = coding.segment
    st.html(
        verbatim(
            coding,
            place=campaign.place_name(segment.place),
            question=campaign.question_title(segment.question),
        )
    )
    themes = [campaign.labels.get(theme, theme) for theme in coding.themes]
    st.text(typeset("Thème : ") + (" · ".join(themes) or "aucun"))
    if campaign.reviewed.state.segment(segment.key).excluded:
        st.text("Exclu des comptes.")
    if dispute:
        st.text(typeset(f"Disputé : {dispute.value}."))


def context(campaign: CampaignView, coding: Coding) -> None:
    """The answer with its segments marked, the end of the one before and the start of the next."""
    segment = coding.segment
    interview = campaign.interviews.get(segment.interview)
    if interview is None or segment.answer >= len(interview.answers):
        st.caption(typeset("L'entretien de ce propos a été modifié depuis l'analyse."))
        return
    answers = interview.answers
    if segment.answer > 0:
        _neighbour("Réponse précédente", answers[segment.answer - 1].text, end=True)
    text = answers[segment.answer].text
    start, end = _window(segment.start, segment.end, text)
    marked = _codings_between(campaign.reviewed, coding, start, end)
    st.html(highlighted(text, marked, target=segment.key, start=start, end=end))
    if segment.answer + 1 < len(answers):
        _neighbour("Réponse suivante", answers[segment.answer + 1].text, end=False)


def history(campaign: CampaignView, lines: Sequence[Entry]) -> None:
    """Decisions, the latest first, undone ones crossed out."""
    kept = {entry.sequence for entry in standing(campaign.log)}
    labels = every_label(campaign.reviewed)
    for entry in reversed(lines):
        sentence = escape(typeset(told(entry.event, labels)))
        if entry.sequence not in kept:
            sentence = f"<s>{sentence}</s> (annulé)"
        reason = f" – {escape(entry.reason)}" if entry.reason else ""
        st.html(
            f'<div class="source">{sentence}{reason} · {escape(entry.name)}, '
            f"{moment(entry.at)}</div>"
        )


def segment_history(campaign: CampaignView, key: str) -> list[Entry]:
    """The decisions on one segment, in order."""
    return [entry for entry in campaign.log if is_about_segment(entry.event, key)]


def why(campaign: CampaignView, machine: Coding) -> None:
    """« Pourquoi ce classement ? »: the machine's own reasons, even where a person decided.

    Nobody waits for the French model: until it is there, this part alone looks again.
    """
    ready = workshop(campaign).explainer.done()
    st.fragment(_why, run_every=None if ready else LOOK_AGAIN)(campaign, machine)


def _why(campaign: CampaignView, machine: Coding) -> None:
    st.html(_odds(machine))
    future = workshop(campaign).explainer
    if not future.done():
        st.caption(typeset("Le modèle de français se charge : les raisons arrivent."))
        return
    explained = future.result().explain(machine)
    if explained.quadrant:
        title = f"Ce qui a pesé pour « {machine.quadrant.label} »"
        st.html(_weights(typeset(title), explained.quadrant))
    if explained.theme:
        label = campaign.reviewed.machine.labels.get(machine.theme, machine.theme)
        st.html(_weights(typeset(f"Ce qui a pesé pour « {label} »"), explained.theme))
    _terms(campaign, explained)


def moment(at: datetime) -> str:
    """« 25/11/2026 à 14 h 05 », in the time of the computer."""
    local = at.astimezone()
    return f"{local:%d/%m/%Y} à {local:%H}{NBSP}h{NBSP}{local:%M}"


def _window(start: int, end: int, text: str) -> tuple[int, int]:
    """What to show around a segment, cut between words where there is a blank near."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    if first:
        first += max(0, text[first:start].find(" ") + 1)
    if last < len(text):
        last = max(text.rfind(" ", end, last), end)
    return first, last


def _codings_between(reviewed: Reviewed, coding: Coding, start: int, end: int) -> Iterable[Coding]:
    """Neighbours in the same answer: they follow one another in the run."""
    place = reviewed.machine.index[coding.segment.key]
    source = (coding.segment.interview, coding.segment.answer)
    first = place
    while first > 0 and _is_within(reviewed.codings[first - 1], source, start, end):
        first -= 1
    last = place
    while last + 1 < len(reviewed.codings) and _is_within(
        reviewed.codings[last + 1], source, start, end
    ):
        last += 1
    return reviewed.codings[first : last + 1]


def _is_within(coding: Coding, source: tuple[str, int], start: int, end: int) -> bool:
    segment = coding.segment
    same = (segment.interview, segment.answer) == source
    return same and segment.start >= start and segment.end <= end


def _neighbour(title: str, text: str, *, end: bool) -> None:
    words = text.strip()
    if not words:
        return
    cut = len(words) > NEIGHBOUR
    shown = words[-NEIGHBOUR:] if end else words[:NEIGHBOUR]
    before, after = "… " * (cut and end), " …" * (cut and not end)
    st.html(
        f'<div class="source"><b>{title}</b><div class="mot">{before}{escape(shown)}{after}</div>'
        "</div>"
    )


def _odds(machine: Coding) -> str:
    parts = [
        f"{badge(quadrant)} {round(100 * machine.probabilities[quadrant])}{NBSP}%"
        for quadrant in sorted(Quadrant, key=lambda q: -machine.probabilities[q])
    ]
    return f'<div class="source">La machine hésite ainsi{NBSP}: {" · ".join(parts)}</div>'


def _weights(title: str, weights: Sequence[Weight]) -> str:
    rows = "".join(
        f"<tr><td>{escape(weight.what)}</td><td>{'pour' if weight.weight > 0 else 'contre'}</td>"
        f"<td>{_signed(weight.weight)}</td></tr>"
        for weight in weights
    )
    return (
        f'<table class="poids"><caption>{escape(title)}</caption>'
        '<thead><tr><th scope="col">mot ou indice</th><th scope="col">sens</th>'
        f'<th scope="col">poids</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _signed(weight: float) -> str:
    return f"{weight:+.2f}".replace(".", ",").replace("-", "\N{MINUS SIGN}")


def _terms(campaign: CampaignView, explained: Explanation) -> None:
    if not explained.terms:
        st.caption(typeset("Aucun mot de la grille n'a été trouvé."))
        return
    labels = every_label(campaign.reviewed)
    found = [f"{words} → {labels.get(slug, slug)}" for words, slug in explained.terms]
    st.text(typeset("Mots de la grille trouvés : ") + " ; ".join(found))
