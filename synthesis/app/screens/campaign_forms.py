"""The forms of « Campagnes »: create, change, duplicate, delete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from synthesis.access import Actor
from synthesis.app.choice import PARAMETER
from synthesis.app.database import current_database
from synthesis.app.dates import parse_day, typed
from synthesis.app.markup import UPLOADERS, plain
from synthesis.app.telling import explained, finish
from synthesis.domain import Codebook, InputError, Questionnaire, Territory
from synthesis.forms.codebook import read_codebook
from synthesis.forms.defaults import default_codebook, default_questionnaire
from synthesis.forms.typography import typeset
from synthesis.forms.xlsform import read_questionnaire
from synthesis.preparation.campaigns import (
    TITLE_LENGTH,
    Plan,
    change_campaign,
    create_campaign,
    duplicate_campaign,
    remove_campaign,
)
from synthesis.preparation.files import codebook_of, questionnaire_of
from synthesis.preparation.territories import registry
from synthesis.store import (
    Campaign,
    campaigns,
    load_codebook,
    load_questionnaire,
    load_territories,
)
from synthesis.store.campaigns import NO_PERIOD, Period

SHIPPED, FILE = "fourni", "fichier"
BUSY = (
    " La base était occupée : nettoyez ses fichiers, page « Données », en bas de l'onglet "
    "« Effacer »."
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name and two days as typed."""

    title: str
    begins: str
    ends: str

    def period(self) -> Period:
        """The days. Raise InputError for what is not one."""
        return parse_day(self.begins), parse_day(self.ends)


def create(actor: Actor) -> None:
    """A new campaign, from its name to its grid."""
    with current_database().session(read_only=True) as session:
        known = list(reversed(campaigns(session)))
        usual = {t.siren for t in load_territories(session, known[0].id)} if known else None
    with st.form("nouvelle-campagne"):
        named = _name("nouvelle", "", NO_PERIOD)
        territories = _territories(actor, "nouvelle", usual)
        form = _source("Questionnaire", "Celui de 2021, fourni", "xlsx", known)
        grid = _source("Grille des thèmes", "Celle de 2021, fournie", "yaml", known)
        asked = st.form_submit_button("Créer la campagne", type="primary")
    if asked:
        with explained():
            plan = Plan(named.title, territories, named.period())
            made = create_campaign(
                current_database(), actor, plan, _questionnaire(*form), _codebook(*grid)
            )
            _open(made)
            finish(f"La campagne « {made.title} » est créée.")


def change(actor: Actor, campaign: Campaign) -> None:
    """Another name, period or territories."""
    with current_database().session(read_only=True) as session:
        sirens = {territory.siren for territory in load_territories(session, campaign.id)}
    key = f"modifier-{campaign.id}"
    with st.form(key):
        named = _name(key, campaign.title, (campaign.begins, campaign.ends))
        territories = _territories(actor, key, sirens)
        asked = st.form_submit_button("Enregistrer", type="primary")
    if asked:
        with explained():
            plan = Plan(named.title, territories, named.period())
            change_campaign(current_database(), actor, campaign.id, plan)
            finish("La campagne est modifiée.")


def duplicate(actor: Actor, campaign: Campaign) -> None:
    """The same form, grid and territories under another name, without interviews."""
    key = f"dupliquer-{campaign.id}"
    with st.form(key):
        st.text(typeset("Reprend le questionnaire, la grille et les territoires, sans entretien."))
        named = _name(key, f"{campaign.title[: TITLE_LENGTH - 8]} (copie)", NO_PERIOD)
        asked = st.form_submit_button("Dupliquer", type="primary")
    if asked:
        with explained():
            made = duplicate_campaign(
                current_database(), actor, campaign.id, named.title, named.period()
            )
            _open(made)
            finish(f"La campagne « {made.title} » est créée.")


def delete(actor: Actor, campaign: Campaign) -> None:
    """For good, once its name is typed."""
    with st.form(f"supprimer-{campaign.id}"):
        st.text(
            typeset(
                "Supprime pour toujours la campagne, ses entretiens, ses analyses et ses "
                f"relectures. Pour confirmer, tapez son nom : {campaign.title}"
            )
        )
        typed = st.text_input("Nom de la campagne à supprimer")
        asked = st.form_submit_button("Supprimer pour toujours")
    if asked:
        with explained():
            scrubbed = remove_campaign(current_database(), actor, campaign.id, typed)
            finish("La campagne est supprimée." + ("" if scrubbed else BUSY))


def _open(campaign: Campaign) -> None:
    """What the other screens will be about."""
    st.session_state[PARAMETER] = campaign.key
    st.query_params[PARAMETER] = campaign.key


def _name(key: str, title: str, period: Period) -> Named:
    typed_title = st.text_input("Nom", title, max_chars=TITLE_LENGTH, key=f"nom-{key}")
    days = []
    labels = ("Début (facultatif)", "Fin (facultatif)")
    for column, label, value in zip(st.columns(2), labels, period, strict=True):
        days.append(
            column.text_input(label, typed(value), placeholder="JJ/MM/AAAA", key=f"{label}-{key}")
        )
    return Named(typed_title, days[0], days[1])


def _territories(actor: Actor, key: str, chosen: set[str] | None) -> Sequence[Territory]:
    known = {territory.siren: territory for territory in registry(current_database(), actor)}
    picked = st.pills(
        "Territoires",
        list(known),
        selection_mode="multi",
        default=[siren for siren in known if chosen is None or siren in chosen],
        format_func=lambda siren: plain(known[siren].name),
        key=f"territoires-{key}",
    )
    st.caption(typeset("Il en manque un ? Ajoutez-le au registre, page « Territoires »."))
    return [known[siren] for siren in picked]


def _source(
    label: str, shipped: str, suffix: str, known: Sequence[Campaign]
) -> tuple[str, UploadedFile | None]:
    """Where the form or the grid comes from: shipped, a campaign's, or a file."""
    titles = {str(campaign.id): typeset(f"Comme « {campaign.title} »") for campaign in known}
    names = {SHIPPED: shipped, **titles, FILE: f"Un fichier {suffix}, joint ci-dessous"}
    left, right = st.columns(2)
    chosen = left.selectbox(label, list(names), format_func=lambda name: names[name])
    with right, st.container(key=f"depot-{suffix}"):
        st.html(UPLOADERS)
        file = st.file_uploader(f"Fichier {suffix} (facultatif)", type=[suffix])
    return chosen, file


def _questionnaire(source: str, file: UploadedFile | None) -> Questionnaire:
    if source == FILE:
        return questionnaire_of(*_received(file, "questionnaire"))
    if source == SHIPPED:
        return read_questionnaire(default_questionnaire())
    with current_database().session(read_only=True) as session:
        return load_questionnaire(session, int(source))


def _codebook(source: str, file: UploadedFile | None) -> Codebook:
    if source == FILE:
        return codebook_of(*_received(file, "grille"))
    if source == SHIPPED:
        return read_codebook(default_codebook())
    with current_database().session(read_only=True) as session:
        return load_codebook(session, int(source))


def _received(file: UploadedFile | None, what: str) -> tuple[str, bytes]:
    if file is None:
        raise InputError(
            f"aucun fichier n'est joint pour : {what}.",
            remedy="Joignez-le, ou choisissez une autre provenance.",
        )
    return file.name, file.getvalue()
