"""The documents that `synthesis report` writes, one function each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from synthesis.access import Actor
from synthesis.care.vault import open_vault
from synthesis.cli.progress import progress_bar
from synthesis.report.album import Album
from synthesis.report.chapters import Chapter
from synthesis.report.content import Restitution
from synthesis.report.datafiles import csv_zip, json_document
from synthesis.report.dataset import Decided
from synthesis.report.document import TEMPLATE, Options, report
from synthesis.report.slides import SlideOptions, slides
from synthesis.report.website import website
from synthesis.report.workbook import workbook
from synthesis.restitution.building import restitution
from synthesis.restitution.decided import decided, note_leaving, refuse_undecided
from synthesis.restitution.voted import voted
from synthesis.settings import Settings
from synthesis.store import Database


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: of which campaign, by whom, for which day."""

    database: Database
    actor: Actor
    campaign_id: int
    settings: Settings
    made_on: date
    organisation: str
    chapters: tuple[Chapter, ...]
    template: Path | None

    def content(self, *, names: bool) -> Restitution:
        """What every document is made from. Raise InputError before the first analysis."""
        vault = None if names else open_vault(self.settings.pseudonym_key)
        return restitution(self.database, self.actor, self.campaign_id, self.settings, vault=vault)

    def document(self, name: str, content: Restitution) -> tuple[str, bytes]:
        """Name of the file and its bytes. Raise InputError when it may not be written yet."""
        beginning, ending, write = _WRITERS[name]
        return f"{beginning}-{content.key}.{ending}", write(self, content)

    def decisions(self, content: Restitution) -> list[Decided]:
        """The decisions of the review, veiled as the content is."""
        vault = open_vault(self.settings.pseudonym_key) if content.veiled else None
        return decided(self.database, self.actor, self.campaign_id, vault=vault)

    def note(self, file_name: str) -> None:
        """Keep that the document was made."""
        note_leaving(self.database, self.actor, self.campaign_id, file_name)


def _report(asked: Asked, content: Restitution) -> bytes:
    template = asked.template or TEMPLATE
    options = Options(asked.made_on, asked.organisation, asked.chapters, template)
    with progress_bar("Rapport") as advance:
        return report(content, options, progress=advance)


def _slides(asked: Asked, content: Restitution) -> bytes:
    held = voted(asked.database, asked.actor, asked.campaign_id)
    options = SlideOptions(asked.made_on, asked.organisation, held.subjects, held.results)
    with progress_bar("Support d'assemblée") as advance:
        return slides(content, options, progress=advance)


def _workbook(asked: Asked, content: Restitution) -> bytes:
    return workbook(content, asked.decisions(content))


def _csv(asked: Asked, content: Restitution) -> bytes:
    return csv_zip(content, asked.decisions(content))


def _json(asked: Asked, content: Restitution) -> bytes:
    return json_document(content, asked.decisions(content))


def _page(asked: Asked, content: Restitution) -> bytes:
    vault = open_vault(asked.settings.pseudonym_key)
    refuse_undecided(asked.database, asked.actor, asked.campaign_id, vault)
    album = Album(content)
    figures = (album.keyness(), album.factorial(), album.dendrogram(), album.coverage())
    return website(content, [figure for figure in figures if figure])


# As the screen « Restituer » names its files.
_WRITERS: dict[str, tuple[str, str, Callable[[Asked, Restitution], bytes]]] = {
    "rapport": ("rapport", "docx", _report),
    "support": ("support", "pptx", _slides),
    "classeur": ("classeur", "xlsx", _workbook),
    "csv": ("donnees", "zip", _csv),
    "json": ("donnees-json", "json", _json),
    "page": ("page", "html", _page),
}
