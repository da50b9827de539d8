"""« Entretiens »: the list with its coverage, and one interview read with its segments marked."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from synthesis.app.campaign import CampaignView
from synthesis.app.markup import highlighted, legend
from synthesis.app.pages import INTERVIEWS
from synthesis.app.screens.common import open_campaign, plural
from synthesis.domain import AnswerState, Coding, Interview
from synthesis.report.figures import coverage_map

_MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)


def show() -> None:
    """The list, or the interview that the address names."""
    campaign = open_campaign("Entretiens")
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
                label=f"**{campaign.place_name(interview.place)}**",
                icon=":material/article:",
                query_params={"entretien": interview.key},
            )
            st.text(_summary(campaign, interview))
    _coverage(campaign)


def _summary(campaign: CampaignView, interview: Interview) -> str:
    states = campaign.convergence.coverage.states
    asked = [states[interview.key, q.key] for q in campaign.questionnaire.questions]
    said = sum(state is AnswerState.SAID for state in asked)
    segments = sum(c.segment.interview == interview.key for c in campaign.codings)
    parts = [
        " et ".join(f"{day.day} {_MONTHS[day.month - 1]} {day.year}" for day in interview.dates),
        _duration(interview.duration_minutes),
        f"{plural(said, 'question répondue', 'questions répondues')} sur {len(asked)}",
        plural(segments, "propos", "propos"),
    ]
    return " · ".join(part for part in parts if part)


def _duration(minutes: int | None) -> str:
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}" if hours else f"{rest} min"


def _coverage(campaign: CampaignView) -> None:
    st.header("Couverture des entretiens")
    st.caption(
        "● la question a reçu une réponse · ○ répondue par rien (« RAS ») · – non posée. "
        "Un territoire n'est pas compté contre un thème quand la question n'y a pas été posée."
    )
    coverage = campaign.convergence.coverage
    table = pd.DataFrame(
        [
            {
                "territoire": campaign.place_name(coverage.places[interview]),
                "question": question.upper(),
                "intitule": campaign.question_title(question),
                "etat": state.value,
            }
            for (interview, question), state in coverage.states.items()
        ]
    )
    questions = [question.key.upper() for question in campaign.questionnaire.questions]
    st.altair_chart(
        coverage_map(table, questions=questions),
        alt="Tableau des questions posées et répondues, entretien par entretien.",
    )


def _read(campaign: CampaignView, interview: Interview, target: str) -> None:
    st.page_link(INTERVIEWS, label="Tous les entretiens", icon=":material/arrow_back:")
    st.header(campaign.place_name(interview.place))
    st.text(_summary(campaign, interview))
    if interview.people:
        st.text("Personnes rencontrées : " + ", ".join(interview.people))
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
            st.header("L'entretien entier")


def _answer(
    campaign: CampaignView,
    interview: Interview,
    position: int,
    codings: list[Coding],
    target: str,
) -> None:
    answer = interview.answers[position]
    st.subheader(campaign.question_title(answer.question))
    if answer.state is AnswerState.NOT_ASKED:
        st.caption("Question non posée.")
    if answer.text.strip():
        st.html(highlighted(answer.text, codings, target=target))


show()
