"""« Partage »: the pseudonymised export of a campaign."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from synthesis.access import Actor
from synthesis.app.care.common import take_away
from synthesis.app.database import current_database, current_vault
from synthesis.care.sharing import export_share
from synthesis.forms.typography import typeset
from synthesis.store import Campaign
from synthesis.wording import plural


def show(actor: Actor, campaign: Campaign) -> None:
    """What leaves, and the file."""
    st.text(
        typeset(
            "Réponses et propos en csv, grille des thèmes, note de lecture. Les noms décidés dans "
            "l'onglet « Pseudonymes » sont remplacés ; ceux que personne n'a encore vérifiés sont "
            "masqués : « [personne] », « [téléphone] », « [courriel] ». Les locuteurs n'y sont que "
            "par leur fonction ; ni enquêteurs, ni personnes rencontrées, ni correspondance."
        )
    )
    st.text(
        typeset("La détection peut oublier un nom : relisez les fichiers avant de les diffuser.")
    )
    name = f"partage-{re.sub(r'[^a-z0-9]+', '-', campaign.key)}.zip"
    take_away("Préparer l’export de partage", name, lambda path: _export(actor, campaign, path))


def _export(actor: Actor, campaign: Campaign, path: Path) -> str:
    shared = export_share(current_database(), actor, campaign.id, path, current_vault())
    masked = plural(shared.masked, "passage masqué", "passages masqués")
    segments = plural(shared.segments, "propos", "propos")
    return (
        f"{plural(shared.interviews, 'entretien')}, {segments} ; "
        f"{masked} faute de décision (onglet « Pseudonymes »)."
    )
