"""The first start: a code printed in the terminal lets one create the first account."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select

from synthesis.access import Role
from synthesis.accounts.passwords import hash_password, readable_secret
from synthesis.accounts.throttle import begin_attempt, succeed
from synthesis.accounts.tokens import token_hash
from synthesis.domain import InputError
from synthesis.store import Database
from synthesis.store.account_tables import FirstCodeRow
from synthesis.store.accounts import add_account, has_demonstration_account, has_real_account

VALID = timedelta(days=1)
# Not a name that an account may bear: codes and passwords are counted apart.
_KEY = "\npremier compte"


def needs_first_account(database: Database, *, demonstration: bool) -> bool:
    """Whether nobody can sign in yet."""
    with database.session(read_only=True) as session:
        if has_real_account(session):
            return False
        return not (demonstration and has_demonstration_account(session))


def new_code(database: Database) -> str:
    """A new code to print; it works once, for a day, and only its hash is kept."""
    code = readable_secret(3)
    with database.session() as session:
        limit = datetime.now(UTC) - VALID
        session.execute(delete(FirstCodeRow).where(FirstCodeRow.created_at < limit))
        session.add(FirstCodeRow(code_hash=_hash(code)))
    return code


def create_first_account(database: Database, name: str, password: str, code: str) -> int:
    """Create the account of the cheffe de projet, and use the codes up; gives its id.

    Raise InputError for a wrong code, name or password, or when somebody was faster.
    """
    begin_attempt(database, _KEY)
    hashed = hash_password(password)
    with database.session() as session:
        # Locked in one order: of two people at once, one waits for the other to be done.
        rows = session.scalars(
            select(FirstCodeRow).order_by(FirstCodeRow.code_hash).with_for_update()
        ).all()
        limit = datetime.now(UTC) - VALID
        valid = {row.code_hash for row in rows if row.created_at >= limit}
        if has_real_account(session):
            raise InputError("le premier compte existe déjà.", remedy="Connectez-vous.")
        if _hash(code) not in valid:
            raise InputError(
                "ce code n'est pas le bon.",
                remedy="Recopiez celui que « synthesis serve » vient d'afficher dans le terminal.",
            )
        session.execute(delete(FirstCodeRow))
        account = add_account(session, name, Role.MANAGER, hashed, temporary=False)
    succeed(database, _KEY)
    return account


def _hash(code: str) -> str:
    return token_hash("".join(code.split()).replace("-", "").lower())
