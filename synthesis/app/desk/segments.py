"""The tab « Propos »: segments in turn, one key or one tap for each decision."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Permission
from synthesis.app.campaign import CampaignView, current_campaign
from synthesis.app.desk import acting, card
from synthesis.app.desk.filters import ask_filters, chosen_filters
from synthesis.app.desk.keys import QUADRANT_KEYS, listen_to_keys, pressed, theme_keys
from synthesis.app.desk.ordering import disputes_of, order_of
from synthesis.app.identity import current_actor
from synthesis.domain import Coding, Quadrant
from synthesis.forms.typography import typeset
from synthesis.report.palette import QUADRANTS
from synthesis.review.events import SetTheme
from synthesis.review.queue import queue
from synthesis.review.undoing import next_redo, next_undo
from synthesis.wording import plural

WHY, KEYS_ON, REASON = "pourquoi", "touches-actives", "raison"
MOST_LIKELY = 9


@st.fragment
def show() -> None:
    """The whole tab; a decision draws nothing else again."""
    campaign = current_campaign()
    if campaign is None:
        return
    ask_filters(campaign)
    disputes = disputes_of(campaign)
    waiting = queue(campaign.reviewed, order_of(campaign, disputes), chosen_filters())
    _progress(campaign, len(waiting))
    acting.show_message()
    coding = _current(campaign, waiting)
    if coding is None:
        st.success(typeset("Rien ne reste à relire ici : changez de filtre."))
        _backwards(campaign)
        return
    decisions, around = st.columns([3, 2], gap="large")
    with decisions:
        card.words(campaign, coding, disputes.get(coding.segment.key))
        _decisions(campaign, coding)
        _reasons(campaign, coding)
    with around, st.container(border=True):
        card.context(campaign, coding)
    _listen(campaign, coding)


def act(name: str, value: str = "", segment: str = "") -> None:
    """Do what a key or a tap asks for; `segment` is the one that was on screen."""
    campaign = current_campaign()
    coding = campaign.reviewed.get(segment) if campaign else None
    if campaign is None or coding is None:
        return
    match name:
        case "undo":
            acting.take_back()
        case "redo":
            acting.put_back()
        case "why":
            st.session_state[WHY] = not st.session_state.get(WHY, False)
            acting.desk().turn += 1
        case "next":
            acting.desk().turn += 1
            acting.go_to(_following(campaign, segment), leaving=segment)
        case "previous":
            acting.desk().turn += 1
            visited = acting.desk().visited
            if visited:
                acting.go_to(visited.pop())
        case _:
            _decide(campaign, coding, name, value)


def _decide(campaign: CampaignView, coding: Coding, name: str, value: str) -> None:
    excluded = campaign.reviewed.state.segment(coding.segment.key).excluded
    name = "include" if name == "exclude" and excluded else name
    event = acting.event_for(name, value, coding)
    following = _following(campaign, coding.segment.key)
    if event and acting.record(event, reason=_reason()):
        acting.go_to(following, leaving=coding.segment.key)


def _reason() -> str:
    """Why, if the person said; asked anew for the next decision."""
    reason = str(st.session_state.get(REASON, "")).strip()
    st.session_state[REASON] = ""
    return reason


def _following(campaign: CampaignView, segment: str) -> str:
    """The segment after this one in the queue; the first one when it is not in the queue."""
    order = order_of(campaign, disputes_of(campaign))
    keys = [c.segment.key for c in queue(campaign.reviewed, order, chosen_filters())]
    place = keys.index(segment) + 1 if segment in keys else 0
    others = [key for key in (*keys[place:], *keys[:place]) if key != segment]
    return others[0] if others else ""


def _current(campaign: CampaignView, waiting: list[Coding]) -> Coding | None:
    asked = st.query_params.get(acting.SEGMENT, "")
    coding = campaign.reviewed.get(asked) or (waiting[0] if waiting else None)
    if coding is not None and asked != coding.segment.key:
        st.query_params[acting.SEGMENT] = coding.segment.key
    return coding


def _progress(campaign: CampaignView, waiting: int) -> None:
    reviewed = campaign.reviewed
    done = len(reviewed.state.segments) - len(reviewed.lost)
    parts = [
        f"{plural(waiting, 'propos', 'propos')} à relire ici",
        f"{plural(done, 'propos relu', 'propos relus')} sur {len(reviewed.codings)}",
    ]
    if reviewed.lost:
        count = plural(len(reviewed.lost), "décision porte", "décisions portent")
        parts.append(f"{count} sur des propos modifiés ou retirés depuis")
    st.text(" · ".join(parts))


def _decisions(campaign: CampaignView, coding: Coding) -> None:
    key = coding.segment.key
    with st.container(horizontal=True, key="classer"):
        _button("**Entrée** · Confirmer", "confirm", key, kind="primary")
        for number, quadrant in QUADRANT_KEYS.items():
            sign = QUADRANTS[quadrant].sign
            _button(f"**{number}** · {sign} {quadrant.label}", "quadrant", key, quadrant)
    _theme_choice(campaign, coding)
    excluded = campaign.reviewed.state.segment(key).excluded
    with st.container(horizontal=True, key="autres-actes"):
        _button(f"**X** · {'Compter de nouveau' if excluded else 'Exclure'}", "exclude", key)
        _button("**←** · Revenir", "previous", key)
        _button("**→** · Passer", "next", key)
    _backwards(campaign, key)
    _more(campaign, coding)


def _button(
    label: str, name: str, segment: str, quadrant: Quadrant | None = None, *, kind: str = ""
) -> None:
    value = quadrant.value if quadrant else ""
    st.button(
        label,
        key=f"acte-{name}-{value}",
        type="primary" if kind == "primary" else "secondary",
        on_click=act,
        args=(name, value, segment),
    )


def _theme_choice(campaign: CampaignView, coding: Coding) -> None:
    slugs = sorted(campaign.labels, key=lambda slug: campaign.labels[slug].casefold())
    options = ["", *slugs]
    key = f"theme-{coding.segment.key}-{acting.desk().turn}"
    st.selectbox(
        "Thème principal (touche T)",
        options,
        index=options.index(coding.theme) if coding.theme in slugs else 0,
        format_func=lambda slug: campaign.labels.get(slug, "Sans thème"),
        key=key,
        on_change=lambda: act("theme", st.session_state[key], coding.segment.key),
    )


def _backwards(campaign: CampaignView, segment: str = "") -> None:
    """Undo and redo, each saying what it would bring back."""
    actor = current_actor()
    can_undo = next_undo(campaign.log, actor.account) is not None
    can_redo = next_redo(campaign.log, actor.account) is not None
    with st.container(horizontal=True, key="annuler-retablir"):
        st.button("**U** · Annuler", disabled=not can_undo, on_click=acting.take_back)
        st.button("**R** · Rétablir", disabled=not can_redo, on_click=acting.put_back)
        if segment:
            st.toggle("Raccourcis clavier", value=True, key=KEYS_ON)


def _more(campaign: CampaignView, coding: Coding) -> None:
    with st.expander("Autres thèmes du propos, raison de la décision"):
        st.text_input(
            "Pourquoi ? (facultatif, gardé avec la prochaine décision)",
            key=REASON,
            max_chars=300,
        )
        key = f"themes-{coding.segment.key}-{acting.desk().turn}"
        with st.form(f"formulaire-{key}", border=False):
            chosen = st.multiselect(
                "Thèmes, le principal en premier",
                list(campaign.labels),
                default=[theme for theme in coding.themes if theme in campaign.labels],
                format_func=lambda slug: campaign.labels[slug],
                placeholder="Choisissez un ou plusieurs thèmes",
                key=key,
            )
            if st.form_submit_button("Retenir ces thèmes"):
                acting.record(SetTheme(coding.segment.key, tuple(chosen)))
                st.rerun(scope="fragment")


def _reasons(campaign: CampaignView, coding: Coding) -> None:
    if st.toggle("Pourquoi ce classement ? (touche P)", key=WHY):
        machine = campaign.reviewed.machine
        card.why(campaign, machine.codings[machine.index[coding.segment.key]])
    lines = card.segment_history(campaign, coding.segment.key)
    if lines:
        st.caption("Décisions prises sur ce propos")
        card.history(campaign, lines)


def _listen(campaign: CampaignView, coding: Coding) -> None:
    question = campaign.questionnaire.get(coding.segment.question)
    likely = dict.fromkeys((*coding.themes, *(question.themes if question else ())))
    listen_to_keys(
        coding.segment.key,
        theme_keys(campaign.labels, list(likely)[:MOST_LIKELY], coding.theme),
        enabled=bool(st.session_state.get(KEYS_ON, True))
        and current_actor().may(Permission.REVIEW),
        turn=acting.desk().turn,
        on_pressed=_on_pressed,
    )


def _on_pressed() -> None:
    asked = pressed()
    if asked:
        act(asked.act, asked.value, asked.segment)
