"""Navigation: which screens there are, and what they share."""

from __future__ import annotations

import streamlit as st

from synthesis.app.markup import STYLE
from synthesis.app.pages import INTERVIEWS, SYNTHESIS, THEME

st.set_page_config(page_title="Synthèse des territoires", page_icon="🧭", layout="wide")
st.html(STYLE)
page = st.navigation([SYNTHESIS, THEME, INTERVIEWS], position="top")
page.run()
