"""Sign in, stay signed in, sign out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from synthesis.access import Actor
from synthesis.accounts.passwords import hash_password, matches
from synthesis.accounts.throttle import begin_attempt, succeed
from synthesis.accounts.tokens import new_token, token_hash
from synthesis.domain import InputError
from synthesis.store import Database
from synthesis.store.accounts import (
    Account,
    add_session,
    close_session,
    close_sessions,
    extend_session,
    find_account,
    find_session,
    find_usable,
    name_key,
)

# Unused for half a day, a session ends; used every day, it ends all the same after two weeks.
IDLE, LONGEST = timedelta(hours=12), timedelta(days=14)
# How stale the end of a session may get before it is written again.
_STEP = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whose session it is. `temporary`: the password must be changed before anything else."""

    account: Account

    @property
    def temporary(self) -> bool:
        """Whether somebody else chose the password."""
        return self.account.temporary

    @property
    def actor(self) -> Actor:
        """The person as they act."""
        return Actor(self.account.id, self.account.name, self.account.role)


def sign_in(database: Database, name: str, password: str, *, demonstration: bool) -> str:
    """Check a password and open a session; gives its token, which is kept nowhere.

    Raise InputError, the same for an unknown name and a wrong password, and
    TooManyAttemptsError.
    """
    key = name_key(name)
    if not key:
        raise _unknown()
    begin_attempt(database, key)
    with database.session(read_only=True) as session:
        row = find_usable(session, key, demonstration=demonstration)
        account_id, kept = (row.id, row.password_hash) if row else (0, None)
    if not matches(password, kept):
        raise _unknown()
    succeed(database, key)
    return open_session(database, account_id)


def open_session(database: Database, account_id: int) -> str:
    """Open a session for an account whose password was just checked; gives its token."""
    token, now = new_token(), datetime.now(UTC)
    with database.session() as session:
        add_session(session, account_id, token_hash(token), now=now, expires_at=now + IDLE)
    return token


def signed_in(database: Database, token: str, *, demonstration: bool) -> SignedIn | None:
    """Who a token stands for, None when it expired, was revoked or never was; keeps it alive."""
    if not token:
        return None
    hashed, now = token_hash(token), datetime.now(UTC)
    with database.session(read_only=True) as session:
        found = find_session(session, hashed, now, demonstration=demonstration)
    if found is None:
        return None
    end = min(now + IDLE, found.created_at + LONGEST)
    if end - found.expires_at > _STEP:
        with database.session() as session:
            extend_session(session, hashed, end)
    return SignedIn(found.account)


def sign_out(database: Database, token: str) -> None:
    """Close one session."""
    with database.session() as session:
        close_session(session, token_hash(token))


def sign_out_everywhere(database: Database, actor: Actor) -> int:
    """Close every session of the person; gives how many."""
    with database.session() as session:
        return close_sessions(session, actor.account)


def change_own_password(
    database: Database, token: str, current: str, new: str, *, demonstration: bool
) -> None:
    """Give oneself another password, and close one's other sessions.

    Raise InputError when the current one is wrong or the new one not acceptable.
    """
    who = signed_in(database, token, demonstration=demonstration)
    if who is None:
        raise InputError("votre session a expiré.", remedy="Connectez-vous de nouveau.")
    if who.account.demonstration:
        raise InputError("le mot de passe d'un compte de démonstration ne change pas.")
    key = name_key(who.account.name)
    begin_attempt(database, key)
    with database.session(read_only=True) as session:
        row = find_account(session, who.account.name)
        kept = row.password_hash if row else None
    if not matches(current, kept):
        raise InputError("le mot de passe actuel n'est pas le bon.", remedy="Retapez-le.")
    succeed(database, key)
    if new == current:
        raise InputError("le nouveau mot de passe est l'ancien.", remedy="Choisissez-en un autre.")
    hashed = hash_password(new)
    with database.session() as session:
        row = find_account(session, who.account.name)
        if row is not None:
            row.password_hash, row.temporary = hashed, False
        close_sessions(session, who.account.id, but=token_hash(token))


def _unknown() -> InputError:
    return InputError(
        "nom de compte ou mot de passe inconnu.",
        remedy="Vérifiez les deux ; en cas d'oubli, la cheffe de projet donne un nouveau "
        "mot de passe.",
    )
