"""The pack goes out inert, and comes back as decisions, conflicts shown."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from synthesis.domain import Answer, InputError, Interview, Quadrant
from synthesis.review.applying import Machine, Reviewed, reviewed
from synthesis.review.events import (
    ConfirmSegment,
    Event,
    ExcludeSegment,
    MergeThemes,
    SetQuadrant,
    SetTheme,
)
from synthesis.review.pack import Naming, theme_labels, write_pack
from synthesis.review.state import replay
from synthesis.review.unpacking import Returned, read_pack

from .examples import LABELS, MACHINE, coding, entry
from .packs import filled

NAMING = Naming(LABELS, {"q1": "Vos atouts ?"}, {"200000008": "Le Val"})


def _out(found: Reviewed, naming: Naming = NAMING) -> bytes:
    return write_pack("essai", found, found.codings, {}, naming)


def _back(rows: dict[str, dict[str, str]], *since: Event, campaign: str = "essai") -> Returned:
    start = reviewed(MACHINE, replay([]))
    log = [entry(i, 2, event) for i, event in enumerate(since, 1)]
    return read_pack(filled(_out(start), rows), campaign, reviewed(MACHINE, replay(log)), log)


def _decisions(returned: Returned) -> list[Event]:
    return [proposal.event for proposal in returned.proposals]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"je confirme": "oui"}, ConfirmSegment("s1", Quadrant.DIFFICULTE, ("eau", "routes"))),
        ({"votre quadrant": "Atouts"}, SetQuadrant("s1", Quadrant.ATOUT)),
        ({"votre quadrant": "hors quadrant "}, SetQuadrant("s1", Quadrant.NEUTRE)),
        ({"votre thème": "École"}, SetTheme("s1", ("ecole", "routes"))),
        ({"votre thème": "Routes"}, SetTheme("s1", ("routes",))),
        ({"votre thème": "(sans thème)"}, SetTheme("s1")),
        (
            {"votre quadrant": "Atouts", "votre thème": "École"},
            ConfirmSegment("s1", Quadrant.ATOUT, ("ecole", "routes")),
        ),
        (
            {"je confirme": "OUI", "votre thème": "École"},
            ConfirmSegment("s1", Quadrant.DIFFICULTE, ("ecole", "routes")),
        ),
        ({"exclure": "oui", "votre quadrant": "Atouts"}, ExcludeSegment("s1")),
    ],
)
def test_a_filled_row_is_a_decision(answers: dict[str, str], expected: Event) -> None:
    found = _back({"s1": answers | {"pourquoi": "parce que"}})
    assert _decisions(found) == [expected]
    assert found.proposals[0].reason == "parce que"
    assert (found.conflicts, found.problems, found.already) == ((), (), 0)


def test_empty_rows_decide_nothing() -> None:
    assert _back({"s1": {"pourquoi": "je ne sais pas"}}) == Returned((), (), (), 0)
    assert _decisions(_back({"s1": {"je confirme": "non"}})) == []


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"votre quadrant": "Rouge"}, "« Rouge » n'est pas un quadrant"),
        ({"votre thème": "Océan"}, "« Océan » n'est pas un thème"),
        ({"je confirme": "peut-être"}, "n'est pas une réponse"),
        ({"je confirme": "oui", "identifiant": "s9"}, "identifiant caché"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_and_stops_nothing(
    answers: dict[str, str], message: str
) -> None:
    found = _back({"s0": {"exclure": "oui"}, "s1": answers})
    assert _decisions(found) == [ExcludeSegment("s0")]
    assert re.search(f"ligne 3 : .*{message}", found.problems[0])


def test_what_others_decided_meanwhile_is_a_conflict() -> None:
    rows = {"s1": {"votre quadrant": "Atouts"}, "s2": {"votre quadrant": "Atouts"}}
    found = _back(rows, SetQuadrant("s1", Quadrant.NEUTRE), SetTheme("s2"))
    assert _decisions(found) == [SetQuadrant("s2", Quadrant.ATOUT)]
    (conflict,) = found.conflicts
    assert conflict.proposal.event == SetQuadrant("s1", Quadrant.ATOUT)
    assert [e.event for e in conflict.entries] == [SetQuadrant("s1", Quadrant.NEUTRE)]


def test_a_pack_that_comes_back_twice_adds_nothing() -> None:
    found = _back({"s1": {"votre quadrant": "Atouts"}}, SetQuadrant("s1", Quadrant.ATOUT))
    assert found == Returned((), (), (), 1)


def test_a_theme_merged_meanwhile_is_told() -> None:
    found = _back({"s2": {"votre thème": "École"}}, MergeThemes("ecole", "eau"))
    assert "fusionné" in found.problems[0]


def test_a_pack_of_another_campaign_is_refused() -> None:
    with pytest.raises(InputError, match="autre campagne"):
        _back({}, campaign="autre")


@pytest.mark.parametrize("sheet", ["Propos", "_listes", "_paquet"])
def test_a_workbook_that_lost_a_sheet_is_refused(sheet: str) -> None:
    book = load_workbook(io.BytesIO(_out(reviewed(MACHINE, replay([])))))
    del book[sheet]
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(InputError, match=sheet):
        read_pack(buffer.getvalue(), "essai", reviewed(MACHINE, replay([])), [])


@pytest.mark.parametrize("data", [b"", b"bonjour", b"PK\x03\x04 rien"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read_pack(data, "essai", reviewed(MACHINE, replay([])), [])


def test_a_pack_from_before_a_restored_database_is_refused() -> None:
    log = [entry(1, 1, SetTheme("s1"))]
    pack = _out(reviewed(MACHINE, replay(log)))
    with pytest.raises(InputError, match="restaurée"):
        read_pack(pack, "essai", reviewed(MACHINE, replay([])), [])


def test_hostile_words_go_out_inert() -> None:
    words = ["=1+1", "@SUM(A1)", "http://evil.example/", "<script>", "a\0b", "é" * 40_000]
    machine = Machine.of([coding(f"h{i}", text=text) for i, text in enumerate(words)], LABELS)
    naming = Naming({"eau": "=cmd|' /C calc'!A0"}, {"q1": "=2+2"}, {})
    pack = _out(reviewed(machine, replay([])), naming)
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheets = [data for name, data in parts.items() if name.startswith("xl/worksheets/")]
    assert not [data for data in sheets if b"<f>" in data or b"hyperlink" in data]
    read = read_pack(pack, "essai", reviewed(machine, replay([])), [])
    assert read == Returned((), (), (), 0)


def test_the_words_around_a_segment_go_with_it() -> None:
    text = "Avant. Propos s0. Après."
    machine = Machine.of([coding("s0")], LABELS)
    (alone,) = machine.codings
    segment = replace(alone.segment, start=7, end=17, text=text[7:17])
    machine = Machine.of([replace(alone, segment=segment)], LABELS)
    interviews = {"val": Interview("val", answers=(Answer("q1", text),))}
    pack = write_pack("essai", reviewed(machine, replay([])), machine.codings, interviews, NAMING)
    sheet = load_workbook(io.BytesIO(pack))["Propos"]
    row = [cell.value for cell in sheet[2]]
    assert row[1:8] == [
        "Le Val", "Vos atouts ?", "Avant.", "Propos s0.", "Après.", "Atouts", "(sans thème)",
    ]  # fmt: skip
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].hidden


def test_the_same_pack_has_the_same_bytes() -> None:
    found = reviewed(MACHINE, replay([]))
    assert _out(found) == _out(found)


def test_themes_of_one_label_can_be_told_apart() -> None:
    assert theme_labels({"b": "Eau", "a": "Eau", "c": "Air"}) == {
        "Air": "c", "Eau": "a", "Eau · b": "b",
    }  # fmt: skip
