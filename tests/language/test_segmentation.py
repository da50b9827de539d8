"""Answers are cut where a reader would cut them, and no word is ever lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from synthesis.language.segmentation import LONGEST_WORDS, count_words, lines, spans

MEDECIN = "le dernier médecin du bourg part à la retraite"
GARE = "la gare de la commune est bien desservie le matin"
PISCINE = "la piscine communautaire tombe en panne tous les hivers"
LA_GARE, LE_MEDECIN = GARE.capitalize(), MEDECIN.capitalize()


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\r\n ", []),
        ("ok", ["ok"]),
        ("RAS.", ["RAS."]),
        (f"  {GARE}  ", [GARE]),
        (f"{GARE}\n{MEDECIN}", [GARE, MEDECIN]),
        (f"{GARE}\r\n{MEDECIN}\r\n", [GARE, MEDECIN]),
        (f"{GARE}\n\n\n{MEDECIN}", [GARE, MEDECIN]),
        (f"{GARE}\x0c{MEDECIN}", [GARE, MEDECIN]),
    ],
)
def test_a_note_line_is_a_segment(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    "marker",
    ["- ", "– ", "— ", "• ", "●", "* ", "> ", "→ ", "✓ ", "1. ", "12) ", "(3) ", "a) ", "-"],
)
def test_a_list_marker_is_left_out(marker: str) -> None:
    text = f"{marker}{GARE}\n{marker}{MEDECIN}"
    assert cut(text) == [GARE, MEDECIN]


@pytest.mark.parametrize("line", ["-5 % d'habitants en dix ans", "3,5 millions d'euros par an"])
def test_a_figure_that_opens_a_line_is_not_lost(line: str) -> None:
    digits = [char for char in line if char.isdigit()]
    assert [char for char in "".join(cut(line)) if char.isdigit()] == digits


@pytest.mark.parametrize(
    "whole",
    [
        "M. le maire et Mme la directrice regrettent la fermeture de la trésorerie",
        "On compte env. quarante minutes de route pour rejoindre la rocade de Rennes",
        "Le trajet prend 1h15 de porte à porte quand la route est libre",
        "Le budget de la commune atteint 3.5 millions et la dette 12,4 millions",
        "La zone d'activités accueille trente hab. et une dizaine d'entreprises, cf. annexe",
        "Le car passe (1 h 07 / 1 h 10) deux fois par jour à l'arrêt de la mairie",
        "Les trajets vers Nantes (une heure et quart / une heure vingt) découragent les jeunes",
        "Le train (la gare est encore là mais aucun ne s'arrête le soir) passe sans nous voir",
        "Les élus sont non seulement présents sur le terrain mais aussi très à l'écoute",
        "Ce n'est pas seulement une affaire de moyens mais surtout une question de volonté",
        "Quatre-vingts logements/an et trois lotissements/an ont été autorisés ici",
        "14 km / 9 ouvrages",
        "Les vélos, les bus, les trains, les cars et les voitures se croisent au rond-point",
    ],
)
def test_one_statement_is_not_cut(whole: str) -> None:
    assert cut(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LA_GARE}. {LE_MEDECIN}.", [f"{LA_GARE}.", f"{LE_MEDECIN}."]),
        (f"{LA_GARE} ! {LE_MEDECIN} ?", [f"{LA_GARE} !", f"{LE_MEDECIN} ?"]),
        (f"{LA_GARE}… {LE_MEDECIN}", [f"{LA_GARE}…", LE_MEDECIN]),
        (
            f"On trouve des bus, des cars, des trains, etc. {LE_MEDECIN}.",
            ["On trouve des bus, des cars, des trains, etc.", f"{LE_MEDECIN}."],
        ),
        (
            f"Il nous a répondu : « {GARE}. » {LE_MEDECIN}.",
            [f"Il nous a répondu : « {GARE}. »", f"{LE_MEDECIN}."],
        ),
        (
            f"La zone a été vendue en 2019. {LE_MEDECIN}.",
            ["La zone a été vendue en 2019.", f"{LE_MEDECIN}."],
        ),
    ],
)
def test_a_paragraph_is_cut_into_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize("mark", [" ; ", " / ", " // ", " – ", " — ", "; "])
def test_notes_on_one_line_are_cut_at_their_separator(mark: str) -> None:
    assert cut(f"{GARE}{mark}{MEDECIN}{mark}{PISCINE}") == [GARE, MEDECIN, PISCINE]


@pytest.mark.parametrize("mark", [" ; ", " / "])
def test_too_little_on_one_side_is_not_cut(mark: str) -> None:
    text = f"{GARE}{mark}le bus"
    assert cut(text) == [text]


@pytest.mark.parametrize(
    "word",
    ["mais", "par contre", "en revanche", "sauf que", "alors que", "cependant", "pourtant"],
)
def test_opposed_statements_are_cut(word: str) -> None:
    assert cut(f"{GARE}, {word} {PISCINE}") == [GARE, f"{word} {PISCINE}"]
    assert cut(f"{GARE} {word} {PISCINE}") == [GARE, f"{word} {PISCINE}"]


def test_an_opposition_that_opens_the_line_is_not_cut() -> None:
    assert cut(f"par contre {PISCINE}") == [f"par contre {PISCINE}"]


def test_a_word_that_only_begins_like_an_opposition_is_not_one() -> None:
    text = "les commerces de la rue principale et la maison de santé maisonnette ferment"
    assert cut(text) == [text]


def test_a_hard_wrapped_paragraph_is_one_statement() -> None:
    text = (
        "La ligne de car qui relie depuis toujours le bourg à la gare de\n"
        "la ville voisine a été supprimée à la rentrée sans que personne\n"
        "nous prévienne."
    )
    assert cut(text) == [text]


def test_short_lines_are_not_taken_for_a_wrapped_paragraph() -> None:
    assert cut("la gare trop loin\nle bus trop rare") == ["la gare trop loin", "le bus trop rare"]


def test_a_blank_line_ends_a_paragraph() -> None:
    first = "La ligne de car qui relie depuis toujours le bourg à la gare de"
    assert cut(f"{first}\n\nla ville voisine est loin") == [first, "la ville voisine est loin"]


def test_a_fragment_joins_what_follows() -> None:
    assert cut(f"Oui. {LA_GARE}.") == [f"Oui. {LA_GARE}."]


def test_a_fragment_at_the_end_joins_what_precedes() -> None:
    assert cut(f"{LA_GARE}. Voilà.") == [f"{LA_GARE}. Voilà."]


def test_a_long_sentence_is_cut_at_its_best_punctuation() -> None:
    first = " ".join(["mot"] * 38) + " :"
    second = " ".join(["suite"] * 30)
    assert cut(f"{first} {second}") == [first, second]


def test_a_mark_near_the_end_leaves_no_remainder_too_short_to_stand() -> None:
    text = " ".join(["mot"] * 54) + " fin, deux mots"
    assert all(count_words(piece) <= LONGEST_WORDS for piece in cut(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("l'eau", 1), ("porte-à-porte", 1), ("la gare", 2), ("« ! »", 0), ("1 h 07", 3), ("", 0)],
)
def test_elisions_and_compounds_count_for_one_word(text: str, expected: int) -> None:
    assert count_words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  un. deux ; trois  \n\n \t\n- quatre\n", ["  un. deux ; trois  ", "- quatre"]),
        ("a\r\nb", ["a\r", "b"]),
        ("a\x0cb", ["a\x0cb"]),
    ],
)
def test_lines_are_kept_whole(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in lines(text)] == expected


# What people type, and what editors and telephones leave in it.
PIECES = st.sampled_from(
    [
        *"aeiouél1259\n\n\r\t .,;:!?…/()«»-–'’\"",
        "\x0c", "\u2028", "\xa0", "\u202f", "e\u0301", "\u0301", "\ufe0f", "🚲", "👩\u200d🌾",
        "مرحبا", "שלום", "日本", "\u202e", "²", "½", "Ⅳ",
        GARE, LE_MEDECIN, " mais ", ", par contre ", " / ", " ; ", ". ", "\n- ", "\n1. ",
        "\na) ", "\no ", " non seulement ", "(1 h 07 / 1 h 10)", "M. ", " env. ", "etc. ", "3,5 ",
    ]
)  # fmt: skip
ANYTHING = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=60).map("".join),
    st.lists(PIECES, max_size=60).map(" ".join),
    st.integers(50, 200).map(lambda count: "mot " * count),
)
MARKERS = re.compile(r"\s*[(\-–—•●◦▪*·>→✓]?\s*(?:\d{1,2}[.)]|[a-z]\)|o)?(?=\s)")


def _outside(text: str) -> str:
    """What no span covers, line by line."""
    left = list(text)
    for start, end in spans(text):
        left[start:end] = "\n" * (end - start)
    return "".join(left)


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
def test_spans_are_in_order_inside_the_text_and_never_blank(text: str) -> None:
    previous = 0
    for start, end in spans(text):
        assert previous <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        previous = end


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
@example("- - la gare")
@example("1. 2. la gare")
@example("o\no o")
def test_letters_and_digits_outside_list_markers_are_covered(text: str) -> None:
    for line in _outside(text).splitlines():
        assert not any(char.isalnum() for char in MARKERS.sub("", line, count=1)), repr(line)


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
def test_no_span_is_longer_than_fifty_six_words(text: str) -> None:
    for start, end in spans(text):
        tokens = [word for word in text[start:end].split() if any(map(str.isalnum, word))]
        assert len(tokens) <= LONGEST_WORDS


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_lines_keep_every_character_but_line_feeds(text: str) -> None:
    kept = "".join(text[start:end] for start, end in lines(text))
    blank = [line for line in text.split("\n") if not line.strip()]
    assert len(kept) == len(text) - text.count("\n") - sum(map(len, blank))
