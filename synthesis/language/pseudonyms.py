"""Persons, telephone numbers and e-mails of interviews: proposed, decided upon, replaced.

The machine proposes; what replaces what is decided by a person, form by form (« Jean Dupont »,
« DUPONT »): one pseudonym may serve several forms. Only the words of answers, who speaks, who was
met and who asked are read and replaced; places stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from synthesis.domain import Answer, InputError, Interview, Territory
from synthesis.language.contacts import emails, phones, same_email, same_phone
from synthesis.language.gazetteer import fold_accents
from synthesis.language.persons import Persons, is_first_name, trimmed
from synthesis.language.replacing import Replaced, Span, forms_pattern, replaced, with_spans

CONTEXT = 40
_TITLES = re.compile(r"^(?:M\.?|MM\.|Mr\.?|Mme|Mlle|Dr\.?|Me|Monsieur|Madame)\s+", re.IGNORECASE)
_PSEUDONYM = re.compile(r"\bPersonne \d+\b")


class Kind(StrEnum):
    """What tells who somebody is; also the beginning of its pseudonyms."""

    PERSON = "Personne"
    PHONE = "téléphone"
    EMAIL = "courriel"

    @property
    def mask(self) -> str:
        """What stands for it where nobody decided."""
        return f"[{self.value.lower()}]"


class Field(StrEnum):
    """Where words stand in an interview."""

    ANSWER = "réponse"
    SPEAKER = "locuteur"
    PEOPLE = "personnes"
    INTERVIEWER = "enquêteur"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """`start`, `end`: code points of the field; `position` of the answer or person, from 0."""

    interview: str
    field: Field
    position: int
    start: int
    end: int
    context: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A form gives way to `pseudonym`; None: a person saw it, it stays as it is."""

    kind: Kind
    text: str
    pseudonym: str | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A form found, what is proposed for it, and everywhere it stands."""

    kind: Kind
    text: str
    pseudonym: str
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A span of a text that tells who somebody is."""

    kind: Kind
    start: int
    end: int


class Detector:
    """Finds what tells who somebody is, knowing the places of a campaign."""

    def __init__(self, territories: Iterable[Territory] = ()) -> None:
        self._persons = Persons(territories)

    def find(self, text: str, pseudonyms: Iterable[str] = ()) -> list[Found]:
        """Spans that do not overlap, in reading order, with nothing of these pseudonyms in them."""
        found = [Found(Kind.EMAIL, *span) for span in emails(text)]
        found += [Found(Kind.PHONE, *span) for span in phones(text)]
        known = [match.span() for match in _PSEUDONYM.finditer(text)]
        if (pattern := forms_pattern(pseudonyms)) is not None:
            known += [match.span() for match in pattern.finditer(text)]
        taken = [*known, *((item.start, item.end) for item in found)]
        for span, _ in self._persons.find(text):
            for start, end in _minus(span, taken):
                if (name := trimmed(text, (start, end))) is not None:
                    found.append(
                        Found(Kind.PERSON, *((start, end) if span == (start, end) else name))
                    )
        hidden = [item for item in found if not _within(item, known)]
        return sorted(hidden, key=lambda item: item.start)

    def masked(self, text: str, kept: Collection[str], pseudonyms: Iterable[str] = ()) -> Replaced:
        """The text where everything found is masked, but the forms `kept` and the pseudonyms."""
        spans = [
            (item.start, item.end, item.kind.mask)
            for item in self.find(text, pseudonyms)
            if text[item.start : item.end] not in kept
        ]
        return with_spans(text, spans)


def _minus(span: Span, taken: Iterable[Span]) -> list[Span]:
    """What is left of a span once the others are cut out."""
    left = [span]
    for first, last in taken:
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, first)), (max(start, last), end))
            if piece[0] < piece[1]
        ]
    return left


def _within(item: Found, spans: Iterable[Span]) -> bool:
    return any(start <= item.start and item.end <= end for start, end in spans)


