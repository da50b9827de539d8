"""Signing in, staying in, going out: on both databases, from the deny side."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from synthesis.access import Actor, Role
from synthesis.accounts import sessions, throttle
from synthesis.accounts.demonstration import SHOWN, open_demonstration, shown_accounts
from synthesis.accounts.passwords import hash_password
from synthesis.accounts.throttle import BY_ALL, BY_NAME, WINDOW, TooManyAttemptsError
from synthesis.domain import InputError
from synthesis.store import Database
from synthesis.store.account_tables import AccountRow, AttemptRow, SessionRow
from synthesis.store.accounts import add_account

PASSWORD = "une phrase pour les essais"


@pytest.fixture
def manager(database: Database) -> Actor:
    """The account of Élise, cheffe de projet."""
    with database.session() as session:
        account = add_account(
            session, "Élise", Role.MANAGER, hash_password(PASSWORD), temporary=False
        )
    return Actor(account, "Élise", Role.MANAGER)


def enter(database: Database, name: str = "Élise", password: str = PASSWORD, **mode: bool) -> str:
    """Sign in; the demonstration is off unless told."""
    return sessions.sign_in(database, name, password, **({"demonstration": False} | mode))


def who(database: Database, token: str, *, demonstration: bool = False) -> Actor | None:
    """The actor of a token."""
    found = sessions.signed_in(database, token, demonstration=demonstration)
    return found.actor if found else None


def _move_sessions(database: Database, **columns: datetime) -> None:
    with database.session() as session:
        session.execute(update(SessionRow).values(**columns))


@pytest.mark.parametrize("name", ["Élise", " élise ", "ELISE", "E\u0301lise"])
def test_a_name_is_known_however_it_is_typed(database: Database, manager: Actor, name: str) -> None:
    assert who(database, enter(database, name)) == manager


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Élise", PASSWORD + " "),
        ("Élise", ""),
        ("Élise", PASSWORD * 100),
        ("inconnue", PASSWORD),
        ("", PASSWORD),
        ("\0", "\ud800"),
    ],
)
def test_a_wrong_pair_is_refused_in_the_same_words(
    database: Database, manager: Actor, name: str, password: str
) -> None:
    with pytest.raises(InputError, match="nom de compte ou mot de passe inconnu"):
        enter(database, name, password)
    with database.session() as session:
        assert session.scalars(select(SessionRow)).all() == []


@pytest.mark.parametrize("token", ["", "x", "é\0", "a" * 10_000])
def test_a_token_that_was_never_given_opens_nothing(
    database: Database, manager: Actor, token: str
) -> None:
    enter(database)
    assert who(database, token) is None


def test_the_database_keeps_no_token_and_no_password(database: Database, manager: Actor) -> None:
    token = enter(database)
    with database.session() as session:
        (kept,) = session.scalars(select(SessionRow.token_hash))
        hashed = session.scalars(select(AccountRow.password_hash)).one()
    assert token not in kept
    assert hashed.startswith("$argon2id$")
    assert PASSWORD not in hashed
    assert who(database, kept) is None


def test_an_idle_session_ends_and_a_used_one_goes_on(database: Database, manager: Actor) -> None:
    token, now = enter(database), datetime.now(UTC)
    _move_sessions(database, expires_at=now + timedelta(hours=1))
    assert who(database, token) == manager
    with database.session() as session:
        assert session.scalars(select(SessionRow.expires_at)).one() > now + timedelta(hours=11)
    _move_sessions(database, expires_at=now - timedelta(seconds=1))
    assert who(database, token) is None


def test_even_a_used_session_ends_after_its_longest_life(
    database: Database, manager: Actor
) -> None:
    token, now = enter(database), datetime.now(UTC)
    end = now + timedelta(minutes=5)
    _move_sessions(database, created_at=end - sessions.LONGEST, expires_at=end)
    assert who(database, token) == manager
    with database.session() as session:
        assert session.scalars(select(SessionRow.expires_at)).one() == end


def test_sign_out_closes_one_session_and_everywhere_all(database: Database, manager: Actor) -> None:
    first, second, third = (enter(database) for _ in range(3))
    sessions.sign_out(database, first)
    assert [who(database, token) for token in (first, second)] == [None, manager]
    assert sessions.sign_out_everywhere(database, manager) == 2
    assert [who(database, token) for token in (second, third)] == [None, None]


@pytest.mark.parametrize("columns", [{"active": False}, {"demonstration": True}])
def test_an_account_that_is_closed_loses_its_sessions_at_once(
    database: Database, manager: Actor, columns: dict[str, bool]
) -> None:
    token = enter(database)
    with database.session() as session:
        session.execute(update(AccountRow).values(**columns))
    assert who(database, token) is None
    with pytest.raises(InputError, match="inconnu"):
        enter(database)


def test_a_changed_role_counts_at_once(database: Database, manager: Actor) -> None:
    token = enter(database)
    with database.session() as session:
        session.execute(update(AccountRow).values(role=Role.OBSERVER.value))
    actor = who(database, token)
    assert actor is not None
    assert actor.role is Role.OBSERVER


def test_too_many_failures_close_one_name_for_a_while(database: Database, manager: Actor) -> None:
    for _ in range(BY_NAME):
        with pytest.raises(InputError, match="inconnu"):
            enter(database, password="faux")
    with pytest.raises(TooManyAttemptsError, match=r"Réessayez à partir de \d\d h \d\d"):
        enter(database)
    with pytest.raises(InputError, match="inconnu"):
        enter(database, "quelqu'un d'autre")
    with database.session() as session:
        began = datetime.now(UTC) - WINDOW
        session.execute(update(AttemptRow).values(began_at=began - timedelta(seconds=1)))
    assert who(database, enter(database)) == manager


def test_signing_in_forgets_the_failures_of_that_name(database: Database, manager: Actor) -> None:
    for _ in range(3):
        for _ in range(BY_NAME - 1):
            with pytest.raises(InputError, match="inconnu"):
                enter(database, password="faux")
        assert who(database, enter(database)) == manager


def test_too_many_failures_over_all_names_close_everybody(database: Database) -> None:
    for number in range(BY_ALL):
        throttle.begin_attempt(database, f"nom {number}")
    with pytest.raises(TooManyAttemptsError):
        throttle.begin_attempt(database, "un nom de plus")


def test_changing_one_s_password_closes_the_other_sessions(
    database: Database, manager: Actor
) -> None:
    other, mine = enter(database), enter(database)
    new = "une autre phrase, bien longue"
    sessions.change_own_password(database, mine, PASSWORD, new, demonstration=False)
    assert [who(database, token) for token in (other, mine)] == [None, manager]
    with pytest.raises(InputError, match="inconnu"):
        enter(database)
    assert who(database, enter(database, password=new)) == manager


@pytest.mark.parametrize(
    ("current", "new", "message"),
    [
        ("faux", "une autre phrase", "actuel n'est pas le bon"),
        (PASSWORD, "onze signes", "trop court"),
        (PASSWORD, "x" * 257, "trop long"),
        (PASSWORD, PASSWORD, "est l'ancien"),
    ],
)
def test_a_password_that_cannot_change_stays(
    database: Database, manager: Actor, current: str, new: str, message: str
) -> None:
    token = enter(database)
    with pytest.raises(InputError, match=message):
        sessions.change_own_password(database, token, current, new, demonstration=False)
    assert who(database, enter(database)) == manager


def test_demonstration_accounts_open_only_in_that_mode(database: Database) -> None:
    assert shown_accounts(database, demonstration=True) == ()
    assert open_demonstration(database) == SHOWN
    assert open_demonstration(database) == shown_accounts(database, demonstration=True) == SHOWN
    assert shown_accounts(database, demonstration=False) == ()
    for shown in SHOWN:
        token = enter(database, shown.name, shown.password, demonstration=True)
        actor = who(database, token, demonstration=True)
        assert actor is not None
        assert (actor.name, actor.role) == (shown.name, shown.role)
        assert who(database, token) is None
        with pytest.raises(InputError, match="inconnu"):
            enter(database, shown.name, shown.password)


def test_a_real_account_closes_the_demonstration(database: Database) -> None:
    open_demonstration(database)
    token = enter(database, SHOWN[0].name, SHOWN[0].password, demonstration=True)
    with database.session() as session:
        add_account(session, "Vraie", Role.OBSERVER, "x", temporary=False)
    assert who(database, token, demonstration=True) is None
    assert shown_accounts(database, demonstration=True) == ()
    assert open_demonstration(database) == ()
    with pytest.raises(InputError, match="inconnu"):
        enter(database, SHOWN[0].name, SHOWN[0].password, demonstration=True)
