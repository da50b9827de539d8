"""What a screen answers to an act: done, or what to mend; foreign words stay words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from synthesis.app.markup import plain
from synthesis.domain import InputError
from synthesis.forms.typography import typeset

_DONE = "dit"


def finish(text: str) -> None:
    """Say at the top of the next run that something is done, and run it now."""
    st.session_state[_DONE] = text
    st.rerun()


def show_done() -> None:
    """What the run before has done, once."""
    text = st.session_state.pop(_DONE, "")
    if text:
        st.success(sentence(text), icon=":material/check_circle:")
        # Seen from the bottom of a long page too.
        st.toast(sentence(text), icon=":material/check_circle:")


@contextmanager
def explained() -> Iterator[None]:
    """Show what a person can mend instead of failing."""
    try:
        yield
    except InputError as error:
        st.error(sentence(str(error)), icon=":material/error:")


def sentence(text: str) -> str:
    """A sentence for a notice, its first letter capital, nothing in it being Markdown."""
    shown = typeset(text)
    return plain(shown[:1].upper() + shown[1:])
