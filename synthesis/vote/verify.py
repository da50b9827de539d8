"""Recount and recheck an assembly's votes from the export alone: no base, no key, no trust.

What can be seen: a bulletin changed, added or taken away, a result that does not follow, an act
removed or rewritten. What cannot: an export written again in full, hence the head of the chain in
the minutes, which `verify` compares when it is given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from synthesis.care.package import reading
from synthesis.domain import InputError
from synthesis.vote.chain import Kind, Link, first_broken
from synthesis.vote.export import BALLOTS, CHAIN, MAX_SCRUTINS, RESULT, member
from synthesis.vote.outcome import Bulletin, outcome, sealed_ballots
from synthesis.vote.scrutin import Plan, plan_from_json
from synthesis.vote.sheet import read_sheet

_WRONG_SHAPE = (KeyError, ValueError, TypeError, AttributeError, IndexError)


@dataclass(frozen=True, slots=True)
class Finding:
    """A check made: `where` in the export, `what` in French, `right` or not."""

    where: str
    what: str
    right: bool


def verify(path: Path, head: str = "") -> list[Finding]:
    """Every check of an export, in order; `head`: the end of the chain as printed in the minutes.

    Raise InputError when the file is no export, or cannot be read.
    """
    numbers = range(1, MAX_SCRUTINS + 1)
    files = [member(number, name) for number in numbers for name in (BALLOTS, RESULT)]
    with reading(path, [CHAIN, *files]) as archive:
        links = _links(archive)
        findings = list(_chain_findings(links, head))
        acts = _acts(links)
        for number in sorted(acts):
            findings += _scrutin_findings(archive, number, acts[number])
        return [*findings, *_unannounced(archive, acts)]


def _links(archive: ZipFile) -> list[Link]:
    try:
        return [
            Link(item["rang"], item["a"], Kind(item["acte"]), item["contenu"], item["empreinte"])
            for item in json.loads(archive.read(CHAIN))
        ]
    except _WRONG_SHAPE as error:
        raise InputError(
            "ce fichier n'est pas un export de votes, ou sa chaîne est illisible.",
            where=CHAIN,
            remedy="Demandez une autre copie de l'export.",
        ) from error


def _chain_findings(links: Sequence[Link], head: str) -> Iterator[Finding]:
    broken = first_broken(links)
    if broken is None:
        yield Finding(CHAIN, f"les {len(links)} actes s'enchaînent", right=bool(links))
    else:
        at = links[broken]
        what = f"l'acte {broken + 1} ({at.kind.value}) n'est pas celui qui a été scellé"
        yield Finding(f"{CHAIN}, acte {broken + 1}", what, right=False)
    if head:
        same = bool(links) and links[-1].digest == head.strip().lower()
        what = "la tête de la chaîne est celle du procès-verbal"
        yield Finding(CHAIN, what if same else f"{what} : non", right=same)


def _acts(links: Sequence[Link]) -> dict[int, dict[Kind, Mapping[str, Any]]]:
    """Number of a scrutin → its acts."""
    acts: dict[int, dict[Kind, Mapping[str, Any]]] = {}
    for link in links:
        number = link.payload.get("scrutin")
        if isinstance(number, int):
            acts.setdefault(number, {})[link.kind] = link.payload
    return acts


def _scrutin_findings(
    archive: ZipFile, number: int, acts: Mapping[Kind, Mapping[str, Any]]
) -> list[Finding]:
    where = f"scrutin {number}"
    if set(acts) < {Kind.OPENING, Kind.CLOSING, Kind.RESULT}:
        return [Finding(where, "il manque son ouverture, sa clôture ou son résultat", right=False)]
    try:
        plan = plan_from_json(acts[Kind.OPENING]["plan"])
        sheet = archive.read(member(number, BALLOTS)).decode("utf-8", "surrogatepass")
        shown = json.loads(archive.read(member(number, RESULT)))
        bulletins = read_sheet(plan, sheet)
        recounted = outcome(plan, bulletins)
        return list(_compared(number, acts, plan, bulletins, recounted, shown))
    except InputError as error:
        place = member(number, BALLOTS)
        return [Finding(f"{place}, {error.where}".rstrip(", "), error.message, right=False)]
    except _WRONG_SHAPE:
        return [Finding(where, "un de ses fichiers manque ou est illisible", right=False)]


def _compared(  # noqa: PLR0913, PLR0917 - everything that must agree
    number: int,
    acts: Mapping[Kind, Mapping[str, Any]],
    plan: Plan,
    bulletins: Sequence[Bulletin],
    recounted: Mapping[str, Any],
    shown: Any,
) -> Iterator[Finding]:
    ballots, result = member(number, BALLOTS), member(number, RESULT)
    closing, sealed = acts[Kind.CLOSING], acts[Kind.RESULT]
    same = sealed_ballots(bulletins) == sealed["bulletins"]
    yield Finding(ballots, _said("les bulletins sont ceux qui ont été scellés", same), same)
    same = len(bulletins) == len(closing["accuses"])
    what = f"{len(bulletins)} bulletin(s) pour {len(closing['accuses'])} accusé(s)"
    yield Finding(ballots, what, same)
    for college in plan.colleges:
        votes = sum(b.college is college for b in bulletins)
        voted, slips = closing["participation"][college.value]
        what = f"{college.label} : {votes} bulletin(s), {voted} participant(s), {slips} code(s)"
        yield Finding(ballots, what, votes == voted <= slips)
    same = recounted == sealed["resultat"]
    yield Finding(ballots, _said("le nouveau comptage donne le résultat scellé", same), same)
    same = shown == sealed["resultat"]
    yield Finding(result, _said("le résultat publié est celui qui a été scellé", same), same)
    if Kind.LOT in acts:
        yield _lot(number, acts[Kind.LOT], recounted)


def _lot(number: int, lot: Mapping[str, Any], result: Mapping[str, Any]) -> Finding:
    drawn, tied = list(lot["tires"]), list(result["a_egalite"])
    right = (
        bool(result["en_attente"])
        and lot["parmi"] == tied
        and len(set(drawn)) == len(drawn) == result["places_restantes"]
        and set(drawn) <= set(tied)
    )
    what = "le tirage au sort a pris les places restantes parmi les sujets à égalité"
    return Finding(f"scrutin {number}", _said(what, right), right)


def _said(what: str, right: bool) -> str:
    return what if right else f"{what} : non"


def _unannounced(archive: ZipFile, acts: Mapping[int, Any]) -> list[Finding]:
    known = {CHAIN, *(member(n, name) for n in acts for name in (BALLOTS, RESULT))}
    return [
        Finding(name, "ce fichier n'est annoncé par aucun acte", right=False)
        for name in sorted(set(archive.namelist()) - known)
    ]
