"""« Entretiens »: the list with its coverage, and one interview read with its segments marked."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pandas as pd
import streamlit as st

from synthesis.access import Permission
from synthesis.app.campaign import OPEN_QUESTION, CampaignView
from synthesis.app.markup import heading, highlighted, legend, plain
from synthesis.app.pages import INTERVIEWS
from synthesis.app.screens.common import open_campaign
from synthesis.domain import AnswerState, Coding, Interview
from synthesis.forms.typography import NBSP, typeset
from synthesis.report.figures import coverage_map
from synthesis.wording import plural

_MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)


def show() -> None:
    """The list, or the interview that the address names."""
    campaign = open_campaign("Entretiens", Permission.READ)
    interview = campaign.interviews.get(st.query_params.get("entretien", ""))
    if interview is None:
        _list(campaign)
    else:
        _read(campaign, interview, st.query_params.get("segment", ""))


def _list(campaign: CampaignView) -> None:
    for interview in campaign.interviews.values():
        with st.container(border=True):
            st.page_link(
                INTERVIEWS,
                label=f"**{plain(campaign.place_name(interview.place))}**",
                icon=":material/article:",
                query_params=campaign.address(entretien=interview.key),
            )
            st.text(_summary(campaign, interview))
    _coverage(campaign)


def _summary(campaign: CampaignView, interview: Interview) -> str:
    states = campaign.convergence.coverage.states
    questions = [q.key for q in campaign.questionnaire.questions if q.key != OPEN_QUESTION]
    asked = [states[interview.key, key] for key in questions]
    said = sum(state is AnswerState.SAID for state in asked)
    segments = campaign.segments_of[interview.key]
    parts = [
        " et ".join(_day(day) for day in interview.dates),
        _duration(interview.duration_minutes),
        f"{plural(said, 'question répondue', 'questions répondues')} sur {len(asked)}",
        plural(segments, "propos", "propos"),
    ]
    return " · ".join(part for part in parts if part)


def _day(day: date) -> str:
    number = "1er" if day.day == 1 else day.day
    return f"{number}{NBSP}{_MONTHS[day.month - 1]} {day.year}"


def _duration(minutes: int | None) -> str:
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    return f"{hours}{NBSP}h{NBSP}{rest:02d}" if hours else f"{rest}{NBSP}min"


def _coverage(campaign: CampaignView) -> None:
    st.header("Couverture des entretiens", anchor=False)
    st.caption(
        typeset(
            "● la question a reçu une réponse · ○ posée, rien à en dire (« RAS ») · – non posée. "
            "Un territoire n'est pas compté contre un thème quand la question n'y a pas été posée."
        )
    )
    if not campaign.interviews:
        st.caption(typeset("Cette campagne n'a encore aucun entretien."))
        return
    coverage = campaign.convergence.coverage
    rows = _row_names(campaign)
    table = pd.DataFrame(
        [
            {
                "entretien": interview,
                "territoire": rows[interview],
                "question": question.upper(),
                "intitule": campaign.question_title(question),
                "etat": state.value,
            }
            for (interview, question), state in coverage.states.items()
        ]
    )
    questions = [question.key.upper() for question in campaign.questionnaire.questions]
    with st.container(key="couverture"):
        st.altair_chart(
            coverage_map(table, questions=questions),
            alt="Tableau des questions posées et répondues, entretien par entretien.",
        )


def _row_names(campaign: CampaignView) -> dict[str, str]:
    """One row for each interview: two visits of the same territory must not overlap."""
    places = campaign.convergence.coverage.places
    visits = Counter(places.values())
    return {
        key: campaign.place_name(place) + (f" · {key}" if visits[place] > 1 else "")
        for key, place in places.items()
    }


def _read(campaign: CampaignView, interview: Interview, target: str) -> None:
    st.page_link(
        INTERVIEWS,
        label="Tous les entretiens",
        icon=":material/arrow_back:",
        query_params=campaign.address(),
    )
    st.html(heading(campaign.place_name(interview.place), level=2))
    st.text(_summary(campaign, interview))
    if interview.people:
        st.text(typeset("Personnes rencontrées : ") + ", ".join(interview.people))
    st.html(legend())
    by_answer: dict[int, list[Coding]] = {}
    for coding in campaign.codings:
        if coding.segment.interview == interview.key:
            by_answer.setdefault(coding.segment.answer, []).append(coding)
    _passage(campaign, interview, by_answer, target)
    for position in range(len(interview.answers)):
        _answer(campaign, interview, position, by_answer.get(position, []), target)


def _passage(
    campaign: CampaignView,
    interview: Interview,
    by_answer: dict[int, list[Coding]],
    target: str,
) -> None:
    """The answer that holds the segment asked for, first: nobody has to look for it."""
    for position, codings in by_answer.items():
        if any(coding.segment.key == target for coding in codings):
            with st.container(border=True, key="passage"):
                st.caption("Le passage demandé, encadré dans sa réponse")
                _answer(campaign, interview, position, codings, target)
            st.header(typeset("L'entretien entier"), anchor=False)


def _answer(
    campaign: CampaignView,
    interview: Interview,
    position: int,
    codings: list[Coding],
    target: str,
) -> None:
    answer = interview.answers[position]
    st.html(heading(campaign.question_title(answer.question), level=3))
    if answer.state is AnswerState.NOT_ASKED:
        st.caption("Question non posée.")
    if answer.text.strip():
        st.html(highlighted(answer.text, codings, target=target))


show()
