"""Fields, dates, durations and people as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.ingest.metadata import Field, field_of, parse_dates, parse_duration, parse_people

FEB = {day: date(2021, 2, day) for day in range(1, 29)}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("territoire", Field.TERRITORY),
        ("Territoires", Field.TERRITORY),
        ("EPCI", Field.TERRITORY),
        ("date", Field.DATES),
        ("Dates de la visite", Field.DATES),
        ("Durée", Field.DURATION),
        ("durée (minutes)", Field.DURATION),
        ("duree_minutes", Field.DURATION),
        ("Enquêteur·rice", Field.INTERVIEWER),
        ("Personnes présentes", Field.PEOPLE),
        ("roles", Field.PEOPLE),
        ("Verbatims", Field.TEXT),
        ("Réponse", Field.TEXT),
        ("auteur", Field.SPEAKER),
        ("météo", None),
        ("", None),
    ],
)
def test_names_of_fields(name: str, kind: Field | None) -> None:
    assert field_of(name) is kind


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2021-02-03", [FEB[3]]),
        ("3 février 2021", [FEB[3]]),
        ("mercredi 3 fevrier 2021", [FEB[3]]),
        ("1er février 2021", [FEB[1]]),
        ("03/02/2021", [FEB[3]]),
        ("3.2.21", [FEB[3]]),
        ("2021-02-03, 2021-02-05", [FEB[3], FEB[5]]),
        ("2021-02-03|2021-02-05", [FEB[3], FEB[5]]),
        ("du 3 au 5 février 2021", [FEB[3], FEB[5]]),
        ("3-5 février 2021", [FEB[3], FEB[5]]),
        ("3, 4 et 5 février 2021", [FEB[3], FEB[4], FEB[5]]),
        ("du 28 janvier au 2 février 2021", [date(2021, 1, 28), FEB[2]]),
        ("2021-02-03T09:30:00.000+01:00", [FEB[3]]),
        ("2021-02-03 09:30:00", [FEB[3]]),
    ],
)
def test_dates_that_are_understood(text: str, days: list[date]) -> None:
    assert parse_dates(text) == (tuple(days), True)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("début février", []),
        ("31/02/2021", []),
        ("3 février", []),
        ("3 février 2021 ou bien plus tard", [FEB[3]]),
    ],
)
def test_dates_that_leave_a_doubt(text: str, days: list[date]) -> None:
    assert parse_dates(text) == (tuple(days), False)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_iso_and_french_day_is_read(day: date) -> None:
    assert parse_dates(day.isoformat()) == ((day,), True)
    assert parse_dates(f"{day:%d/%m/}{day.year}") == ((day,), True)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("150", 150),
        ("150.0", 150),
        ("90 min", 90),
        ("2h30", 150),
        ("2 h 30", 150),
        ("1h15", 75),
        ("1 h 15 min", 75),
        ("2h", 120),
        ("2 heures", 120),
        ("2 heures et demie", 150),
        ("1,5 h", 90),
        ("2:30", 150),
        ("02:30:00", 150),
        ("1 journée", None),
        ("0", None),
        ("", None),
    ],
)
def test_durations(text: str, minutes: int | None) -> None:
    assert parse_duration(text) == minutes


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("président, DGS", ("président", "DGS")),
        ("- président\n- DGS", ("président", "DGS")),
        ("vice-président (eau, déchets) ; maire", ("vice-président (eau, déchets)", "maire")),
        (" , ", ()),
    ],
)
def test_people(text: str, people: tuple[str, ...]) -> None:
    assert parse_people(text) == people
