"""What whoever holds the machine may do from the command line, without an account."""

from __future__ import annotations

from synthesis.access import Role
from synthesis.accounts.management import new_password, set_temporary
from synthesis.accounts.passwords import hash_password
from synthesis.domain import InputError
from synthesis.store import Account, Database, accounts
from synthesis.store.accounts import add_account, find_account


def every_account(database: Database) -> list[Account]:
    """Every account, oldest first."""
    with database.session(read_only=True) as session:
        return accounts(session)


def create(database: Database, name: str, role: Role) -> str:
    """Create an account; gives its temporary password. Raise InputError for a name taken."""
    password = new_password()
    hashed = hash_password(password)
    with database.session() as session:
        add_account(session, name, role, hashed, temporary=True)
    return password


def reset(database: Database, name: str) -> str:
    """Open an account again under a temporary password, and give it.

    Raise InputError when there is no such account.
    """
    password = new_password()
    hashed = hash_password(password)
    with database.session() as session:
        row = find_account(session, name)
        if row is None:
            raise InputError(
                f"il n'y a pas de compte « {name} ».",
                remedy="« synthesis compte liste » donne tous les noms.",
            )
        row.active = True
        set_temporary(session, row, hashed)
    return password
