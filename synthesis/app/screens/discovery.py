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
    title = "Comment les thèmes hors de la grille sont découverts"
    with st.expander(title, icon=":material/travel_explore:"):
        st.text(typeset(explanation(told)))
        chart = stability_chart(pd.DataFrame(told["essais"]), kept=told["classes"])
        st.altair_chart(chart)


def explanation(told: Mapping[str, Any]) -> str:
    """In a few sentences: the method, the number of classes and why, what stays aside."""
    kept = next(t["stabilite"] for t in told["essais"] if t["classes"] == told["classes"])
    stability = f"{kept:.2f}".replace(".", ",")
    return (
        f"{METHODS.get(told['methode'], '')} L'outil essaie plusieurs nombres de classes sur des "
        "tirages de 80 % des entretiens, et garde le plus petit qui redonne presque aussi bien les "
        f"mêmes classes : {told['classes']}, avec une stabilité de {stability} (1 : toujours les "
        f"mêmes classes ; 0 : le hasard). {_outcome(told)}"
    )


def _outcome(told: Mapping[str, Any]) -> str:
    texts = plural(told["propos"], "propos", "propos")
    if not told["themes"]:
        return f"Aucune ne tient assez pour faire un thème : {texts} sans thème."
    aside = plural(told["non_classes"], "propos reste", "propos restent")
    return f"{plural(told['themes'], 'thème')} pour {texts}, dont {aside} sans thème."