def propose(
    interviews: Sequence[Interview], detector: Detector, decided: Iterable[Decision] = ()
) -> list[Proposal]:
    """What is found and not decided yet, in reading order, with stable names.

    `decided` are the decisions of the campaign: their pseudonyms are used again for variants of
    the same person, and their numbers are taken.
    """
    known = {decision.text: decision for decision in decided}
    given = {decision.pseudonym for decision in known.values() if decision.pseudonym}
    forms: dict[str, Kind] = {}
    for _, text in fields(interviews):
        for item in detector.find(text, given):
            forms.setdefault(text[item.start : item.end], item.kind)
    forms |= _lone_names(interviews, forms)
    new = {form: kind for form, kind in forms.items() if form not in known}
    names = _Names(known.values(), new)
    places = occurrences(interviews, [*new, *known])
    return [
        Proposal(kind, form, names.of(kind, form), tuple(places[form]))
        for form, kind in new.items()
        if places.get(form)
    ]


def apply(
    interviews: Sequence[Interview], decisions: Iterable[Decision]
) -> tuple[tuple[Interview, ...], dict[str, str]]:
    """The interviews with every form that was decided upon replaced, and what replaced what.

    Raise InputError for a pseudonym that holds a form to replace, or is empty.
    """
    new = replacements(decisions)
    pattern = forms_pattern(new)
    used: dict[str, str] = {}

    def rewrite(text: str) -> str:
        found = replaced(text, pattern, new)
        used.update({text[a:b]: new[text[a:b]] for a, b, _ in found.spans})
        return found.text

    return tuple(rewritten(interview, rewrite) for interview in interviews), used


def rewritten(interview: Interview, rewrite: Callable[[str], str]) -> Interview:
    """The interview with `rewrite` applied to every field that may name somebody."""
    answers = tuple(_answer(answer, rewrite) for answer in interview.answers)
    people = tuple(map(rewrite, interview.people))
    who = rewrite(interview.interviewer)
    if (answers, people, who) == (interview.answers, interview.people, interview.interviewer):
        return interview
    return replace(interview, answers=answers, people=people, interviewer=who)


def replacements(decisions: Iterable[Decision]) -> dict[str, str]:
    """Form → pseudonym. Raise InputError for a pseudonym that would not hide anything."""
    new = {d.text: d.pseudonym.strip() for d in decisions if d.pseudonym is not None and d.text}
    pattern = forms_pattern(new)
    for form, pseudonym in new.items():
        if not pseudonym:
            raise InputError(
                f"« {form} » n'a pas de pseudonyme.",
                remedy="Donnez-lui en un, ou décochez la ligne pour garder le texte.",
            )
        if pattern and (found := pattern.search(pseudonym)):
            raise InputError(
                f"le pseudonyme « {pseudonym} » contient « {found.group()} », qui est à remplacer.",
                remedy="Choisissez un pseudonyme qui ne dit rien de la personne.",
            )
    return new


def occurrences(
    interviews: Iterable[Interview], forms: Iterable[str]
) -> dict[str, list[Occurrence]]:
    """Form → where it stands, as `apply` would replace it."""
    pattern = forms_pattern(forms)
    found: dict[str, list[Occurrence]] = {}
    if pattern is None:
        return found
    for (interview, field, position), text in fields(interviews):
        for match in pattern.finditer(text):
            start, end = match.span()
            context = text[max(0, start - CONTEXT) : end + CONTEXT]
            place = Occurrence(interview, field, position, start, end, context)
            found.setdefault(match.group(), []).append(place)
    return found


def fields(interviews: Iterable[Interview]) -> Iterator[tuple[tuple[str, Field, int], str]]:
    """Every text that is read and replaced, with where it stands."""
    for interview in interviews:
        for position, answer in enumerate(interview.answers):
            yield (interview.key, Field.ANSWER, position), answer.text
            yield (interview.key, Field.SPEAKER, position), answer.speaker
        for position, person in enumerate(interview.people):
            yield (interview.key, Field.PEOPLE, position), person
        yield (interview.key, Field.INTERVIEWER, 0), interview.interviewer


def _answer(answer: Answer, rewrite: Callable[[str], str]) -> Answer:
    text, speaker = rewrite(answer.text), rewrite(answer.speaker)
    if (text, speaker) == (answer.text, answer.speaker):
        return answer
    return replace(answer, text=text, speaker=speaker)


