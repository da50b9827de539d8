"""The tab « Second lecteur »: a blind sample to code, then how far the coders agree."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from synthesis.app.campaign import CampaignView, current_campaign, current_database
from synthesis.app.desk import acting
from synthesis.app.desk.comparing import compare
from synthesis.app.desk.keys import QUADRANT_KEYS, listen_to_keys, pressed, theme_keys
from synthesis.app.identity import current_actor
from synthesis.app.markup import blind_passage
from synthesis.domain import Coding, InputError, Quadrant, Segment
from synthesis.forms.typography import typeset
from synthesis.report.palette import QUADRANTS
from synthesis.review.blind import LEAST, MOST, Judgment, decided_by, draw_sample, read_blind
from synthesis.settings import load_settings
from synthesis.store.readings import BlindReading, BlindSample, latest_sample, load_readings
from synthesis.wording import plural

USUAL = 60
THEME, KEYS_ON = "theme-aveugle", "touches-aveugles"


def show() -> None:
    """The whole tab: draw, read, compare."""
    campaign = current_campaign()
    if campaign is None:
        return
    acting.show_message()
    with current_database().session(read_only=True) as session:
        sample = latest_sample(session, campaign.id)
        readings = load_readings(session, sample.id) if sample else []
    if sample is not None:
        _sample(campaign, sample, readings)
    _draw(campaign, sample)


def _sample(campaign: CampaignView, sample: BlindSample, readings: Sequence[BlindReading]) -> None:
    size = plural(len(sample.segments), "propos", "propos")
    st.text(typeset(f"Échantillon de {size}, graine {sample.seed}, tiré par {sample.name}."))
    account = current_actor().account
    read = {reading.segment for reading in readings if reading.account == account}
    left = [c for c in blind_queue(campaign, sample, account) if c.segment.key not in read]
    if left:
        _read(campaign, sample, left)
        if read:
            st.caption(
                typeset(
                    "Les comparaisons s'affichent quand vous avez fini : les voir avant "
                    "fausserait votre lecture."
                )
            )
            return
    if not read and not left:
        st.info(typeset("Vous avez déjà décidé de tous ces propos : un autre doit les relire."))
    if not read and left:
        show_figures = st.toggle(
            typeset("Je ne lirai pas cet échantillon : montrer les comparaisons"),
            key="comparer",
        )
        if not show_figures:
            return
    compare(campaign, sample, readings)


def blind_queue(campaign: CampaignView, sample: BlindSample, account: int) -> list[Coding]:
    """What a person may code blindly: segments that still exist and that they did not judge."""
    judged = decided_by(campaign.log, account)
    known = [campaign.reviewed.get(key) for key in sample.segments if key not in judged]
    return [coding for coding in known if coding is not None]


def _read(campaign: CampaignView, sample: BlindSample, left: Sequence[Coding]) -> None:
    coding = left[0]
    segment = coding.segment
    st.header(typeset(f"À lire : {plural(len(left), 'propos', 'propos')}"), anchor=False)
    interview = campaign.interviews.get(segment.interview)
    st.text(campaign.question_title(segment.question))
    if interview and segment.answer < len(interview.answers):
        text = interview.answers[segment.answer].text
        st.html(blind_passage(text, segment.start, segment.end))
    else:
        st.html(f'<div class="mot">{escape(segment.text)}</div>')
    _theme_choice(campaign, segment.key)
    with st.container(horizontal=True, key="quadrants-aveugles"):
        for number, quadrant in QUADRANT_KEYS.items():
            st.button(
                f"**{number}** · {QUADRANTS[quadrant].sign} {quadrant.label}",
                key=f"aveugle-{quadrant}",
                on_click=_keep,
                args=(sample.id, segment.key, quadrant),
            )
    st.toggle("Raccourcis clavier", value=True, key=KEYS_ON)
    _listen(campaign, sample.id, segment)


def _theme_choice(campaign: CampaignView, segment: str) -> None:
    slugs = sorted(campaign.labels, key=lambda slug: campaign.labels[slug].casefold())
    st.selectbox(
        "Thème (touche T)",
        ["", *slugs],
        format_func=lambda slug: campaign.labels.get(slug, "Sans thème"),
        key=f"{THEME}-{segment}",
    )
    st.caption(typeset("Choisissez le thème, puis le quadrant : le propos suivant s'affiche."))


def _listen(campaign: CampaignView, sample: int, segment: Segment) -> None:
    """The keys of the desk; digits lead to the themes of the question, never of the machine."""
    question = campaign.questionnaire.get(segment.question)
    chosen = st.session_state.get(f"{THEME}-{segment.key}") or ""
    listen_to_keys(
        segment.key,
        theme_keys(campaign.labels, question.themes if question else (), chosen),
        enabled=bool(st.session_state.get(KEYS_ON, True)),
        turn=acting.desk().turn,
        on_pressed=lambda: _act(sample),
        blind=True,
    )


def _act(sample: int) -> None:
    asked = pressed()
    if asked is None:
        return
    if asked.act == "theme":
        st.session_state[f"{THEME}-{asked.segment}"] = asked.value
        acting.desk().turn += 1
    elif asked.act == "quadrant":
        _keep(sample, asked.segment, Quadrant(asked.value))


def _keep(sample: int, segment: str, quadrant: Quadrant) -> None:
    theme = st.session_state.get(f"{THEME}-{segment}") or ""
    acting.desk().turn += 1
    try:
        read_blind(current_database(), current_actor(), sample, Judgment(segment, quadrant, theme))
    except InputError as error:
        acting.say(str(error), refused=True)


def _draw(campaign: CampaignView, sample: BlindSample | None) -> None:
    title = "Tirer un autre échantillon" if sample else "Tirer un échantillon à l’aveugle"
    with st.expander(title, expanded=sample is None):
        st.text(
            typeset(
                "Une autre personne classe ces propos sans voir ni la machine ni vos décisions ; "
                "on mesure ensuite l'accord."
            )
        )
        with st.form("tirage", border=False):
            size = st.number_input("Nombre de propos", LEAST, MOST, USUAL)
            asked = st.form_submit_button("Tirer")
        if asked:
            _draw_one(campaign, int(size), 0 if sample is None else sample.id)


def _draw_one(campaign: CampaignView, size: int, earlier: int) -> None:
    try:
        draw_sample(
            current_database(),
            current_actor(),
            campaign.id,
            campaign.analysis_id,
            campaign.reviewed.machine.codings,
            size=size,
            seed=load_settings().seed + earlier,
        )
    except InputError as error:
        acting.say(str(error), refused=True)
    st.rerun()
