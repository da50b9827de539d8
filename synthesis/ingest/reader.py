"""The one function: discover, set repeats aside, check, parse, assemble."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from synthesis.domain import InputError, Questionnaire
from synthesis.ingest import delimited, documents, safety, tables
from synthesis.ingest.campaign import Campaign, Draft
from synthesis.ingest.discovery import Found, discover
from synthesis.ingest.identity import with_unique_keys, without_repeats
from synthesis.ingest.layout import is_known
from synthesis.ingest.problems import Intake, Log
from synthesis.ingest.questions import Headings
from synthesis.ingest.territories import Registry
from synthesis.ingest.text import decode, normalise_newlines
from synthesis.ingest.worker import Worker

_TABLE_SUFFIXES = frozenset({".csv", ".tsv"})


def read(inputs: Sequence[Path], *, questionnaire: Questionnaire, registry: Registry) -> Intake:
    """Interviews of every file in `inputs` (files or folders), and what to know about them.

    Never raises for a file: one that cannot be read is in `refused`, with a problem. The result
    does not depend on the order of `inputs`.
    """
    campaign = Campaign(Headings(questionnaire), registry, Log())
    found, refused = discover(inputs, campaign.log)
    with Worker() as worker:
        run = _Run(campaign, worker)
        for file in found:
            run.take(file)
    drafts, repeats = without_repeats(run.drafts)
    for source, first in repeats:
        run.note_repeat(source, first)
    return Intake(
        interviews=with_unique_keys(drafts),
        problems=campaign.log.problems(),
        read=tuple(run.read),
        refused=(*refused, *run.refused),
        duplicates=tuple(dict.fromkeys(run.duplicates)),
        digests=run.digests,
    )


class _Run:
    """One reading under way: what each file became."""

    def __init__(self, campaign: Campaign, worker: Worker) -> None:
        self.campaign = campaign
        self.worker = worker
        self.drafts: list[Draft] = []
        self.read: list[str] = []
        self.refused: list[str] = []
        self.duplicates: list[str] = []
        self.digests: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def take(self, file: Found) -> None:
        """Read one file; a failure is noted, never raised."""
        try:
            data = _load(file)
            content = hashlib.sha256(data).hexdigest()
            if content in self._names:
                self.note_repeat(file.name, self._names[content])
                return
            self.drafts += _parse(file, data, self.campaign, self.worker)
        except tables.NotInterviewsError as error:
            self._set_aside(file, error)
        except InputError as error:
            self._refuse(file, error)
        else:
            self._names[content] = file.name
            self.read.append(file.name)
            self.digests[file.name] = content

    def note_repeat(self, source: str, first: str) -> None:
        """Say that `source` adds nothing to `first`."""
        self.duplicates.append(source)
        self.campaign.log.warn(
            source, f"contenu déjà lu dans « {first} » ; il n'est compté qu'une fois."
        )

    def _set_aside(self, file: Found, error: InputError) -> None:
        if file.named:
            self._refuse(file, error)
        else:
            self.campaign.log.warn(
                file.name, f"fichier laissé de côté : {error.message}", error.remedy
            )

    def _refuse(self, file: Found, error: InputError) -> None:
        self.refused.append(file.name)
        self.campaign.log.refuse(file.name, error)


def _load(file: Found) -> bytes:
    """The bytes of a file of a lawful size and nature."""
    try:
        safety.check_size(file.path.stat().st_size)
        data = file.path.read_bytes()
    except OSError as error:
        raise InputError(
            "le fichier n'a pas pu être ouvert.",
            remedy="Fermez-le dans les autres logiciels et vérifiez vos droits.",
        ) from error
    safety.check_content(file.suffix, data)
    return data


def _parse(file: Found, data: bytes, campaign: Campaign, worker: Worker) -> list[Draft]:
    if file.suffix == ".xlsx":
        sheets = worker.parse(file.suffix, data)
        return tables.from_sheets(sheets, file.name, campaign)
    if file.suffix in safety.OFFICE_PARTS:
        blocks = worker.parse(file.suffix, data)
        return [_not_empty(documents.from_office(blocks, file.name, campaign), campaign.log)]
    text = _text(file, data, campaign.log)
    if file.suffix in _TABLE_SUFFIXES:
        return _parse_delimited(text, file, campaign)
    markdown = file.suffix != ".txt"
    draft = documents.from_text(normalise_newlines(text), file.name, campaign, markdown=markdown)
    return [_not_empty(draft, campaign.log)]


def _text(file: Found, data: bytes, log: Log) -> str:
    text, complete = decode(data)
    if not complete:
        log.warn(
            file.name,
            "des caractères illisibles ont été remplacés par « \N{REPLACEMENT CHARACTER} ».",
            "Enregistrez le fichier en UTF-8.",
        )
    return text


def _parse_delimited(text: str, file: Found, campaign: Campaign) -> list[Draft]:
    sheet, tidy = delimited.sheet(text, known=lambda name: is_known(name, campaign.headings))
    drafts = tables.from_sheets([sheet], file.name, campaign)
    if not tidy:
        campaign.log.warn(
            file.name,
            "un guillemet n'est pas refermé : des lignes ont pu être lues comme une seule.",
            "Enregistrez le tableau à nouveau depuis votre tableur.",
        )
    return drafts


def _not_empty(draft: Draft, log: Log) -> Draft:
    if not draft.interview.answers:
        log.warn(
            draft.interview.source,
            "aucune réponse n'a été trouvée.",
            "Écrivez le texte sous des titres « q1 », « q2 »…",
        )
    return draft
