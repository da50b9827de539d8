"""The tab « Hors ligne »: a workbook goes out, comes back as decisions, conflicts are chosen."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from synthesis.app.campaign import CampaignView, current_campaign
from synthesis.app.desk import acting
from synthesis.app.desk.filters import chosen_filters
from synthesis.app.desk.ordering import disputes_of, order_of
from synthesis.app.markup import UPLOADERS
from synthesis.domain import InputError
from synthesis.forms.typography import typeset
from synthesis.review.pack import Naming, write_pack
from synthesis.review.queue import queue
from synthesis.review.telling import every_label, told
from synthesis.review.unpacking import Conflict, Proposal, Returned, read_pack
from synthesis.wording import plural

SIZES = (50, 100, 200, 500)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_PROBLEMS = 20


def show() -> None:
    """The whole tab: out, then back in."""
    campaign = current_campaign()
    if campaign is None:
        return
    acting.show_message()
    st.header("Emporter", anchor=False)
    _out(campaign)
    st.header("Rapporter", anchor=False)
    _back(campaign)


def _out(campaign: CampaignView) -> None:
    st.text(
        typeset(
            "Un classeur xlsx avec les propos les plus utiles à relire, des listes déroulantes, "
            "et leur contexte. Il contient les paroles des personnes rencontrées : gardez-le "
            "pour vous."
        )
    )
    size = st.segmented_control("Nombre de propos", SIZES, default=SIZES[1], required=True)
    st.download_button(
        "Télécharger le paquet",
        data=lambda: _pack(campaign, int(size or SIZES[1])),
        file_name=f"relecture-{campaign.sequence}.xlsx",
        mime=XLSX,
        icon=":material/download:",
        on_click="ignore",
    )


def _pack(campaign: CampaignView, size: int) -> bytes:
    order = order_of(campaign, disputes_of(campaign))
    waiting = queue(campaign.reviewed, order, chosen_filters())[:size]
    questions = {q.key: campaign.question_title(q.key) for q in campaign.questionnaire.questions}
    places = {place: campaign.place_name(place) for place in campaign.coverage.territories}
    return write_pack(
        identity(campaign),
        campaign.reviewed,
        waiting,
        campaign.interviews,
        Naming(campaign.reviewed.labels, questions, places),
    )


def identity(campaign: CampaignView) -> str:
    """What ties a pack to its campaign."""
    return campaign.key


def _back(campaign: CampaignView) -> None:
    st.html(UPLOADERS)
    with st.container(key="depot-paquet"):
        file = st.file_uploader(
            "Paquet rempli (xlsx)", type=["xlsx"], key=f"paquet-{acting.desk().turn}"
        )
    if file is None:
        return
    try:
        returned = read_pack(file.getvalue(), identity(campaign), campaign.reviewed, campaign.log)
    except InputError as error:
        st.error(typeset("Ce fichier n'est pas repris."), icon=":material/block:")
        st.text(typeset(str(error)))
        return
    _problems(returned)
    chosen = _conflicts(campaign, returned.conflicts)
    ready = [*returned.proposals, *chosen]
    count = plural(len(ready), "décision", "décisions")
    st.text(typeset(f"{count} à reprendre, {returned.already} déjà dans le journal."))
    if st.button(f"Reprendre {count}", type="primary", disabled=not ready):
        _take(ready)
        st.rerun()


def _problems(returned: Returned) -> None:
    if not returned.problems:
        return
    st.warning(typeset(plural(len(returned.problems), "ligne n'a pas", "lignes n'ont pas")
                       + " été comprises :"))  # fmt: skip
    for problem in returned.problems[:MOST_PROBLEMS]:
        st.text(typeset(problem))


def _conflicts(campaign: CampaignView, conflicts: Sequence[Conflict]) -> list[Proposal]:
    """Rows of the pack that the person prefers to what was decided meanwhile."""
    if not conflicts:
        return []
    found = plural(len(conflicts), "ligne porte", "lignes portent")
    st.warning(typeset(f"{found} sur des propos décidés entre-temps : choisissez."))
    labels = every_label(campaign.reviewed)
    chosen = []
    for conflict in conflicts:
        entry, proposal = conflict.entries[-1], conflict.proposal
        with st.container(border=True):
            st.text(typeset(f"Ligne {proposal.row} du paquet : {told(proposal.event, labels)}"))
            st.text(typeset(f"{entry.name}, depuis : {told(entry.event, labels)}"))
            if st.toggle("Prendre la ligne du paquet", key=f"conflit-{proposal.row}"):
                chosen.append(proposal)
    return chosen


def _take(proposals: Sequence[Proposal]) -> None:
    count = plural(len(proposals), "décision reprise", "décisions reprises")
    acting.record(
        [proposal.event for proposal in proposals],
        reason=[proposal.reason for proposal in proposals],
        said=f"{count} du paquet.",
    )
