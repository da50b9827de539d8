"""`synthesis compte`, from the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from synthesis.access import Role
from synthesis.accounts.sessions import sign_in, signed_in
from synthesis.cli.main import cli
from synthesis.domain import InputError
from synthesis.store import open_database


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of data."""
    monkeypatch.setenv("SYNTHESIS_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("SYNTHESIS_DATABASE_URL", raising=False)
    return tmp_path


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, ["compte", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_accounts_are_created_listed_and_given_another_password(folder: Path) -> None:
    first = _run("creer", "Élise").split(" : ")[1].split("\n")[0]
    _run("creer", "Observatoire", "--role", "observateur")
    second = _run("mot-de-passe", "elise").split(" : ")[1].split("\n")[0]
    assert _run("liste") == "Élise : cheffe de projet\nObservatoire : observateur\n"
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    with pytest.raises(InputError, match="inconnu"):
        sign_in(database, "Élise", first, demonstration=False)
    token = sign_in(database, "Élise", second, demonstration=False)
    who = signed_in(database, token, demonstration=False)
    database.close()
    assert who is not None
    assert (who.account.role, who.temporary) == (Role.MANAGER, True)


def test_a_name_that_nobody_bears_is_explained() -> None:
    with pytest.raises(InputError, match="pas de compte"):
        _run("mot-de-passe", "Nemo")


def test_a_role_that_does_not_exist_is_refused() -> None:
    result = CliRunner().invoke(cli, ["compte", "creer", "X", "--role", "roi"])
    assert result.exit_code == 2
