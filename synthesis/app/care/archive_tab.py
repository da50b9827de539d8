"""« Archive »: everything to take away, and everything brought back into an empty installation."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from synthesis.access import Actor
from synthesis.app.campaign import forget_loaded
from synthesis.app.care.common import refuse, take_away, tell
from synthesis.app.database import current_database
from synthesis.app.markup import UPLOADERS
from synthesis.care.archive import export_archive, import_archive, is_empty
from synthesis.domain import InputError
from synthesis.forms.typography import typeset
from synthesis.settings import load_settings
from synthesis.wording import plural


def show(actor: Actor) -> None:
    """The way out, then the way in."""
    st.text(
        typeset(
            "Toutes les campagnes de l'installation, les comptes (avec l'empreinte de leur mot de "
            "passe), les pseudonymes et leur clé. Tout y est lisible : gardez cette archive comme "
            "les notes elles-mêmes."
        )
    )
    take_away("Préparer l’archive complète", "archive.zip", lambda path: _export(actor, path))
    st.header("Importer une archive", anchor=False)
    with current_database().session(read_only=True) as session:
        empty = is_empty(session)
    if empty:
        _import(actor)
    else:
        st.text(
            typeset(
                "L'import ne se fait que dans une installation vide, et celle-ci ne l'est pas. "
                "Ouvrez l'application sur un autre dossier de données (SYNTHESIS_DATA_DIR), ou "
                "lancez-y « synthesis import archive.zip »."
            )
        )


def _export(actor: Actor, path: Path) -> str:
    contents = export_archive(current_database(), actor, path, load_settings().pseudonym_key)
    tables = sum(count > 0 for count in contents.rows.values())
    return f"{plural(contents.total, 'ligne')} dans {plural(tables, 'table')}."


def _import(actor: Actor) -> None:
    st.html(UPLOADERS)
    st.caption(
        typeset(
            "Cette page ne reçoit pas plus de 10 Mo. Au-delà, lancez dans un terminal de cet "
            "ordinateur « synthesis import archive.zip », puis rechargez la page. Les comptes de "
            "l'archive remplacent ceux d'ici : vous devrez vous reconnecter avec l'un d'eux."
        )
    )
    file = st.file_uploader("Archive (zip)", type=["zip"])
    if not st.button("Importer cette archive", disabled=file is None, type="primary"):
        return
    if file is None:
        return
    try:
        with st.spinner("Import…"), tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "archive.zip")
            path.write_bytes(file.getvalue())
            contents = import_archive(
                current_database(), actor, path, load_settings().pseudonym_key
            )
    except InputError as error:
        refuse(error)
        return
    forget_loaded()
    tell(f"Archive importée : {plural(contents.total, 'ligne')}.")
