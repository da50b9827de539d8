"""How themes were discovered, and how stable they are: shown under a discovered theme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from synthesis.forms.typography import typeset
from synthesis.report.figures import stability_chart
from synthesis.wording import plural

METHODS = {
    "plongements": "Les propos qui parlent de sujets voisins sont regroupés.",
    "reinert": "Les propos qui partagent les mêmes mots sont regroupés (double classification "
    "de Reinert).",
}


def show_discovery(told: Mapping[str, Any]) -> None:
    """An expander; `told` is the part of the manifest on discovery, nothing is shown without."""
    if not told.get("classes"):
        return
    with st.expander("Comment ces thèmes ont été découverts", icon=":material/travel_explore:"):
        st.text(typeset(explanation(told)))
        chart = stability_chart(pd.DataFrame(told["essais"]), kept=told["classes"])
        st.altair_chart(chart)


def explanation(told: Mapping[str, Any]) -> str:
    """In a few sentences: the method, the number of classes and why, what stays aside."""
    kept = next(t["stabilite"] for t in told["essais"] if t["classes"] == told["classes"])
    stability = f"{kept:.2f}".replace(".", ",")
    aside = plural(told["non_classes"], "propos reste", "propos restent")
    return (
        f"{METHODS.get(told['methode'], '')} L'outil a essayé plusieurs nombres de classes sur des "
        f"tirages de 80 % des entretiens, et gardé le plus petit qui redonne presque aussi bien "
        f"les mêmes classes : {told['classes']}, avec une stabilité de "
        f"{stability} (1 : toujours les mêmes classes ; 0 : le hasard). "
        f"Sur {plural(told['propos'], 'propos', 'propos')} hors de la grille, {aside} sans thème."
    )
