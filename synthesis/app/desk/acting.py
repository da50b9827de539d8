"""From a key or a tap to a line of the log, and to the next segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from synthesis.app.campaign import CampaignView, current_campaign, current_database
from synthesis.app.identity import current_actor
from synthesis.domain import Coding, InputError, Quadrant
from synthesis.forms.typography import typeset
from synthesis.review.events import (
    ConfirmSegment,
    Event,
    ExcludeSegment,
    IncludeSegment,
    SetQuadrant,
    SetTheme,
    segments_of,
)
from synthesis.review.log import decide, redo, undo
from synthesis.review.rules import check
from synthesis.review.telling import every_label, told

_STATE = "relecture"
SEGMENT = "propos"


@dataclass
class Desk:
    """What a session remembers of the desk. `turn` counts the acts, refused ones too."""

    turn: int = 0
    visited: list[str] = field(default_factory=list)
    message: str = ""
    refused: bool = False


def desk() -> Desk:
    """That of this session."""
    state: Desk = st.session_state.setdefault(_STATE, Desk())
    return state


def record(
    events: Event | Sequence[Event], *, reason: str | Sequence[str] = "", said: str = ""
) -> bool:
    """Check decisions, add them to the log, all or none, and say what became of them."""
    campaign = current_campaign()
    if campaign is None:
        return False
    wanted = [events] if isinstance(events, Event) else list(events)
    try:
        for event in wanted:
            check(event, campaign.reviewed)
        decide(
            current_database(),
            current_actor(),
            campaign.id,
            wanted,
            seen=campaign.sequence,
            reason=reason,
        )
    except InputError as error:
        return say(str(error), refused=True)
    labels = every_label(campaign.reviewed)
    return say(said or " ; ".join(told(event, labels) for event in wanted))


def take_back() -> None:
    """Undo the last decision of this person, and go back to its segment."""
    _move_through_log("undo")


def put_back() -> None:
    """Redo what this person undid last, and go back to its segment."""
    _move_through_log("redo")


def event_for(act: str, value: str, coding: Coding) -> Event | None:
    """The decision that an act on a segment asks for; None for what is no decision."""
    segment = coding.segment.key
    match act:
        case "confirm":
            return ConfirmSegment(segment, coding.quadrant, coding.themes)
        case "quadrant":
            return SetQuadrant(segment, Quadrant(value))
        case "theme":
            others = tuple(theme for theme in coding.secondary_themes if theme != value)
            return SetTheme(segment, (value, *others) if value else ())
        case "exclude":
            return ExcludeSegment(segment)
        case "include":
            return IncludeSegment(segment)
    return None


def go_to(segment: str, *, leaving: str = "") -> None:
    """Show a segment; `leaving` is the one that « précédent » goes back to."""
    if leaving:
        desk().visited.append(leaving)
    if segment:
        st.query_params[SEGMENT] = segment
    else:
        st.query_params.pop(SEGMENT, None)


def show_message() -> None:
    """What became of the last act, told to screen readers too."""
    if not desk().message:
        return
    if desk().refused:
        st.error(typeset("Décision refusée."), icon=":material/block:")
    with st.container(key="message-relecture"):
        st.text(typeset(desk().message))


def _move_through_log(way: str) -> None:
    campaign = current_campaign()
    if campaign is None:
        return
    act = undo if way == "undo" else redo
    try:
        sequence = act(current_database(), current_actor(), campaign.id, known=campaign.log)
    except InputError as error:
        say(str(error), refused=True)
        return
    after = current_campaign()
    if after is not None:
        _go_to_subject(after, sequence)


def _go_to_subject(campaign: CampaignView, sequence: int) -> None:
    lines = {entry.sequence: entry for entry in campaign.log}
    target = lines[lines[sequence].event.target]  # type: ignore[attr-defined]
    verb = typeset("Annulé : " if lines[sequence].event.kind == "annuler" else "Rétabli : ")
    say(verb + told(target.event, every_label(campaign.reviewed)))
    segments = segments_of(target.event)
    if len(segments) == 1:
        go_to(next(iter(segments)))


def say(message: str, *, refused: bool = False) -> bool:
    """Have a message shown at the next look; gives whether the act was done."""
    state = desk()
    state.turn += 1
    state.message, state.refused = message, refused
    return not refused
