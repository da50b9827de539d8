"""A tie across the limit, settled as announced: a lot drawn and sealed, or a second round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from secrets import SystemRandom

from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, require
from synthesis.domain import InputError
from synthesis.store import Database
from synthesis.vote.chain import Kind, Link
from synthesis.vote.contents import TieRule
from synthesis.vote.ledger import add_link, read_chain
from synthesis.vote.opening import prepare
from synthesis.vote.records import as_scrutin, scrutin_row
from synthesis.vote.scrutin import Plan, Scrutin


def draw_lots(database: Database, actor: Actor, scrutin_id: int) -> tuple[str, ...]:
    """Draw the places left among the subjects tied, before the assembly; gives those drawn.

    The draw is sealed in the chain. Raise InputError when nothing is to be drawn, or once it was.
    """
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        scrutin = _pending(session, scrutin_id, TieRule.LOT)
        if drawn_in(read_chain(session, scrutin.assembly_id), scrutin):
            raise InputError(
                "le tirage au sort a déjà eu lieu.", remedy="Son résultat est affiché."
            )
        tied, places = _tie(scrutin)
        drawn = SystemRandom().sample(tied, places)
        payload = {"scrutin": scrutin.number, "parmi": tied, "tires": drawn}
        add_link(session, scrutin.assembly_id, Kind.LOT, payload)
    return tuple(drawn)


def prepare_run_off(database: Database, actor: Actor, scrutin_id: int) -> int:
    """Prepare the second round between the subjects tied, for the places left; gives its number."""
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        scrutin = _pending(session, scrutin_id, TieRule.RUN_OFF)
    tied, places = _tie(scrutin)
    plan = scrutin.plan
    return prepare(database, actor, scrutin.assembly_id, _second_round(plan, tied, places))


def drawn_in(links: Sequence[Link], scrutin: Scrutin) -> tuple[str, ...]:
    """Subjects that the lot added to those retained; none before the draw, or without one."""
    for link in links:
        if link.kind is Kind.LOT and link.payload["scrutin"] == scrutin.number:
            return tuple(link.payload["tires"])
    return ()


def _second_round(plan: Plan, tied: Sequence[str], places: int) -> Plan:
    subjects = tuple(subject for subject in plan.subjects if subject.slug in tied)
    return replace(
        plan,
        title=f"{plan.title} – second tour",
        subjects=subjects,
        rules=replace(plan.rules, seats=places),
    )


def _pending(session: Session, scrutin_id: int, rule: TieRule) -> Scrutin:
    scrutin = as_scrutin(scrutin_row(session, scrutin_id, lock=True))
    waiting = scrutin.result is not None and scrutin.result["en_attente"]
    if not waiting or scrutin.plan.rules.tie_rule is not rule:
        raise InputError("ce scrutin n'attend rien de tel : son résultat est complet.")
    return scrutin


def _tie(scrutin: Scrutin) -> tuple[list[str], int]:
    result = scrutin.result or {}
    return list(result["a_egalite"]), int(result["places_restantes"])
