"""The export of an assembly's votes: what anybody needs to recount and to check, and no more.

A zip file: `chaine.json`, and for each closed scrutin `scrutin-N/bulletins.csv` (shuffled, without
time) and `scrutin-N/resultat.json`. Same votes, same bytes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from synthesis.access import Actor, Permission, require
from synthesis.care.package import write_member, writing
from synthesis.domain import InputError
from synthesis.store import Database
from synthesis.vote.chain import Link
from synthesis.vote.ledger import read_chain
from synthesis.vote.outcome import Bulletin
from synthesis.vote.records import load_bulletins, scrutins
from synthesis.vote.scrutin import Scrutin, State
from synthesis.vote.sheet import write_sheet

CHAIN = "chaine.json"
BALLOTS, RESULT = "bulletins.csv", "resultat.json"
MAX_SCRUTINS = 1_000


def member(number: int, name: str) -> str:
    """Name of a file of a scrutin in the export."""
    return f"scrutin-{number}/{name}"


def export_votes(database: Database, actor: Actor, assembly_id: int, path: Path) -> str:
    """Write the export to the new file `path`; gives the head of the chain, to print beside it.

    Raise InputError when nothing was voted, a scrutin is open, or the file cannot be written.
    """
    require(actor, Permission.READ)
    with database.session(read_only=True) as session:
        links = read_chain(session, assembly_id)
        held = [s for s in scrutins(session, assembly_id) if s.state is not State.DRAFT]
        _refuse(links, held)
        ballots = {scrutin.number: load_bulletins(session, scrutin) for scrutin in held}
    with writing(path) as archive:
        _write(archive, CHAIN, json_text([_link(link) for link in links]))
        for scrutin in held:
            _write_scrutin(archive, scrutin, ballots[scrutin.number])
    return links[-1].digest


def json_text(value: Any) -> str:
    """JSON that people can read."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _refuse(links: list[Link], held: list[Scrutin]) -> None:
    if not links:
        raise InputError("aucun vote n'a eu lieu.", remedy="Ouvrez puis closez un scrutin.")
    if any(scrutin.state is State.OPEN for scrutin in held):
        raise InputError(
            "un scrutin est ouvert : ses bulletins ne sortent pas avant la clôture.",
            remedy="Clôturez-le d'abord.",
        )


def _write_scrutin(archive: ZipFile, scrutin: Scrutin, ballots: list[Bulletin]) -> None:
    _write(archive, member(scrutin.number, BALLOTS), write_sheet(scrutin.plan, ballots))
    _write(archive, member(scrutin.number, RESULT), json_text(scrutin.result))


def _link(link: Link) -> dict[str, Any]:
    return {
        "rang": link.sequence,
        "a": link.at,
        "acte": link.kind.value,
        "contenu": link.payload,
        "empreinte": link.digest,
    }


def _write(archive: ZipFile, name: str, text: str) -> None:
    write_member(archive, name, [text.encode("utf-8", "surrogatepass")])
