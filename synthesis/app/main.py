"""Navigation: which screens there are for whom, and what they share."""

from __future__ import annotations

import streamlit as st

from synthesis.app.french import SCRIPT
from synthesis.app.identity import sign_in_required, visitor
from synthesis.app.markup import STYLE, signature
from synthesis.app.pages import navigation, page_of, unlisted
from synthesis.app.screen_list import BOARD, home

# Before the navigation: the icon of a page would be fetched from elsewhere as the tab's icon.
st.set_page_config(
    page_title="Synthèse des territoires",
    page_icon="🧭",
    layout="wide",
    initial_sidebar_state="collapsed",
)
st.html(STYLE)
# Words of our own only: nothing that a person wrote goes through here.
st.html(SCRIPT, unsafe_allow_javascript=True)
actor = visitor()
if actor is None:
    st.navigation(unlisted(), position="hidden")
    sign_in_required()
page = st.navigation(navigation(actor), position="top")
if page.title == BOARD.title and home(actor) is not BOARD:
    st.switch_page(page_of(home(actor)))
st.set_page_config(page_title=f"{page.title} – Synthèse des territoires")
st.html(signature(actor))
page.run()
