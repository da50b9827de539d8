"""Put a ballot in the urn: a durable transaction each, changed until closing, counted once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from synthesis.care.vault import Vault
from synthesis.domain import InputError
from synthesis.store import Database
from synthesis.store.ballot_tables import BallotRow, CodeRow, ReceiptRow, ScrutinRow, add_new
from synthesis.vote.codes import Seals, code_digest, typed
from synthesis.vote.contents import Content, check
from synthesis.vote.issuing import holder_of
from synthesis.vote.records import as_scrutin
from synthesis.vote.scrutin import College, Scrutin, State
from synthesis.vote.wire import from_json, to_json


class UnknownCodeError(InputError):
    """No ballot has this code: a typing mistake, or a guess."""

    def __init__(self) -> None:
        super().__init__(
            "ce code n'est pas reconnu.",
            remedy="Vérifiez les huit caractères : il n'y a ni I, ni L, ni O, ni 0, ni 1.",
        )


class NotOpenError(InputError):
    """The scrutin is not open (yet, or any more)."""

    def __init__(self, scrutin: Scrutin) -> None:
        self.scrutin = scrutin
        if scrutin.state is State.DRAFT:
            message, remedy = (
                "le vote n'est pas encore ouvert.",
                "Attendez l'annonce, puis réessayez.",
            )
        else:
            message, remedy = (
                "le vote est clos.",
                "Le résultat est affiché dans la salle et sur cette page.",
            )
        super().__init__(message, remedy=remedy)


class ChangedMeanwhileError(InputError):
    """Another sending came first; `kept` is what the urn holds."""

    def __init__(self, kept: Content) -> None:
        self.kept = kept
        super().__init__(
            "un autre envoi de ce bulletin est arrivé entre-temps : c'est lui qui est gardé.",
            remedy="Relisez le bulletin gardé ; vous pouvez encore le changer.",
        )


@dataclass(frozen=True, slots=True)
class Admission:
    """What a code opens: its scrutin, its college, and the ballot that is in, if any.

    `revision` goes back with the ballot: it tells a repeated or delayed sending from a change.
    """

    scrutin: Scrutin
    college: College
    revision: int = 0
    kept: Content | None = None
    tracker: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a ballot is in: its number will be in the list published at closing."""

    scrutin: Scrutin
    tracker: str
    revision: int
    repeated: bool = False


def opened_by(database: Database, vault: Vault, code: str) -> Scrutin:
    """The scrutin that a typed code opens. Raise UnknownCodeError and NotOpenError."""
    with database.session(read_only=True) as session:
        return open_slip(session, vault, code, share=False)[1]


def admit(database: Database, vault: Vault, code: str) -> Admission:
    """What a typed code opens; nothing is written.

    Raise UnknownCodeError, and NotOpenError with what to do.
    """
    with database.session(read_only=True) as session:
        slip, scrutin, seals = open_slip(session, vault, code, share=False)
        holder = holder_of(slip, typed(code))
        ballot = session.get(BallotRow, (scrutin.id, seals.ballot(holder)))
        college = College(slip.college)
        if ballot is None:
            return Admission(scrutin, college)
        kept = from_json(ballot.content)
        return Admission(scrutin, college, ballot.revision, kept, seals.tracker(holder))


def cast(  # noqa: PLR0913, PLR0917 - where, with which key and code, what, and after what
    database: Database,
    vault: Vault,
    code: str,
    scrutin_id: int,
    content: Content,
    revision: int,
) -> Receipt:
    """Put or change a ballot. `revision`: that of the ballot which the voter had before their eyes.

    The same content sent again gives the same receipt. Raise UnknownCodeError (also for the code
    of another scrutin), NotOpenError, ChangedMeanwhileError, and InputError for a ballot that the
    rules refuse.
    """
    with database.session() as session:
        slip, scrutin, seals = open_slip(session, vault, code, share=True)
        if scrutin.id != scrutin_id:
            raise UnknownCodeError
        return put(session, seals, slip, scrutin, holder_of(slip, typed(code)), content, revision)


def put(  # noqa: PLR0913, PLR0917 - the same, once the slip is found
    session: Session,
    seals: Seals,
    slip: CodeRow,
    scrutin: Scrutin,
    holder: str,
    content: Content,
    revision: int,
) -> Receipt:
    """Put a ballot in within a transaction that already holds the scrutin open."""
    plan = scrutin.plan
    check(content, plan.rules, plan.options, plan.titles)
    values = to_json(content)
    key, tracker = seals.ballot(holder), seals.tracker(holder)
    row = _kept(session, scrutin.id, key)
    if row is None:
        first = BallotRow(
            scrutin_id=scrutin.id,
            key=key,
            college=slip.college,
            weight=slip.weight,
            body_id=slip.body_id,
            revision=1,
            content=values,
        )
        receipt = ReceiptRow(scrutin_id=scrutin.id, tracker=tracker, college=slip.college)
        if add_new(session, first) and add_new(session, receipt):
            return Receipt(scrutin, tracker, 1)
        # The same ballot was sent twice at the same moment: the other one is in.
        row = _kept(session, scrutin.id, key)
    return _changed(scrutin, tracker, row, values, revision)


def _kept(session: Session, scrutin_id: int, key: str) -> BallotRow | None:
    here = (BallotRow.scrutin_id == scrutin_id, BallotRow.key == key)
    return session.scalar(select(BallotRow).where(*here).with_for_update())


def _changed(
    scrutin: Scrutin, tracker: str, row: BallotRow | None, values: str, revision: int
) -> Receipt:
    if row is None:  # the slip was replaced meanwhile
        raise UnknownCodeError
    if row.content == values:
        return Receipt(scrutin, tracker, row.revision, repeated=True)
    if row.revision != revision:
        raise ChangedMeanwhileError(from_json(row.content))
    row.content, row.revision = values, revision + 1
    return Receipt(scrutin, tracker, row.revision)


def open_slip(
    session: Session, vault: Vault, code: str, *, share: bool
) -> tuple[CodeRow, Scrutin, Seals]:
    """The slip of a code, its scrutin, open, and its digests; `share` keeps it from closing.

    Raise UnknownCodeError and NotOpenError.
    """
    letters = typed(code)
    digest = code_digest(vault, letters)
    found = _held(session, digest) if share else _seen(session, digest)
    if found is None or not letters or not found[0].live:
        raise UnknownCodeError
    slip, row = found
    scrutin = as_scrutin(row)
    if scrutin.state is not State.OPEN:
        raise NotOpenError(scrutin)
    return slip, scrutin, Seals(vault, row.id, row.salt)


def _seen(session: Session, digest: str) -> tuple[CodeRow, ScrutinRow] | None:
    query = select(CodeRow, ScrutinRow).join(ScrutinRow, ScrutinRow.id == CodeRow.scrutin_id)
    found = session.execute(query.where(CodeRow.digest == digest)).first()
    return None if found is None else (found[0], found[1])


def _held(session: Session, digest: str) -> tuple[CodeRow, ScrutinRow] | None:
    """The scrutin first, which is then kept from closing: a slip replaced meanwhile is gone."""
    number = select(CodeRow.scrutin_id).where(CodeRow.digest == digest).scalar_subquery()
    query = select(ScrutinRow).where(ScrutinRow.id == number).with_for_update(read=True)
    row = session.scalar(query)
    slip = None if row is None else session.get(CodeRow, digest)
    return None if row is None or slip is None else (slip, row)
