"""A tie across the limit is settled by what was announced, once, and the export proves it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from synthesis.access import Actor, ForbiddenError, Role
from synthesis.domain import InputError
from synthesis.vote.casting import cast
from synthesis.vote.contents import TieRule
from synthesis.vote.export import export_votes
from synthesis.vote.opening import close_scrutin
from synthesis.vote.records import load_scrutin
from synthesis.vote.scrutin import State
from synthesis.vote.settling import draw_lots, prepare_run_off
from synthesis.vote.verify import verify

from .examples import DOTS, MANAGER, RULES, Room, dots


def _tied(room: Room, rule: TieRule) -> int:
    """« eau » first, then three subjects tied for the one place left."""
    plan = replace(DOTS, rules=replace(RULES, tie_rule=rule))
    number, slips = room.open(plan)
    ballots = (dots(eau=3), dots(ecole=1), dots(routes=1), dots(foret=1))
    for slip, content in zip(slips, ballots, strict=False):
        cast(room.database, room.vault, slip.code, number, content, 0)
    close_scrutin(room.database, MANAGER, number)
    return number


def test_a_lot_is_drawn_once_among_the_tied_and_sealed(room: Room, tmp_path: Path) -> None:
    number = _tied(room, TieRule.LOT)
    (drawn,) = draw_lots(room.database, MANAGER, number)
    assert drawn in {"ecole", "routes", "foret"}
    with pytest.raises(InputError, match="déjà eu lieu"):
        draw_lots(room.database, MANAGER, number)
    head = export_votes(room.database, MANAGER, room.assembly, tmp_path / "votes.zip")
    findings = verify(tmp_path / "votes.zip", head)
    assert all(finding.right for finding in findings)
    assert any("tirage au sort" in finding.what for finding in findings)


def test_a_second_round_is_between_the_tied_for_the_places_left(room: Room) -> None:
    number = _tied(room, TieRule.RUN_OFF)
    with room.database.session(read_only=True) as session:
        first = load_scrutin(session, number).result
    assert first is not None
    assert (first["retenus"], first["en_attente"]) == (["eau"], True)
    second = prepare_run_off(room.database, MANAGER, number)
    with room.database.session(read_only=True) as session:
        scrutin = load_scrutin(session, second)
    assert scrutin.state is State.DRAFT
    assert scrutin.plan.options == ("ecole", "routes", "foret")
    assert (scrutin.plan.rules.seats, scrutin.plan.title) == (1, "Priorités – second tour")


@pytest.mark.parametrize("rule", [TieRule.ALL, TieRule.NONE, TieRule.RUN_OFF])
def test_no_lot_where_another_rule_was_announced(room: Room, rule: TieRule) -> None:
    number = _tied(room, rule)
    with pytest.raises(InputError, match="n'attend rien"):
        draw_lots(room.database, MANAGER, number)


def test_only_the_organiser_settles(room: Room) -> None:
    teller = Actor(4, "scrutateur", Role.TELLER)
    for settle in (draw_lots, prepare_run_off):
        with pytest.raises(ForbiddenError):
            settle(room.database, teller, 1)
