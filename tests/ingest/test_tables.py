"""Long and wide tables, csv and xlsx, from a spreadsheet or from KoboToolbox."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from synthesis.domain import AnswerState
from synthesis.ingest.workbook import as_seen

from .conftest import Reader

LONG = [
    ["Texte", "EPCI", "Date", "Question", "Auteur", "Entretien"],
    [" Un ; « deux »\n", "Redon", "03/02/2021", "q1", "DGS", "v1"],
    ["", "Redon", "", "Q2", "", "v1"],
    ["RAS", "Nulle part", "", "autre", "", "v2"],
]


def delimited(rows: list[list[str]], sign: str) -> str:
    return "\r\n".join(sign.join('"' + cell + '"' for cell in row) for row in rows) + "\r\n"


def workbook(*sheets: list[list[object]]) -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"f{number}")
        for row in rows:
            sheet.append(row)
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_long_tables_whatever_their_encoding(reading: Reader, sign: str, encoding: str) -> None:
    intake = reading({"t.csv": delimited(LONG, sign).encode(encoding)})
    first, second = intake.interviews
    assert (first.key, first.siren, first.dates) == ("v1", "243500741", (date(2021, 2, 3),))
    assert [(a.question, a.text, a.speaker, a.row) for a in first.answers] == [
        ("q1", " Un ; « deux »\n", "DGS", 2),
        ("q2", "", "", 3),
    ]
    assert first.answers[1].state is AnswerState.NOT_ASKED
    assert (second.territory, second.siren) == ("Nulle part", "")
    assert [(a.question, a.state) for a in second.answers] == [("autre", AnswerState.NOTHING)]


def test_long_workbook_reads_the_first_sheet_of_interviews(reading: Reader) -> None:
    (interview,) = reading(
        {
            "t.xlsx": workbook(
                [["rien", "ici"]], [["Notes"], [], ["texte", "date"], [12.0, date(2021, 2, 3)]]
            )
        }
    ).interviews
    assert [(a.text, a.row) for a in interview.answers] == [("12", 4)]
    assert interview.dates == (date(2021, 2, 3),)


def test_the_text_column_alone_is_enough(reading: Reader) -> None:
    (interview,) = reading({"t.csv": "texte\nUn, deux\n"}).interviews
    assert interview.key == "t"
    assert interview.answers[0].text == "Un"


def test_without_names_territories_and_days_tell_interviews_apart(reading: Reader) -> None:
    rows = ["territoire;date;texte", "Redon;;a", "Redon agglo;;b", "Blain;2021-02-03;c"]
    rows += ["Blain;2021-02-04;d", ";;e"]
    keys = {
        i.key: [a.text for a in i.answers] for i in reading({"t.csv": "\n".join(rows)}).interviews
    }
    assert keys == {
        "t/redon-agglomeration": ["a", "b"],
        "t/pays-de-blain/2021-02-03": ["c"],
        "t/pays-de-blain/2021-02-04": ["d"],
        "t": ["e"],
    }


def test_two_territories_never_share_an_interview(reading: Reader) -> None:
    interviews = reading({"t.csv": "entretien,territoire,texte\nv,Redon,a\nv,Blain,b\n"}).interviews
    assert [i.siren for i in interviews] == ["243500741", "244400453"]


def test_one_warning_per_value_not_per_row(reading: Reader) -> None:
    rows = "territoire,question,texte\n" + "Nantes,zut,a\n" * 5
    problems = reading({"t.csv": rows}).problems
    assert len(problems) == 2
    assert all(problem.where == "t.csv, ligne 2" for problem in problems)


def test_quotes_left_open_are_told(reading: Reader) -> None:
    problems = reading({"t.csv": 'territoire,question,texte\nRedon,q1,"a\nRedon,q1,b\n'}).problems
    assert any("guillemet" in problem.message for problem in problems)


def test_wide_tables(reading: Reader) -> None:
    text = (
        "Territoire;Dates;Durée;Personnes;q1;Les mobilités au quotidien;Et la culture ?;Code\n"
        "Redon;3 et 5 février 2021;2h;président, DGS;Un;;La fête dure trois jours;A\n"
        "Blain;;;;RAS;Le train;;B\n"
    )
    intake = reading({"t.csv": text})
    redon, blain = intake.interviews
    assert redon.key == "t/redon-agglomeration"
    assert redon.people == ("président", "DGS")
    assert redon.duration_minutes == 120
    assert [(a.question, a.text) for a in redon.answers] == [
        ("q1", "Un"),
        ("q3", ""),
        ("Et la culture ?", "La fête dure trois jours"),
    ]
    assert [(a.question, a.state) for a in blain.answers] == [
        ("q1", AnswerState.NOTHING),
        ("q3", AnswerState.SAID),
    ]
    assert any("« Code »" in problem.message for problem in intake.problems)


KOBO = ["start", "visite/territoire", "visite/date", "visite/roles", "visite/roles/president"]
KOBO += ["visite/roles/dgs", "entretien/q1", "meta/instanceID", "_id", "_uuid", "_index"]
KOBO_ROW = [
    "2021-02-03T09:00",
    "243500741",
    "2021-02-03",
    "president dgs",
    "1",
    "1",
    "Un",
    "uuid:u",
]
KOBO_ROW += ["7", "u", "1"]


@pytest.mark.parametrize(
    "without", [[], ["visite/roles"], ["visite/roles/president", "visite/roles/dgs"]]
)
@pytest.mark.parametrize("separator", ["/", "-"])
def test_kobo_exports(reading: Reader, without: list[str], separator: str) -> None:
    kept = [n for n, name in enumerate(KOBO) if name not in without]
    header = [KOBO[n] for n in kept]
    header = [h if h.count("/") == 2 else h.replace("/", separator) for h in header]
    text = ";".join(header) + "\n" + ";".join(KOBO_ROW[n] for n in kept) + "\n"
    intake = reading({"export.csv": "\ufeff" + text})
    (interview,) = intake.interviews
    assert interview.key == "u"
    assert interview.siren == "243500741"
    assert interview.dates == (date(2021, 2, 3),)
    assert interview.people == ("president", "dgs")
    assert [(a.question, a.text) for a in interview.answers] == [("q1", "Un")]
    assert intake.problems == ()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (12.0, "12"),
        (12.5, "12.5"),
        (0.1 + 0.2, "0.3"),
        (7, "7"),
        (True, "VRAI"),
        (date(2021, 2, 3), "2021-02-03"),
        (datetime(2021, 2, 3), "2021-02-03"),
        (datetime(2021, 2, 3, 9, 30), "2021-02-03 09:30:00"),
        ("a_x000D_\nb", "a\nb"),
        ("\ud83d\ude00\ud800", "😀\ufffd"),
    ],
)
def test_cells_are_read_as_seen(value: object, text: str) -> None:
    assert as_seen(value) == text
