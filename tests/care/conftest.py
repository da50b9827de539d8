"""A campaign with words of people, its analysis, and decisions of its review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from synthesis.access import Actor, Role
from synthesis.care.vault import Vault, open_vault
from synthesis.domain import (
    Answer,
    AnswerState,
    Codebook,
    Coding,
    Interview,
    Origin,
    Quadrant,
    Question,
    Questionnaire,
    Segment,
    Territory,
    Theme,
)
from synthesis.language.cutting import segments
from synthesis.review.events import ConfirmSegment, ExcludeSegment, MemoTheme, SetTheme
from synthesis.review.log import decide
from synthesis.store import (
    AnalysedTheme,
    Database,
    add_interviews,
    save_analysis,
    save_campaign,
)

MANAGER = Actor(1, "cheffe", Role.MANAGER)
ADVISOR = Actor(2, "conseiller", Role.ADVISOR)
OBSERVER = Actor(3, "observateur", Role.OBSERVER)

FORM = Questionnaire(
    "visites", "Visites", (Question("q1", "Atouts ?"), Question("q2", "Craintes ?"))
)
CODEBOOK = Codebook("grille", "Grille", (Theme("eau", "L'eau"), Theme("sante", "La santé")))
VALLEY = Territory("200000008", "Le Val")
VISIT = Interview(
    "val",
    "Le Val",
    VALLEY.siren,
    dates=(date(2021, 2, 1),),
    people=("maire", "Fatima Benali, DGS"),
    interviewer="Gwendal Hervouet",
    answers=(
        Answer(
            "q1",
            "Jean Morvan soigne la fontaine zyzomale. Appelez le 06 12 34 56 78 pour la visite.",
            "maire",
        ),
        Answer("q2", "M. Morvan part. Personne ne le remplace, dit Sophie Kerbrat.", "DGS"),
        Answer("q2", "", state=AnswerState.NOT_ASKED),
    ),
    source="val.md",
)
OTHER = Interview(
    "autre",
    "Le Val",
    VALLEY.siren,
    answers=(Answer("q1", "La fontaine est belle, et le médecin est resté parmi nous.", "maire"),),
    source="autre.md",
)


@dataclass(frozen=True)
class Kept:
    """What the tests write on."""

    database: Database
    vault: Vault
    campaign: int
    analysis: int
    segments: dict[str, list[Segment]]


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """A key of one's own."""
    return open_vault(tmp_path / "pseudonymes.cle")


def coding(segment: Segment, theme: str, label: str) -> Coding:
    """A coding that is sure of itself."""
    odds = dict.fromkeys(Quadrant, 0.2)
    return Coding(segment, odds, theme=theme, theme_label=label, theme_probability=0.9)


@pytest.fixture
def kept(database: Database, vault: Vault) -> Kept:
    """Two interviews, analysed; every segment of the first was decided upon."""
    found = list(segments([VISIT, OTHER]))
    by_visit = {key: [s for s in found if s.interview == key] for key in ("val", "autre")}
    with database.session() as session:
        campaign = save_campaign(session, "essai", "Essai", FORM, CODEBOOK, [VALLEY])
        add_interviews(session, campaign, [VISIT, OTHER])
        codings = [
            coding(s, "decouvert-fontaine-zyzomale", "fontaine zyzomale")
            if "zyzomale" in s.text
            else coding(s, "eau", "L'eau")
            for s in found
        ]
        themes = [
            AnalysedTheme("eau", "L'eau", keywords=("fontaine", "zyzomal")),
            AnalysedTheme("sante", "La santé", keywords=("médecin",)),
            AnalysedTheme(
                "decouvert-fontaine-zyzomale", "fontaine zyzomale", Origin.DISCOVERED, ("zyzomale",)
            ),
        ]
        report = {"changements": [{"phrase": "Le thème « fontaine zyzomale » est apparu."}]}
        analysis = save_analysis(session, campaign, codings, themes, {"graine": 1}, report)
    first, second, *rest = by_visit["val"]
    events = [
        ConfirmSegment(first.key, Quadrant.ATOUT, ("decouvert-fontaine-zyzomale",)),
        ExcludeSegment(second.key),
        *(SetTheme(segment.key, ("sante",)) for segment in rest),
        MemoTheme("eau", "Quelqu'un dit : Jean Morvan soigne la fontaine."),
        MemoTheme("sante", "À rapprocher de l'eau."),
    ]
    reason = "« Appelez le 06 12 34 56 78 pour la visite »"
    decide(database, ADVISOR, campaign, events, seen=0, reason=reason)
    return Kept(database, vault, campaign, analysis, by_visit)
