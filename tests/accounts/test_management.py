"""Accounts are managed by who may, and never left without anybody to manage them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from synthesis.access import Actor, ForbiddenError, Role
from synthesis.accounts import machine, management, sessions
from synthesis.accounts.demonstration import SHOWN, open_demonstration
from synthesis.domain import InputError
from synthesis.store import Database
from synthesis.store.accounts import add_account, find_account

WRITES = {
    "create": lambda db, actor, _: management.create_account(db, actor, "X", Role.MANAGER),
    "role": lambda db, actor, number: management.change_role(db, actor, number, Role.MANAGER),
    "close": lambda db, actor, number: management.set_active(db, actor, number, active=False),
    "reset": management.reset_password,
    "sign out": management.sign_out_account,
    "list": lambda db, actor, _: management.listed_accounts(db, actor),
}


@pytest.fixture
def people(database: Database) -> dict[Role, Actor]:
    """One real account of each role."""
    with database.session() as session:
        return {
            role: Actor(
                add_account(session, role.label, role, "x", temporary=False), role.label, role
            )
            for role in Role
        }


def _enter(database: Database, name: str, password: str, *, demonstration: bool = False) -> str:
    return sessions.sign_in(database, name, password, demonstration=demonstration)


@pytest.mark.parametrize("role", [Role.ADVISOR, Role.OBSERVER])
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_only_the_manager_manages(
    database: Database,
    people: dict[Role, Actor],
    role: Role,
    write: Callable[[Database, Actor, int], object],
) -> None:
    before = machine.every_account(database)
    with pytest.raises(ForbiddenError, match="gérer les comptes"):
        write(database, people[role], people[Role.OBSERVER].account)
    assert machine.every_account(database) == before


def test_a_new_account_enters_with_its_temporary_password(
    database: Database, people: dict[Role, Actor]
) -> None:
    password = management.create_account(database, people[Role.MANAGER], " A.  B. ", Role.ADVISOR)
    who = sessions.signed_in(database, _enter(database, "a. b.", password), demonstration=False)
    assert who is not None
    assert (who.account.name, who.account.role, who.temporary) == ("A. B.", Role.ADVISOR, True)
    with pytest.raises(InputError, match="existe déjà"):
        management.create_account(database, people[Role.MANAGER], "a. b.", Role.ADVISOR)


def test_a_new_password_closes_the_sessions(database: Database, people: dict[Role, Actor]) -> None:
    manager, observer = people[Role.MANAGER], people[Role.OBSERVER]
    first = management.reset_password(database, manager, observer.account)
    token = _enter(database, observer.name, first)
    second = management.reset_password(database, manager, observer.account)
    assert sessions.signed_in(database, token, demonstration=False) is None
    with pytest.raises(InputError, match="inconnu"):
        _enter(database, observer.name, first)
    token = _enter(database, observer.name, second)
    assert management.sign_out_account(database, manager, observer.account) == 1
    assert sessions.signed_in(database, token, demonstration=False) is None


def test_a_closed_account_opens_again_with_its_password(
    database: Database, people: dict[Role, Actor]
) -> None:
    manager, observer = people[Role.MANAGER], people[Role.OBSERVER]
    password = management.reset_password(database, manager, observer.account)
    management.set_active(database, manager, observer.account, active=False)
    with pytest.raises(InputError, match="inconnu"):
        _enter(database, observer.name, password)
    management.set_active(database, manager, observer.account, active=True)
    assert _enter(database, observer.name, password)


@pytest.mark.parametrize(
    "change",
    [
        lambda db, actor: management.change_role(db, actor, actor.account, Role.OBSERVER),
        lambda db, actor: management.set_active(db, actor, actor.account, active=False),
    ],
    ids=["role", "close"],
)
def test_the_last_manager_stays(
    database: Database, people: dict[Role, Actor], change: Callable[[Database, Actor], None]
) -> None:
    manager, advisor = people[Role.MANAGER], people[Role.ADVISOR]
    with pytest.raises(InputError, match="dernière cheffe de projet"):
        change(database, manager)
    assert machine.every_account(database)[0].active
    management.change_role(database, manager, advisor.account, Role.MANAGER)
    change(database, manager)
    first = machine.every_account(database)[0]
    assert not first.active or first.role is Role.OBSERVER


def test_the_demonstration_manages_itself_and_closes_as_a_whole(database: Database) -> None:
    open_demonstration(database)
    with database.session() as session:
        row = find_account(session, SHOWN[0].name)
        assert row is not None
        manager = Actor(row.id, row.name, Role.MANAGER)
    password = management.create_account(database, manager, "Essai", Role.OBSERVER)
    assert _enter(database, "Essai", password, demonstration=True)
    assert len(management.listed_accounts(database, manager)) == len(SHOWN) + 1
    machine.create(database, "Vraie", Role.MANAGER)
    with pytest.raises(InputError, match="inconnu"):
        _enter(database, "Essai", password, demonstration=True)


def test_real_and_demonstration_accounts_do_not_manage_each_other(database: Database) -> None:
    open_demonstration(database)
    machine.create(database, "Vraie", Role.MANAGER)
    with database.session() as session:
        rows = [find_account(session, name) for name in (SHOWN[0].name, "Vraie")]
        shown, real = [Actor(row.id, row.name, Role.MANAGER) for row in rows if row]
    assert [account.name for account in management.listed_accounts(database, real)] == ["Vraie"]
    for actor, other in ((shown, real), (real, shown)):
        with pytest.raises(InputError, match="pas de ceux que vous gérez"):
            management.reset_password(database, actor, other.account)


def test_the_machine_opens_a_closed_account_again(
    database: Database, people: dict[Role, Actor]
) -> None:
    observer = people[Role.OBSERVER]
    management.set_active(database, people[Role.MANAGER], observer.account, active=False)
    assert _enter(database, observer.name, machine.reset(database, observer.name.upper()))
    with pytest.raises(InputError, match="pas de compte « Nemo »"):
        machine.reset(database, "Nemo")
