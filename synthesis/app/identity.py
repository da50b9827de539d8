"""Who is in front of the screen: the session that the cookie of the browser names."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from synthesis.access import Actor
from synthesis.accounts.sessions import signed_in
from synthesis.app.database import current_database
from synthesis.forms.typography import typeset
from synthesis.settings import load_settings

COOKIE = "synthesis_session"


def session_token() -> str:
    """The token that the browser sent, empty without one. Tests put theirs here."""
    return str(st.context.cookies.get(COOKIE, ""))


def visitor() -> Actor | None:
    """The person whose session this is; None for whoever is not signed in, or no longer is."""
    settings = load_settings()
    found = signed_in(current_database(), session_token(), demonstration=settings.demonstration)
    return None if found is None or found.temporary else found.actor


def current_actor() -> Actor:
    """The person whose session this is; whoever is not signed in gets a way in, and no more.

    Asked again at every run and every write: signing out elsewhere takes effect at once.
    """
    return visitor() or sign_in_required()


def sign_in_required() -> NoReturn:
    """Say that one must sign in, with the way there, and stop the page."""
    st.title("Connexion requise", anchor=False)
    st.info(typeset("Vous n'êtes pas connecté, ou plus."), icon=":material/lock:")
    # An ordinary link: it leaves the application for the sign-in page.
    st.html('<p class="entrer"><a href="/connexion" target="_self">Se connecter</a></p>')
    st.stop()
