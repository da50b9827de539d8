"""The documents that « Restituer » writes: what each is for, its file, how it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from synthesis.report.chapters import Chapter
from synthesis.report.content import Restitution
from synthesis.report.dataset import Decided
from synthesis.restitution.voted import Voted

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for besides the documents themselves. `made_on`: the day they bear; `voted`:
    what the latest assembly voted."""

    chapters: tuple[Chapter, ...]
    made_on: date
    voted: Voted = field(default_factory=Voted)


Write = Callable[[Restitution, Sequence[Decided], Wanted, Progress], bytes]


@dataclass(frozen=True, slots=True)
class Document:
    """`public`: read by everybody, so that every pseudonym has to be decided first."""

    key: str
    label: str
    told: str
    ending: str
    kind: str
    write: Write
    public: bool = False

    def filename(self, campaign: str) -> str:
        """Name of the file for the campaign of that slug."""
        return f"{self.key}-{campaign}.{self.ending}"


# Imported when they are written: each library takes its time to load.
def _report(
    content: Restitution, _decisions: Sequence[Decided], wanted: Wanted, progress: Progress
) -> bytes:
    from synthesis.report.document import Options, report  # noqa: PLC0415

    options = Options(made_on=wanted.made_on, chapters=wanted.chapters)
    return report(content, options, progress=progress)


def _slides(
    content: Restitution, _decisions: Sequence[Decided], wanted: Wanted, progress: Progress
) -> bytes:
    from synthesis.report.slides import SlideOptions, slides  # noqa: PLC0415

    voted = wanted.voted
    options = SlideOptions(wanted.made_on, subjects=voted.subjects, results=voted.results)
    return slides(content, options, progress=progress)


def _workbook(
    content: Restitution, decisions: Sequence[Decided], _wanted: Wanted, _progress: Progress
) -> bytes:
    from synthesis.report.workbook import workbook  # noqa: PLC0415

    return workbook(content, decisions)


def _csv(
    content: Restitution, decisions: Sequence[Decided], _wanted: Wanted, _progress: Progress
) -> bytes:
    from synthesis.report.datafiles import csv_zip  # noqa: PLC0415

    return csv_zip(content, decisions)


def _json(
    content: Restitution, decisions: Sequence[Decided], _wanted: Wanted, _progress: Progress
) -> bytes:
    from synthesis.report.datafiles import json_document  # noqa: PLC0415

    return json_document(content, decisions)


def _page(
    content: Restitution, _decisions: Sequence[Decided], _wanted: Wanted, progress: Progress
) -> bytes:
    from synthesis.report.album import Album  # noqa: PLC0415
    from synthesis.report.website import website  # noqa: PLC0415

    album = Album(content)
    makers = (album.keyness, album.factorial, album.dendrogram, album.coverage)
    figures = []
    for number, make in enumerate(makers):
        progress(number, len(makers) + 1)
        figures.append(make())
    return website(content, [figure for figure in figures if figure])


_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCUMENTS = (
    Document(
        "rapport",
        "Rapport des journées d'immersion",
        "Word : synthèse, une page par thème et par EPCI, verbatims, annexes",
        "docx",
        f"{_OFFICE}.wordprocessingml.document",
        _report,
    ),
    Document(
        "support",
        "Support d'assemblée générale",
        "PowerPoint : convergences, grands thèmes, sujets soumis au vote",
        "pptx",
        f"{_OFFICE}.presentationml.presentation",
        _slides,
    ),
    Document(
        "classeur",
        "Classeur de données",
        "Excel ou LibreOffice : propos, thèmes, convergences, souhaits, couverture, décisions",
        "xlsx",
        f"{_OFFICE}.spreadsheetml.sheet",
        _workbook,
    ),
    Document(
        "donnees",
        "Données en csv",
        "les mêmes tableaux, pour d'autres logiciels",
        "zip",
        "application/zip",
        _csv,
    ),
    Document(
        "donnees-json",
        "Données en json",
        "un seul document, décrit dans le guide des formats",
        "json",
        "application/json",
        _json,
    ),
    Document(
        "page",
        "Page pour le site de l'alliance",
        "html, un seul fichier : du tableau aux thèmes, des thèmes aux paroles",
        "html",
        "text/html",
        _page,
        public=True,
    ),
)
