"""What a person writes about a visit: fields, dates, duration, people."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from synthesis.ingest.text import fold, word_set


class Field(StrEnum):
    """What a column or a line of front matter can say about an interview."""

    INTERVIEW = "entretien"
    TERRITORY = "territoire"
    SIREN = "siren"
    DATES = "dates"
    DURATION = "duree_minutes"
    PEOPLE = "personnes"
    INTERVIEWER = "enqueteur"
    QUESTION = "question"
    SPEAKER = "locuteur"
    TEXT = "texte"


# Names are compared without accents, little words and plural marks.
_NAMES = {
    Field.INTERVIEW: "entretien|interview|id|identifiant|cle|cle entretien|id entretien"
    "|identifiant entretien|numero entretien|nom entretien",
    Field.TERRITORY: "territoire|epci|intercommunalite|interco|collectivite|territory"
    "|communaute commune|nom epci|nom territoire|territoire visite|epci visite|territoire epci",
    Field.SIREN: "siren|siren epci|epci siren|code siren|numero siren|siren territoire",
    Field.DATES: "date|date visite|date entretien|jour|date rencontre|visite date|jour visite",
    Field.PEOPLE: "personne|role|personne presente|personne rencontree|role present|participant"
    "|present|interlocuteur|role personne|role personne presente|fonction|personne entendue"
    "|role rencontre",
    Field.QUESTION: "question|rubrique|code question|intitule question|question posee|item",
    Field.SPEAKER: "locuteur|locutrice|auteur|autrice|speaker|intervenant|intervenante|qui"
    "|locuteur trice",
    Field.TEXT: "texte|text|verbatim|reponse|propos|contenu|extrait|citation"
    "|texte reponse|texte brut|verbatim brut",
}
_FIELDS = {name: kind for kind, names in _NAMES.items() for name in names.split("|")}
_LITTLE_WORDS = word_set("de du des la le les l d un une ou et")

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "janvier janv jan",
            "fevrier fevr fev",
            "mars",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "aout",
            "septembre sept",
            "octobre oct",
            "novembre nov",
            "decembre dec",
        ],
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?"
)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)")
_WORDS = re.compile(r"(?<!\d)(\d{1,2})(?: ?er)?(?: ([a-z]+))?(?: (\d{4}))?(?!\d)")
_HOURS = re.compile(
    r"(\d{1,2}(?:\.\d+)?) *(?:h|:|heures?) *(?:et )?(\d{1,2}|demie?)?"
    r" *(?::00|min|mn|minutes?)?\.?"
)
_FILLERS = word_set("du au le les et a de puis lundi mardi mercredi jeudi vendredi samedi dimanche")


def field_of(name: str) -> Field | None:
    """The field that a column header or a front matter key names, or None."""
    words = [word for word in fold(name).split() if word not in _LITTLE_WORDS]
    normal = " ".join(word.rstrip("s") if len(word) > 3 else word for word in words)
    if normal.startswith("duree"):
        return Field.DURATION
    if normal.startswith(("enquet", "intervieweu")):
        return Field.INTERVIEWER
    return _FIELDS.get(normal)


def parse_dates(text: str) -> tuple[tuple[date, ...], bool]:
    """Days named in `text`, in order, each once, and whether all of it was understood.

    A range gives its first and last days.
    """
    found: list[date] = []
    understood = True
    rest = text
    for pattern, order in ((_ISO, (1, 2, 3)), (_NUMERIC, (3, 2, 1))):
        for match in pattern.finditer(rest):
            year, month, number = (match[group] for group in order)
            century = 2000 if len(year) == 2 else 0
            day = _day(century + int(year), int(month), int(number))
            understood &= day is not None
            found += [day] if day else []
        rest = pattern.sub(" ", rest)
    spelled, complete = _spelled_dates(fold(rest))
    return tuple(sorted({*found, *spelled})), understood and complete


def _spelled_dates(words: str) -> tuple[list[date], bool]:
    """« 3 et 5 fevrier 2021 »: a day without month or year takes those of the next one."""
    found: list[date] = []
    understood = True
    month = year = 0
    for match in reversed(list(_WORDS.finditer(words))):
        named = _MONTHS.get(match[2] or "", 0)
        month, year = named or month, int(match[3] or year)
        day = _day(year, month, int(match[1]))
        understood &= day is not None
        found += [day] if day else []
    rest = re.findall(r"[a-z]+", _WORDS.sub(lambda m: _unknown_word(m[2]), words))
    return found, understood and all(word in _FILLERS for word in rest)


def _unknown_word(word: str | None) -> str:
    return "" if not word or word in _MONTHS else f" {word} "


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_duration(text: str) -> int | None:
    """Minutes in « 150 », « 2h30 », « 1 h 15 min », « 2:30 », « 1,5 h »; None if not understood."""
    plain = text.strip().casefold().replace(",", ".").replace("\u00a0", " ").replace("\u202f", " ")
    if match := re.fullmatch(r"(\d{1,4})(?:\.0+)? *(?:min|mn|minutes?|['’])?\.?", plain):
        return int(match[1]) or None
    if match := _HOURS.fullmatch(plain):
        minutes = 30 if (match[2] or "").startswith("demi") else int(match[2] or 0)
        return round(float(match[1]) * 60) + minutes or None
    return None


def parse_people(text: str) -> tuple[str, ...]:
    """Roles between commas (not those inside brackets), semicolons, bars or lines."""
    parts = re.findall(r"(?:\([^()]*\)|[^;|,\n])+", text)
    roles = (re.sub(r"^\s*[-•*–]\s+", "", part).strip() for part in parts)
    return tuple(dict.fromkeys(role for role in roles if role))
