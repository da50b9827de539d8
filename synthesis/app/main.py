"""Navigation: which screens there are, and what they share."""

from __future__ import annotations

import streamlit as st

from synthesis.app.markup import STYLE
from synthesis.app.pages import INTERVIEWS, SYNTHESIS, THEME

# Before the navigation: the icon of a page would be fetched from elsewhere as the tab's icon.
st.set_page_config(page_icon="🧭", layout="wide")
st.html(STYLE)
page = st.navigation([SYNTHESIS, THEME, INTERVIEWS], position="top")
st.set_page_config(page_title=f"{page.title} – Synthèse des territoires")
page.run()
