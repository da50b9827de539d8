"""The pack back: rows that a person filled → decisions; what cannot be read, said row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from synthesis.domain import InputError, Quadrant
from synthesis.ingest import safety
from synthesis.ingest.blocks import Sheet
from synthesis.ingest.text import fold
from synthesis.ingest.worker import Worker
from synthesis.review.applying import Reviewed
from synthesis.review.events import (
    ConfirmSegment,
    Event,
    ExcludeSegment,
    SetQuadrant,
    SetTheme,
    Themes,
)
from synthesis.review.pack import COLUMNS, KEYS, LISTS, SHEET, VERSION, YES, refuse
from synthesis.review.rules import check
from synthesis.review.state import Entry, standing
from synthesis.review.undoing import meeting

_QUADRANTS = {fold(quadrant.label): quadrant for quadrant in Quadrant}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a row decides: its number in the sheet, the decision, why."""

    row: int
    event: Event
    reason: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row about which others decided since the pack went out: `entries`, in order."""

    proposal: Proposal
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """What a pack brings: decisions to take, conflicts to choose, rows that cannot be taken.

    `already`: rows whose decision is in the log since the pack went out.
    """

    proposals: tuple[Proposal, ...]
    conflicts: tuple[Conflict, ...]
    problems: tuple[str, ...]
    already: int


@dataclass(frozen=True, slots=True)
class _Known:
    """The hidden sheets: place in the log, codings that were shown, slugs of the labels."""

    sequence: int
    shown: Mapping[str, tuple[Quadrant, Themes]]
    slugs: Mapping[str, str]


def read_pack(data: bytes, campaign: str, reviewed: Reviewed, log: Sequence[Entry]) -> Returned:
    """Decisions of a filled pack of this campaign. Raise InputError for what is not one."""
    sheets = _sheets(data)
    known = _known(sheets, campaign, last=reviewed.state.sequence)
    proposals: list[Proposal] = []
    problems: list[str] = []
    for row, cells in _filled(sheets[SHEET]):
        try:
            event = _decision(cells, known)
            if event is not None:
                check(event, reviewed)
                proposals.append(Proposal(row, event, cells["pourquoi"][:300]))
        except InputError as error:
            problems.append(f"ligne {row} : {error}")
    return _compared(proposals, problems, log, known.sequence)


def _compared(
    proposals: Sequence[Proposal], problems: Sequence[str], log: Sequence[Entry], sequence: int
) -> Returned:
    since = [entry for entry in standing(log) if entry.sequence > sequence]
    free: list[Proposal] = []
    conflicts: list[Conflict] = []
    already = 0
    for proposal in proposals:
        met = meeting(since, proposal.event.touches)
        if any(entry.event == proposal.event for entry in met):
            already += 1
        elif met:
            conflicts.append(Conflict(proposal, tuple(met)))
        else:
            free.append(proposal)
    return Returned(tuple(free), tuple(conflicts), tuple(problems), already)


def _sheets(data: bytes) -> dict[str, Sheet]:
    safety.check_size(len(data))
    safety.check_content(".xlsx", data)
    with Worker() as worker:
        found = {sheet["name"]: sheet for sheet in worker.parse(".xlsx", data)}
    missing = [name for name in (SHEET, LISTS, KEYS) if name not in found]
    if missing:
        raise refuse(f"la feuille « {missing[0]} » manque.")
    return found


def _known(sheets: Mapping[str, Sheet], campaign: str, *, last: int) -> _Known:
    rows = [_padded(cells, 3) for _, cells in sheets[KEYS]["rows"]]
    version, owner, sequence = rows[0] if rows else ("", "", "")
    if version != VERSION or not sequence.isdigit():
        raise refuse("les feuilles cachées du classeur ont été modifiées.")
    if owner != campaign:
        raise refuse("ce paquet vient d'une autre campagne.")
    if int(sequence) > last:
        raise refuse("ce paquet est plus récent que la base : elle a été restaurée depuis.")
    listed = (_padded(cells, 2) for _, cells in sheets[LISTS]["rows"])
    return _Known(
        int(sequence),
        {key: (_quadrant(quadrant), _split(themes)) for key, quadrant, themes in rows[1:]},
        {fold(label): slug for label, slug in listed},
    )


def _filled(sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    rows = iter(sheet["rows"])
    _, header = next(rows, (0, []))
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise refuse(f"la colonne « {missing[0]} » manque dans la feuille « {SHEET} ».")
    places = {name: header.index(name) for name in COLUMNS}
    for number, cells in rows:
        padded = _padded(cells, len(header))
        yield number, {name: padded[place].strip() for name, place in places.items()}


def _decision(cells: Mapping[str, str], known: _Known) -> Event | None:
    """What a row decides; None when it was left empty."""
    answers = [cells[name] for name in ("je confirme", "votre quadrant", "votre thème", "exclure")]
    if not any(answers):
        return None
    key = cells["identifiant"]
    if key not in known.shown:
        raise InputError("l'identifiant caché de la ligne a été modifié.")
    if _says_yes(cells["exclure"]):
        return ExcludeSegment(key)
    quadrant, themes = known.shown[key]
    chosen = _chosen_quadrant(cells["votre quadrant"])
    named = _chosen_themes(cells["votre thème"], themes, known)
    if _says_yes(cells["je confirme"]) or (chosen and named is not None):
        return ConfirmSegment(key, chosen or quadrant, themes if named is None else named)
    if chosen:
        return SetQuadrant(key, chosen)
    return None if named is None else SetTheme(key, named)


def _says_yes(text: str) -> bool:
    if text and fold(text) not in {YES, "x", "non"}:
        raise InputError(f"« {text} » n'est pas une réponse attendue.", remedy="Mettez « oui ».")
    return fold(text) in {YES, "x"}


def _chosen_quadrant(text: str) -> Quadrant | None:
    if not text:
        return None
    if fold(text) not in _QUADRANTS:
        raise InputError(
            f"« {text} » n'est pas un quadrant.", remedy="Choisissez-le dans la liste."
        )
    return _QUADRANTS[fold(text)]


def _chosen_themes(text: str, themes: Themes, known: _Known) -> Themes | None:
    """Themes with the one chosen as the main one; None when none was chosen."""
    if not text:
        return None
    if fold(text) not in known.slugs:
        raise InputError(f"« {text} » n'est pas un thème.", remedy="Choisissez-le dans la liste.")
    slug = known.slugs[fold(text)]
    return (slug, *(other for other in themes[1:] if other != slug)) if slug else ()


def _quadrant(value: str) -> Quadrant:
    if value not in set(Quadrant):
        raise refuse("les feuilles cachées du classeur ont été modifiées.")
    return Quadrant(value)


def _split(themes: str) -> Themes:
    return tuple(filter(None, themes.split("|")))


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))][: max(width, 0)]
