"""A document → the interview that it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from synthesis.domain import Answer, Interview
from synthesis.ingest import frontmatter
from synthesis.ingest.blocks import Block
from synthesis.ingest.campaign import Campaign, Draft, stem
from synthesis.ingest.frontmatter import Entry
from synthesis.ingest.metadata import Field, parse_dates, parse_duration, parse_people
from synthesis.ingest.nonanswers import state
from synthesis.ingest.pieces import Section, from_blocks, from_lines, sections
from synthesis.ingest.problems import Log, quote
from synthesis.ingest.text import fold, word_set

_ROLES = word_set(
    "president presidente vice maire adjoint adjointe dgs dga dg directeur directrice "
    "charge chargee technicien technicienne elu elue elus conseiller conseillere "
    "responsable agent agente secretaire chef cheffe animateur animatrice delegue deleguee"
)
_LABEL = re.compile(r"\[([^\]\n]{2,50})\]|([^:\n\[\]]{2,50}):[*_]*(?=\s|$)")
_MARKS = " \t\u00a0\u202f*_-•"


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of a visit apart from the answers."""

    key: str = ""
    territory: str = ""
    siren: str = ""
    dates: tuple[date, ...] = ()
    duration: int | None = None
    people: tuple[str, ...] = ()
    interviewer: str = ""


def from_text(text: str, source: str, campaign: Campaign, *, markdown: bool) -> Draft:
    """Interview of a Markdown or plain file, newlines normalised.

    Plain text without front matter is one answer, whatever it looks like.
    """
    lines = text.split("\n")
    entries, taken = frontmatter.from_block(lines, strict=not markdown)
    if not markdown and not taken:
        campaign.question("", source)
        return _draft([], [Answer("", text, state=state(text))], source, campaign)
    pieces = from_lines(lines[taken:], campaign.headings)
    return _assemble(entries, sections(pieces, campaign.headings), source, campaign)


def from_office(blocks: Iterable[Block], source: str, campaign: Campaign) -> Draft:
    """Interview of a docx or odt document."""
    entries, pieces = frontmatter.from_pieces(list(from_blocks(blocks)))
    return _assemble(entries, sections(pieces, campaign.headings), source, campaign)


def _assemble(
    entries: Sequence[Entry], found: list[Section], source: str, campaign: Campaign
) -> Draft:
    people = _details(entries, source, Log()).people
    answers = [
        _answer(section, people, source, campaign)
        for section, following in zip(found, [*found[1:], None], strict=True)
        if not _is_title(section, following, source, campaign.log)
    ]
    return _draft(entries, answers, source, campaign)


def _is_title(section: Section, following: Section | None, source: str, log: Log) -> bool:
    """Whether a section answers nothing: an empty head, or a title above other headings."""
    if section.text or section.key:
        return False
    if not section.title:
        return True
    above = following is not None and following.level > section.level
    if above:
        log.warn(source, f"le titre {quote(section.title)} n'est pas repris : il est sans texte.")
    return above


def _answer(section: Section, people: Sequence[str], source: str, campaign: Campaign) -> Answer:
    question = section.key or campaign.question(section.title, source)
    return answer_from(question, section.text, people)


def answer_from(question: str, text: str, people: Sequence[str]) -> Answer:
    """The answer in `text`: its state and, where one person speaks, who (« Maire : … »)."""
    label, speaker = _speaker(text, people)
    return Answer(question, text, speaker, state(text[label:]))


def _speaker(text: str, people: Sequence[str]) -> tuple[int, str]:
    """Length of the label that `text` begins with, and who it names if nobody else follows."""
    lines = text.split("\n")
    end, first = _label(lines[0], people)
    others = {fold(name) for line in lines[1:] if (name := _label(line, people)[1])}
    return end, first if others <= {fold(first)} else ""


def _label(line: str, people: Sequence[str]) -> tuple[int, str]:
    """Where the label of a speaker ends in `line`, and who it names; 0 and empty without one."""
    words = line.lstrip(_MARKS)
    match = _LABEL.match(words)
    name = (match[1] or match[2]).strip(_MARKS) if match else ""
    if match is None or not _is_role(name, people):
        return 0, ""
    return len(line) - len(words) + match.end(), name


def _is_role(name: str, people: Sequence[str]) -> bool:
    words = fold(name).split()
    return fold(name) in map(fold, people) or (
        bool(words) and len(words) <= 6 and words[0] in _ROLES
    )


def _draft(
    entries: Sequence[Entry], answers: Sequence[Answer], source: str, campaign: Campaign
) -> Draft:
    said = _details(entries, source, campaign.log)
    interview = Interview(
        key=said.key or stem(source),
        territory=said.territory,
        siren=campaign.siren(said.territory, source, siren=said.siren),
        dates=said.dates,
        duration_minutes=said.duration,
        people=said.people,
        interviewer=said.interviewer,
        answers=tuple(answers),
        source=source,
    )
    return Draft(interview, f"{source}/{said.key}" if said.key else source)


def _details(entries: Sequence[Entry], source: str, log: Log) -> Details:
    values: dict[Field, str] = {}
    for entry in entries:
        joined = "; ".join(entry.values)
        if entry.field is None:
            log.warn(
                source,
                f"le champ {quote(entry.key)} est inconnu ; sa valeur {quote(joined)} "
                "n'est pas reprise.",
                "Champs connus : territoire, dates, duree_minutes, personnes, enqueteur.",
            )
        elif entry.field is Field.DURATION and "heure" in fold(entry.key) and joined.isdigit():
            values.setdefault(entry.field, f"{joined} h")
        else:
            values.setdefault(entry.field, joined)
    return details(values, source, log)


def details(values: dict[Field, str], source: str, log: Log, *, row: int = 0) -> Details:
    """Typed details from the words of a document's head or of a table's row."""
    territory = values.get(Field.TERRITORY, "")
    siren = values.get(Field.SIREN, "")
    return Details(
        key=values.get(Field.INTERVIEW, "").strip(),
        territory=territory if territory.strip() else siren,
        siren=siren,
        dates=dates(values.get(Field.DATES, ""), source, log, row=row),
        duration=_duration(values.get(Field.DURATION, ""), source, log, row),
        people=parse_people(values.get(Field.PEOPLE, "")),
        interviewer=values.get(Field.INTERVIEWER, "").strip(),
    )


def dates(text: str, source: str, log: Log, *, row: int = 0) -> tuple[date, ...]:
    """Days in `text`, with a warning for what was not understood."""
    found, understood = parse_dates(text)
    if text.strip() and not (found and understood):
        kept = "n'est comprise qu'en partie" if found else "n'est pas comprise"
        log.warn(source, f"la date {quote(text)} {kept}.", "Écrivez-la « 2021-02-03 ».", row=row)
    return found


def _duration(text: str, source: str, log: Log, row: int) -> int | None:
    minutes = parse_duration(text)
    if text.strip() and minutes is None:
        log.warn(
            source,
            f"la durée {quote(text)} n'est pas comprise.",
            "Écrivez-la en minutes (« 150 ») ou en heures (« 2h30 »).",
            row=row,
        )
    return minutes
