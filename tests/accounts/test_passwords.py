"""Passwords: their length, their hash, the temporary ones."""

from __future__ import annotations

import re

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from synthesis.accounts import passwords
from synthesis.accounts.passwords import check_password, hash_password, matches, readable_secret
from synthesis.domain import InputError

PASSWORD = "une phrase pour les essais"


def test_hashes_cost_what_the_standard_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher())
    hashed = hash_password(PASSWORD)
    assert extract_parameters(hashed) == RFC_9106_LOW_MEMORY
    assert matches(PASSWORD, hashed)


@pytest.mark.parametrize("kept", [None, "", "aucun", "$argon2id$v=19$m=8,t=1,p=1$x"])
def test_without_a_valid_hash_no_password_matches(kept: str | None) -> None:
    assert not matches(PASSWORD, kept)
    assert not matches("", kept)


@pytest.mark.parametrize(
    ("typed", "same"),
    [("café crème 12", True), ("cafe\u0301 cre\u0300me 12", True), ("cafe", False)],
)
def test_the_same_signs_typed_otherwise_match(typed: str, same: bool) -> None:
    assert matches(typed, hash_password("café crème 12")) is same


@pytest.mark.parametrize(("size", "fits"), [(11, False), (12, True), (256, True), (257, False)])
def test_only_the_length_counts(size: int, fits: bool) -> None:
    if fits:
        check_password("a" * size)
        return
    with pytest.raises(InputError, match="trop"):
        check_password("a" * size)


def test_a_temporary_password_is_long_enough_readable_and_new() -> None:
    secrets = {readable_secret(4) for _ in range(50)}
    assert len(secrets) == 50
    for secret in secrets:
        check_password(secret)
        assert re.fullmatch(r"(?:[a-hj-km-np-z2-9]{4}-){3}[a-hj-km-np-z2-9]{4}", secret)
