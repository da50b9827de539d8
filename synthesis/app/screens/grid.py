"""« Grille »: the themes of a campaign, edited one at a time, or as a file."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Actor, Permission
from synthesis.app.choice import PARAMETER
from synthesis.app.database import current_database
from synthesis.app.identity import current_actor
from synthesis.app.markup import UPLOADERS, plain
from synthesis.app.pages import GRID
from synthesis.app.screens.common import open_chosen
from synthesis.app.screens.theme_form import THEME, edit
from synthesis.app.telling import explained, finish
from synthesis.domain import Codebook
from synthesis.forms.typography import typeset
from synthesis.preparation.files import codebook_file, codebook_of
from synthesis.preparation.grid import add_theme, replace_grid, shared_terms
from synthesis.store import Campaign, load_codebook
from synthesis.wording import plural

# The grid as this person last saw it, so that nobody overwrites what they have not seen.
SEEN = "grille-vue"


def show() -> None:
    """The theme that the address names, or all of them."""
    campaign = open_chosen("Grille", Permission.CODEBOOK)
    actor = current_actor()
    with current_database().session(read_only=True) as session:
        codebook = load_codebook(session, campaign.id)
    theme = codebook.get(st.query_params.get(THEME, ""))
    if theme is not None:
        st.page_link(
            GRID,
            label="Toute la grille",
            icon=":material/arrow_back:",
            query_params={PARAMETER: campaign.key},
        )
        edit(actor, campaign, codebook, theme)
        return
    _themes(campaign, codebook)
    _shared(codebook)
    _add(actor, campaign)
    _files(actor, campaign, codebook)


def _themes(campaign: Campaign, codebook: Codebook) -> None:
    st.text(
        typeset(
            f"{plural(len(codebook.themes), 'thème')}. Ce que vous changez ici guide la prochaine "
            "analyse ; celles qui sont faites ne bougent pas. Choisissez un thème pour le modifier."
        )
    )
    columns = st.columns(3)
    size = -(-len(codebook.themes) // len(columns))
    for position, theme in enumerate(codebook.themes):
        columns[position // size].page_link(
            GRID,
            label=plain(typeset(theme.label)),
            icon=":material/edit:",
            query_params={PARAMETER: campaign.key, THEME: theme.slug},
        )


def _shared(codebook: Codebook) -> None:
    shared = shared_terms(codebook)
    if not shared:
        return
    labels = {theme.slug: theme.label for theme in codebook.themes}
    title = plural(
        len(shared), "terme commun à plusieurs thèmes", "termes communs à plusieurs thèmes"
    )
    with st.expander(title, icon=":material/warning:"):
        st.text(typeset("Un terme commun n'aide à choisir aucun des thèmes qui le portent."))
        for term, slugs in sorted(shared.items()):
            st.text(typeset(f"« {term} » : " + ", ".join(labels[slug] for slug in slugs)))


def _add(actor: Actor, campaign: Campaign) -> None:
    st.header("Ajouter un thème", anchor=False)
    with st.form("ajouter-theme"):
        label = st.text_input("Libellé du thème", max_chars=120)
        asked = st.form_submit_button("Ajouter le thème", type="primary")
    if asked:
        with explained():
            theme = add_theme(current_database(), actor, campaign.id, label)
            st.query_params[THEME] = theme.slug
            finish(f"Le thème « {theme.label} » est ajouté : décrivez-le.")


def _files(actor: Actor, campaign: Campaign, codebook: Codebook) -> None:
    st.header("La grille comme fichier", anchor=False)
    st.download_button(
        "Télécharger la grille (YAML)",
        codebook_file(codebook),
        file_name=f"grille-{campaign.key}.yaml",
        mime="application/yaml",
        icon=":material/download:",
    )
    seen = st.session_state.setdefault(SEEN, {})
    opened = seen.setdefault(campaign.id, codebook)
    with st.form("remplacer-grille"):
        st.html(UPLOADERS)
        file = st.file_uploader(
            "Remplacer toute la grille par un fichier YAML", type=["yaml", "yml"]
        )
        asked = st.form_submit_button("Remplacer la grille")
    if not asked:
        seen[campaign.id] = codebook
        return
    if file is None:
        st.error(typeset("Joignez d'abord un fichier."))
        return
    with explained():
        new = codebook_of(file.name, file.getvalue())
        seen[campaign.id] = codebook
        replace_grid(current_database(), actor, campaign.id, opened, new)
        finish(f"La grille est remplacée : {plural(len(new.themes), 'thème')}.")


show()
