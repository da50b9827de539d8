"""« Restituer »: look at the figures and the outline, then write what leaves the team."""

from __future__ import annotations

import io
import re
from datetime import date

import docx
import streamlit as st
from docx.text.paragraph import Paragraph

from synthesis.access import Permission
from synthesis.app.campaign import CampaignView
from synthesis.app.database import current_database, current_vault
from synthesis.app.identity import current_actor
from synthesis.app.restitute.documents import DOCUMENTS, Document, Wanted
from synthesis.app.restitute.making import Making, Order
from synthesis.app.restitute.preview import show_figures, show_outline
from synthesis.app.screens.common import open_campaign
from synthesis.app.telling import explained, sentence
from synthesis.forms.typography import typeset
from synthesis.report.chapters import EVERY_CHAPTER, Chapter
from synthesis.restitution.voted import voted
from synthesis.settings import load_settings
from synthesis.store.care import care_events

SECONDS = 1.0
FIRST_LINES = 60
# Of the log of data care: what makes documents of before unfit to be handed out.
_REWRITING = {"effacement", "pseudonymisation"}


def show() -> None:
    """The whole screen."""
    campaign = open_campaign("Restituer", Permission.READ)
    st.header("Aperçu", anchor=False)
    figures, outline = st.tabs(["Figures", "Sommaire du rapport"])
    with figures:
        show_figures(campaign)
    with outline:
        show_outline(campaign)
    st.header("Documents", anchor=False)
    if not current_actor().may(Permission.SHARE):
        st.info(
            typeset(
                "Votre rôle permet de regarder, pas d'emporter : la cheffe de projet ou le "
                "conseiller scientifique peuvent écrire les documents."
            ),
            icon=":material/lock:",
        )
        return
    _documents(campaign)


def _documents(campaign: CampaignView) -> None:
    making = _making(campaign)
    if making and making.active:
        st.fragment(_follow, run_every=SECONDS)(making)
        return
    st.text(
        typeset(
            "Tout y est recompté à l'instant, décisions de la relecture comprises. Les noms "
            "décidés sont remplacés par leur pseudonyme, les autres masqués ; une détection peut "
            "en oublier : relisez avant de diffuser."
        )
    )
    _ask(campaign)
    if making:
        _hand_out(campaign, making)


def _ask(campaign: CampaignView) -> None:
    with st.form("restituer"):
        chosen = [
            document
            for document in DOCUMENTS
            if st.checkbox(
                typeset(f"{document.label} ({document.told})"),
                value=document is DOCUMENTS[0],
                key=f"restituer-{document.key}",
            )
        ]
        chapters = st.multiselect(
            "Chapitres du rapport",
            list(EVERY_CHAPTER),
            default=list(EVERY_CHAPTER),
            format_func=lambda chapter: chapter.label,
            placeholder="Choisissez des chapitres",
            key="restituer-chapitres",
        )
        asked = st.form_submit_button(
            "Préparer les documents", type="primary", icon=":material/draft:"
        )
    if asked:
        _start(campaign, chosen, chapters)


def _start(campaign: CampaignView, chosen: list[Document], chapters: list[Chapter]) -> None:
    if not chosen:
        st.warning(typeset("Cochez au moins un document."), icon=":material/warning:")
        return
    if DOCUMENTS[0] in chosen and not chapters:
        st.warning(typeset("Gardez au moins un chapitre du rapport."), icon=":material/warning:")
        return
    kept = tuple(chapter for chapter in EVERY_CHAPTER if chapter in chapters)
    with explained():
        held = voted(current_database(), current_actor(), campaign.id)
        making = Making(
            Order(
                current_database(),
                current_actor(),
                campaign.id,
                load_settings(),
                current_vault(),
                tuple(chosen),
                Wanted(kept or EVERY_CHAPTER, date.today(), held),
                _stamp(campaign),
            )
        )
        making.start()
        st.session_state[_kept(campaign)] = making
        st.rerun()


def _follow(making: Making) -> None:
    """The progress, drawn again each second while documents are written."""
    if not making.active:
        st.rerun()
    st.progress(min(making.share, 1.0), typeset(making.words))
    st.text(typeset("Vous pouvez continuer à travailler ; gardez cette fenêtre ouverte."))


def _hand_out(campaign: CampaignView, making: Making) -> None:
    slug = re.sub(r"[^a-z0-9]+", "-", campaign.key)
    if making.broken:
        st.error(
            typeset("La préparation s'est arrêtée avant la fin. Recommencez."),
            icon=":material/error:",
        )
    for document in making.order.documents:
        if document.key in making.refused:
            reason = sentence(making.refused[document.key])
            st.error(f"{typeset(document.label)} : {reason}", icon=":material/error:")
        elif document.key in making.made:
            data = making.made[document.key]
            name = document.filename(slug)
            st.download_button(
                f"Télécharger {name} ({_size(data)})",
                data,
                file_name=name,
                mime=document.kind,
                icon=":material/download:",
                key=f"telecharger-{document.key}",
                on_click="ignore",
            )
            if document is DOCUMENTS[0]:
                _first_pages(data)


def _first_pages(data: bytes) -> None:
    with st.expander("Lire les premières pages du rapport"):
        lines = [
            paragraph.text
            for paragraph in docx.Document(io.BytesIO(data)).paragraphs
            if paragraph.text.strip() and not _of_contents(paragraph)
        ]
        st.text("\n\n".join(lines[:FIRST_LINES]))


def _of_contents(paragraph: Paragraph) -> bool:
    """Whether it is a line of the table of contents, whose pages are only known to Word."""
    return bool(paragraph.style and str(paragraph.style.name).lower().startswith("toc"))


def _making(campaign: CampaignView) -> Making | None:
    """What this person ordered of the campaign, unless it changed since."""
    making: Making | None = st.session_state.get(_kept(campaign))
    if making and making.order.stamp != _stamp(campaign):
        del st.session_state[_kept(campaign)]
        st.info(
            typeset(
                "La campagne a changé depuis que les documents ont été préparés : préparez-les "
                "à nouveau."
            ),
            icon=":material/info:",
        )
        return None
    return making


def _kept(campaign: CampaignView) -> str:
    return f"restitution-{campaign.id}"


def _stamp(campaign: CampaignView) -> tuple[int, int, int]:
    """The analysis, the last decision, the last time words were rewritten."""
    with current_database().session(read_only=True) as session:
        events = care_events(session, campaign.id)
    rewritten = max((e.id for e in events if e.kind in _REWRITING), default=0)
    return campaign.analysis_id, campaign.sequence, rewritten


def _size(data: bytes) -> str:
    return typeset(f"{max(1, round(len(data) / 1024))}\N{NO-BREAK SPACE}ko")


show()
