"""Exports tampered with: `verify` says where."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from synthesis.vote.casting import cast
from synthesis.vote.contents import Blank
from synthesis.vote.export import export_votes
from synthesis.vote.opening import close_scrutin
from synthesis.vote.scrutin import Mode
from synthesis.vote.verify import verify

from .examples import MANAGER, Room, dots, named


def _exported(room: Room, folder: Path) -> tuple[Path, str]:
    number, slips = room.open(named(Mode.PUBLIC))
    for slip, content in zip(slips, (dots(eau=3), dots(routes=2), Blank()), strict=False):
        cast(room.database, room.vault, slip.code, number, content, 0)
    close_scrutin(room.database, MANAGER, number)
    path = folder / "votes.zip"
    return path, export_votes(room.database, MANAGER, room.assembly, path)


Files = dict[str, str]
SHEET, RESULT, CHAIN = "scrutin-1/bulletins.csv", "scrutin-1/resultat.json", "chaine.json"


def _edit_sheet(change: Callable[[list[str]], list[str]]) -> Callable[[Files], None]:
    def edit(files: Files) -> None:
        files[SHEET] = "\n".join(change(files[SHEET].splitlines())) + "\n"

    return edit


def _first_row(old: str, new: str) -> Callable[[Files], None]:
    return _edit_sheet(lambda rows: [rows[0], rows[1].replace(old, new), *rows[2:]])


def _edit_json(name: str, change: Callable[[Any], None]) -> Callable[[Files], None]:
    def edit(files: Files) -> None:
        values = json.loads(files[name])
        change(values)
        files[name] = json.dumps(values)

    return edit


TAMPERINGS: dict[str, tuple[Callable[[Files], object], str]] = {
    "a ballot changed": (
        _edit_sheet(lambda rows: [row.replace(",3", ",2") for row in rows]),
        SHEET,
    ),
    "a ballot added": (_edit_sheet(lambda rows: [*rows, rows[1]]), SHEET),
    "a ballot taken away": (_edit_sheet(lambda rows: rows[:-1]), SHEET),
    "a ballot against the rules": (
        _edit_sheet(lambda rows: [rows[0], *(f"membres,1,x,0{',5' * 5}" for _ in rows[1:])]),
        SHEET,
    ),
    "a weight changed": (
        _first_row("membres,1", "membres,2"),
        SHEET,
    ),
    "a name changed": (
        _first_row("membres,1,", "membres,1,x"),
        SHEET,
    ),
    "columns exchanged": (
        _edit_sheet(lambda rows: [",".join(reversed(row.split(","))) for row in rows]),
        f"{SHEET}, ligne 1",
    ),
    "the result changed": (
        _edit_json(RESULT, lambda values: values.update(retenus=["foret"])),
        RESULT,
    ),
    "an act changed": (
        _edit_json(CHAIN, lambda links: links[0]["contenu"]["plan"].update(titre="Autre")),
        f"{CHAIN}, acte 1",
    ),
    "a receipt taken away": (
        _edit_json(CHAIN, lambda links: links[1]["contenu"]["accuses"].pop()),
        f"{CHAIN}, acte 2",
    ),
    "an hour changed": (
        _edit_json(CHAIN, lambda links: links[2].update(a="2021-01-01T00:00:00+00:00")),
        f"{CHAIN}, acte 3",
    ),
    "an act removed": (_edit_json(CHAIN, lambda links: links.pop(1)), f"{CHAIN}, acte 2"),
    "acts exchanged": (_edit_json(CHAIN, lambda links: links.reverse()), f"{CHAIN}, acte 1"),
    "a file added": (
        lambda files: files.update({"scrutin-2/bulletins.csv": files[SHEET]}),
        "scrutin-2/bulletins.csv",
    ),
    "a file removed": (lambda files: files.pop(SHEET), "scrutin 1"),
}


@pytest.fixture(scope="module")
def exported(lasting_room: Room, room_folder: Path) -> tuple[Files, str]:
    """The files of an export, and the head of its chain; made once."""
    path, head = _exported(lasting_room, room_folder)
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}, head


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_verify_says_where_an_export_was_tampered_with(
    exported: tuple[Files, str], tmp_path: Path, tampering: str
) -> None:
    original, head = exported
    files = dict(original)
    change, place = TAMPERINGS[tampering]
    change(files)
    assert files != original
    path = tmp_path / "votes.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    wrong = [finding.where for finding in verify(path, head) if not finding.right]
    assert any(where.startswith(place) for where in wrong), wrong


def test_an_export_written_again_in_full_is_betrayed_by_the_minutes(
    lasting_room: Room, exported: tuple[Files, str], room_folder: Path
) -> None:
    assert not [f for f in verify(room_folder / "votes.zip", exported[1]) if not f.right]
    wrong = [f.where for f in verify(room_folder / "votes.zip", "0" * 64) if not f.right]
    assert wrong == [CHAIN]
