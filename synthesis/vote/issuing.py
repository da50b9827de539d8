"""Slips: make them for a scrutin, strike out those left in the envelope, replace a lost one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, require
from synthesis.care.vault import Vault
from synthesis.domain import InputError
from synthesis.store import Database
from synthesis.store.ballot_tables import BallotRow, CodeRow, PaperRow, ReceiptRow, ScrutinRow
from synthesis.vote.assembly import Assembly
from synthesis.vote.chain import Kind
from synthesis.vote.codes import Seals, code_digest, new_codes, typed
from synthesis.vote.ledger import add_link
from synthesis.vote.records import as_scrutin, load_assembly, scrutin_row
from synthesis.vote.scrutin import College, Plan, State, refuse_singling_out

MAX_GUESTS = 2_000


@dataclass(frozen=True, slots=True)
class Slip:
    """A code to print, once: it is kept nowhere.

    `body`: the member it is made out to, in named modes; `weight`: the votes it counts for.
    """

    college: College
    code: str
    weight: int = 1
    body: str = ""


@dataclass(frozen=True, slots=True)
class _Blank:
    """A slip before it has a code."""

    college: College
    weight: int
    body_id: int | None
    name: str


def issue(
    database: Database, vault: Vault, actor: Actor, scrutin_id: int, *, guests: int = 0
) -> list[Slip]:
    """Make the slips of a scrutin in preparation; those made before are worth nothing any more.

    One for each member, and `guests` where guests vote. In named modes a slip names its member;
    in the others slips are drawn from shuffled envelopes.

    Raise InputError when the scrutin is open, or weights would name somebody.
    """
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        row = in_preparation(session, scrutin_id)
        blanks = _blanks(load_assembly(session, row.assembly_id), as_scrutin(row).plan, guests)
        session.execute(delete(CodeRow).where(CodeRow.scrutin_id == scrutin_id))
        codes = _unused(session, vault, len(blanks))
        _keep(session, vault, scrutin_id, blanks, codes)
    return [_slip(blank, code) for blank, code in zip(blanks, codes, strict=True)]


def strike_out(database: Database, vault: Vault, actor: Actor, scrutin_id: int, code: str) -> None:
    """Cancel a slip that was left in the envelope, before the opening.

    Raise InputError when the code is not one of this scrutin, or once it is open: in a drawn
    scrutin nobody knows who holds which slip.
    """
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        in_preparation(session, scrutin_id)
        slip = session.get(CodeRow, code_digest(vault, typed(code)))
        if slip is None or slip.scrutin_id != scrutin_id:
            raise InputError(
                "ce code n'est pas celui d'un bulletin de ce scrutin.",
                remedy="Vérifiez les huit caractères imprimés sur le bulletin.",
            )
        slip.live = False


def replace_slip(
    database: Database, vault: Vault, actor: Actor, scrutin_id: int, body_id: int
) -> Slip:
    """A new slip for a member whose own is lost; the lost one and what it voted count no more.

    Raise InputError in the modes where slips are drawn, once the scrutin is closed, and for a
    member without a slip.
    """
    require(actor, Permission.ASSEMBLY)
    with database.session() as session:
        row = scrutin_row(session, scrutin_id, lock=True)
        _refuse_replacing(row)
        old = session.scalar(
            select(CodeRow).where(
                CodeRow.scrutin_id == scrutin_id, CodeRow.body_id == body_id, CodeRow.live
            )
        )
        if old is None:
            raise InputError("ce membre n'a pas de bulletin dans ce scrutin.")
        assembly = load_assembly(session, row.assembly_id)
        name = assembly.body(body_id).name
        blank = _Blank(College(old.college), old.weight, body_id, name)
        _withdraw(session, vault, row, body_id)
        lost = old.digest
        session.delete(old)
        code = _unused(session, vault, 1)[0]
        _keep(session, vault, scrutin_id, [blank], [code])
        if row.state == State.OPEN:
            tokens = {"ancien": lost, "nouveau": code_digest(vault, code)}
            payload = {"scrutin": row.position, "membre": name, **tokens}
            add_link(session, row.assembly_id, Kind.REPLACEMENT, payload)
    return _slip(blank, code)


def in_preparation(session: Session, scrutin_id: int) -> ScrutinRow:
    """The row of a scrutin, locked. Raise InputError once it was opened."""
    row = scrutin_row(session, scrutin_id, lock=True)
    if row.state != State.DRAFT:
        raise InputError(
            f"ce scrutin est {State(row.state).label} : il ne se modifie plus.",
            remedy="Préparez-en un autre si la règle doit changer.",
        )
    return row


def holder_of(slip: CodeRow, code: str) -> str:
    """Whose ballot it is: the member's in named modes, so that a new slip finds it again."""
    return code if slip.body_id is None else f"membre {slip.body_id}"


