"""What a scrutin needs before it opens, told all at once: subjects, quorum, slips."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from synthesis.domain import InputError
from synthesis.store.ballot_tables import CodeRow
from synthesis.vote.electorate import Electorate, electorate
from synthesis.vote.records import live_codes, load_assembly
from synthesis.vote.scrutin import College, Mode, Plan, Scrutin

Requirement = tuple[str, InputError | None]


def requirements(plan: Plan, voices: Electorate, slips: Sequence[CodeRow]) -> list[Requirement]:
    """Each requirement in French, with what stands in its way, or None when it is met.

    `slips`: those that would vote, in named modes without those of members whom nobody carries.
    """
    checks: tuple[Callable[[], str], ...] = (
        lambda: _subjects(plan),
        lambda: _quorum(plan, voices),
        lambda: _slips(slips),
        lambda: _voices(plan, voices, slips),
    )
    names = ("Sujets", "Quorum", "Bulletins préparés", "Un bulletin par voix, pas plus")
    return [_tried(name, check) for name, check in zip(names, checks, strict=True)]


def readiness(session: Session, scrutin: Scrutin) -> list[Requirement]:
    """The requirements of a scrutin in preparation as things stand; nothing is written.

    Raise InputError when a weight cannot be known.
    """
    voices = electorate(load_assembly(session, scrutin.assembly_id))
    slips = voting_slips(session, scrutin, voices)
    return requirements(scrutin.plan, voices, slips)


def to_strike_out(session: Session, scrutin: Scrutin) -> int:
    """How many slips left in the envelope are still to be struck out before the opening."""
    if scrutin.plan.mode is Mode.INDICATIVE:
        return 0
    voices = electorate(load_assembly(session, scrutin.assembly_id))
    slips = voting_slips(session, scrutin, voices)
    return max(0, _members(slips) - len(voices.voices))


def voting_slips(session: Session, scrutin: Scrutin, voices: Electorate) -> list[CodeRow]:
    """The slips that would vote if the scrutin opened now."""
    slips = live_codes(session, scrutin.id)
    if not scrutin.plan.mode.named:
        return list(slips)
    carried = {voice.body.id for voice in voices.voices}
    return [slip for slip in slips if slip.body_id is None or slip.body_id in carried]


def _tried(name: str, check: Callable[[], str]) -> Requirement:
    try:
        return f"{name} : {check()}", None
    except InputError as error:
        return name, error


def _subjects(plan: Plan) -> str:
    if len(plan.subjects) < 2:
        raise InputError(
            "il faut au moins deux sujets pour voter.", remedy="Ajoutez des sujets au scrutin."
        )
    return str(len(plan.subjects))


def _quorum(plan: Plan, voices: Electorate) -> str:
    quorum = voices.quorum
    said = f"{quorum.present} membre(s) en personne, il en faut {quorum.required}"
    if not plan.mode.deliberative:
        return "pas exigé en mode indicatif"
    if not quorum.reached:
        raise InputError(
            f"le quorum n'est pas atteint : {said} sur {quorum.members}.",
            remedy="Complétez l'émargement, ou votez en mode indicatif.",
        )
    return f"{said} sur {quorum.members}"


def _slips(slips: Sequence[CodeRow]) -> str:
    if not slips:
        raise InputError("aucun bulletin n'est imprimé.", remedy="Préparez d'abord les bulletins.")
    return str(len(slips))


def _voices(plan: Plan, voices: Electorate, slips: Sequence[CodeRow]) -> str:
    members = _members(slips)
    said = f"{members} bulletins de membres peuvent voter pour {len(voices.voices)} voix"
    if plan.mode is not Mode.INDICATIVE and members > len(voices.voices):
        raise InputError(
            f"{said}.",
            remedy="Annulez ceux qui restent dans l'enveloppe, en saisissant leur code.",
        )
    return said


def _members(slips: Sequence[CodeRow]) -> int:
    return sum(slip.college == College.MEMBERS for slip in slips)
