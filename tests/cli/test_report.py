"""`synthesis report`: which documents, where, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from care.conftest import CODEBOOK, FORM, OTHER, VALLEY, VISIT, coding
from click.testing import CliRunner, Result

from synthesis.cli.main import cli
from synthesis.domain import InputError
from synthesis.language.cutting import segments
from synthesis.store import (
    AnalysedTheme,
    add_interviews,
    care_events,
    open_database,
    save_analysis,
    save_campaign,
    upgrade,
)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of data with a campaign, analysed."""
    folder = tmp_path / "donnees"
    monkeypatch.setenv("SYNTHESIS_DATA_DIR", str(folder))
    monkeypatch.delenv("SYNTHESIS_DATABASE_URL", raising=False)
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    upgrade(database)
    with database.session() as session:
        campaign = save_campaign(session, "essai", "Essai", FORM, CODEBOOK, [VALLEY])
        add_interviews(session, campaign, [VISIT, OTHER])
        codings = [coding(s, "eau", "L'eau") for s in segments([VISIT, OTHER])]
        save_analysis(session, campaign, codings, [AnalysedTheme("eau", "L'eau")], {}, {})
    database.close()
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["report", *map(str, arguments)])


def test_every_document_is_written_but_the_page_that_waits(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "sorties"
    told = run("--out", out, "--date", "2021-05-28")
    assert told.exit_code == 0, told.output
    assert sorted(path.name for path in out.iterdir()) == [
        "classeur-essai.xlsx",
        "donnees-essai.zip",
        "donnees-json-essai.json",
        "rapport-essai.docx",
        "support-essai.pptx",
    ]
    assert "Non écrit (page)" in told.output
    words = (out / "donnees-json-essai.json").read_text("utf-8")
    assert "Morvan" not in words
    database = open_database(f"sqlite:///{data / 'synthesis.db'}")
    with database.session(read_only=True) as session:
        assert {event.kind for event in care_events(session, 1)} == {"partage"}
    database.close()


def test_names_stay_only_when_asked(data: Path, tmp_path: Path) -> None:
    told = run("essai", "--json", "--noms", "--out", tmp_path / "a")
    assert told.exit_code == 0, told.output
    assert "Jean Morvan" in (tmp_path / "a" / "donnees-json-essai.json").read_text("utf-8")


def test_a_page_that_is_asked_for_and_must_wait_is_an_error(data: Path, tmp_path: Path) -> None:
    told = run("--page", "--out", tmp_path / "a")
    assert isinstance(told.exception, InputError)
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--chapitres", "themes,inconnu"), "n'est pas un chapitre"),
        (("--date", "28/05/2021"), "n'est pas une date"),
    ],
)
def test_a_wrong_option_is_told(tmp_path: Path, arguments: tuple[str, str], why: str) -> None:
    told = run("--out", tmp_path, *arguments)
    assert told.exit_code == 2
    assert why in told.output


def test_an_unknown_campaign_is_told(data: Path, tmp_path: Path) -> None:
    told = run("ailleurs", "--out", tmp_path)
    assert isinstance(told.exception, InputError)
    assert "« essai »" in str(told.exception)
