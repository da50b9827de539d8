"""The one function: folders, repeats, keys, files that cannot be read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from synthesis.domain import Questionnaire
from synthesis.ingest import Registry, read

from .conftest import Reader

NOTE = "---\nterritoire: {}\n---\n# q1\n{}\n"


def test_a_folder_is_read_in_order_without_what_is_not_notes(reading: Reader) -> None:
    intake = reading(
        {
            "b.md": NOTE.format("Redon", "un"),
            "sous/a.MD": NOTE.format("Blain", "deux"),
            "README.md": "lisez-moi",
            "~$b.docx": b"lock",
            ".cache/c.md": "caché",
            "image.png": b"png",
            "communes.csv": "code,nom\n1,Redon\n",
        }
    )
    assert [i.key for i in intake.interviews] == ["b", "sous/a"]
    assert intake.read == ("b.md", "sous/a.MD")
    assert intake.refused == ()
    assert [(p.where, p.severity) for p in intake.problems] == [("communes.csv", "avertissement")]


def test_a_broken_file_never_stops_the_others(reading: Reader) -> None:
    intake = reading({"a.docx": b"MZ\0", "b.md": NOTE.format("Redon", "un"), "c.txt": b""})
    assert [i.key for i in intake.interviews] == ["b"]
    assert intake.refused == ("a.docx", "c.txt")
    assert [(p.where, p.severity) for p in intake.problems] == [
        ("a.docx", "erreur"),
        ("c.txt", "erreur"),
    ]


def test_the_same_content_is_counted_once(reading: Reader) -> None:
    note = NOTE.format("Redon", "un")
    table = "entretien,territoire,question,texte\nz,Redon,q1,un\n"
    intake = reading({"a.md": note, "copie.md": note, "t.csv": table})
    assert [i.source for i in intake.interviews] == ["a.md"]
    assert intake.duplicates == ("copie.md", "t.csv")
    assert all(problem.severity == "avertissement" for problem in intake.problems)


def test_equal_answers_of_two_interviews_of_a_table_both_count(reading: Reader) -> None:
    intake = reading({"t.csv": "entretien,question,texte\na,q1,RAS\nb,q1,RAS\n"})
    assert [i.key for i in intake.interviews] == ["a", "b"]


def test_keys_that_clash_take_the_name_of_their_file(reading: Reader) -> None:
    named = "---\nentretien: visite\nterritoire: {}\n---\n# q1\nun\n"
    intake = reading(
        {
            "a.md": NOTE.format("Redon", "trois"),
            "a.txt": "deux",
            "b.md": named.format("Redon"),
            "c.md": named.format("Blain"),
        }
    )
    keys = [i.key for i in intake.interviews]
    assert keys == ["a.md", "a.txt", "b.md/visite", "c.md/visite"]


def test_the_result_does_not_depend_on_the_order_of_inputs(
    tmp_path: Path, questionnaire: Questionnaire, registry: Registry
) -> None:
    paths = []
    for folder, word in (("x", "un"), ("y", "deux"), ("z", "un")):
        paths.append(tmp_path / folder / "a.md")
        paths[-1].parent.mkdir()
        paths[-1].write_text(NOTE.format("Redon", word))
    one = read(paths, questionnaire=questionnaire, registry=registry)
    other = read(paths[::-1], questionnaire=questionnaire, registry=registry)
    assert one == other
    assert len({i.key for i in one.interviews}) == len(one.interviews) == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", b"%PDF"), ("t.csv", b"code,nom\n1,Redon\n"), ("absent.md", None), ("dossier", None)],
)
def test_an_input_that_cannot_be_read_is_refused_in_one_sentence(
    tmp_path: Path,
    questionnaire: Questionnaire,
    registry: Registry,
    name: str,
    content: bytes | None,
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    intake = read([path], questionnaire=questionnaire, registry=registry)
    assert intake.interviews == ()
    assert intake.refused == (name,)
    assert [p.severity for p in intake.problems] == ["erreur"]
    assert str(intake.problems[0]).startswith(f"{name} : ")


def test_each_copy_of_a_broken_file_is_refused(reading: Reader) -> None:
    intake = reading({"a.docx": b"MZ", "b.docx": b"MZ", "c.docx": broken(), "d.docx": broken()})
    assert intake.refused == ("a.docx", "b.docx", "c.docx", "d.docx")
    assert intake.duplicates == ()


def broken() -> bytes:
    """An honest archive around a document that is not XML."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "nothing")
    return buffer.getvalue()


def test_bytes_that_no_encoding_knows_are_replaced_and_told(reading: Reader) -> None:
    intake = reading({"a.txt": b"caf\xe9 \x81"})
    assert intake.interviews[0].answers[0].text == "café \ufffd"
    assert any("illisibles" in problem.message for problem in intake.problems)


def test_no_absolute_path_is_kept(reading: Reader, tmp_path: Path) -> None:
    intake = reading({"sous/a.md": NOTE.format("Redon", "un"), "sous/b.odt": b"PK"})
    assert str(tmp_path) not in repr(intake)
    assert intake.interviews[0].source == "sous/a.md"
