"""The default form, codebook and registry are found wherever the command is run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import synthesis
from synthesis.forms.defaults import default_codebook, default_questionnaire, default_territories

PACKAGE = Path(synthesis.__file__).parent
FILES = ("immersion-2021.xlsx", "grille-2021.yaml", "territoires-2021.yaml")
SCRIPT = """
from synthesis.forms.defaults import *
for path in (default_questionnaire(), default_codebook(), default_territories()):
    print(path)
    assert path.is_file()
"""


def found_from(folder: Path, *, package_in: Path) -> list[Path]:
    """The default files found by a program that runs in `folder`."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=folder,
        env={"PYTHONPATH": str(package_in)},
        capture_output=True,
        text=True,
        check=True,
    )
    return [Path(line) for line in done.stdout.splitlines()]


def test_the_defaults_are_the_files_of_2021() -> None:
    found = (default_questionnaire(), default_codebook(), default_territories())
    assert tuple(path.name for path in found) == FILES
    assert all(path.is_file() for path in found)


@pytest.mark.parametrize("place", ["checkout", "elsewhere"])
def test_a_checkout_finds_its_questionnaires_from_any_directory(place: str, tmp_path: Path) -> None:
    folder = PACKAGE.parent if place == "checkout" else tmp_path
    found = found_from(folder, package_in=PACKAGE.parent)
    assert found == [default_questionnaire().parent / name for name in FILES]


def test_an_installed_package_finds_its_own_copy(tmp_path: Path) -> None:
    installed = tmp_path / "site" / "synthesis"
    shutil.copytree(PACKAGE / "forms", installed / "forms")
    shutil.copy(PACKAGE / "__init__.py", installed)
    shutil.copytree(default_questionnaire().parent, installed / "questionnaires")
    found = found_from(tmp_path, package_in=tmp_path / "site")
    assert found == [installed / "questionnaires" / name for name in FILES]