def _lone_names(interviews: Sequence[Interview], forms: Mapping[str, Kind]) -> dict[str, Kind]:
    """« MORVAN », « Morvan » left alone elsewhere, once « Jean Morvan » was found."""
    lasts = {
        words[-1]
        for form, kind in forms.items()
        if kind is Kind.PERSON and len(words := form.split()) > 1 and is_first_name(words[0])
    }
    variants = {variant for last in lasts for variant in (last, last.upper(), last.title())}
    # Long enough not to be a word of the language that happens to begin a sentence.
    wanted = {variant for variant in variants if len(variant) > 3 and variant not in forms}
    return dict.fromkeys(
        sorted(occurrences(interviews, [*wanted, *forms]).keys() & wanted), Kind.PERSON
    )


@dataclass(frozen=True, slots=True)
class _Person:
    """What two forms of a name can share; empty where the form does not say."""

    first: str
    last: str

    def may_be(self, other: _Person) -> bool:
        """Whether nothing tells them apart, and something tells them alike."""
        firsts, lasts = {self.first, other.first}, {self.last, other.last}
        alike = (self.last and len(lasts) == 1) or (self.first and len(firsts) == 1)
        return bool(alike) and all(len(pair - {""}) <= 1 for pair in (firsts, lasts))


class _Names:
    """Form → pseudonym, the same for forms that may be the same person."""

    def __init__(self, decided: Iterable[Decision], forms: Mapping[str, Kind]) -> None:
        self._names: dict[tuple[Kind, str], str] = {}
        self._people: dict[str, list[_Person]] = {}
        for decision in decided:
            if decision.pseudonym is not None:
                self._keep(decision.kind, decision.text, decision.pseudonym)
        self._taken = set(self._names.values())
        # Whole names first: « Dupont » then finds whose it is, or that it could be two people's.
        for form in sorted(forms, key=lambda form: not all(_parts(form))):
            kind = forms[form]
            self._keep(kind, form, self._same(kind, form) or f"\0{form}")
        self._number(forms)

    def of(self, kind: Kind, form: str) -> str:
        """The pseudonym proposed."""
        return self._names[kind, _identity(kind, form)]

    def _same(self, kind: Kind, form: str) -> str:
        known = self._names.get((kind, _identity(kind, form)), "")
        if known or kind is not Kind.PERSON:
            return known
        person = _Person(*_parts(form))
        matching = [
            name for name, people in self._people.items() if any(map(person.may_be, people))
        ]
        return matching[0] if len(matching) == 1 else ""

    def _keep(self, kind: Kind, form: str, name: str) -> None:
        self._names[kind, _identity(kind, form)] = name
        if kind is Kind.PERSON:
            self._people.setdefault(name, []).append(_Person(*_parts(form)))

    def _number(self, forms: Mapping[str, Kind]) -> None:
        """Give numbers in reading order, after those that are taken."""
        numbers: dict[str, str] = {}
        for form, kind in forms.items():
            name = self.of(kind, form)
            if name.startswith("\0") and name not in numbers:
                numbers[name] = self._free(kind)
        self._names = {key: numbers.get(name, name) for key, name in self._names.items()}

    def _free(self, kind: Kind) -> str:
        number = 1
        while (name := f"{kind.value} {number}") in self._taken:
            number += 1
        self._taken.add(name)
        return name


def _identity(kind: Kind, form: str) -> str:
    if kind is Kind.PHONE:
        return same_phone(form)
    if kind is Kind.EMAIL:
        return same_email(form)
    return _folded(form)


def _parts(form: str) -> tuple[str, str]:
    """First name and last name, folded; empty where the form has none."""
    words = _TITLES.sub("", form).split()
    if not words:
        return "", ""
    if len(words) == 1:
        return (_folded(form), "") if is_first_name(words[0]) else ("", _folded(words[0]))
    if is_first_name(words[-1]) and (words[0].isupper() or not is_first_name(words[0])):
        words = [words[-1], *words[:-1]]
    if is_first_name(words[0]):
        return _folded(words[0]), _folded(" ".join(words[1:]))
    return "", _folded(" ".join(words))


def _folded(text: str) -> str:
    return " ".join(fold_accents(text).casefold().replace("-", " ").split())
