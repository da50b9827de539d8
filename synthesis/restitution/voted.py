"""What the latest assembly of a campaign was asked, and what it voted, for the slides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from synthesis.access import Actor, Permission, require
from synthesis.report.ballots import BallotLine, BallotResult
from synthesis.store import Database
from synthesis.vote.contents import Method, Rules
from synthesis.vote.kept_result import tally_from
from synthesis.vote.records import assemblies, scrutins
from synthesis.vote.scrutin import Scrutin, State
from synthesis.vote.subjects import pooled
from synthesis.vote.tally import Tally
from synthesis.vote.telling import MEASURES, rank_of, score_label


@dataclass(frozen=True, slots=True)
class Voted:
    """Titles of the subjects put to the vote, and the result of each scrutin that is closed."""

    subjects: tuple[str, ...] = ()
    results: tuple[BallotResult, ...] = ()


def voted(database: Database, actor: Actor, campaign_id: int) -> Voted:
    """What the latest assembly of a campaign voted; nothing before there is one."""
    require(actor, Permission.READ)
    with database.session(read_only=True) as session:
        listed = assemblies(session, campaign_id)
        if not listed:
            return Voted()
        held = scrutins(session, listed[0].id)
        proposed = [proposal.wording.title for proposal in pooled(session, listed[0].id)]
    closed = [scrutin for scrutin in held if scrutin.state is State.CLOSED]
    return Voted(
        tuple(_titles(held) or proposed),
        tuple(_result(scrutin) for scrutin in closed),
    )


def _titles(held: Sequence[Scrutin]) -> list[str]:
    """Those of the first scrutin: later ones settle what it left."""
    return [subject.title for subject in held[0].plan.subjects] if held else []


def _result(scrutin: Scrutin) -> BallotResult:
    plan, result = scrutin.plan, scrutin.result or {}
    tally = tally_from(result, plan.options)
    chosen = ", ".join(plan.titles[option] for option in result["retenus"])
    note = f"Retenu{'s' if len(result['retenus']) > 1 else ''} : {chosen}" if chosen else ""
    lines = tuple(
        _line(tally, option, plan.titles[option], plan.rules)
        for group in tally.order
        for option in group
    )
    unit = MEASURES[plan.rules.method].lower()
    method = plan.rules.method.label
    return BallotResult(plan.title, method, lines, tally.voters, tally.blanks, unit, note)


def _line(tally: Tally, option: str, title: str, rules: Rules) -> BallotLine:
    graded = rules.method is Method.MAJORITY_JUDGMENT
    value = None if graded else float(tally.scores[option])
    return BallotLine(
        rank_of(tally, option), title, score_label(tally, option, rules.grades), value
    )
