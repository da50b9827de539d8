"""The demonstration mode: three accounts whose passwords are shown, while nobody has a real one."""

from __future__ import annotations

from dataclasses import dataclass

from synthesis.access import Role
from synthesis.accounts.passwords import hash_password
from synthesis.store import Database
from synthesis.store.accounts import add_account, find_account, has_real_account


@dataclass(frozen=True, slots=True)
class ShownAccount:
    """An account of the demonstration, with its password to read."""

    name: str
    role: Role
    password: str


SHOWN = (
    ShownAccount("cheffe-demo", Role.MANAGER, "demonstration-cheffe"),
    ShownAccount("conseiller-demo", Role.ADVISOR, "demonstration-conseiller"),
    ShownAccount("observateur-demo", Role.OBSERVER, "demonstration-observateur"),
)


def open_demonstration(database: Database) -> tuple[ShownAccount, ...]:
    """Make the accounts of the demonstration as shown; gives none once a real account exists."""
    hashes = [hash_password(shown.password) for shown in SHOWN]
    with database.session() as session:
        if has_real_account(session):
            return ()
        for shown, hashed in zip(SHOWN, hashes, strict=True):
            row = find_account(session, shown.name)
            if row is None:
                add_account(
                    session, shown.name, shown.role, hashed, temporary=False, demonstration=True
                )
            else:
                row.password_hash, row.role, row.active = hashed, shown.role.value, True
    return SHOWN


def shown_accounts(database: Database, *, demonstration: bool) -> tuple[ShownAccount, ...]:
    """The accounts to show on the sign-in page: those that can sign in now."""
    if not demonstration:
        return ()
    with database.session(read_only=True) as session:
        if has_real_account(session):
            return ()
        return tuple(shown for shown in SHOWN if find_account(session, shown.name) is not None)
