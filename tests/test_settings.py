"""The settings: defaults, variables, `.env`, and what a wrong value says."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url

from synthesis.domain import InputError
from synthesis.settings import PREFIX, Settings, load_settings


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current directory, and no variable of ours."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"{PREFIX}{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_defaults_keep_everything_under_the_current_directory(folder: Path) -> None:
    settings = load_settings()
    assert settings.data_dir == folder / ".donnees"
    assert make_url(settings.database_url).database == str(folder / ".donnees" / "synthesis.db")
    assert (settings.review_threshold, settings.convergence_share) == (0.5, 0.5)
    assert settings.seed == 2021


@pytest.mark.parametrize("name", ["é t é", "a?b#c%d"])
def test_the_default_database_follows_the_data(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("SYNTHESIS_DATA_DIR", name)
    url = make_url(load_settings().database_url)
    assert (url.drivername, url.database) == ("sqlite", str(folder / name / "synthesis.db"))


def test_variables_win_over_the_file_and_empty_ones_do_not_count(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "SYNTHESIS_SEED=7\nSYNTHESIS_REVIEW_THRESHOLD=0.6\nAUTRE=1\n"
    (folder / ".env").write_text(lines, encoding="utf-8")
    monkeypatch.setenv("SYNTHESIS_SEED", "8")
    monkeypatch.setenv("SYNTHESIS_REVIEW_THRESHOLD", "")
    settings = load_settings()
    assert (settings.seed, settings.review_threshold) == (8, 0.6)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REVIEW_THRESHOLD", "1.1"),
        ("REVIEW_THRESHOLD", "nan"),
        ("REVIEW_THRESHOLD", "0,5"),
        ("CONVERGENCE_SHARE", "1"),
        ("CONVERGENCE_SHARE", "-0.1"),
        ("SEED", "-1"),
        ("SEED", "4294967296"),
        ("SEED", "beaucoup"),
        ("DATA_DIR", "~personne-de-ce-nom/x"),
    ],
)
def test_a_wrong_value_is_explained(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"SYNTHESIS_{name}", value)
    with pytest.raises(InputError) as caught:
        load_settings()
    assert f"SYNTHESIS_{name}" in caught.value.where
    assert f"« {value} »" in caught.value.message
    assert caught.value.remedy.startswith("Indiquez")


def test_a_file_in_another_encoding_is_explained(folder: Path) -> None:
    (folder / ".env").write_bytes("SYNTHESIS_DATA_DIR=données".encode("cp1252"))
    with pytest.raises(InputError, match="UTF-8"):
        load_settings()


def test_the_address_of_the_database_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYNTHESIS_DATABASE_URL", "postgresql://u:secret@h/x")
    settings = load_settings()
    assert settings.database_url == "postgresql://u:secret@h/x"
    assert "secret" not in repr(settings)


def test_every_setting_is_described() -> None:
    assert all(field.description for field in Settings.model_fields.values())
