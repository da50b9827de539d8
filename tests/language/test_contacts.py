"""Telephone numbers and e-mails, in all their writings, and what only looks like them."""

from __future__ import annotations

import pytest

from synthesis.language.contacts import emails, phones, same_email, same_phone


@pytest.mark.parametrize(
    "written",
    [
        "0612345678",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "06-12-34-56-78",
        "06/12/34/56/78",
        "06\u00a012\u00a034\u00a056\u00a078",
        "06 - 12 - 34 - 56 - 78",
        "(02) 99 71 12 34",
        "0 825 123 456",
        "0800 123 456",
        "06 1234 5678",
        "+33 6 12 34 56 78",
        "+33612345678",
        "+33 (0)6 12 34 56 78",
        "+33(0)2.99.71.12.34",
        "0033 6 12 34 56 78",
    ],
)
def test_every_usual_writing_of_a_number_is_found_whole(written: str) -> None:
    text = f"Rappeler au {written}, le soir."
    assert [text[slice(*span)] for span in phones(text)] == [written]


@pytest.mark.parametrize(
    "text",
    [
        "le 01/02/2021 10 h 30",
        "SIREN 200 000 008",
        "12 000 000 d'euros",
        "2021 12 13 14",
        "3,14159265358",
        "de 06 à 12 ans",
        "44 communes, 35 600 habitants",
        "0,1234567890",
    ],
)
def test_dates_amounts_and_identifiers_are_no_numbers(text: str) -> None:
    assert list(phones(text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Écrire à j.martin@exemple.fr.", ["j.martin@exemple.fr"]),
        ("accueil+eau@mairie-exemple.bzh, merci", ["accueil+eau@mairie-exemple.bzh"]),
        ("prenom.nom (at) exemple.fr", ["prenom.nom (at) exemple.fr"]),
        ("12 @ 3 euros, @exemple, a@b", []),
    ],
)
def test_addresses(text: str, found: list[str]) -> None:
    assert [text[slice(*span)] for span in emails(text)] == found


def test_two_writings_of_one_number_or_address_are_the_same() -> None:
    writings = ["06 12 34 56 78", "+33 6.12.34.56.78", "+33(0)612345678", "0033612345678"]
    assert {same_phone(written) for written in writings} == {"0612345678"}
    assert same_email("J.Martin (at) Exemple.fr") == same_email("j.martin@exemple.fr")


def test_a_very_long_line_is_read_all_the_same() -> None:
    assert list(emails("a" * 200_000)) == list(phones("0" * 200_000)) == []
