"""Accounts and their sessions, as rows: nothing here decides who may do what."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Exists, Select, delete, exists, func, select, update
from sqlalchemy.orm import Session, aliased

from synthesis.access import Role
from synthesis.domain import InputError
from synthesis.store.account_tables import AccountRow, SessionRow

NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Account:
    """An account as a list shows it. `created_at` is in UTC."""

    id: int
    name: str
    role: Role
    temporary: bool
    active: bool
    demonstration: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that has not expired, and the account that it opens."""

    account: Account
    created_at: datetime
    expires_at: datetime


def name_key(name: str) -> str:
    """The name as compared: without case, accent nor doubled space."""
    letters = unicodedata.normalize("NFKD", " ".join(name.split()).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def add_account(  # noqa: PLR0913 - an account is made of these, and each is named
    session: Session,
    name: str,
    role: Role,
    password_hash: str,
    *,
    temporary: bool,
    demonstration: bool = False,
) -> int:
    """Keep a new account and give its id. Raise InputError when the name is empty or taken."""
    shown = " ".join(name.split())
    _refuse_name(shown)
    if find_account(session, shown) is not None:
        raise InputError(
            f"le compte « {shown} » existe déjà.", remedy="Choisissez un autre nom de compte."
        )
    row = AccountRow(
        name=shown,
        name_key=name_key(shown),
        role=role.value,
        password_hash=password_hash,
        temporary=temporary,
        demonstration=demonstration,
    )
    session.add(row)
    session.flush()
    return row.id


def _refuse_name(name: str) -> None:
    if not name_key(name) or len(name) > NAME_LENGTH or not name.isprintable():
        raise InputError(
            "ce nom de compte n'est pas valable.",
            remedy=f"Utilisez de 1 à {NAME_LENGTH} lettres, chiffres ou signes visibles.",
        )


def find_account(session: Session, name: str) -> AccountRow | None:
    """The row of the account of that name, as compared; None when there is none."""
    return session.scalar(select(AccountRow).where(AccountRow.name_key == name_key(name)))


def get_account(session: Session, account_id: int, *, lock: bool = False) -> AccountRow:
    """The row of an account. Raise InputError when it does not exist."""
    row = session.get(AccountRow, account_id, with_for_update=lock or None)
    if row is None:
        raise InputError("ce compte n'existe pas.", remedy="Rechargez la liste des comptes.")
    return row


def accounts(session: Session) -> list[Account]:
    """Every account, oldest first."""
    return [_account(row) for row in session.scalars(select(AccountRow).order_by(AccountRow.id))]


def has_real_account(session: Session) -> bool:
    """Whether somebody has an account that is not one of the demonstration."""
    return bool(session.scalar(select(_real_exists())))


def has_demonstration_account(session: Session) -> bool:
    """Whether the accounts of the demonstration were made."""
    return bool(session.scalar(select(exists().where(AccountRow.demonstration))))


def find_usable(session: Session, key: str, *, demonstration: bool) -> AccountRow | None:
    """The row of an account that may sign in, by its `name_key`."""
    condition = (AccountRow.name_key == key) & usable(demonstration=demonstration)
    return session.scalar(select(AccountRow).where(condition))


def active_managers(session: Session) -> int:
    """How many real accounts can manage the others; their rows are locked until the end."""
    rows = session.scalars(
        select(AccountRow.id)
        .where(
            AccountRow.active,
            ~AccountRow.demonstration,
            AccountRow.role == Role.MANAGER.value,
        )
        .order_by(AccountRow.id)
        .with_for_update()
    )
    return len(rows.all())


def add_session(
    session: Session, account_id: int, token_hash: str, *, now: datetime, expires_at: datetime
) -> None:
    """Open a session, and forget those that expired."""
    session.execute(delete(SessionRow).where(SessionRow.expires_at <= now))
    session.add(
        SessionRow(
            token_hash=token_hash, account_id=account_id, created_at=now, expires_at=expires_at
        )
    )
    session.flush()


def find_session(
    session: Session, token_hash: str, now: datetime, *, demonstration: bool
) -> OpenSession | None:
    """The open session of a token, if its account is active; one query by its key.

    Accounts of the demonstration count only in `demonstration` mode, while nobody has a real one.
    """
    query = _open_sessions(now).where(SessionRow.token_hash == token_hash)
    query = query.where(usable(demonstration=demonstration))
    found = session.execute(query).first()
    if found is None:
        return None
    return OpenSession(_account(found[0]), found[1], found[2])


def extend_session(session: Session, token_hash: str, expires_at: datetime) -> None:
    """Push back the end of a session."""
    session.execute(
        update(SessionRow).where(SessionRow.token_hash == token_hash).values(expires_at=expires_at)
    )


def close_session(session: Session, token_hash: str) -> None:
    """Forget one session, if it is known."""
    session.execute(delete(SessionRow).where(SessionRow.token_hash == token_hash))


def close_sessions(session: Session, account_id: int, *, but: str = "") -> int:
    """Forget the sessions of an account, `but` the one of that token hash; gives how many."""
    condition = (SessionRow.account_id == account_id) & (SessionRow.token_hash != but)
    count = session.scalar(select(func.count()).select_from(SessionRow).where(condition))
    session.execute(delete(SessionRow).where(condition))
    return count or 0


def usable(*, demonstration: bool) -> ColumnElement[bool]:
    """Condition: the account is active, and is no account of a demonstration that is over."""
    real = ~AccountRow.demonstration
    return AccountRow.active & ((real | ~_real_exists()) if demonstration else real)


def _open_sessions(now: datetime) -> Select[AccountRow, datetime, datetime]:
    return (
        select(AccountRow, SessionRow.created_at, SessionRow.expires_at)
        .join(SessionRow, SessionRow.account_id == AccountRow.id)
        .where(SessionRow.expires_at > now)
    )


def _real_exists() -> Exists:
    other = aliased(AccountRow)
    return exists(select(other.id).where(~other.demonstration))


def _account(row: AccountRow) -> Account:
    return Account(
        row.id,
        row.name,
        Role(row.role),
        row.temporary,
        row.active,
        row.demonstration,
        row.created_at,
    )
