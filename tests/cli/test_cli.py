"""The commands: exit codes, French from end to end, and every character kept."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from synthesis.cli.main import COMMANDS
from synthesis.ingest.text import decode, normalise_newlines

from .conftest import Command

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
TEXTS = sorted(REFERENCE.glob("*.txt"))
ENGLISH = re.compile(
    r"\b(?:usage:|options:|arguments:|commands:|error|errors|show|this message|exit\b|try|"
    r"for help|missing|invalid|no such|does not exist|required|default|unexpected|traceback|file|"
    r"directory|is not|the)\b",
    re.IGNORECASE,
)
NOTES = "Le médecin part à la retraite.\n\n- la gare est loin ; le bus est rare\n\n« Fin »  \n"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.txt"
    path.write_text(NOTES, encoding="utf-8")
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "casse.docx"
    path.write_bytes(b"not a document")
    return path


def _texts(table: Path) -> list[str]:
    with table.open(encoding="utf-8", newline="") as stream:
        return [row["texte"] for row in csv.DictReader(stream, strict=True)]


def test_ingest_gives_back_every_character(synthesis: Command, notes: Path) -> None:
    told = synthesis("ingest", notes, "--out", "sortie/reponses.csv")
    assert told.code == 0
    assert "".join(_texts(Path("sortie/reponses.csv"))) == NOTES


@pytest.mark.skipif(not TEXTS, reason="no folder shared/reference beside the repository")
@pytest.mark.parametrize("path", TEXTS or [REFERENCE], ids=lambda path: path.name[:3])
def test_ingest_keeps_every_character_of_a_real_text(synthesis: Command, path: Path) -> None:
    assert synthesis("ingest", path, "--out", "reponses.csv").code == 0
    text, complete = decode(path.read_bytes())
    assert complete
    assert "".join(_texts(Path("reponses.csv"))) == normalise_newlines(text)


def test_what_ingest_writes_is_read_again_without_loss(synthesis: Command, notes: Path) -> None:
    synthesis("ingest", notes, "--out", "une.csv")
    assert synthesis("ingest", "une.csv", "--out", "deux.csv").code == 0
    assert _texts(Path("deux.csv")) == _texts(Path("une.csv"))


def test_analyse_writes_its_tables_twice_the_same(synthesis: Command, notes: Path) -> None:
    for folder in ("un", "deux"):
        told = synthesis("analyse", notes, "--out", folder)
        assert told.code == 0
        assert "1\N{NO-BREAK SPACE}entretien" in told.out
    for path in Path("un").iterdir():
        assert path.read_bytes() == (Path("deux") / path.name).read_bytes(), path.name
    assert _texts(Path("un/segments.csv"))


def test_analyse_keeps_each_line_in_mode_lignes(synthesis: Command, notes: Path) -> None:
    told = synthesis("analyse", notes, "--segments", "lignes", "--codebook", "aucune", "--out", "d")
    assert told.code == 0
    assert _texts(Path("d/segments.csv")) == [line for line in NOTES.split("\n") if line.strip()]


@pytest.mark.parametrize("method", ["plongements", "reinert"])
def test_analyse_tells_how_themes_were_discovered(
    synthesis: Command, tmp_path: Path, method: str
) -> None:
    visits = _visits(tmp_path / "visites.csv", 12)
    options = ("--codebook", "aucune", "--segments", "lignes", "--decouverte", method)
    assert synthesis("analyse", visits, *options, "--out", "d").code == 0
    told = json.loads(Path("d/manifest.json").read_text(encoding="utf-8"))["decouverte"]
    themes = {row["theme"] for row in _rows(Path("d/segments.csv"))} - {""}
    assert told["methode"] == method
    assert told["themes"] == len(themes) > 0
    assert told["classes"] in [trial["classes"] for trial in told["essais"]]


SAID = (
    "Le médecin de {} part, plus aucun médecin ne veut venir.",
    "La fibre manque à {}, internet est lent sans la fibre.",
    "Le club de judo de {} attire du monde, le judo marche bien.",
)


def _visits(path: Path, count: int) -> Path:
    """A long table of so many interviews, each with three subjects."""
    rows = [f'visite {n},q4,"{said.format(f"Bourg-{n}")}"' for n in range(count) for said in SAID]
    path.write_text("\n".join(["entretien,question,texte", *rows, ""]), encoding="utf-8")
    return path


def _rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def test_analyse_goes_on_from_a_previous_result(synthesis: Command, tmp_path: Path) -> None:
    visits = _visits(tmp_path / "visites.csv", 12)
    options = ("--codebook", "aucune", "--segments", "lignes", "--out")
    assert synthesis("analyse", visits, *options, "un").code == 0
    assert not Path("un/changements.csv").exists()
    table = Path("un/segments.csv")
    found = {row["theme"]: row["theme_libelle"] for row in _rows(table) if row["theme"]}
    assert found
    text = table.read_text(encoding="utf-8")
    for number, (slug, label) in enumerate(found.items()):
        named = f',decouvert-avant-{number},"Avant, {number}",'
        text = text.replace(f',{slug},"{label}",', named).replace(f",{slug},{label},", named)
    table.write_text(text, encoding="utf-8", newline="")

    assert synthesis("analyse", visits, *options, "deux", "--precedent", "un").code == 0
    assert Path("deux/segments.csv").read_bytes() == table.read_bytes()
    header = "theme,libelle,changement,segments,phrase\n"
    assert Path("deux/changements.csv").read_text(encoding="utf-8") == header
    manifest = Path("deux/manifest.json").read_text(encoding="utf-8")
    assert hashlib.sha256(table.read_bytes()).hexdigest() in manifest
    assert '"un"' not in manifest
    assert str(tmp_path) not in manifest

    _visits(visits, 14)
    assert synthesis("analyse", visits, *options, "trois", "--precedent", "deux").code == 0
    now = {row["segment"]: row["theme"] for row in _rows(Path("trois/segments.csv"))}
    added = [theme for key, theme in now.items() if key not in _themes(Path("deux"))]
    told = _rows(Path("trois/changements.csv"))
    assert Counter(filter(None, added)) == {
        row["theme"]: int(row["segments"]) for row in told if row["changement"] == "ajoute"
    }
    assert all(row["libelle"] in row["phrase"] for row in told)


def _themes(folder: Path) -> dict[str, str]:
    return {row["segment"]: row["theme"] for row in _rows(folder / "segments.csv")}


@pytest.mark.parametrize(
    "content",
    [None, b"", b"segment,theme\nk,eau\n", b"\xff\xfe", b'segment,theme,theme_libelle\n"k'],
    ids=["absent", "empty", "a column is missing", "not utf-8", "cut short"],
)
def test_a_previous_result_that_cannot_be_used_is_two(
    synthesis: Command, notes: Path, content: bytes | None
) -> None:
    Path("avant").mkdir()
    if content is not None:
        Path("avant/segments.csv").write_bytes(content)
    told = synthesis("analyse", notes, "--out", "sortie", "--precedent", "avant")
    assert told.code == 2
    assert "\nErreur : avant : « segments.csv » n" in told.err
    assert not Path("sortie").exists()


@pytest.mark.parametrize("command", ["ingest", "analyse"])
def test_nothing_read_is_one(synthesis: Command, broken: Path, command: str) -> None:
    told = synthesis(command, broken, "--out", "sortie")
    assert told.code == 1
    assert "casse.docx" in told.err
    assert not Path("sortie").exists()


@pytest.mark.parametrize("command", ["ingest", "analyse"])
def test_partly_read_is_three(synthesis: Command, notes: Path, broken: Path, command: str) -> None:
    told = synthesis(command, notes, broken, "--out", "sortie")
    assert told.code == 3
    assert told.err.startswith("erreur : casse.docx")
    assert Path("sortie").exists()


WRONG = {
    "no such command": ["sortez"],
    "no input": ["ingest", "--out", "a.csv"],
    "no output": ["ingest", "notes.txt"],
    "absent input": ["ingest", "absent.md", "--out", "a.csv"],
    "unknown option": ["ingest", "notes.txt", "--out", "a.csv", "--vite"],
    "option without value": ["ingest", "notes.txt", "--out"],
    "unknown mode": ["analyse", "notes.txt", "--out", "d", "--segments", "mots"],
    "seed in words": ["analyse", "notes.txt", "--out", "d", "--seed", "un"],
    "absent previous result": ["analyse", "notes.txt", "--out", "d", "--precedent", "absent"],
    "previous result is a file": ["analyse", "notes.txt", "--out", "d", "--precedent", "notes.txt"],
    "output is a file": ["analyse", "notes.txt", "--out", "notes.txt"],
    "form that is none": ["ingest", "notes.txt", "--out", "a.csv", "--questionnaire", "notes.txt"],
    "absent form": ["ingest", "notes.txt", "--out", "a.csv", "--questionnaire", "absent.xlsx"],
    "absent codebook": ["analyse", "notes.txt", "--out", "d", "--codebook", "absente.yaml"],
    "codebook that is none": ["analyse", "notes.txt", "--out", "d", "--codebook", "notes.txt"],
    "curve of files": ["evaluate", "--courbe", "--data", "notes.txt"],
    "labelled that is none": ["evaluate", "--data", "notes.txt"],
    "folder without any csv": ["evaluate", "--data", "."],
    "registry that is none": ["ingest", "notes.txt", "--out", "a", "--territoires", "notes.txt"],
}  # fmt: skip


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_wrong_usage_is_two_and_told_in_french(
    synthesis: Command, notes: Path, arguments: list[str]
) -> None:
    told = synthesis(*arguments)
    assert told.code == 2
    assert told.err.strip()
    assert not ENGLISH.findall(told.err), told.err


@pytest.mark.parametrize("arguments", [[], *([name] for name in COMMANDS), ["db", "upgrade"]])
def test_help_is_in_french(synthesis: Command, arguments: list[str]) -> None:
    told = synthesis(*arguments, "--help")
    assert told.code == 0
    assert "Affiche" in told.out
    assert not ENGLISH.findall(told.out), told.out


def test_help_names_every_command_and_the_exit_codes(synthesis: Command) -> None:
    listed = synthesis("--help").out
    assert all(name in listed for name in COMMANDS)
    assert "Codes de sortie" in synthesis("analyse", "--help").out


def test_the_version_is_told(synthesis: Command) -> None:
    told = synthesis("--version")
    assert told.code == 0
    assert re.fullmatch(r"synthesis \d+\.\d+\.\d+\n", told.out)


LABELLED = """question,quadrant,theme,texte
q4,difficulte,acces_sante,Il n'y a plus de médecin depuis deux ans.
q2,atout,autre:eau,La rivière fait venir du monde tout l'été.
"""


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    folder = tmp_path / "etiquetes"
    folder.mkdir()
    (folder / "prose.csv").write_text(LABELLED, encoding="utf-8")
    (folder / "tableur.csv").write_text(LABELLED.replace(",", ";"), encoding="cp1252")
    return folder


def test_evaluate_tells_measures_in_french(synthesis: Command, labelled: Path) -> None:
    told = synthesis("evaluate", "--data", labelled)
    assert told.code == 0
    lines = told.out.splitlines()
    assert [line.split("  ")[0] for line in lines[1:5]] == [
        "prose",
        "tableur",
        "ensemble",
        "ensemble, sans la question",
    ]
    assert "F1 macro" in lines[0]
    assert re.search(r"\d,\d{3}", lines[1])
    assert "100,0\N{NO-BREAK SPACE}%" in told.out
    assert "Difficultés" in told.out
    assert not ENGLISH.findall(told.out), told.out
    assert not re.search(r"\d\.\d|nan", told.out)


def test_evaluate_can_hide_the_question(synthesis: Command, labelled: Path) -> None:
    told = synthesis("evaluate", "--sans-question", "--data", labelled / "prose.csv")
    assert told.out.splitlines()[1].startswith("ensemble, sans la question")


def test_evaluate_takes_several_paths_after_one_option(synthesis: Command, labelled: Path) -> None:
    told = synthesis("evaluate", "--data", *sorted(labelled.iterdir()))
    assert told.code == 0
    assert "tableur" in told.out
