"""`synthesis export` and `synthesis import`: sign-off → archive → elsewhere → identical."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from once import current_file

from synthesis.care.vault import open_vault
from synthesis.store import add_interviews, save_campaign
from tests.care.conftest import CODEBOOK, FORM, OTHER, VALLEY, VISIT

from .conftest import Command, Outcome

Run = Callable[..., Outcome]


@pytest.fixture
def on(synthesis: Command, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command on a folder of data."""
    monkeypatch.delenv("SYNTHESIS_DATABASE_URL", raising=False)

    def command(folder: Path, *arguments: object) -> Outcome:
        monkeypatch.setenv("SYNTHESIS_DATA_DIR", str(folder))
        return synthesis(*arguments)

    return command


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of data with a campaign and a key."""
    folder = tmp_path / "donnees"
    database = current_file(folder / "synthesis.db")
    with database.session() as session:
        campaign = save_campaign(session, "essai", "Essai", FORM, CODEBOOK, [VALLEY])
        add_interviews(session, campaign, [VISIT, OTHER])
    database.close()
    open_vault(folder / "pseudonymes.cle")
    return folder


def test_an_archive_goes_round_identical(on: Run, data: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    assert on(data, "export", "--archive", first).code == 0
    there = tmp_path / "ailleurs"
    told = on(there, "import", first)
    assert told.code == 0, told.err
    assert "Archive importée" in told.out
    assert on(there, "export", "--archive", second).code == 0
    assert first.read_bytes() == second.read_bytes()
    key = there / "pseudonymes.cle"
    assert key.read_bytes() == (data / "pseudonymes.cle").read_bytes()
    assert key.stat().st_mode & 0o777 == 0o600
    again = on(there, "import", first)
    assert again.code == 2
    assert "n'est pas vide" in again.err


def test_the_share_export_of_the_only_campaign(on: Run, data: Path, tmp_path: Path) -> None:
    path = tmp_path / "partage.zip"
    told = on(data, "export", "--partage", path)
    assert told.code == 0, told.err
    with zipfile.ZipFile(path) as archive:
        assert "Morvan" not in archive.read("reponses.csv").decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--archive"),
        (("--archive", "a.zip", "--partage", "b.zip"), "--archive"),
        (("--partage", "p.zip", "--campagne", "absente"), "« absente » n'existe pas"),
    ],
)
def test_a_wrong_use_is_told(on: Run, data: Path, arguments: tuple[str, ...], said: str) -> None:
    told = on(data, "export", *arguments)
    assert told.code == 2
    assert said in told.err
