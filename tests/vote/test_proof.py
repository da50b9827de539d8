"""What is sealed, exported and checked again; what the urn does not tell."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from synthesis.access import Actor, ForbiddenError, Role
from synthesis.domain import InputError
from synthesis.vote.assembly import Statutes, Weighting
from synthesis.vote.casting import cast
from synthesis.vote.chain import Kind
from synthesis.vote.contents import Blank, Content
from synthesis.vote.export import export_votes
from synthesis.vote.issuing import issue
from synthesis.vote.ledger import read_chain
from synthesis.vote.opening import close_scrutin, open_scrutin
from synthesis.vote.preparing import Notice, change_assembly, sign_in
from synthesis.vote.records import load_assembly
from synthesis.vote.scrutin import Mode
from synthesis.vote.verify import verify

from .examples import DOTS, MANAGER, Room, dots, named


def _vote(room: Room, mode: Mode, contents: list[Content]) -> list[str]:
    number, slips = room.open(named(mode))
    receipts = [
        cast(room.database, room.vault, slip.code, number, content, 0).tracker
        for slip, content in zip(slips, contents, strict=False)
    ]
    close_scrutin(room.database, MANAGER, number)
    return receipts


@pytest.mark.parametrize("mode", list(Mode))
def test_an_export_is_recounted_and_checked_from_itself_alone(
    room: Room, tmp_path: Path, mode: Mode
) -> None:
    receipts = _vote(room, mode, [dots(eau=3), dots(routes=2), Blank()])
    path = tmp_path / "votes.zip"
    head = export_votes(room.database, MANAGER, room.assembly, path)
    findings = verify(path, head)
    assert [finding for finding in findings if not finding.right] == []
    assert len(findings) >= 6
    links = json.loads(zipfile.ZipFile(path).read("chaine.json"))
    assert [link["acte"] for link in links] == ["ouverture", "cloture", "resultat"]
    assert links[1]["contenu"]["accuses"] == sorted(receipts)
    assert not verify(path, "0" * 64)[1].right


def test_names_are_in_the_export_in_public_mode_only(room: Room, tmp_path: Path) -> None:
    with room.database.session(read_only=True) as session:
        names = {body.name for body in load_assembly(session, room.assembly).bodies}
    for mode in Mode:
        _vote(room, mode, [dots(eau=1), dots(routes=1)])
    path = tmp_path / "votes.zip"
    export_votes(room.database, MANAGER, room.assembly, path)
    with zipfile.ZipFile(path) as archive:
        for number, mode in enumerate(Mode, 1):
            sheet = archive.read(f"scrutin-{number}/bulletins.csv").decode()
            assert any(name in sheet for name in names) is (mode is Mode.PUBLIC)


def test_nothing_leaves_while_a_scrutin_is_open(room: Room, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="aucun vote"):
        export_votes(room.database, MANAGER, room.assembly, tmp_path / "votes.zip")
    room.open()
    with pytest.raises(InputError, match="avant la clôture"):
        export_votes(room.database, MANAGER, room.assembly, tmp_path / "votes.zip")
    with pytest.raises(ForbiddenError):
        export_votes(
            room.database, Actor(1, "x", Role.TELLER), room.assembly, tmp_path / "votes.zip"
        )


def test_the_opening_seals_the_rules_the_quorum_and_the_slips(room: Room) -> None:
    _, slips = room.open()
    with room.database.session(read_only=True) as session:
        (link,) = read_chain(session, room.assembly)
    assert link.kind is Kind.OPENING
    assert link.payload["quorum"] == {"presents": 5, "requis": 3, "membres": 5}
    assert len(link.payload["codes"]) == len(slips) == 5
    assert not any(slip.code in json.dumps(dict(link.payload)) for slip in slips)


def test_a_scrutin_does_not_open_without_the_quorum_unless_it_is_indicative(room: Room) -> None:
    with room.database.session(read_only=True) as session:
        bodies = load_assembly(session, room.assembly).bodies
    for body in bodies[:3]:
        assert body.titular is not None
        sign_in(room.database, MANAGER, room.assembly, body.titular, there=False)
    with pytest.raises(InputError, match="quorum"):
        room.open()
    room.open(named(Mode.INDICATIVE))


def test_slips_left_in_the_envelope_are_struck_out_before_the_opening(room: Room) -> None:
    with room.database.session(read_only=True) as session:
        absent = load_assembly(session, room.assembly).bodies[0].titular
    assert absent is not None
    number = room.prepare()
    slips = issue(room.database, room.vault, MANAGER, number)
    sign_in(room.database, MANAGER, room.assembly, absent, there=False)
    with pytest.raises(InputError, match="5 bulletins de membres peuvent voter pour 4 voix"):
        open_scrutin(room.database, MANAGER, number)
    room.strike_out(number, slips[3])
    open_scrutin(room.database, MANAGER, number)
    with pytest.raises(InputError, match="ouvert"):
        room.strike_out(number, slips[2])


def test_slips_of_absent_members_are_struck_out_in_named_modes(room: Room) -> None:
    with room.database.session(read_only=True) as session:
        absent = load_assembly(session, room.assembly).bodies[0].titular
    assert absent is not None
    sign_in(room.database, MANAGER, room.assembly, absent, there=False)
    number, slips = room.open(named(Mode.PUBLIC))
    with pytest.raises(InputError, match="pas reconnu"):
        cast(room.database, room.vault, slips[0].code, number, dots(eau=1), 0)
    cast(room.database, room.vault, slips[1].code, number, dots(eau=1), 0)


def test_weights_that_would_name_a_member_are_refused_in_secret(room: Room) -> None:
    with room.database.session(read_only=True) as session:
        assembly = load_assembly(session, room.assembly)
    statutes = Statutes(weighting=Weighting.POPULATION)
    notice = Notice(assembly.title, assembly.day, statutes=statutes)
    change_assembly(room.database, MANAGER, room.assembly, notice)
    number = room.prepare(named(Mode.SECRET))
    with pytest.raises(InputError, match="leur bulletin les"):
        issue(room.database, room.vault, MANAGER, number)
    number, slips = room.open(named(Mode.PUBLIC))
    assert [slip.weight for slip in slips] == [body.population for body in assembly.bodies]


def test_two_subjects_of_one_name_are_refused() -> None:
    twice = (*DOTS.subjects, replace(DOTS.subjects[0], slug="autre"))
    with pytest.raises(InputError, match="deux fois"):
        replace(DOTS, subjects=twice)