def _blanks(assembly: Assembly, plan: Plan, guests: int) -> list[_Blank]:
    blanks = []
    if College.MEMBERS in plan.colleges:
        weighting = assembly.statutes.weighting
        weights = [body.weight(weighting) for body in assembly.bodies]
        refuse_singling_out(weights, plan.mode)
        for body, weight in zip(assembly.bodies, weights, strict=True):
            whose = (body.id, body.name) if plan.mode.named else (None, "")
            blanks.append(_Blank(College.MEMBERS, weight, *whose))
    if College.GUESTS in plan.colleges:
        if not 0 <= guests <= MAX_GUESTS:
            raise InputError(f"le nombre d'invités doit être entre 0 et {MAX_GUESTS}.")
        blanks += [_Blank(College.GUESTS, 1, None, "")] * guests
    if not blanks:
        raise InputError(
            "il n'y a personne à qui donner un bulletin.",
            remedy="Inscrivez les membres de l'assemblée, ou le nombre d'invités.",
        )
    return blanks


def _unused(session: Session, vault: Vault, count: int) -> list[str]:
    """New codes that no scrutin has: a code leads to one scrutin."""
    while True:
        codes = new_codes(count)
        digests = [code_digest(vault, code) for code in codes]
        if not session.scalars(select(CodeRow.digest).where(CodeRow.digest.in_(digests))).all():
            return codes


def _keep(
    session: Session, vault: Vault, scrutin_id: int, blanks: list[_Blank], codes: list[str]
) -> None:
    rows = [
        {
            "digest": code_digest(vault, code),
            "scrutin_id": scrutin_id,
            "college": blank.college.value,
            "weight": blank.weight,
            "body_id": blank.body_id,
            "live": True,
        }
        for blank, code in zip(blanks, codes, strict=True)
    ]
    # In the order of the digests: that in which they are printed is not kept.
    session.execute(insert(CodeRow), sorted(rows, key=lambda row: str(row["digest"])))


def _refuse_replacing(row: ScrutinRow) -> None:
    scrutin = as_scrutin(row)
    if scrutin.state is State.CLOSED:
        raise InputError("ce scrutin est clos : ses bulletins ne se remplacent plus.")
    if not scrutin.plan.mode.named:
        raise InputError(
            "dans ce scrutin les bulletins sont tirés au sort : nul ne sait lequel est perdu.",
            remedy="Avant l'ouverture, refaites tous les bulletins.",
        )


def _withdraw(session: Session, vault: Vault, row: ScrutinRow, body_id: int) -> None:
    """Take back what the lost slip of a member voted."""
    seals = Seals(vault, row.id, row.salt)
    holder = f"membre {body_id}"
    for table, column, name in (
        (BallotRow, BallotRow.key, seals.ballot(holder)),
        (PaperRow, PaperRow.key, seals.ballot(holder)),
        (ReceiptRow, ReceiptRow.tracker, seals.tracker(holder)),
    ):
        session.execute(delete(table).where(table.scrutin_id == row.id, column == name))


def _slip(blank: _Blank, code: str) -> Slip:
    return Slip(blank.college, code, blank.weight, blank.name)
