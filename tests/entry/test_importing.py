"""Files given by a browser: read apart, looked at, then kept as decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.access import Actor, ForbiddenError
from synthesis.domain import AnswerState, Interview, Questionnaire, Territory
from synthesis.entry.importing import Choice, Known, compare, confirm_import
from synthesis.entry.uploads import Reading, Upload, read_uploads, safe_names
from synthesis.entry.writing import Typed, save_answers
from synthesis.store import Slot

from .conftest import DENIED, MANAGER, Collected

NOTES = """---
territoire: Arc Sud Bretagne
dates: 2021-02-03
personnes: maire
---
## q1
Maire : La côte.
## q2
RAS
"""
HOSTILE = "<script>alert(1)</script> ![](http://evil.example/x.png) =cmd|' /C calc'!A1"


def _read(form: Questionnaire, territories: Sequence[Territory], **files: str | bytes) -> Reading:
    uploads = [
        Upload(
            name.replace("__", "/").replace("_", "."),
            data.encode() if isinstance(data, str) else data,
        )
        for name, data in files.items()
    ]
    return read_uploads(MANAGER, uploads, form, territories)


@pytest.fixture
def notes(form: Questionnaire, territories: tuple[Territory, ...]) -> Interview:
    """The interview of one file."""
    (interview,) = _read(form, territories, visite_md=NOTES).interviews
    return interview


def test_one_broken_file_never_loses_the_good_ones(
    form: Questionnaire, territories: tuple[Territory, ...]
) -> None:
    reading = _read(
        form,
        territories,
        dossier__visite_md=NOTES,
        dossier__casse_docx="PK\x03\x04 rien de bon",
        dossier__vide_md="",
        dossier__photo_jpg=b"\xff\xd8",
        dossier__README_md="# À lire",
    )
    assert [interview.key for interview in reading.interviews] == ["visite"]
    assert sorted(reading.refused) == ["casse.docx", "vide.md"]
    assert sorted(reading.ignored) == ["README.md", "photo.jpg"]
    assert sorted(problem.where for problem in reading.problems) == ["casse.docx", "vide.md"]


def test_a_folder_without_any_notes_tells_each_file(
    form: Questionnaire, territories: tuple[Territory, ...]
) -> None:
    reading = _read(form, territories, photo_jpg=b"\xff\xd8")
    assert (reading.interviews, reading.problems) == ((), ())
    assert reading.ignored == ("photo.jpg",)


def test_hostile_words_are_read_as_words(
    form: Questionnaire, territories: tuple[Territory, ...]
) -> None:
    reading = _read(form, territories, visite_md=f"{NOTES}## q3\n{HOSTILE}\n")
    assert reading.interviews[0].answers[2].text == HOSTILE


@pytest.mark.parametrize(
    ("names", "safe"),
    [
        (["a.md"], ["a.md"]),
        (["dossier/a.md", "dossier/b/a.md"], ["a.md", "b/a.md"]),
        (["x/dossier/a.md", "x/dossier/b.md"], ["a.md", "b.md"]),
        (["../../etc/passwd"], ["passwd"]),
        (["/etc/passwd", "b"], ["etc/passwd", "b"]),
        (["C:\\notes\\a.md", "b.md"], ["C_/notes/a.md", "b.md"]),
        (["a.md", "a.md", "A.MD"], ["a.md", "a (2).md", "A (3).MD"]),
        (["a", "a/b"], ["a", "b"]),
        (["a/b", "a"], ["a/b", "a (2)"]),
        (["..", "", "."], ["sans_nom", "sans_nom (2)", "sans_nom (3)"]),
        (["a\0b.md"], ["a_b.md"]),
    ],
)
def test_names_of_a_browser_stay_in_their_folder(names: list[str], safe: list[str]) -> None:
    assert safe_names(names) == safe


@given(st.lists(st.text() | st.text("./\\aA"), max_size=6))
def test_whatever_the_names_every_file_can_be_written(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("noms")
    encodable = [name.encode(errors="replace").decode() for name in names]
    found = safe_names(encodable)
    for name in found:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        assert folder in path.resolve().parents
    assert len([path for path in folder.rglob("*") if path.is_file()]) == len(names)


def test_a_very_long_name_keeps_its_suffix() -> None:
    (name,) = safe_names([f"{'é' * 400}.docx"])
    assert len(name.encode()) <= 120
    assert Path(name).suffix == ".docx"


def test_a_new_interview_is_added(collected: Collected, notes: Interview) -> None:
    elsewhere = replace(notes, territory="Ailleurs", siren="", dates=())
    (candidate,) = compare(collected.database, MANAGER, collected.campaign, [elsewhere])
    assert (candidate.known, candidate.choices[0]) == (Known.NEW, Choice.ADD)
    decided = [(candidate, Choice.ADD)]
    outcome = confirm_import(collected.database, MANAGER, collected.campaign, decided)
    assert (outcome.added, outcome.replaced, outcome.skipped) == (("visite",), (), 0)
    assert elsewhere in collected.interviews()


def test_nothing_is_kept_before_it_is_confirmed(collected: Collected, notes: Interview) -> None:
    compare(collected.database, MANAGER, collected.campaign, [notes])
    assert collected.interviews() == [collected.interview()]


def test_the_same_words_are_told_and_skipped(collected: Collected, notes: Interview) -> None:
    first = compare(collected.database, MANAGER, collected.campaign, [notes])
    confirm_import(collected.database, MANAGER, collected.campaign, [(first[0], Choice.ADD)])
    (candidate,) = compare(collected.database, MANAGER, collected.campaign, [notes])
    assert (candidate.known, candidate.existing) == (Known.SAME_CONTENT, "visite")
    assert candidate.choices == (Choice.SKIP,)


def test_the_same_visit_can_be_replaced(collected: Collected, notes: Interview) -> None:
    database, campaign = collected.database, collected.campaign
    typed = [Typed(Slot("q5"), "Tapé avant.", False, 0)]
    save_answers(database, MANAGER, campaign, collected.key, typed)
    (candidate,) = compare(database, MANAGER, campaign, [notes])
    assert (candidate.known, candidate.existing) == (Known.SAME_VISIT, collected.key)
    assert candidate.choices[0] is Choice.SKIP
    outcome = confirm_import(database, MANAGER, campaign, [(candidate, Choice.REPLACE)])
    assert outcome.replaced == (collected.key,)
    interview = collected.interview()
    assert interview.people == ("maire",)
    said = {a.question: (a.text, a.speaker, a.state) for a in interview.answers if a.text}
    assert said == {
        "q1": ("Maire : La côte.", "Maire", AnswerState.SAID),
        "q2": ("RAS", "", AnswerState.NOTHING),
    }


def test_who_was_typing_in_a_replaced_interview_is_told(
    collected: Collected, notes: Interview
) -> None:
    database, campaign = collected.database, collected.campaign
    (candidate,) = compare(database, MANAGER, campaign, [notes])
    confirm_import(database, MANAGER, campaign, [(candidate, Choice.REPLACE)])
    late = Typed(Slot("q1"), "J'écrivais.", False, 0)
    assert save_answers(database, MANAGER, campaign, collected.key, [late]) == [late]


def test_the_same_visit_can_be_added_beside(collected: Collected, notes: Interview) -> None:
    database, campaign = collected.database, collected.campaign
    (candidate,) = compare(database, MANAGER, campaign, [replace(notes, key=collected.key)])
    outcome = confirm_import(database, MANAGER, campaign, [(candidate, Choice.ADD)])
    assert outcome.added == (f"{collected.key}-2",)
    assert len(collected.interviews()) == 2


@pytest.mark.parametrize("actor", DENIED, ids=lambda actor: actor.role)
def test_other_roles_may_not(
    collected: Collected,
    notes: Interview,
    form: Questionnaire,
    territories: tuple[Territory, ...],
    actor: Actor,
) -> None:
    database, campaign = collected.database, collected.campaign
    (candidate,) = compare(database, MANAGER, campaign, [replace(notes, dates=())])
    with pytest.raises(ForbiddenError):
        read_uploads(actor, [], form, territories)
    with pytest.raises(ForbiddenError):
        compare(database, actor, campaign, [notes])
    with pytest.raises(ForbiddenError):
        confirm_import(database, actor, campaign, [(candidate, Choice.ADD)])
    assert collected.interviews() == [collected.interview()]
