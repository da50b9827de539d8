"""`synthesis export` and `synthesis import`: sign-off → archive → elsewhere → identical."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from synthesis.care.vault import open_vault
from synthesis.store import add_interviews, open_database, save_campaign, upgrade
from tests.care.conftest import CODEBOOK, FORM, OTHER, VALLEY, VISIT

RUN = "from synthesis.cli.main import run; run()"


def synthesis(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, on a folder of data."""
    environment = os.environ | {"SYNTHESIS_DATA_DIR": str(folder)}
    environment.pop("SYNTHESIS_DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-c", RUN, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of data with a campaign and a key."""
    folder = tmp_path / "donnees"
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    upgrade(database)
    with database.session() as session:
        campaign = save_campaign(session, "essai", "Essai", FORM, CODEBOOK, [VALLEY])
        add_interviews(session, campaign, [VISIT, OTHER])
    database.close()
    open_vault(folder / "pseudonymes.cle")
    return folder


def test_an_archive_goes_round_identical(data: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    assert synthesis(data, "export", "--archive", first).returncode == 0
    there = tmp_path / "ailleurs"
    told = synthesis(there, "import", first)
    assert told.returncode == 0, told.stderr
    assert "Archive importée" in told.stdout
    assert synthesis(there, "export", "--archive", second).returncode == 0
    assert first.read_bytes() == second.read_bytes()
    key = there / "pseudonymes.cle"
    assert key.read_bytes() == (data / "pseudonymes.cle").read_bytes()
    assert key.stat().st_mode & 0o777 == 0o600
    again = synthesis(there, "import", first)
    assert again.returncode == 2
    assert "n'est pas vide" in again.stderr


def test_the_share_export_of_the_only_campaign(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "partage.zip"
    told = synthesis(data, "export", "--partage", path)
    assert told.returncode == 0, told.stderr
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
def test_a_wrong_use_is_told(data: Path, arguments: tuple[str, ...], said: str) -> None:
    told = synthesis(data, "export", *arguments)
    assert told.returncode == 2
    assert said in told.stderr
