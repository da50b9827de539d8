"""The accounts as the cheffe de projet manages them."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from synthesis.access import Actor, Permission, Role, require
from synthesis.accounts.passwords import hash_password, readable_secret
from synthesis.domain import InputError
from synthesis.store import Account, Database, accounts
from synthesis.store.account_tables import AccountRow
from synthesis.store.accounts import active_managers, add_account, close_sessions, get_account
from synthesis.store.attempts import forget_attempts


def new_password() -> str:
    """A temporary password, to tell once: 16 signs of about 5 bits each."""
    return readable_secret(4)


def listed_accounts(database: Database, actor: Actor) -> list[Account]:
    """Every account that this person manages, oldest first.

    Whoever is in the demonstration manages its accounts, everybody else the real ones.
    """
    require(actor, Permission.ACCOUNTS)
    with database.session(read_only=True) as session:
        demonstration = get_account(session, actor.account).demonstration
        return [a for a in accounts(session) if a.demonstration == demonstration]


def create_account(database: Database, actor: Actor, name: str, role: Role) -> str:
    """Create an account; gives its temporary password. Raise InputError for a name taken.

    An account made in the demonstration belongs to it, and closes with it.
    """
    require(actor, Permission.ACCOUNTS)
    password = new_password()
    hashed = hash_password(password)
    with database.session() as session:
        demonstration = get_account(session, actor.account).demonstration
        add_account(
            session,
            name,
            role,
            hashed,
            temporary=not demonstration,
            demonstration=demonstration,
        )
    return password


def change_role(database: Database, actor: Actor, account_id: int, role: Role) -> None:
    """Give another role, which counts at once. Raise InputError for the last manager."""

    def change(_session: Session, row: AccountRow) -> None:
        row.role = role.value

    _change(database, actor, account_id, change)


def set_active(database: Database, actor: Actor, account_id: int, *, active: bool) -> None:
    """Close an account, its sessions too, or open it again. Raise InputError for the last manager.

    Nothing that the person did is deleted.
    """

    def change(session: Session, row: AccountRow) -> None:
        row.active = active
        if not active:
            close_sessions(session, row.id)

    _change(database, actor, account_id, change)


def reset_password(database: Database, actor: Actor, account_id: int) -> str:
    """Give a new temporary password, and close the sessions of the account."""
    password = new_password()
    hashed = hash_password(password)

    def change(session: Session, row: AccountRow) -> None:
        set_temporary(session, row, hashed)

    _change(database, actor, account_id, change)
    return password


def sign_out_account(database: Database, actor: Actor, account_id: int) -> int:
    """Close every session of an account; gives how many."""
    closed: list[int] = []

    def change(session: Session, row: AccountRow) -> None:
        closed.append(close_sessions(session, row.id))

    _change(database, actor, account_id, change)
    return closed[0]


def set_temporary(session: Session, row: AccountRow, hashed: str) -> None:
    """Give an account a password that its owner must change."""
    row.password_hash, row.temporary = hashed, not row.demonstration
    close_sessions(session, row.id)
    forget_attempts(session, row.name_key)


def _change(
    database: Database,
    actor: Actor,
    account_id: int,
    change: Callable[[Session, AccountRow], None],
) -> None:
    """Change an account, unless nobody could manage the others afterwards."""
    require(actor, Permission.ACCOUNTS)
    with database.session() as session:
        before = active_managers(session)
        row = get_account(session, account_id, lock=True)
        if row.demonstration != get_account(session, actor.account).demonstration:
            raise InputError("ce compte n'est pas de ceux que vous gérez.")
        change(session, row)
        session.flush()
        if before and not active_managers(session):
            raise InputError(
                "c'est la dernière cheffe de projet : plus personne ne gérerait les comptes.",
                remedy="Donnez d'abord ce rôle à quelqu'un d'autre.",
            )
