"""The share export names nobody, whatever was decided or not."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from synthesis.access import ForbiddenError, Permission
from synthesis.care.pseudonymise import keep
from synthesis.care.sharing import export_share
from synthesis.care.veil import Veil
from synthesis.domain import Answer, Interview
from synthesis.forms.codebook import read_codebook
from synthesis.language.pseudonyms import Decision, Kind
from synthesis.store import add_interviews, care_events

from .conftest import CODEBOOK, MANAGER, OBSERVER, VALLEY, Kept

DECIDED = (
    Decision(Kind.PERSON, "Jean Morvan", "Personne 1"),
    Decision(Kind.PERSON, "Morvan", "Personne 1"),
)


def share(kept: Kept, folder: Path, name: str = "partage.zip") -> dict[str, str]:
    """Name of each file → its text."""
    path = folder / name
    export_share(kept.database, MANAGER, kept.campaign, path, kept.vault)
    with zipfile.ZipFile(path) as archive:
        return {item: archive.read(item).decode() for item in archive.namelist()}


def rows(text: str) -> list[dict[str, str]]:
    """The table, as any reader of csv gives it."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_pseudonyms_where_decided_masks_elsewhere(kept: Kept, tmp_path: Path) -> None:
    keep(kept.database, MANAGER, kept.campaign, DECIDED, kept.vault)
    files = share(kept, tmp_path)
    answers = rows(files["reponses.csv"])
    assert answers[0]["texte"] == (
        "Personne 1 soigne la fontaine zyzomale. Appelez le [téléphone] pour la visite."
    )
    assert answers[1]["texte"] == ("M. Personne 1 part. Personne ne le remplace, dit [personne].")
    assert [answer["entretien"] for answer in answers] == ["entretien-01"] * 3 + ["entretien-02"]
    whole = "".join(files.values())
    for name in ("Morvan", "Kerbrat", "Benali", "Hervouet", "06 12"):
        assert name not in whole
    assert "Jean Morvan" not in (tmp_path / "partage.zip").read_bytes().decode("latin-1")


def test_segments_are_spans_of_the_shared_answers(kept: Kept, tmp_path: Path) -> None:
    keep(kept.database, MANAGER, kept.campaign, DECIDED, kept.vault)
    files = share(kept, tmp_path)
    answers = rows(files["reponses.csv"])
    segments = rows(files["segments.csv"])
    assert segments
    for segment in segments:
        span = slice(int(segment["debut"]), int(segment["fin"]))
        assert any(
            answer["entretien"] == segment["entretien"]
            and answer["texte"][span] == segment["texte"]
            for answer in answers
        )
    keys = {s.key for found in kept.segments.values() for s in found}
    assert keys.isdisjoint(segment["segment"] for segment in segments)


def test_what_was_decided_in_review_is_shared(kept: Kept, tmp_path: Path) -> None:
    segments = rows(share(kept, tmp_path)["segments.csv"])
    shown = [s for s in segments if s["entretien"] == "entretien-01"]
    assert len(shown) == len(kept.segments["val"]) - 1  # one was excluded
    assert shown[0]["quadrant"] == "atout"


def test_a_form_that_a_person_keeps_is_not_masked(kept: Kept, tmp_path: Path) -> None:
    known = [Decision(Kind.PERSON, "Sophie Kerbrat", None)]
    keep(kept.database, MANAGER, kept.campaign, known, kept.vault)
    assert "dit Sophie Kerbrat" in share(kept, tmp_path)["reponses.csv"]


def test_the_grid_and_a_french_note_come_along(kept: Kept, tmp_path: Path) -> None:
    files = share(kept, tmp_path)
    (tmp_path / "g.yaml").write_text(files["grille.yaml"], "utf-8")
    assert read_codebook(tmp_path / "g.yaml") == CODEBOOK
    assert "ne nomment personne" in files["LISEZMOI.txt"]
    with kept.database.session(read_only=True) as session:
        (event,) = care_events(session, kept.campaign)
    assert event.kind == "partage"


def test_the_same_campaign_gives_the_same_bytes(kept: Kept, tmp_path: Path) -> None:
    share(kept, tmp_path, "a.zip")
    share(kept, tmp_path, "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_no_cell_is_run_by_a_spreadsheet(kept: Kept, tmp_path: Path) -> None:
    hostile = Interview("=cmd()", "@lieu", answers=(Answer("+q", "=1+1", "-agent"),))
    with kept.database.session() as session:
        add_interviews(session, kept.campaign, [hostile])
    last = rows(share(kept, tmp_path)["reponses.csv"])[-1]
    assert (last["territoire"], last["question"], last["texte"]) == ("'@lieu", "'+q", "'=1+1")


@pytest.mark.parametrize(
    ("speaker", "shown"),
    [
        ("maire", "maire"),
        ("Le maire", "Le maire"),
        ("DGS", "DGS"),
        ("vice-présidente au tourisme", "vice-présidente au tourisme"),
        ("élu du Val", "élu du Val"),
        ("", ""),
        ("Jean Morvan, maire", "Personne 1, maire"),
        ("Sophie Kerbrat", "[personne]"),
        ("kerbrat", "[personne]"),
        ("sophie", "[personne]"),
        ("Kx", "[personne]"),
    ],
)
def test_speakers_are_roles_only(speaker: str, shown: str) -> None:
    assert Veil(DECIDED, [VALLEY]).role(speaker) == shown


def test_an_observer_shares_nothing(kept: Kept, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with pytest.raises(ForbiddenError, match=Permission.SHARE.value):
        export_share(kept.database, OBSERVER, kept.campaign, path, kept.vault)
    assert not path.exists()
