"""The front door: the ASGI application that `streamlit run` serves."""

import streamlit as st

from synthesis.app.server import MAIN, lifespan, middleware

app = st.App(MAIN, middleware=middleware(), lifespan=lifespan)
