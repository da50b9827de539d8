"""The pages and their addresses, in one place so that screens can link to one another."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_SCREENS = Path(__file__).parent / "screens"

SYNTHESIS = st.Page(
    _SCREENS / "board.py",
    title="Synthèse",
    icon=":material/dashboard:",
    url_path="synthese",
    default=True,
)
THEME = st.Page(_SCREENS / "theme.py", title="Thèmes", icon=":material/sell:", url_path="themes")
INTERVIEWS = st.Page(
    _SCREENS / "interviews.py",
    title="Entretiens",
    icon=":material/record_voice_over:",
    url_path="entretiens",
)
