"""The address that phones open, and what the organiser is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from synthesis.cli import network, serve_command
from synthesis.domain import InputError
from synthesis.vote.address import VARIABLE, announce, code_address, reachable, voting_address


@pytest.fixture(autouse=True)
def no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No address in the settings."""
    monkeypatch.chdir(tmp_path)
    # Set, then deleted: whatever the code under test puts there goes at the end.
    monkeypatch.setenv(VARIABLE, "http://x")
    monkeypatch.delenv(VARIABLE)


def test_the_room_is_announced_unless_the_settings_know_better(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert (voting_address(), reachable()) == ("http://localhost:8501/vote", False)
    announce("http://192.0.2.7:8600")
    assert code_address("ABCD2345") == "http://192.0.2.7:8600/vote?code=ABCD2345"
    assert reachable()
    monkeypatch.setenv(VARIABLE, "https://vote.example/")
    announce("http://192.0.2.7:8600")
    assert voting_address() == "https://vote.example/vote"


@pytest.mark.parametrize(
    "wrong", ["vote.example", "ftp://x", "http://x/vote", "http://x y", "javascript:alert(1)"]
)
def test_an_address_that_a_phone_cannot_open_is_refused(
    monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv(VARIABLE, wrong)
    with pytest.raises(InputError, match="BASE_URL"):
        voting_address()


def test_this_computer_finds_addresses_that_others_may_reach() -> None:
    for address in network.local_addresses():
        assert not address.startswith(("127.", "169.254.", "0."))


def test_the_organiser_reads_the_address_and_what_to_check(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = ["192.168.1.20", "10.0.0.3"]
    monkeypatch.setattr(serve_command, "local_addresses", lambda: found)
    told = "\n".join(serve_command.open_room(8600))
    assert "http://192.168.1.20:8600/vote" in told
    assert "http://10.0.0.3:8600/vote" in told
    for word in ("même wifi", "isol", "pare-feu", "8600", "VPN", "salle.md"):
        assert word in told


def test_without_a_network_the_organiser_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve_command, "local_addresses", list)
    assert "Aucun réseau local" in serve_command.open_room(8600)[0]
