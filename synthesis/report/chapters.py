"""The chapters of the report, which can be chosen one by one."""

from __future__ import annotations

from enum import StrEnum


class Chapter(StrEnum):
    """A chapter, by the word that the command line and the screen use."""

    CONTEXT = "contexte"
    METHOD = "methode"
    VISITS = "visites"
    BOARD = "synthese"
    CONVERGENCES = "convergences"
    THEMES = "themes"
    TERRITORIES = "epci"
    WISHES = "souhaits"
    DOUBTS = "reserves"
    SILENCES = "silences"
    ANNEXES = "annexes"

    @property
    def label(self) -> str:
        """French title, as in the table of contents."""
        return _LABELS[self]


_LABELS = {
    Chapter.CONTEXT: "Contexte",
    Chapter.METHOD: "Méthode et limites",
    Chapter.VISITS: "Les visites",
    Chapter.BOARD: "La synthèse en quatre quadrants",
    Chapter.CONVERGENCES: "Les points de convergence",
    Chapter.THEMES: "Les thèmes, un par un",
    Chapter.TERRITORIES: "Les EPCI, un par un",
    Chapter.WISHES: "Les sujets à travailler ensemble",
    Chapter.DOUBTS: "Sans thème, à revoir ou disputés",
    Chapter.SILENCES: "Ce qui n’a pas été dit",
    Chapter.ANNEXES: "Annexes",
}
EVERY_CHAPTER = tuple(Chapter)
