"""The tab « Apprendre »: what is new to learn, what learning would change, and the choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from synthesis.access import Permission
from synthesis.app.analysing import launch, offer_analysis
from synthesis.app.campaign import CampaignView, current_campaign
from synthesis.app.choice import chosen_campaign
from synthesis.app.desk import acting
from synthesis.app.desk.ordering import workshop
from synthesis.app.identity import current_actor
from synthesis.app.markup import table
from synthesis.domain import Quadrant
from synthesis.forms.typography import NBSP, typeset
from synthesis.review.events import LearnFrom
from synthesis.review.learning import Lesson, Move, News, lessons, news
from synthesis.review.telling import every_label
from synthesis.store import Campaign
from synthesis.wording import plural

if TYPE_CHECKING:
    from synthesis.review.teaching import Foreseen

SHOWN = 100
WORDS = 240
_FORESEEN = "apprentissage"


def show() -> None:
    """The whole tab."""
    chosen, campaign = chosen_campaign(), current_campaign()
    if chosen is None or campaign is None:
        return
    acting.show_message()
    st.text(
        typeset(
            "La machine peut apprendre de vos décisions : elle classe alors comme vous les propos "
            "qui ressemblent à ceux que vous avez relus. Ce que vous avez décidé ne change pas."
        )
    )
    if not current_actor().may(Permission.ANALYSE):
        st.info(typeset("Votre rôle ne permet pas de lancer une analyse."), icon=":material/lock:")
        return
    _so_far(chosen, campaign)
    known = _lessons(campaign, campaign.sequence)
    learnt = campaign.reviewed.state.learnt_through
    found = news(known, _lessons(campaign, learnt))
    st.text(typeset(_told(found, learnt)))
    if found:
        _offer(chosen, campaign, known)


def _lessons(campaign: CampaignView, through: int) -> list[Lesson]:
    segments = (coding.segment for coding in campaign.reviewed.machine.codings)
    return lessons(campaign.log, through, segments) if through else []


def _so_far(chosen: Campaign, campaign: CampaignView) -> None:
    """What was learnt, and whether the analysis that is shown is the one that learnt it."""
    learnt = campaign.reviewed.state.learnt_through
    told = (
        f"apprend déjà des décisions jusqu'à la n° {learnt}" if learnt else "n'a rien appris encore"
    )
    st.text(typeset(f"La machine {told}."))
    if learnt != campaign.learnt:
        told = "n'en tient pas encore compte" if learnt else "a appris ce qui est annulé"
        st.warning(typeset(f"L'analyse affichée {told}. Relancez-la."), icon=":material/sync:")
        offer_analysis(current_actor(), chosen, again=True)


def _told(found: News, learnt: int) -> str:
    if not found:
        return "Il n'y a rien de nouveau à apprendre."
    parts = []
    if found.new:
        parts.append(plural(found.new, "propos relu à apprendre", "propos relus à apprendre"))
    if found.withdrawn:
        parts.append(plural(found.withdrawn, "propos à oublier", "propos à oublier"))
    return f"Depuis, il y a {' et '.join(parts)}." if learnt else f"Il y a {' et '.join(parts)}."


def _offer(chosen: Campaign, campaign: CampaignView, known: Sequence[Lesson]) -> None:
    loading = workshop(campaign).explainer
    place = (campaign.analysis_id, campaign.sequence)
    if st.button(typeset("Voir ce qui changerait"), icon=":material/visibility:"):
        with st.spinner("Calcul en cours…"):
            loading.result()
            st.session_state[_FORESEEN] = place, _foresee(campaign, known)
    then, found = st.session_state.get(_FORESEEN, (None, None))
    if then == place:
        _foreseen(campaign, found)
        _choice(chosen, found)
    elif then and then[0] == campaign.analysis_id:
        st.caption(typeset("Des décisions ont été prises depuis : regardez à nouveau."))


def _foresee(campaign: CampaignView, known: Sequence[Lesson]) -> Foreseen:
    # Imported here: it needs the French pipeline, which loads while the person reads.
    from synthesis.review.teaching import Setting, foresee  # noqa: PLC0415

    setting = Setting(campaign.questionnaire, campaign.codebook, campaign.territories)
    return foresee(known, campaign.reviewed, setting)


def _foreseen(campaign: CampaignView, found: Foreseen) -> None:
    count = plural(len(found.moves), "classement changerait", "classements changeraient")
    st.header(count, anchor=False)
    if found.looked < found.open_:
        st.caption(
            typeset(
                f"Parmi les {found.looked} propos les moins sûrs, sur {found.open_} laissés à la "
                "machine ; l'analyse les classera tous de nouveau."
            )
        )
    if not found.moves:
        return
    st.html(table(("quadrant", "arrivent", "partent"), _flows(found.moves)))
    st.html(
        table(
            ("propos", "avant", "après", "sûr à"),
            [_row(campaign, move) for move in found.moves[:SHOWN]],
        )
    )
    if len(found.moves) > SHOWN:
        st.caption(typeset(f"Les {SHOWN} plus sûrs sont montrés."))


def _flows(moves: Sequence[Move]) -> list[tuple[str, str, str]]:
    """Quadrant, how many segments come to it and how many leave it."""
    changed = [move for move in moves if move.before[0] is not move.after[0]]
    coming = Counter(move.after[0] for move in changed)
    leaving = Counter(move.before[0] for move in changed)
    return [(q.label, f"+{coming[q]}", f"\N{MINUS SIGN}{leaving[q]}") for q in Quadrant]


def _row(campaign: CampaignView, move: Move) -> tuple[str, ...]:
    coding = campaign.reviewed.get(move.segment)
    words = coding.segment.text if coding else ""
    return (
        words if len(words) <= WORDS else words[:WORDS] + "…",
        _place(campaign, move.before),
        _place(campaign, move.after),
        f"{round(100 * move.sure)}{NBSP}%",
    )


def _place(campaign: CampaignView, place: tuple[Quadrant, str]) -> str:
    quadrant, theme = place
    labels = every_label(campaign.reviewed)
    return f"{quadrant.label} · {typeset(labels.get(theme, theme)) or 'sans thème'}"


def _choice(chosen: Campaign, found: Foreseen) -> None:
    st.text(
        typeset(
            "Apprendre écrit cette décision au journal, où elle s'annule comme les autres, et "
            "lance une nouvelle analyse."
        )
    )
    with st.container(horizontal=True):
        agreed = st.button("Apprendre", type="primary", icon=":material/school:")
        refused = st.button("Ne pas apprendre")
    if refused or agreed:
        st.session_state.pop(_FORESEEN)
    if refused:
        st.rerun()
    if agreed:
        if not acting.record(LearnFrom(found.through)):
            st.rerun()
        launch(current_actor(), chosen)
