"""The form of one theme of the grid."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from synthesis.access import Actor
from synthesis.app.database import current_database
from synthesis.app.markup import heading, table
from synthesis.app.telling import explained, finish, sentence
from synthesis.domain import Codebook, Theme
from synthesis.forms.typography import typeset
from synthesis.preparation.grid import (
    ChangedMeanwhileError,
    remove_theme,
    save_theme,
    shared_terms,
)
from synthesis.preparation.wording import exclusions_text, lines, parse_exclusions
from synthesis.store import Campaign

THEME = "theme"
# (campaign, slug) → the theme as this person opened it; saving over another version is refused.
OPENED = "themes-ouverts"
FIELDS = ("Libellé", "Définition", "Comprend", "Exclut", "Termes", "Sigles")
LABELS = {
    "Libellé": "Libellé",
    "Définition": "Définition",
    "Comprend": "Ce que le thème comprend : un exemple par ligne",
    "Exclut": "Ce qu'il exclut : « ce qui est exclu → thème où cela va », un par ligne",
    "Termes": "Termes qui le signalent, un par ligne",
    "Sigles": "Sigles, un par ligne (majuscules comptées)",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """A theme as typed: one text for each of FIELDS."""

    texts: tuple[str, ...]

    def theme(self, opened: Theme, codebook: Codebook) -> Theme:
        """The theme that the texts say. Raise InputError for a text that cannot be."""
        label, definition, includes, excludes, terms, acronyms = self.texts
        return replace(
            opened,
            label=label.strip(),
            definition=definition.strip(),
            includes=lines(includes),
            excludes=parse_exclusions(excludes, codebook),
            terms=lines(terms),
            acronyms=lines(acronyms),
        )


def edit(actor: Actor, campaign: Campaign, codebook: Codebook, theme: Theme) -> None:
    """What the theme is called, what it covers, which words point to it."""
    st.html(heading(typeset(theme.label), level=2))
    _shared(codebook, theme)
    key = f"{campaign.id}-{theme.slug}"
    opened = _opened(key, theme)
    with st.form(f"theme-{key}"):
        typed = Typed(tuple(_field(key, *field) for field in _texts(opened, codebook).items()))
        saved = st.form_submit_button("Enregistrer le thème", type="primary")
    if saved:
        with explained():
            _save(actor, campaign, codebook, theme, typed)
    _removal(actor, campaign, theme)


def _opened(key: str, theme: Theme) -> Theme:
    """The theme as this person saw it when the form appeared; kept while they write."""
    themes: dict[str, Theme] = st.session_state.setdefault(OPENED, {})
    if f"{FIELDS[0]}-{key}" not in st.session_state:
        themes[key] = theme
    return themes.setdefault(key, theme)


def _texts(theme: Theme, codebook: Codebook) -> dict[str, str]:
    values = (
        theme.label,
        theme.definition,
        "\n".join(theme.includes),
        exclusions_text(theme.excludes, codebook),
        "\n".join(theme.terms),
        "\n".join(theme.acronyms),
    )
    return dict(zip(FIELDS, values, strict=True))


def _field(key: str, name: str, text: str) -> str:
    label, widget = typeset(LABELS[name]), f"{name}-{key}"
    if name == FIELDS[0]:
        return st.text_input(label, text, key=widget)
    rows = min(12, max(3, text.count("\n") + 2))
    return st.text_area(label, text, height=28 * rows, key=widget)


def _save(
    actor: Actor, campaign: Campaign, codebook: Codebook, current: Theme, typed: Typed
) -> None:
    key = f"{campaign.id}-{current.slug}"
    opened = st.session_state[OPENED][key]
    edited = typed.theme(opened, codebook)
    try:
        save_theme(current_database(), actor, campaign.id, opened, edited)
    except ChangedMeanwhileError as error:
        st.warning(sentence(str(error)), icon=":material/group:")
        saved = _texts(current, codebook).items()
        st.html(table(("Champ", "Version enregistrée"), saved))
        # Seen now: saving again is a choice.
        st.session_state[OPENED][key] = current
        return
    st.session_state[OPENED][key] = edited
    finish(f"Le thème « {edited.label} » est enregistré ; la prochaine analyse en tiendra compte.")


def _shared(codebook: Codebook, theme: Theme) -> None:
    labels = {other.slug: other.label for other in codebook.themes}
    told = [
        f"« {term} » ({', '.join(labels[slug] for slug in slugs if slug != theme.slug)})"
        for term, slugs in shared_terms(codebook).items()
        if theme.slug in slugs
    ]
    if told:
        text = "Termes que d'autres thèmes portent aussi : " + ", ".join(told) + "."
        st.warning(sentence(text), icon=":material/warning:")


def _removal(actor: Actor, campaign: Campaign, theme: Theme) -> None:
    key = f"{campaign.id}-{theme.slug}"
    sure = st.checkbox("Oui, retirer ce thème de la grille", key=f"sur-{key}")
    if st.button("Retirer le thème", disabled=not sure, key=f"retirer-{key}"):
        with explained():
            opened = st.session_state[OPENED][key]
            remove_theme(current_database(), actor, campaign.id, opened)
            del st.query_params[THEME]
            finish(f"Le thème « {theme.label} » est retiré de la grille.")
