"""The front door: the ASGI application that `streamlit run` serves."""

from synthesis.app.server import application

app = application()
