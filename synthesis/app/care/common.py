"""What the tabs of « Données » share: a message kept over a rerun, a file to take away."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from synthesis.app.markup import plain
from synthesis.domain import InputError
from synthesis.forms.typography import typeset

MESSAGE = "donnees-message"


def tell(message: str) -> None:
    """Run the page again, with a message at its top."""
    st.session_state[MESSAGE] = message
    st.rerun()


def told() -> None:
    """Show the message of the run before, once."""
    message = st.session_state.pop(MESSAGE, "")
    if message:
        st.success(plain(typeset(message)), icon=":material/check_circle:")


def refuse(error: InputError) -> None:
    """Show what went wrong and what to do."""
    st.error(plain(typeset(str(error))), icon=":material/error:")


def take_away(label: str, name: str, write: Callable[[Path], str]) -> None:
    """A button that prepares a file, then one that downloads it; `write` says what is in it."""
    kept = f"fichier-{name}"
    if st.button(label, type="primary", icon=":material/inventory_2:", key=f"preparer-{name}"):
        try:
            with st.spinner("Préparation…"), tempfile.TemporaryDirectory() as folder:
                path = Path(folder, name)
                said = write(path)
                st.session_state[kept] = (path.read_bytes(), said)
        except InputError as error:
            refuse(error)
            return
    if kept in st.session_state:
        data, said = st.session_state[kept]
        st.text(typeset(said))
        st.download_button(
            f"Télécharger {name}",
            data,
            file_name=name,
            mime="application/zip",
            icon=":material/download:",
            # Once taken away, the file does not stay in memory.
            on_click=lambda: st.session_state.pop(kept, None),
        )
