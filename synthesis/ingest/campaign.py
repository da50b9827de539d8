"""What every reader needs to know, and the drafts of interviews that it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from synthesis.domain import Interview, Territory
from synthesis.ingest.problems import Log, quote
from synthesis.ingest.questions import Headings
from synthesis.ingest.territories import Registry


@dataclass(frozen=True, slots=True)
class Draft:
    """An interview whose key may still clash: `qualified` is the key with its file's name in it."""

    interview: Interview
    qualified: str


@dataclass(frozen=True, slots=True)
class Campaign:
    """The form and the territories against which files are understood, and the log of doubts."""

    headings: Headings
    registry: Registry
    log: Log

    def question(self, text: str, source: str, *, row: int = 0) -> str:
        """Key of the question that `text` names, or `text` itself, with a warning."""
        if not text.strip():
            self.log.warn(
                source,
                "des réponses ne sont rattachées à aucune question ; elles sont gardées.",
                "Indiquez la question en titre ou dans la colonne « question ».",
                row=row,
            )
            return text
        key = self.headings.match(text)
        if key is None:
            self.log.warn(
                source,
                f"la question {quote(text)} n'est pas dans le questionnaire ; "
                "ses réponses sont gardées sous ce titre.",
                "Reprenez l'intitulé du questionnaire si c'est l'une de ses questions.",
                row=row,
            )
        return key or text

    def siren(self, territory: str, source: str, *, siren: str = "", row: int = 0) -> str:
        """SIREN of the territory so written, or empty, with a warning."""
        known = self.registry.match(siren).territory if siren.strip() else None
        match = self.registry.match(territory)
        found = known or match.territory
        if found is not None:
            return found.siren
        if not (territory.strip() or siren.strip()):
            self.log.warn(
                source,
                "aucun territoire n'est indiqué.",
                "Ajoutez « territoire : … » ou remplissez la colonne « territoire ».",
                row=row,
            )
        else:
            self._unknown_territory(territory.strip() or siren, match.proposals, source, row)
        return ""

    def _unknown_territory(
        self, written: str, proposals: tuple[Territory, ...], source: str, row: int
    ) -> None:
        names = ", ".join(f"« {territory.name} »" for territory in proposals)
        self.log.warn(
            source,
            f"le territoire {quote(written)} n'est pas reconnu ; il est gardé tel quel.",
            f"S'agit-il de {names} ?" if names else "Vérifiez son nom ou son SIREN.",
            row=row,
        )


def stem(source: str) -> str:
    """The path of a source without its suffix: the key of a document that names none."""
    return str(PurePosixPath(source).with_suffix(""))
