"""What is printed and signed: slips, the attendance sheet, the minutes."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx import Document

from synthesis.domain import InputError
from synthesis.report.french import day as day_told
from synthesis.vote.casting import cast
from synthesis.vote.minutes import decisions_docx, minutes_docx
from synthesis.vote.opening import close_scrutin
from synthesis.vote.preparing import give_proxy, sign_in
from synthesis.vote.printing import attendance_pdf, qr_svg, slips_pdf
from synthesis.vote.proceedings import Proceedings, WorkedGroup, load_proceedings
from synthesis.vote.records import load_assembly, load_scrutin
from synthesis.vote.scrutin import Mode

from .examples import MANAGER, Room, dots, named, with_guests

HOSTILE = '#read("/etc/passwd") *gras* $x$ <b>{{ 7*7 }}</b> =1+1 \u202e\0'
MADE_ON = date(2021, 6, 30)


def _pages(pdf: bytes) -> int:
    found = re.search(rb"/Count (\d+)", pdf)
    assert found is not None
    return int(found.group(1))


def _text(docx: bytes) -> str:
    document: Any = Document(io.BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def _voted(room: Room, mode: Mode) -> Proceedings:
    number, slips = room.open(named(mode))
    for slip, content in zip(slips, (dots(eau=3), dots(eau=1, routes=2)), strict=False):
        cast(room.database, room.vault, slip.code, number, content, 0)
    close_scrutin(room.database, MANAGER, number)
    with room.database.session(read_only=True) as session:
        return load_proceedings(session, room.assembly)


def test_slips_of_each_college_are_on_their_own_sheets(room: Room) -> None:
    number, slips = room.open(with_guests(), guests=11)
    with room.database.session(read_only=True) as session:
        plan = load_scrutin(session, number).plan
        assembly = load_assembly(session, room.assembly)
    pdf = slips_pdf(slips, plan, assembly, "http://192.168.1.12:8501/vote")
    # Five members on a sheet, eleven guests on two.
    assert _pages(pdf) == 3
    assert pdf.startswith(b"%PDF")


def test_what_people_typed_is_never_typst_source(room: Room) -> None:
    with room.database.session(read_only=True) as session:
        assembly = load_assembly(session, room.assembly)
    hostile = replace(assembly, title=HOSTILE, place=HOSTILE, agenda=(HOSTILE,))
    assert _pages(attendance_pdf(hostile)) >= 1


def test_a_qr_code_is_drawn_without_size() -> None:
    svg = qr_svg("http://192.168.1.12:8501/vote?code=ABCD2345")
    assert svg.startswith("<svg") and "viewBox" in svg and " width=" not in svg


def test_the_minutes_tell_who_was_there_what_was_voted_and_how_to_check(room: Room) -> None:
    proceedings = _voted(room, Mode.SECRET)
    text = _text(minutes_docx(proceedings, MADE_ON))
    for told in (
        "Membres en exercice\u00a0: 5. Présents ou suppléés\u00a0: 5.",
        "Le quorum, 3 membres en personne, est atteint.",
        "2 votants pour 5\u00a0bulletins remis.",
        "1er\u00a0: Eau",
        proceedings.head[:32],
        "17\u00a0juin 2021, Salle des fêtes",
    ):
        assert told in text
    assert "Vote de chaque membre" not in text


def test_names_and_votes_are_in_the_minutes_of_a_public_scrutin(room: Room) -> None:
    proceedings = _voted(room, Mode.PUBLIC)
    text = _text(minutes_docx(proceedings, MADE_ON))
    assert "Vote de chaque membre" in text
    assert "Eau (1), Routes (2)" in text


def test_proxies_and_groups_are_told(room: Room) -> None:
    with room.database.session(read_only=True) as session:
        first, second = load_assembly(session, room.assembly).bodies[:2]
    assert first.titular is not None and second.titular is not None
    sign_in(room.database, MANAGER, room.assembly, first.titular, there=False)
    give_proxy(room.database, MANAGER, room.assembly, first.id, second.titular)
    with room.database.session(read_only=True) as session:
        proceedings = load_proceedings(session, room.assembly)
    group = WorkedGroup("Groupe 1", "Titulaire 2", ("Titulaire 2",), HOSTILE, ("Eau",))
    text = _text(minutes_docx(replace(proceedings, groups=(group,)), MADE_ON))
    assert "Pouvoirs\u00a0: 1, qui ne comptent pas pour le quorum." in text
    assert "pouvoir" in text
    assert "#read" in text and "{{ 7*7 }}" in text
    assert "Aucun vote n’a eu lieu." in text


def test_the_record_of_decisions_is_the_retained_subjects(room: Room) -> None:
    text = _text(decisions_docx(_voted(room, Mode.ORDINARY), MADE_ON))
    assert "1er\u00a0: Eau" in text and "2e\u00a0: Routes" in text
    assert "Foret" not in text


def test_the_same_assembly_gives_the_same_bytes(room: Room) -> None:
    proceedings = _voted(room, Mode.SECRET)
    assert minutes_docx(proceedings, MADE_ON) == minutes_docx(proceedings, MADE_ON)


def test_the_minutes_wait_for_the_closing(room: Room) -> None:
    room.open()
    with (
        pytest.raises(InputError, match="attend sa clôture"),
        room.database.session(read_only=True) as session,
    ):
        load_proceedings(session, room.assembly)


@pytest.mark.parametrize(
    ("day", "told"),
    [(date(2021, 6, 1), "1er\u00a0juin 2021"), (date(2021, 12, 31), "31\u00a0décembre 2021")],
)
def test_a_day_in_french(day: date, told: str) -> None:
    assert day_told(day) == told
