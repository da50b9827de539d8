"""What « Restituer » shows before anything is written: the figures, the outline, its numbers."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock

import streamlit as st

from synthesis.app.campaign import CampaignView
from synthesis.domain import Theme
from synthesis.forms.typography import typeset
from synthesis.report.album import Album
from synthesis.report.certainty import Certainty
from synthesis.report.chapters import Chapter
from synthesis.report.content import Restitution
from synthesis.report.figure import Figure
from synthesis.report.portraits import silences
from synthesis.wording import plural

TOO_LITTLE = "Il s'est dit trop peu de choses pour tracer cette figure."


class Gallery:
    """The figures of a campaign, each drawn once, when it is first asked for."""

    def __init__(self, content: Restitution) -> None:
        self.content = content
        self._album = Album(content)
        self._lock = Lock()
        self._drawn: dict[str, tuple[bytes, str] | None] = {}

    @property
    def titles(self) -> list[str]:
        """The figures to choose from."""
        return list(self._album.makers())

    def picture(self, title: str) -> tuple[bytes, str] | None:
        """A png and its alternative text; None where there is too little to draw."""
        with self._lock:
            if title not in self._drawn:
                figure: Figure | None = self._album.makers()[title]()
                self._drawn[title] = (figure.png(), figure.alt) if figure else None
            return self._drawn[title]


# Views are compared by identity: a decision makes another one.
@lru_cache(maxsize=2)
def gallery(campaign: CampaignView) -> Gallery:
    """The figures of a campaign as the screens show it."""
    return Gallery(content_of(campaign))


def content_of(campaign: CampaignView) -> Restitution:
    """The campaign of the screens as the content of a document: the same counts, to be looked at
    only. What leaves is built from the store, under pseudonyms."""
    codings = campaign.codings
    return Restitution(
        key=campaign.key,
        title=campaign.title,
        demonstration=campaign.demonstration,
        veiled=False,
        period=(None, None),
        questionnaire=campaign.questionnaire,
        codebook=campaign.codebook,
        territories=campaign.territories,
        interviews=tuple(campaign.interviews.values()),
        codings=codings,
        themes=tuple(Theme(slug, label) for slug, label in campaign.reviewed.labels.items()),
        keywords=campaign.keywords,
        share=campaign.share,
        certainty=Certainty(
            segments=len(codings),
            to_review=sum(coding.to_review for coding in codings),
            reviewed=sum(coding.reviewed for coding in codings),
            without_theme=sum(not coding.theme for coding in codings),
        ),
        disputed={},
        manifest={},
    )


def show_figures(campaign: CampaignView) -> None:
    """One figure, chosen; as it will be printed."""
    figures = gallery(campaign)
    title = st.selectbox("Figure à regarder", figures.titles, key="restituer-figure")
    with st.spinner("La figure se dessine…"):
        picture = figures.picture(title)
    if picture is None:
        st.caption(typeset(TOO_LITTLE))
        return
    png, alt = picture
    st.image(png, alt=alt, output_format="PNG")


def show_outline(campaign: CampaignView) -> None:
    """Chapter by chapter, what the report will count."""
    for chapter, sentence in outline(gallery(campaign).content).items():
        st.markdown(f"**{chapter.label}**")
        st.text(typeset(sentence))


def outline(content: Restitution) -> dict[Chapter, str]:
    """Each chapter of the report, and the numbers that it is made of."""
    sure, quiet = content.certainty, silences(content)
    themes = len(content.points)
    said = plural(sure.segments, "propos", "propos")
    return {
        Chapter.CONTEXT: f"{content.title}.",
        Chapter.METHOD: f"{said}, dont {sure.to_review} à revoir et {sure.reviewed} relus.",
        Chapter.VISITS: f"{plural(len(content.interviews), 'entretien')} dans "
        f"{len(content.places)} EPCI.",
        Chapter.BOARD: "; ".join(
            f"{quadrant.label.lower()} : {plural(len(counts), 'thème')}"
            for quadrant, counts in content.board.items()
        )
        + ".",
        Chapter.CONVERGENCES: f"{plural(len(content.converging), 'point')} de convergence, "
        f"au-delà de {round(100 * content.share)} % des EPCI interrogés.",
        Chapter.THEMES: f"{plural(themes, 'thème')}, une page chacun.",
        Chapter.TERRITORIES: f"{len(content.places)} EPCI, une page chacun.",
        Chapter.WISHES: f"{plural(len(content.wishes), 'sujet')} que l'on souhaite travailler "
        "ensemble.",
        Chapter.DOUBTS: f"{plural(sure.without_theme, 'propos', 'propos')} sans thème.",
        Chapter.SILENCES: f"{plural(len(quiet.unsaid), 'thème')} dont personne ne parle, "
        f"{plural(len(quiet.absent), 'EPCI', 'EPCI')} sans entretien.",
        Chapter.ANNEXES: f"Formulaire de {plural(len(content.questionnaire.questions), 'question')}"
        f", grille de {plural(len(content.codebook.themes), 'thème')}, accord, manifeste.",
    }
