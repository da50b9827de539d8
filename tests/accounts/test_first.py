"""The first account: only with the code of the terminal, only once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select, update

from synthesis.access import Role
from synthesis.accounts.demonstration import open_demonstration
from synthesis.accounts.first import create_first_account, needs_first_account, new_code
from synthesis.accounts.throttle import BY_NAME, TooManyAttemptsError
from synthesis.accounts.welcome import welcome
from synthesis.domain import InputError
from synthesis.store import Database
from synthesis.store.account_tables import FirstCodeRow
from synthesis.store.accounts import accounts

PASSWORD = "une phrase pour les essais"


def _create(database: Database, code: str, name: str = "Élise", password: str = PASSWORD) -> int:
    return create_first_account(database, name, password, code)


def test_the_code_of_the_terminal_makes_a_manager(database: Database) -> None:
    assert needs_first_account(database, demonstration=False)
    (line,) = welcome(database, demonstration=False)
    code = line.split(" : ")[1]
    _create(database, f" {code.upper().replace('-', ' ')} ")
    with database.session() as session:
        (account,) = accounts(session)
    assert (account.name, account.role, account.temporary) == ("Élise", Role.MANAGER, False)
    assert not needs_first_account(database, demonstration=False)
    assert welcome(database, demonstration=False) == []


@pytest.mark.parametrize(
    ("name", "password", "code", "message"),
    [
        ("Élise", PASSWORD, "", "ce code n'est pas le bon"),
        ("Élise", PASSWORD, "abcd-abcd-abcd", "ce code n'est pas le bon"),
        ("Élise", "trop court", None, "trop court"),
        ("", PASSWORD, None, "nom de compte n'est pas valable"),
        ("a\u202eb", PASSWORD, None, "nom de compte n'est pas valable"),
        ("a" * 81, PASSWORD, None, "nom de compte n'est pas valable"),
    ],
)
def test_what_is_wrong_creates_nothing_and_leaves_the_code(
    database: Database, name: str, password: str, code: str | None, message: str
) -> None:
    right = new_code(database)
    with pytest.raises(InputError, match=message):
        _create(database, right if code is None else code, name, password)
    with database.session() as session:
        assert accounts(session) == []
    assert _create(database, right)


def test_only_the_hash_of_a_code_is_kept(database: Database) -> None:
    code = new_code(database)
    with database.session() as session:
        (kept,) = session.scalars(select(FirstCodeRow.code_hash))
    assert code not in kept
    with pytest.raises(InputError, match="pas le bon"):
        _create(database, kept)


def test_an_old_code_is_worth_nothing(database: Database) -> None:
    code = new_code(database)
    with database.session() as session:
        session.execute(update(FirstCodeRow).values(created_at=datetime.now(UTC) - timedelta(2)))
    with pytest.raises(InputError, match="pas le bon"):
        _create(database, code)


def test_guesses_of_the_code_are_counted(database: Database) -> None:
    code = new_code(database)
    for _ in range(BY_NAME):
        with pytest.raises(InputError, match="pas le bon"):
            _create(database, "faux")
    with pytest.raises(TooManyAttemptsError):
        _create(database, code)


def test_of_two_people_at_once_one_creates_the_account(database: Database) -> None:
    codes, start, refused = [new_code(database), new_code(database)], Barrier(2), []

    def create(number: int) -> None:
        start.wait()
        try:
            _create(database, codes[number], f"personne {number}")
        except InputError as error:
            refused.append(error.message)

    threads = [Thread(target=create, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.session() as session:
        assert len(accounts(session)) == 1
    assert refused in (["le premier compte existe déjà."], ["ce code n'est pas le bon."])


def test_the_demonstration_needs_no_first_account(database: Database) -> None:
    open_demonstration(database)
    assert not needs_first_account(database, demonstration=True)
    assert needs_first_account(database, demonstration=False)
    assert [line.split(" (")[0] for line in welcome(database, demonstration=True)[1:]] == [
        "  cheffe-demo / demonstration-cheffe",
        "  conseiller-demo / demonstration-conseiller",
        "  observateur-demo / demonstration-observateur",
    ]
    _create(database, new_code(database))
    (line,) = welcome(database, demonstration=True)
    assert "restent fermés" in line
