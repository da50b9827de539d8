"""The committed corpus is sound, and a wrong one is refused with its line."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from synthesis.domain import Codebook, InputError, Quadrant, Questionnaire
from synthesis.learning.corpus import (
    FOLDER,
    NO_THEME,
    Labelled,
    read_corpus,
    read_labelled,
    write_labelled,
)

FILES = sorted(FOLDER.glob("*.csv"))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_voice_is_read_and_names_known_themes_and_questions(
    path: Path, codebook: Codebook, form: Questionnaire
) -> None:
    slugs = {theme.slug for theme in codebook.themes}
    statements = read_labelled(path)
    assert statements
    for item in statements:
        assert item.voice == path.stem
        assert item.text.strip()
        assert item.theme in slugs | {NO_THEME}, item
        assert set(item.secondary_themes) <= slugs - {item.theme}, item
        assert not item.question or form.get(item.question), item


def test_every_voice_knows_the_five_quadrants() -> None:
    for path in FILES:
        assert {item.quadrant for item in read_labelled(path)} == set(Quadrant), path.stem


def test_no_statement_of_more_than_three_words_is_there_twice() -> None:
    counts = Counter(
        " ".join(_words(item.text)) for item in read_corpus() if len(_words(item.text)) > 3
    )
    assert [text for text, count in counts.items() if count > 1] == []


def test_the_corpus_is_every_voice_in_the_order_of_the_names() -> None:
    voices = list(dict.fromkeys(item.voice for item in read_corpus()))
    assert voices == [path.stem for path in FILES]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    statements = [
        Labelled("« Oui », dit-il ;\nbon", Quadrant.ATOUT, "eau", ("air", "sol"), "q2", "essai"),
        Labelled('virgule, "guillemets"', Quadrant.NEUTRE, NO_THEME, voice="essai"),
    ]
    path = tmp_path / "essai.csv"
    write_labelled(iter(statements), path)
    assert read_labelled(path) == statements
    assert b"\r" not in path.read_bytes()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("quadrant,texte\natout,La gare\n", "e.csv : il manque les colonnes theme."),
        ("", "e.csv : il manque les colonnes quadrant, texte, theme."),
        ("quadrant,theme,texte\natout,,La gare\nforce,,Le bus\n", "e.csv, ligne 3 : « force »"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "e.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_labelled(path)
    assert str(refused.value).startswith(told)


def test_a_file_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_bytes("\ufeffquadrant,theme,texte\r\natout,,La gare\r\n".encode())
    assert read_labelled(path) == [Labelled("La gare", Quadrant.ATOUT, NO_THEME, voice="e")]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_semicolons_accents_empty_rows_and_unknown_themes_are_taken(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "e.csv"
    path.write_text(
        "quadrant;theme;texte\nDifficulté;autre:eau;L'été, plus d'eau\n;;\n", encoding=encoding
    )
    assert read_labelled(path) == [
        Labelled("L'été, plus d'eau", Quadrant.DIFFICULTE, "autre:eau", voice="e")
    ]


def test_the_datasheet_counts_the_voices_as_they_are() -> None:
    shown = (FOLDER / "README.md").read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    rows = {
        cells[1].strip(" `"): [cell.strip().replace(" ", "") for cell in cells[3:9]]
        for cells in (line.split("|") for line in shown.splitlines())
        if len(cells) > 8
    }
    for path in FILES:
        quadrants = Counter(item.quadrant for item in read_labelled(path))
        counts = [quadrants.total(), *(quadrants[quadrant] for quadrant in Quadrant)]
        assert rows[path.stem] == [str(count) for count in counts], path.stem
